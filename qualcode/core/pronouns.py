"""Pronouns by rule: a person who goes by *hen* stays *hen*, from the first mention to the last.

Who a pronoun means is guessed sentence by sentence: the persons named last.
Where only one person is spoken of and goes by another pronoun, the rule is
broken; where several are, the place is one to look at.  Talk in quotation
marks and dash turns is passed over, since others speak there of others.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

PRONOUNS = {
    "hen": "hen",
    "hens": "hen",
    "hon": "hon",
    "henne": "hon",
    "hennes": "hon",
    "han": "han",
    "honom": "han",
    "hans": "han",
}
_PRONOUN = re.compile(r"\b(" + "|".join(PRONOUNS) + r")\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*[”\"]?\s*")
_SPEECH = re.compile(r"”[^”\n]*”|\"[^\"\n]*\"|»[^«»\n]*[«»]|^[ \t]*[–—-][ \t].*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
#: So many paragraphs back a pronoun may reach.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody that a text speaks of: the name, and the rule ``hen``, ``hon``, ``han`` or empty for none."""

    name: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A pronoun at ``[start, end)`` that breaks a rule.

    ``name`` and ``rule`` are empty where nobody present goes by it.  ``sure`` is
    False where it may mean somebody else; ``learnt`` says that the rule is the
    pronoun of the person's introduction.
    """

    start: int
    end: int
    pronoun: str
    name: str = ""
    rule: str = ""
    sure: bool = True
    learnt: bool = False


def without_pronouns(text: str) -> str:
    """Return a text of the same length that still names people, but holds no pronoun."""
    return _PRONOUN.sub(lambda m: "·" * len(m.group()), text)


def mentions(name: str, text: str) -> bool:
    """Tell whether a name, or its genitive, stands in a text."""
    return bool(name) and name in text and re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text) is not None


def told_breaks(text: str, present: Sequence[Spoken]) -> Iterator[Break]:
    """Yield the breaks of a stretch of telling in which only those ``present`` can be meant."""
    rules = {person.rule for person in present if person.rule}
    if not rules:
        return
    free = any(not person.rule for person in present)
    about: list[Spoken] = []
    for sentence in _SENTENCE.finditer(text):
        named = [p for p in present if mentions(p.name, sentence.group())]
        about = named or about
        for match in _PRONOUN.finditer(sentence.group()):
            pronoun = PRONOUNS[match.group().lower()]
            start = sentence.start() + match.start()
            only = about[0] if len(about) == 1 else None
            broken = only is not None and bool(only.rule) and only.rule != pronoun
            place = Break(start, start + len(match.group()), match.group())
            if broken and only is not None and not _someone_else(present, only, pronoun):
                yield replace(place, name=only.name, rule=only.rule)
            elif pronoun not in rules and not free and not broken:
                yield place


def _someone_else(present: Iterable[Spoken], person: Spoken, pronoun: str) -> bool:
    """Tell whether the pronoun may mean another of those present."""
    return any(other is not person and other.rule in (pronoun, "") for other in present)


def text_breaks(text: str, people: Iterable[Spoken]) -> list[Break]:
    """Return the breaks in a whole text, such as a report, paragraph by paragraph.

    A person without a rule keeps the pronoun of the introduction: the first one where
    nobody else is spoken of.  Those that a pronoun may mean are the persons named
    in its paragraph and the few before it.
    """
    known = {p.name: p for p in people if p.name}
    if not known:
        return []
    seek = re.compile(r"(?<!\w)(" + "|".join(sorted(map(re.escape, known), key=len, reverse=True)) + r")s?(?!\w)")
    learnt: dict[str, str] = {}
    out: list[Break] = []
    before: deque[list[str]] = deque(maxlen=_NEAR)
    for start, paragraph in _paragraphs(text):
        named = [m[1] for m in seek.finditer(paragraph)]
        if named:
            near = dict.fromkeys(name for names in (named, *before) for name in names)
            out += _paragraph_breaks(start, _without_speech(paragraph), [known[n] for n in near], seek, learnt)
        before.append(named)
    return out


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for match in _PARAGRAPH.finditer(text):
        yield at, text[at : match.start()]
        at = match.end()
    yield at, text[at:]


def _without_speech(text: str) -> str:
    """Return a text of the same length in which spoken lines are blank, but for a name alone in quotation marks."""
    return _SPEECH.sub(lambda m: m.group() if " " not in m.group().strip('”"»« ') else " " * len(m.group()), text)


def _paragraph_breaks(
    at: int, text: str, named: Sequence[Spoken], seek: re.Pattern[str], learnt: dict[str, str]
) -> Iterator[Break]:
    rules = {p.name: p.rule or learnt.get(p.name, "") for p in named}
    about = ""
    marks = sorted([*_PRONOUN.finditer(text), *seek.finditer(text)], key=lambda m: m.start())
    for match in marks:
        pronoun = PRONOUNS.get(match.group().lower())
        if pronoun is None:
            about = match[1]
            continue
        if not about:
            continue
        alone = len(named) == 1
        if not rules[about]:
            if alone:
                rules[about] = learnt[about] = pronoun
            continue
        if rules[about] == pronoun or any(rules[n] in (pronoun, "") for n in rules if n != about):
            continue
        own = next(p.rule for p in named if p.name == about)
        yield Break(
            at + match.start(),
            at + match.end(),
            match.group(),
            about,
            rules[about],
            sure=alone and bool(own),
            learnt=not own,
        )
