"""Finding printed quotations in the texts they were taken from, however they were edited.

A printed quotation is cut into pieces at its elisions and brackets.  Each piece
is sought by its runs of two and three words: the places that many of its runs
agree on are compared word by word.  What a person may do to a quotation
(elide with ``[…]``, mask or clarify in ``[ ]``, leave out fillers and sounds) is
told from what changes its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_WORD = re.compile(r"\w+(?:[-‐‑:’'.]\w+)*")
_ELISION = re.compile(r"\[\s*(?:…|\.{2,3}|-{2,3}|–{1,3})\s*\]|\((?:…|\.{3})\)|/(?:…|\.{3})/|(?:[–-] ){2}[–-]")
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_SOUND = re.compile(r"\[[^\[\]\n]{1,30}\]|\([^()\n]{1,30}\)")
_MARKS = str.maketrans(dict.fromkeys("”“„»«", '"') | dict.fromkeys("’‘", "'") | {"–": "-", "—": "-", "…": "..."})
_SLACK = 12  # words to either side in which a piece is compared
_COMMON = 400  # places from which on a run of words says little
_HOLE = 8  # words that a bracket may stand for
_FEW_PLACES = 4
_SAME_DIAGONAL = 6

#: Words of a text that may be left out of a quotation: fillers, by their spans.
Fillers = Callable[[str], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the source and what is printed in their place; either may be empty."""

    source: str
    printed: str


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation was found: the text's key, the span there, how near it is.

    ``exact`` tells that it reads as the source does, blanks and kinds of
    quotation mark aside; ``edits`` name allowed changes (elided, bracket,
    fillers, punctuation), ``differences`` those that are not.
    """

    text: str
    start: int
    end: int
    exact: bool
    edits: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words between two marks; ``mark`` is what stands before them: "", elision or bracket."""

    words: tuple[str, ...]
    mark: str


