"""Cases: the persons, offices, meetings and files that sources and turns belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.core.events import Change

KINDS = ("person", "office", "meeting", "file")


@dataclass(frozen=True, slots=True)
class Case:
    """A person, office, meeting or file, with attributes.

    ``public`` is the name that reports print; where it is empty, ``name`` is
    taken to be a pseudonym already.  ``pronoun`` is the rule that scenes and
    reports keep: ``hen``, ``hon``, ``han`` or empty.
    """

    id: str
    name: str
    public: str = ""
    kind: str = "person"
    pronoun: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def printed(self) -> str:
        """The name that may be printed."""
        return self.public or self.name


def add_case(case: Case) -> Change:
    """Return the making of a case with its attributes."""
    body: dict[str, object] = {"name": case.name, "kind": case.kind}
    if case.public:
        body["public"] = case.public
    if case.pronoun:
        body["pronoun"] = case.pronoun
    body.update({f"attr:{k}": v for k, v in case.attributes.items()})
    return Change("case.add", case.id, body, "corpus")


def edit_case(case: str, *, attributes: Mapping[str, str | None] | None = None, **fields: object) -> Change:
    """Return the change of a case's fields and attributes; an attribute set to None is taken away."""
    body = dict(fields)
    body.update({f"attr:{k}": v for k, v in (attributes or {}).items()})
    return Change("case.edit", case, body, "corpus")


def remove_case(case: str) -> Change:
    """Return the removal of a case."""
    return Change("case.remove", case, {}, "corpus")
