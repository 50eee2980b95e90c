"""What the searches ask of a language: readings of forms, sentences, negation; the one place that asks it.

Everything is found out when it is needed: a language without analysis, sentences or
negation of its own gets plain rules instead.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from qualcode.core.own_words import OwnWords
from qualcode.core.suspended import Suspended
from qualcode.core.texts import Edit
from qualcode.core.words import Lexicon
from qualcode.language.swedish.findings import Personal
from qualcode.language.words import OwnPairs, lexicon

Span = tuple[int, int]

_TOKEN = re.compile(r"\w+(?:[-‐‑:’']\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"”“’«(–—-]*[^\W\d_a-zåäö])|\n[ \t]*\n")
_NEGATORS = {
    "sv": frozenset("inte ej icke aldrig ingen inget inga ingenting knappast varken".split()),
    "en": frozenset("not never no none nothing neither nor don't doesn't didn't isn't wasn't can't won't".split()),
}
_CLAUSE_ENDS = frozenset(". ! ? ; : , – — ( ) … men som när eftersom but which who when because".split())
_LEFT, _RIGHT = 6, 3
_AROUND = 300  # letters
_SHORT_VERBS = frozenset("få gå stå se ge ta ha bli be dö tro bo må nå förstå uppnå be sy klä ske".split())
_LEAST_TAIL = 3


@lru_cache(maxsize=8)
def analysis_version(languages: tuple[str, ...] = ("sv", "en")) -> str:
    """Return what tells one way of analysing words from another, so that an index knows when it is out of date."""
    parts = ["1", *(getattr(lexicon(language), "version", "") for language in languages)]
    try:
        parts.append(version("simplemma"))
    except PackageNotFoundError:
        parts.append("-")
    digest = hashlib.blake2b(digest_size=8)
    folder = Path(importlib.import_module("qualcode.language").__file__ or "").parent
    for file in sorted([*folder.glob("*.py"), *folder.glob("swedish/*.py")]):
        digest.update(file.read_bytes())
    return "/".join((*parts, digest.hexdigest()))


class LanguageReader:
    """What one language says of forms; ``own`` are words of a project's own."""

    def __init__(self, language: str, own: OwnPairs = ()) -> None:
        self.language = language
        self.lexicon: Lexicon = lexicon(language, own)
        analyse = getattr(self.lexicon, "analyse", None)
        # The index asks once for each form, so what a lexicon would remember is memory lost.
        self._analyse: Callable[[str], Iterable[tuple[str, str]]] | None = getattr(analyse, "__wrapped__", analyse)

    def readings(self, form: str) -> Iterable[tuple[str, str]]:
        """Return the lemmas of a form with their roles: inflection, head, first, mid."""
        if self._analyse is not None:
            return ((reading[0], reading[1]) for reading in self._analyse(form))
        return self._plain_readings(form)

    def lemma(self, form: str) -> str:
        """Return the lemma that a form is counted under."""
        return self.lexicon.lemma(form)

    def completions(self, compound: Suspended) -> Iterator[str]:
        """Yield the likeliest words that a suspended compound says: *med-* before *motaktörer* is *medaktörer*."""
        word = compound.word
        own = _own(self.language, "suspended", "suspended")
        if own is not None and "-" not in word:
            pair = [f"{compound.piece}-", "och", word] if compound.headless else [word, "och", f"-{compound.piece}"]
            yield from (restored.form for restored in own(pair, self.lexicon))
            return
        parts = self.lexicon.split(word)
        if parts and len(parts) > 1 and "".join(parts).lower() == word.lower():
            if compound.headless:
                yield compound.piece + word[len(parts[0]) :]
                if len(parts) > 2:
                    yield compound.piece + word[-len(parts[-1]) :]
            else:
                yield word[: len(word) - len(parts[-1])] + compound.piece
            return
        if "-" in word:
            first, _hyphen, last = word.rpartition("-")
            yield f"{compound.piece}-{last}" if compound.headless else f"{first}-{compound.piece}"
            return
        for whole in compound.completions():
            if len(whole) >= len(compound.piece) + _LEAST_TAIL and whole in self.lexicon:
                yield whole
                return

    def is_verb(self, form: str) -> bool:
        """Tell whether a form may be that of a verb, by the other forms of its lemma."""
        known = self.lexicon
        own = getattr(known, "may_be_verb", None)
        if own is not None:
            return bool(own(form))
        for lemma, role in self.readings(form):
            if role != "inflection":
                continue
            stem = lemma.removesuffix("a")
            tried = (lemma + "de", lemma + "r", stem + "er", stem + "te", stem + "de")
            if lemma in _SHORT_VERBS or (
                stem != lemma and any(known.lemma(other).lower() == lemma for other in tried if other in known)
            ):
                return True
        return False

    def _plain_readings(self, form: str) -> Iterator[tuple[str, str]]:
        yield self.lexicon.lemma(form).lower(), "inflection"
        parts = self.lexicon.split(form)
        if parts and len(parts) > 1:
            yield self.lexicon.lemma(parts[-1]).lower(), "head"
            stem = form[: len(form) - len(parts[-1])].lower()
            yield stem + self.lexicon.lemma(parts[-1]).lower(), "inflection"
            for i, part in enumerate(parts[:-1]):
                for base in _bases(part.lower(), self.lexicon):
                    yield base, "mid" if i else "first"