class Corpus:
    """Texts to look quotations up in, as words with their places."""

    def __init__(self, texts: Mapping[str, str], fillers: Fillers | None = None) -> None:
        self.texts = texts
        self._fillers = fillers
        self._tokens: dict[str, tuple[list[str], list[int], list[int]]] = {}
        self._places: dict[tuple[str, ...], list[tuple[str, int]]] = {}

    def tokens(self, key: str) -> tuple[list[str], list[int], list[int]]:
        """Return the words of a text, folded, and where each begins and ends."""
        if key not in self._tokens:
            words, starts, ends = [], [], []
            for m in _WORD.finditer(self.texts[key]):
                words.append(m.group().casefold())
                starts.append(m.start())
                ends.append(m.end())
            self._tokens[key] = (words, starts, ends)
        return self._tokens[key]

    def prepare(
        self, quotations: Iterable[str], *, progress: Callable[[int, int], None] | None = None
    ) -> Iterator[str]:
        """Note where the runs of words of some quotations stand; yields each text's key when it is done."""
        wanted = {gram for text in quotations for piece in _pieces(text) for gram in _grams(piece.words)}
        places: dict[tuple[str, ...], list[tuple[str, int]]] = {gram: [] for gram in wanted}
        for n, key in enumerate(self.texts, 1):
            words = self.tokens(key)[0]
            for size in (2, 3):
                for i, gram in enumerate(zip(*(words[k:] for k in range(size)), strict=False)):
                    if gram in places:
                        places[gram].append((key, i))
            if progress is not None:
                progress(n, len(self.texts))
            yield key
        self._places = places

    def matches(self, quotation: str) -> list[Match]:
        """Return the places where a quotation may have been taken from, the likeliest first.

        :meth:`prepare` must have gone through with it.
        """
        pieces = _pieces(quotation)
        if not pieces:
            return []
        longest = max(range(len(pieces)), key=lambda i: len(pieces[i].words))
        found = []
        for key, at in self._candidates(pieces[longest].words):
            match = self._follow(quotation, key, at, pieces, longest)
            if match is not None:
                found.append(match)
        unique = {(m.text, m.start, m.end): m for m in found}
        return sorted(unique.values(), key=lambda m: (not m.exact, len(m.differences) > 0, -m.likeness, m.start))

    def _candidates(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """Return the texts and places where many of a piece's runs of words agree."""
        votes: Counter[tuple[str, int]] = Counter()
        grams = [
            (i, size, self._places.get(tuple(words[i : i + size]), []))
            for size in (3, 2)
            for i in range(len(words) - size + 1)
        ]
        telling = [g for g in grams if 0 < len(g[2]) <= _COMMON]
        for i, size, places in telling or [(i, size, p[:_COMMON]) for i, size, p in grams]:
            for key, at in places:
                votes[key, (at - i) // _SAME_DIAGONAL] += size
        if not votes and len(words) == 1:
            return []
        best = votes.most_common(_FEW_PLACES * 2)
        out: list[tuple[str, int]] = []
        for (key, diagonal), n in best:
            if n * 4 < best[0][1] or len(out) >= _FEW_PLACES:
                break
            place = diagonal * _SAME_DIAGONAL
            if not any(k == key and abs(p - place) <= 2 * _SAME_DIAGONAL for k, p in out):
                out.append((key, place))
        return out

    def _follow(self, quotation: str, key: str, at: int, pieces: Sequence[_Piece], longest: int) -> Match | None:
        """Compare all pieces with a text from where the longest one seems to stand."""
        words, starts, ends = self.tokens(key)
        middle = _compare(words, pieces[longest].words, at, at + len(pieces[longest].words))
        if middle is None:
            return None
        aligned = [middle]
        stop = middle.start
        for piece in reversed(pieces[:longest]):
            near = self._seek(words, piece.words, max(0, stop - 600), stop, last=True)
            aligned.insert(0, near)
            stop = near.start if near.kept else stop
        reach = middle.end
        for piece in pieces[longest + 1 :]:
            near = self._seek(words, piece.words, reach, min(len(words), reach + 600), last=False)
            aligned.append(near)
            reach = near.end if near.kept else reach
        printed = sum(len(p.words) for p in pieces)
        likeness = sum(a.kept for a in aligned) / printed
        standing = [a for a in aligned if a.kept]
        start, end = starts[min(a.start for a in standing)], ends[max(a.end for a in standing) - 1]
        edits, differences = self._told(key, pieces, aligned)
        exact = not edits and not differences and _flat(quotation) in _flat(self.texts[key][start : end + 8])
        if not exact and not edits and not differences:
            edits = ["punctuation"]
        return Match(key, start, end, exact, tuple(edits), tuple(differences), likeness)

    @staticmethod
    def _seek(words: Sequence[str], piece: Sequence[str], low: int, high: int, *, last: bool) -> _Aligned:
        """Find a piece between two places: exactly, nearest first, else where most of it stands."""
        n = len(piece)
        order = range(high - n, low - 1, -1) if last else range(low, high - n + 1)
        for i in order:
            if words[i] == piece[0] and list(words[i : i + n]) == list(piece):
                return _Aligned(i, i + n, n, ())
        # A bracket may end where the words go on in another place than told: look at the whole stretch.
        near = (max(low, high - n - _SLACK), high) if last else (low, min(high, low + n + _SLACK))
        return _compare(words, piece, *near, within=(low, high)) or _Aligned(
            low, low, 0, (Difference("", " ".join(piece)),)
        )

    def _told(
        self, key: str, pieces: Sequence[_Piece], aligned: Sequence[_Aligned]
    ) -> tuple[list[str], list[Difference]]:
        """Return which allowed edits were made, and the differences that are not allowed."""
        _words, starts, ends = self.tokens(key)
        text = self.texts[key]
        edits: dict[str, None] = {}
        differences: list[Difference] = []
        low, high = min(a.start for a in aligned), max(a.end for a in aligned)
        loose = self._loose(key, low, high) if high > low else frozenset()
        before: _Aligned | None = None
        for piece, found in zip(pieces, aligned, strict=True):
            if piece.mark == "elision":
                edits["elided"] = None
            elif piece.mark == "bracket":
                edits["bracket"] = None
            if before is not None and found.kept and before.kept:
                gap = [i for i in range(before.end, found.start) if i not in loose]
                if found.start < before.end:
                    differences.append(Difference("", "[…]"))
                elif piece.mark == "bracket" and len(gap) > _HOLE:
                    differences.append(Difference(text[starts[gap[0]] : ends[gap[-1]]], "[ ]"))
            for change in found.changes:
                if isinstance(change, Difference):
                    differences.append(change)
                    continue
                i, j, printed = change
                if not printed and all(k in loose for k in range(i, j)):
                    edits["fillers"] = None
                else:
                    differences.append(Difference(text[starts[i] : ends[j - 1]] if i < j else "", printed))
            before = found
        return list(edits), differences

    def _loose(self, key: str, first: int, last: int) -> frozenset[int]:
        """Return the words, by number, that a quotation may leave out: sounds, pauses, fillers."""
        _words, starts, ends = self.tokens(key)
        low, high = starts[first], ends[last - 1]
        text = self.texts[key][low:high]
        spans = [m.span() for m in _SOUND.finditer(text)]
        if self._fillers is not None:
            spans += list(self._fillers(text))
        return frozenset(k for k in range(first, last) for a, b in spans if low + a <= starts[k] and ends[k] <= low + b)


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A piece laid against words ``[start, end)`` of a text: how many agree, and what does not.

    A change is the first and last word in the text, and the words printed in their place.
    """

    start: int
    end: int
    kept: int
    changes: tuple[tuple[int, int, str] | Difference, ...]


def _compare(
    words: Sequence[str], piece: Sequence[str], low: int, high: int, *, within: tuple[int, int] | None = None
) -> _Aligned | None:
    """Lay a piece against the words around ``[low, high)``; None when next to nothing agrees."""
    floor, ceiling = within or (0, len(words))
    low, high = max(floor, low - _SLACK), min(ceiling, high + _SLACK)
    window = list(words[low:high])
    matcher = SequenceMatcher(None, window, list(piece), autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    kept = sum(b.size for b in blocks)
    if not kept or (len(piece) > 2 and kept * 3 < len(piece)):
        return None
    first, last = blocks[0], blocks[-1]
    start, end = low + first.a, low + last.a + last.size
    changes: list[tuple[int, int, str] | Difference] = []
    if first.b:
        # Words before the first that agrees stand for as many of the source.
        begin = max(floor, start - first.b)
        changes.append((begin, start, " ".join(piece[: first.b])))
        start = begin
    for one, two in pairwise(blocks):
        i, j, printed = one.a + one.size, two.a, " ".join(piece[one.b + one.size : two.b])
        if i < j or printed:
            changes.append((low + i, low + j, printed))
    tail = len(piece) - last.b - last.size
    if tail:
        stop = min(ceiling, end + tail)
        changes.append((end, stop, " ".join(piece[-tail:])))
        end = stop
    return _Aligned(start, end, kept, tuple(changes))


def words_of(text: str) -> list[str]:
    """Return the words of a printed quotation, what stands in square brackets left out."""
    return [word for piece in _pieces(text) for word in piece.words]


def _pieces(text: str) -> list[_Piece]:
    """Cut a printed quotation at its elisions and brackets."""
    parts: list[tuple[str, str]] = []
    at, mark = 0, ""
    marks = [(m, "elision") for m in _ELISION.finditer(text)]
    taken = {m.start() for m, _kind in marks}
    marks += [(m, "bracket") for m in _BRACKET.finditer(text) if m.start() not in taken]
    for m, kind in sorted(marks, key=lambda entry: entry[0].start()):
        if m.start() < at:
            continue
        parts.append((text[at : m.start()], mark))
        # Brackets that follow each other count as the one that allows most.
        mark = kind if _WORD.search(text[at : m.start()]) or mark != "elision" else "elision"
        at = m.end()
    parts.append((text[at:], mark))
    pieces = [_Piece(tuple(m.group().casefold() for m in _WORD.finditer(words)), kind) for words, kind in parts]
    return [piece for piece in pieces if piece.words]


def _grams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in (2, 3):
        yield from zip(*(words[k:] for k in range(size)), strict=False)


def _flat(text: str) -> str:
    """Return a text with blanks evened out and one kind of every mark, for telling whether two read alike."""
    return " ".join(text.translate(_MARKS).split()).strip("\"' ,.-").casefold()


def read_alike(one: str, other: str) -> bool:
    """Tell whether two printed texts read the same, blanks and kinds of quotation mark aside."""
    return _flat(one) == _flat(other)
