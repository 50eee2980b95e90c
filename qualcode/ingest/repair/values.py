"""What a proposal of repairs consists of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.core.texts import Edit
from qualcode.ingest.repair.layout import Conventions

#: The rules in the order in which they are shown.
RULES = ("hyphen", "footnote", "page-number", "page-head", "page-top", "line-wrap", "blank-line")


@dataclass(frozen=True, slots=True)
class Flag:
    """A place that a person should look at, ``[start, end)`` in the text as read; nothing is changed there."""

    start: int
    end: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lifted:
    """Matter lifted out of the running text and kept: its rule, its mark (a note's number), its text, its offset."""

    rule: str
    mark: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Repairs:
    """What is proposed for a text: edits in order, places to look at, and the conventions found."""

    edits: tuple[Edit, ...] = ()
    flagged: tuple[Flag, ...] = ()
    conventions: Conventions = field(default_factory=Conventions)

    @property
    def rules(self) -> Mapping[str, int]:
        """The number of edits by rule, in the order of :data:`RULES`."""
        counts = Counter(edit.rule for edit in self.edits)
        return {rule: counts[rule] for rule in RULES if counts[rule]}

    @property
    def lifted(self) -> tuple[Lifted, ...]:
        """The matter that the edits lift out of the running text."""
        return tuple(lifted(edit) for edit in self.edits if edit.kept)


def lifted(edit: Edit) -> Lifted:
    """Return the matter that an edit lifts out; a footnote's mark is parted from its text."""
    mark, text = "", edit.kept
    if edit.rule == "footnote":
        head, _blank, rest = edit.kept.partition(" ")
        if rest and not any(c.isalpha() for c in head):
            mark, text = head, rest
    return Lifted(edit.rule, mark, text, edit.start)
