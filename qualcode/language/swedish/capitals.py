"""The words of a text as names are sought among them: where they stand, and what is believed of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.language.swedish.findings import Personal
from qualcode.language.swedish.gazetteer import INSTITUTIONS, ORGANISATION

_TOKEN = re.compile(
    r"[A-ZÅÄÖ]\.(?=\s?[A-ZÅÄÖ])|(?:[dD]r|[pP]rof)\.(?=\s[A-ZÅÄÖ])|[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+|[^\w\s]|\n[ \t]*\n"
)
_OPENS = frozenset({".", "?", "!", ":", "…", "”", '"', "“", "»", "–", "-", "—", "•", "*", "¶"})
_ARTICLES = frozenset("al el ad ar as at an".split())
_LONGEST = 60  # letters; longer strings are no words
#: Words that join the parts of a name.
PARTICLES = frozenset("von af de van der den el al la bin ibn di da du".split())


@dataclass(slots=True)
class Word:
    """A token with its place, and what is believed of it so far."""

    text: str
    start: int
    end: int
    opens: bool  # whether a sentence or a line begins here
    kind: str = ""
    confidence: float = 0.0
    reason: str = ""

    def believe(self, kind: str, confidence: float, reason: str) -> None:
        """Take over a belief that is surer than the one held."""
        if confidence > self.confidence:
            self.kind, self.confidence, self.reason = kind, confidence, reason


def words_of(text: str) -> list[Word]:
    """Return the words, numbers and marks of a text in order."""
    words: list[Word] = []
    opens = True
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token[0] == "\n":
            opens = True
            continue
        line_start = match.start() == 0 or text[match.start() - 1] == "\n"
        words.append(
            Word(token, match.start(), match.end(), opens or (line_start and (not words or words[-1].text in ".:?!")))
        )
        opens = token in _OPENS
    return words


def is_capital(text: str) -> bool:
    """Tell whether a word has a capital first and some small letter; *K2* and *HR* have not."""
    text = without_article(text)
    return 1 < len(text) <= _LONGEST and text[0].isupper() and any(c.islower() for c in text[1:])


def without_article(text: str) -> str:
    """Return an Arabic name without its article, *Sisi* of *al-Sisi*; any other word as it is."""
    article, hyphen, rest = text.partition("-")
    return rest if hyphen and article in _ARTICLES else text


def is_one_name(text: str) -> bool:
    """Tell whether a capitalised word may be a name of one person by its form."""
    return (
        is_capital(text)
        and not text.endswith(".")
        and len(text) > 2
        and text not in INSTITUTIONS
        and not text.lower().endswith(ORGANISATION)
    )


def stem(text: str) -> str:
    """Return a name without the genitive's -s."""
    return text[:-1] if text.endswith("s") and len(text) > 3 else text


def is_known(text: str, names: frozenset[str]) -> bool:
    """Tell whether a word is a name, its genitive, or two names with a hyphen."""
    if text in names or (text.endswith("s") and text[:-1] in names):
        return True
    first, hyphen, rest = text.partition("-")
    return bool(hyphen) and first in names and rest[:1].isupper()


def merged(words: Sequence[Word]) -> list[Personal]:
    """Return the findings, with the words of one name in one."""
    return sorted(_joined(words))


def _joined(words: Sequence[Word]) -> Iterator[Personal]:
    i = 0
    while i < len(words):
        first = words[i]
        if not first.kind:
            i += 1
            continue
        end = i + 1
        while end < len(words) and first.kind == "person":
            bridge = end
            while bridge < len(words) and words[bridge].text.lower() in PARTICLES and bridge - end < 2:
                bridge += 1
            if bridge >= len(words) or words[bridge].kind != "person" or words[bridge].opens:
                break
            end = bridge + 1
        strongest = max(words[i:end], key=lambda w: w.confidence)
        yield Personal(first.start, words[end - 1].end, first.kind, strongest.confidence, strongest.reason)
        i = end
