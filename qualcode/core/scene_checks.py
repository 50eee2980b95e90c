"""The checks of a scene: verbatim still verbatim, pronouns by rule, cast complete, nothing unmasked, length and end.

Each check returns :class:`~qualcode.core.scenes.Problem` values that name the
check and the block; the caller words them.  None of them claims anonymity: they
find what rules can find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from qualcode.core.cases import Case
from qualcode.core.pronouns import Spoken, mentions, told_breaks
from qualcode.core.scenes import Block, Problem, Scene, SceneSegment

#: Every check by its name, in the order in which a person would go through them.
CHECKS = (
    "no_source",
    "words_gone",
    "not_verbatim",
    "not_edited",
    "pronoun",
    "not_in_cast",
    "unmasked",
    "too_short",
    "too_long",
    "no_end",
    "no_lead_in",
    "no_analysis",
    "no_code",
    "analysis_word",
)

Quote = Callable[[SceneSegment], str | None]

_NAMED = re.compile(r"[”\"]([A-ZÅÄÖÉ][\wåäöé-]+)[”\"]")
_BRACKET = re.compile(r"\[[^\]]*\]")
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_UNMASKED = (
    ("date", re.compile(rf"\b\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b", re.IGNORECASE)),
    ("number", re.compile(r"\b(?:\d{2})?\d{6}[-+ ]\d{4}\b|\b0\d{1,3}[- ]\d{2,3}(?: ?\d{2}){2}\b")),
    ("address", re.compile(r"\b[\w.+-]+@[\w-]+\.\w+\b")),
)
_ANALYSIS_WORDS = re.compile(
    r"\b(illustrerar|exemplifierar|åskådliggör|tolkas|analytiskt|teoretiskt|empirin|resultatet visar)\b", re.IGNORECASE
)
_TOLD = ("setup", "background", "action", "closing_beat", "researcher_question")


def check_scene(scene: Scene, quote: Quote, cases: Iterable[Case] = (), places: Iterable[str] = ()) -> list[Problem]:
    """Return what is wrong with a scene, block by block.

    ``quote`` gives the words that a segment holds now, or None when they are
    gone; ``cases`` are the project's, whose inner names must not be printed;
    ``places`` are inner place names that must not be printed either.
    """
    known = tuple(cases)
    problems: list[Problem] = []
    for n, block in enumerate(scene.blocks, start=1):
        problems += _fidelity(n, block, quote)
        problems += _unmasked(n, block, scene, known, tuple(places))
        if block.type in _TOLD:
            problems += (
                Problem("analysis_word", n, "told without analysis words", {"word": m.group()})
                for m in _ANALYSIS_WORDS.finditer(block.text)
            )
    problems += _pronouns(scene)
    problems += _cast(scene, known)
    problems += _shape(scene)
    return problems


def _plain(text: str) -> str:
    return " ".join(text.split())


def _fidelity(n: int, block: Block, quote: Quote) -> Iterator[Problem]:
    if block.fidelity in ("verbatim", "edited") and not block.segments:
        yield Problem("no_source", n, "rests on no passage", {"fidelity": block.fidelity})
        return
    found = [quote(segment) for segment in block.segments]
    if any(words is None or not words.strip() for words in found):
        yield Problem("words_gone", n, "the words of a passage are gone from its text")
        return
    source = _plain(" ".join(words or "" for words in found))
    if block.fidelity == "verbatim" and _plain(block.text) != source:
        yield Problem(
            "not_verbatim", n, "no longer equals its passage", {"first": _first_difference(block.text, source)}
        )
    # A told block may be edited into the historic present; speech may only be shortened and clarified.
    if block.fidelity == "edited" and block.type not in _TOLD:
        at = 0
        for piece in _BRACKET.split(block.text):
            words = _plain(piece).strip(" .,…")
            if words:
                at = source.find(words, at)
                if at < 0:
                    yield Problem("not_edited", n, "says more than elision and brackets allow", {"first": words[:60]})
                    return
                at += len(words)


def _first_difference(text: str, source: str) -> str:
    ours, theirs = _plain(text).split(), source.split()
    for i, word in enumerate(ours):
        if i >= len(theirs) or theirs[i] != word:
            return " ".join(ours[i : i + 4])
    return " ".join(theirs[len(ours) : len(ours) + 4])


def _pronouns(scene: Scene) -> Iterator[Problem]:
    """Find pronouns that nobody in the scene goes by, or that break the rule of the one person spoken of."""
    present = [Spoken(member.name, member.pronoun) for member in scene.cast]
    for n, block in enumerate(scene.blocks, start=1):
        if block.type not in (*_TOLD, "reported_speech"):
            continue
        for found in told_breaks(block.text, present):
            if found.name:
                detail = {"pronoun": found.pronoun, "name": found.name, "rule": found.rule}
                yield Problem("pronoun", n, "breaks the pronoun rule", detail)
            else:
                yield Problem("pronoun", n, "nobody in the scene goes by it", {"pronoun": found.pronoun})


def _cast(scene: Scene, cases: tuple[Case, ...]) -> Iterator[Problem]:
    known = {member.name.casefold() for member in scene.cast} | {member.role.casefold() for member in scene.cast}
    people = [case.printed for case in cases if case.kind == "person"]
    seen: set[str] = set()
    for n, block in enumerate(scene.blocks, start=1):
        named = {block.speaker} if block.type in ("dash_turn", "block_quote") else set()
        named |= set(_NAMED.findall(block.text)) | {name for name in people if mentions(name, block.text)}
        for name in sorted(named - {""}):
            if name.casefold().strip('”"') not in known and name not in seen:
                seen.add(name)
                yield Problem("not_in_cast", n, "is not in the cast", {"name": name})


def _unmasked(
    n: int, block: Block, scene: Scene, cases: tuple[Case, ...], places: tuple[str, ...]
) -> Iterator[Problem]:
    printed = " ".join(m.printed for m in scene.masking)
    for kind, pattern in _UNMASKED:
        for match in pattern.finditer(block.text):
            if match.group() not in printed:
                yield Problem("unmasked", n, "is not masked", {"kind": kind, "text": match.group()})
    inner = [("name", case.name) for case in cases if case.public and case.public != case.name]
    # Of a place only its proper names are telling: *Berga* in ”kontor Berga”, nothing in ”vårdcentralen”.
    inner += [("place", name) for name in sorted({w for place in places for w in place.split() if w[:1].isupper()})]
    for kind, name in inner:
        if mentions(name, block.text) and name not in printed:
            yield Problem("unmasked", n, "is not masked", {"kind": kind, "text": name})


def _shape(scene: Scene) -> Iterator[Problem]:
    words = scene.words()
    if words < scene.min_words:
        yield Problem("too_short", 0, "too short", {"words": str(words), "least": str(scene.min_words)})
    if words > scene.max_words:
        yield Problem("too_long", 0, "too long", {"words": str(words), "most": str(scene.max_words)})
    if not scene.ended or (scene.kind == "scene" and scene.blocks and scene.blocks[-1].type != "closing_beat"):
        yield Problem("no_end", 0, "has no explicit end")
    if scene.kind == "vignette":
        return
    if not scene.lead_in.strip():
        yield Problem("no_lead_in", 0, "is led in by no claim")
    if not scene.analysis.strip() and not scene.points:
        yield Problem("no_analysis", 0, "is followed by no analysis")
    elif not scene.codes and not any(point.code for point in scene.points):
        yield Problem("no_code", 0, "its analysis is linked to no code")
