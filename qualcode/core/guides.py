"""Interview guides: a bank of questions, which of them each guide asks, and how it words them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from qualcode.core.events import Change
from qualcode.core.ids import stable_id


@dataclass(frozen=True, slots=True)
class Guide:
    """An interview guide for one role: what is said before and after, and the wanted length in minutes."""

    id: str
    handle: str
    title: str
    role: str = ""
    intro: str = ""
    closing: str = ""
    minutes: int | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank.

    ``guides`` are the handles of the guides that ask it; ``variants`` its
    wording in some of them; ``probes`` what may be asked further; ``codes``
    handles of the codes that it is to shed light on.
    """

    id: str
    handle: str
    text: str
    topic: str = ""
    guides: tuple[str, ...] = ()
    variants: Mapping[str, str] = field(default_factory=dict)
    probes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    note: str = ""
    position: int = 0

    def asked_in(self, guide: str) -> str:
        """Return the wording in a guide (its handle); empty when it is not asked there."""
        return self.variants.get(guide, self.text) if guide in self.guides else ""


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """The guides and the questions, each in their order."""

    guides: tuple[Guide, ...] = ()
    questions: tuple[Question, ...] = ()

    def asked(self, guide: str) -> tuple[Question, ...]:
        """Return the questions that a guide (its handle) asks."""
        return tuple(q for q in self.questions if guide in q.guides)

    def topics(self) -> tuple[str, ...]:
        """Return the topics in the order of their first questions."""
        return tuple(dict.fromkeys(q.topic for q in self.questions))


def guide_id(handle: str) -> str:
    """Return the id of a guide named in a file: the same at every office."""
    return stable_id("guide", handle)


def question_id(handle: str) -> str:
    """Return the id of a question named in a file: the same at every office."""
    return stable_id("question", handle)


def _guide_body(guide: Guide) -> dict[str, object]:
    names = ("handle", "title", "role", "intro", "closing", "minutes", "position")
    return {name: getattr(guide, name) for name in names}


def _question_body(question: Question) -> dict[str, object]:
    body: dict[str, object] = {n: getattr(question, n) for n in ("handle", "text", "topic", "note", "position")}
    body["guides"], body["probes"] = list(question.guides), list(question.probes)
    body["codes"], body["variants"] = list(question.codes), dict(question.variants)
    return body


_Thing = TypeVar("_Thing", Guide, Question)
_Body = Callable[[_Thing], dict[str, object]]


def differences(old: QuestionBank, new: QuestionBank) -> Iterator[Change]:
    """Yield the changes that lead from one bank to another; what the new one lacks is removed."""
    yield from _differences("guide", old.guides, new.guides, _guide_body)
    yield from _differences("question", old.questions, new.questions, _question_body)


def _differences(thing: str, old: Sequence[_Thing], new: Sequence[_Thing], body: _Body[_Thing]) -> Iterator[Change]:
    held = {t.id: body(t) for t in old}
    for t in new:
        now = body(t)
        before = held.pop(t.id, None)
        if before is None:
            yield Change(f"{thing}.add", t.id, now)
        elif changed := {name: value for name, value in now.items() if before[name] != value}:
            yield Change(f"{thing}.edit", t.id, changed)
    for identifier in held:
        yield Change(f"{thing}.remove", identifier)
