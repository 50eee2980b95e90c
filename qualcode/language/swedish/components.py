"""spaCy components and extensions; importing this module registers them.

========================  ==================================================================================
component                 what it sets
========================  ==================================================================================
``qualcode_sentences``    ``token.is_sent_start``, by the abbreviation-aware splitter
``qualcode_lemmas``       ``token.lemma_`` for show; ``token._.lemmas``: a frozenset of (lemma, role)
``qualcode_compounds``    ``token._.parts``: the parts of a compound as (text, role), role head or modifier
``qualcode_negation``     ``token._.negated_by``: the negating token, or None
``qualcode_disfluency``   ``token._.disfluency``: pause, filler, repeat, or an empty string
``qualcode_personal``     ``doc._.personal``: findings with place, kind, confidence and reason
========================  ==================================================================================
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from qualcode.language.swedish.analysis import Reading
from qualcode.language.swedish.disfluency import disfluencies
from qualcode.language.swedish.findings import Personal
from qualcode.language.swedish.gazetteer import gazetteer
from qualcode.language.swedish.lexicon import SwedishLexicon
from qualcode.language.swedish.negation import NEGATORS, negation
from qualcode.language.swedish.personal import find_personal
from qualcode.language.swedish.sentences import sentences
from qualcode.language.words import lexicon

_KINDS = {"PRS": "person", "PER": "person", "PERSON": "person", "LOC": "place", "GPE": "place", "ORG": "organisation"}
_ENTITY_CONFIDENCE = 0.6  # a trained model is one source among others, never alone


class Part(NamedTuple):
    """A part of a compound in lower case; its role is ``head`` or ``modifier``."""

    text: str
    role: str


def _own_lexicon(user_words: Mapping[str, str], not_forms: Mapping[str, Collection[str]]) -> SwedishLexicon:
    if user_words or not_forms:
        return SwedishLexicon(user_words, not_forms=not_forms)
    shared = lexicon("sv")
    assert isinstance(shared, SwedishLexicon)
    return shared


@Language.component("qualcode_sentences")
def split_sentences(doc: Doc) -> Doc:
    """Set the first token of every sentence."""
    starts = [start for start, _end in sentences(doc.text)]
    at = 0
    for token in doc:
        begins = token.i == 0
        while at < len(starts) and starts[at] < token.idx + len(token):
            begins = begins or not token.is_space
            at += 1
        token.is_sent_start = begins
    return doc


class _Lemmas:
    def __init__(self, words: SwedishLexicon) -> None:
        self._words = words

    def __call__(self, doc: Doc) -> Doc:
        words = self._words
        for token in doc:
            token.lemma_ = words.lemma_as(token.text, token.pos_) if token.pos else words.lemma(token.text)
        doc.user_data["qualcode_lexicon"] = words
        return doc


@Language.factory("qualcode_lemmas", default_config={"user_words": {}, "not_forms": {}})
def make_lemmas(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    user_words: dict[str, str],
    not_forms: dict[str, list[str]],
) -> _Lemmas:
    """Return the component; ``user_words`` maps forms to lemmas, ``not_forms`` lemmas to forms that are not theirs."""
    return _Lemmas(_own_lexicon(user_words, not_forms))


class _Compounds:
    def __init__(self, words: SwedishLexicon) -> None:
        self._words = words

    def __call__(self, doc: Doc) -> Doc:
        found: dict[str, tuple[Part, ...]] = {}
        for form in {token.text for token in doc if token.is_alpha and len(token) > 4}:
            parts = self._words.split(form)
            if parts:
                *modifiers, head = parts
                found[form] = (*(Part(text, "modifier") for text in modifiers), Part(head, "head"))
        doc.user_data["qualcode_parts"] = found
        return doc


@Language.factory("qualcode_compounds", default_config={"user_words": {}})
def make_compounds(nlp: Language, name: str, user_words: dict[str, str]) -> _Compounds:  # noqa: ARG001
    """Return the component; ``user_words`` are words that are whole and may be heads."""
    return _Compounds(_own_lexicon(user_words, {}))


class _Negation:
    def __init__(self, words: SwedishLexicon) -> None:
        self._words = words

    def __call__(self, doc: Doc) -> Doc:
        found: dict[int, int] = {}
        for sentence in doc.sents if doc.has_annotation("SENT_START") else (doc[:],):
            tokens = [token.text for token in sentence]
            if NEGATORS.isdisjoint(token.lower() for token in tokens):
                continue
            for i, token in enumerate(sentence):
                if token.is_alpha and token.lower_ not in NEGATORS:
                    verb = token.pos_ in ("VERB", "AUX") if token.pos else self._words.may_be_verb(token.text)
                    by = negation(tokens, i, verb=verb)
                    if by is not None:
                        found[token.i] = sentence.start + by
        doc.user_data["qualcode_negation"] = found
        return doc


@Language.factory("qualcode_negation")
def make_negation(nlp: Language, name: str) -> _Negation:  # noqa: ARG001
    """Return the component; it uses ``pos_`` where a tagger has set it."""
    return _Negation(_own_lexicon({}, {}))


@Language.component("qualcode_disfluency")
def mark_disfluencies(doc: Doc) -> Doc:
    """Mark pauses, fillers and repeated words; use it on talk only."""
    doc.user_data["qualcode_disfluency"] = {
        i: kind for start, end, kind in disfluencies([token.text for token in doc]) for i in range(start, end)
    }
    return doc


def entities_of(doc: Doc) -> list[Personal]:
    """Return the persons, places and organisations that a trained pipeline found."""
    return [
        Personal(ent.start_char, ent.end_char, _KINDS[ent.label_], _ENTITY_CONFIDENCE, "a trained model says so")
        for ent in doc.ents
        if ent.label_ in _KINDS
    ]


class _FindPersonal:
    def __init__(self, given: Iterable[str], family: Iterable[str], places: Iterable[str], least: float) -> None:
        self._names = gazetteer().extended(given=given, family=family, places=places)
        self._least = least

    def __call__(self, doc: Doc) -> Doc:
        further = entities_of(doc)
        doc._.personal = find_personal(doc.text, names=self._names, further=further, least=self._least)
        return doc


@Language.factory("qualcode_personal", default_config={"given": [], "family": [], "places": [], "least": 0.0})
def make_personal(  # noqa: PLR0917 – spaCy passes them by name
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    given: list[str],
    family: list[str],
    places: list[str],
    least: float,
) -> _FindPersonal:
    """Return the component; ``given``, ``family`` and ``places`` are names of a project's own."""
    return _FindPersonal(given, family, places, least)


def _lemmas(token: Token) -> frozenset[Reading]:
    words = token.doc.user_data.get("qualcode_lexicon")
    return words.analyse(token.text) if words is not None else frozenset()


def _parts(token: Token) -> tuple[Part, ...]:
    found: tuple[Part, ...] = token.doc.user_data.get("qualcode_parts", {}).get(token.text, ())
    return found


def _negated_by(token: Token) -> Token | None:
    i = token.doc.user_data.get("qualcode_negation", {}).get(token.i)
    return None if i is None else token.doc[i]


def _disfluency(token: Token) -> str:
    return str(token.doc.user_data.get("qualcode_disfluency", {}).get(token.i, ""))


def _register() -> None:
    getters: dict[str, Any] = {
        "lemmas": _lemmas,
        "parts": _parts,
        "negated_by": _negated_by,
        "disfluency": _disfluency,
    }
    for name, getter in getters.items():
        Token.set_extension(name, getter=getter, force=True)
    Doc.set_extension("personal", default=(), force=True)


_register()