@lru_cache(maxsize=8)
def reader(language: str, own: OwnPairs = ()) -> LanguageReader:
    """Return what a language says of forms, with words of a project's own; its tables load at the first question."""
    return LanguageReader(language, own)


def own_pairs(words: OwnWords, language: str) -> OwnPairs:
    """Return a project's words of one language as lexicons are told apart by."""
    return tuple(sorted(words.get(language, {}).items()))


def _bases(part: str, known: Lexicon) -> Iterator[str]:
    """Yield the words behind the first part of a compound: arbets- → arbete, skol- → skola."""
    tried = [part, part + "e", part + "a"]
    if part.endswith("s"):
        tried += [part[:-1], part[:-1] + "e"]
    if part[-1:] in ("u", "o"):
        tried.append(part[:-1] + "a")
    found = [word for word in tried if word in known]
    yield from dict.fromkeys(known.lemma(word).lower() for word in found or [part])


def personal(text: str, language: str = "sv", *, own: OwnPairs = ()) -> list[Personal]:
    """Return what may point to somebody in a text; a trained pipeline's entities are one more source where it is.

    In other languages than Swedish only numbers and known names are found.
    """
    from qualcode.language.swedish.personal import find_personal

    if language != "sv":
        return find_personal(text, swedish=False)
    return find_personal(text, lexicon=lexicon(language, own), further=_entities(text))


def _entities(text: str) -> list[Personal]:
    # spaCy takes half a second to load, so it is not asked where no trained pipeline can be.
    if not any(importlib.util.find_spec(name) for name in ("sv_core_news_lg", "sv_core_news_md", "sv_core_news_sm")):
        return []
    from qualcode.language.swedish.pipeline import entities

    find = entities()
    return find(text) if find is not None else []


def sentences(text: str, language: str) -> list[Span]:
    """Return the sentences of a text, without the blanks between them."""
    own = _own(language, "sentences", "sentences")
    if own is not None:
        return list(own(text))
    if (found := _blank(language)) is not None:
        by_rules = found(text, language)
        if by_rules is not None:
            return by_rules
    spans, at = [], 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[at:end]
        if piece.strip():
            start = at + len(piece) - len(piece.lstrip())
            spans.append((start, start + len(piece.strip())))
        at = end
    return spans


def quotation_cuts(text: str, language: str) -> tuple[Edit, ...]:
    """Return the edits that take pauses, fillers and repeated words out of talk; none for a language without rules."""
    own = _own(language, "quotes", "quote_edits")
    return () if own is None else tuple(own(text))


def negator(text: str, span: Span, language: str) -> str:
    """Return the word that negates a place in a sentence, or an empty text; a mark, not a judgement.

    ``span`` is the place within ``text``, one sentence.
    """
    # Negators stand close by, so of a sentence that goes on for pages only the surroundings are read.
    begin = text.rfind(" ", 0, max(0, span[0] - _AROUND)) + 1 if span[0] > _AROUND else 0
    found = list(_TOKEN.finditer(text, begin, span[1] + _AROUND))
    inside = [k for k, m in enumerate(found) if m.start() < span[1] and m.end() > span[0]]
    if not inside:
        return ""
    words, i = [m.group() for m in found], inside[-1]
    verb = reader(language).is_verb(words[i])
    own = _own(language, "negation", "negation")
    at = own(words, i, verb=verb) if own is not None else _plain_negation(words, i, language, verb=verb)
    return "" if at is None else words[at]


def _plain_negation(words: Sequence[str], i: int, language: str, *, verb: bool) -> int | None:
    negators = _NEGATORS.get(language, frozenset())
    for k in range(i - 1, max(-1, i - 1 - _LEFT), -1):
        word = words[k].lower()
        if word in _CLAUSE_ENDS:
            break
        if word in negators:
            return k
    for k in range(i + 1, min(len(words), i + 1 + _RIGHT) if verb else i):
        word = words[k].lower()
        if word in _CLAUSE_ENDS:
            break
        if word in negators:
            return k
    return None


def _blank(language: str) -> Callable[[str, str], list[Span] | None] | None:
    """Return what splits by spaCy's rules, for languages other than Swedish."""
    if language == "sv":
        return None
    from qualcode.language.blank import sentences as by_spacy

    return by_spacy


def disfluencies(text: str, language: str) -> list[tuple[int, int, str]]:
    """Return the pauses, fillers and repeated words in talk, each with its kind; none for a language without rules."""
    own = _own(language, "quotes", "marks")
    return [] if own is None else [(mark.start, mark.end, mark.kind) for mark in own(text)]


def meaning_units(turn: str, language: str) -> list[Span]:
    """Return the proposed meaning units of one turn; its sentences for a language without rules."""
    own = _own(language, "units", "meaning_units")
    return sentences(turn, language) if own is None else list(own(turn))


@lru_cache(maxsize=16)
def _own(language: str, module: str, function: str) -> Callable[..., Any] | None:
    """Return a function of a language's own package, or None where it has none."""
    package = {"sv": "swedish"}.get(language)
    if package is None:
        return None
    try:
        found = getattr(importlib.import_module(f"qualcode.language.{package}.{module}"), function, None)
    except ModuleNotFoundError:
        return None
    return found if callable(found) else None
