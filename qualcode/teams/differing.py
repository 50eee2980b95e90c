"""Where coders differ on what they coded up to now, and two versions of one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.core import adjudication
from qualcode.core.adjudication import Dispute
from qualcode.core.codebook import Code
from qualcode.core.people import Person
from qualcode.core.sources import Source
from qualcode.material import Material


def differences(
    material: Material,
    *,
    sources: Iterable[Source] | None = None,
    coders: Sequence[Person] = (),
    code: Code | None = None,
) -> list[Dispute]:
    """Return the places where coders differ now, by source and place, of all sources unless some are given.

    A coder who has neither coded nor marked as read a source is not compared on
    it.  With ``code`` only the places where one of the two chose that code.
    """
    everything = material.codings() if sources is None else [c for s in sources for c in material.codings(source=s)]
    codings = [c for c in everything if c.layer.startswith("own:")]
    people = [p.id for p in coders] or list(dict.fromkeys(c.coder for c in codings))
    seen = adjudication.reader(codings, material.readings())
    found = adjudication.disputes(codings, people, material.codebook(), seen)
    return [d for d in found if code is None or code.id in {c.code for c in d.codings}]


def other_versions(material: Material, source: Source) -> list[Source]:
    """Return the other sources of a source's series, the nearest version first."""
    if not source.series:
        return []
    others = [s for s in material.sources() if s.series == source.series and s.id != source.id]
    return sorted(others, key=lambda s: abs((s.version or 0) - (source.version or 0)))
