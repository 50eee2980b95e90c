"""Redaction: words taken out of a project for good, while what happened stays on record.

A participant may withdraw.  The heads of events stay, so the log still verifies;
bodies, texts and files are blanked wherever the redaction reaches, and no old
copy that is merged later brings them back.
"""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.core.events import Change
from qualcode.core.ids import new_id

#: Kinds of event about a source whose bodies hold its words, also when they arrive later.
WORDED = (
    "source.correct",
    "condensation.add",
    "condensation.edit",
    "evidence.add",
    "evidence.edit",
    "quotation.add",
    "quotation.edit",
)


def redact(
    source: str = "",
    *,
    events: Iterable[str] = (),
    texts: Iterable[str] = (),
    originals: Iterable[str] = (),
    reason: str = "",
) -> Change:
    """Return the blanking of the bodies of some events, some texts, some files.

    With a ``source`` a whole source is meant: what arrives of its words later is blanked too.
    """
    body = {
        "source": source,
        "events": sorted(set(events)),
        "texts": sorted(set(texts)),
        "originals": sorted(set(originals)),
        "reason": reason,
    }
    return Change("redaction.add", new_id(), body, "corpus", source or None)
