"""Pauses, fillers and repeated words of spoken Swedish: marked, never deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Kind = Literal["pause", "filler", "repeat"]


class Disfluency(NamedTuple):
    """A stretch of tokens ``[start, end)`` and what it is."""

    start: int
    end: int
    kind: Kind


_PAUSES = frozenset("äh öh eh ehm öhm hm hmm mm mhm äm aa åh ah öö ee ööh ääh hmmm mmm ehh öhh äsch".split())
_PHRASES = (
    ("så", "att", "säga"),
    ("vad", "heter", "det"),
    ("vad", "ska", "man", "säga"),
    ("hur", "ska", "man", "säga"),
    ("och", "så", "där"),
    ("eller", "nåt"),
    ("eller", "någonting"),
    ("eller", "nånting"),
    ("om", "man", "säger", "så"),
    ("du", "vet"),
)
_DASHES = frozenset({",", "–", "-", "—", "("})
_ENDS = frozenset({",", ".", "?", "!", "…", ""})
#: What follows *liksom* when it compares: *liksom i fjol*.
_COMPARED = frozenset("i på av för att om hur när mellan från hos andra även alla vid till".split())
#: What stands before *liksom* in the middle of talk.
_TALK_BEFORE = frozenset(
    "har är kan ska de dom man vi jag det så inte mest och att försöka fråga säger blir var bara ju men".split()
)
_TYPE_BEFORE = frozenset("så är att och det man liksom bara blir var ba sa".split())
_TYPE_OF = frozenset(
    """
    denna denne dessa en den vilken annan annat rätt samma viss olika ny någon specifik varje fel sin flera ett gammal
    nån av
    """.split()
)
#: Words that are said twice on purpose.
_DOUBLED = frozenset("så mycket väldigt ja nej jo kr lite jätte hej nä nämen åter många långt".split())


def disfluencies(tokens: Sequence[str]) -> list[Disfluency]:
    """Return the disfluencies in the tokens of one turn of talk, in order.

    Written prose has other uses of the same words: ask only for what somebody said.
    """
    words = [token.lower() for token in tokens]
    found = [mark for i in range(len(words)) for mark in _at(words, i)]
    return sorted(set(found))


def _at(words: Sequence[str], i: int) -> Iterator[Disfluency]:
    word = words[i]
    before = words[i - 1] if i else ""
    after = words[i + 1] if i + 1 < len(words) else ""
    if word in _PAUSES and not (word == "mm" and after == "." and before.isalpha() and i > 1):
        yield Disfluency(i, i + 1, "pause")
    elif _is_filler(word, before, after):
        yield Disfluency(i, i + 1, "filler")
    for phrase in _PHRASES:
        if word == phrase[0] and tuple(words[i : i + len(phrase)]) == phrase:
            yield Disfluency(i, i + len(phrase), "filler")
    said_again = word == after and not _may_double(words, i)
    said_later = after in (",", "…", "-", "–") and words[i + 2 : i + 3] == [word]
    if word.isalpha() and word not in _DOUBLED | _PAUSES and (said_again or said_later):
        yield Disfluency(i, i + 1, "repeat")


def _is_filler(word: str, before: str, after: str) -> bool:
    if word == "liksom":
        if before in ("", '"', "”", *_DASHES):
            return after in _DASHES and before != ""
        return after not in _COMPARED or before in _TALK_BEFORE
    if word == "typ":
        spoken = before in _DASHES or after in _DASHES or after in _ENDS or before in _TYPE_BEFORE
        return spoken and after != "av" and before not in _TYPE_OF
    if word in ("alltså", "asså"):
        return word == "asså" or before in ("", "ja", "nej", "men", "så", "jo", *_DASHES) or after in _DASHES
    if word == "va":
        return after in _ENDS and before not in ("vara", "ska", "skulle", "kan", "få", "att", "kunna")
    return word == "ba" and before in _SPEAKERS


_SPEAKERS = frozenset("jag du han hon hen vi de dom så man".split())


def _may_double(words: Sequence[str], i: int) -> bool:
    """Tell whether two words alike may both be meant: *det det handlar om*, *är är frågan*, *att att*."""
    return words[i] in ("det", "den", "är", "som") and (i == 0 or words[i - 1] in (",", ".", "för", "om", "är", "på"))
