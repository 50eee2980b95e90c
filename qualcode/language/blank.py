"""spaCy's blank pipelines for languages other than Swedish: tokens, sentences, and lemmas from simplemma's tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.language.bounded import bounded
from qualcode.language.words import lexicon

Span = tuple[int, int]
_LONGEST = 1 << 40  # letters; spaCy's own bound is for parsers, and there is none here


@Language.factory("qualcode_table_lemmas", default_config={"language": "en"})
def make_table_lemmas(nlp: Language, name: str, language: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Return the component that sets ``token.lemma_`` from simplemma's table, where it has the language."""
    words = lexicon(language)

    def look_up(doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = words.lemma(token.text)
        return doc

    return look_up


@lru_cache(maxsize=8)
def make_blank(language: str) -> Language:
    """Return a blank pipeline of a language with sentences and lemmas.

    Raises:
        NotFound: spaCy does not know the language.
    """
    try:
        nlp = spacy.blank(language)
    except (ImportError, OSError) as error:
        raise NotFound(
            _("spaCy has no rules for the language {language}").format(language=language),
            _("Its texts are read by plain rules."),
        ) from error
    nlp.max_length = _LONGEST
    nlp.tokenizer = bounded(nlp.tokenizer)
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("qualcode_table_lemmas", config={"language": language})
    return nlp


def sentences(text: str, language: str) -> list[Span] | None:
    """Return the sentences of a text by the rules of its language; None where spaCy does not know it."""
    try:
        nlp = make_blank(language)
    except NotFound:
        return None
    found = []
    with nlp.select_pipes(enable="sentencizer"):
        doc = nlp(text)
    for sentence in doc.sents:
        inside = sentence.text
        start = sentence.start_char + len(inside) - len(inside.lstrip())
        if inside.strip():
            found.append((start, start + len(inside.strip())))
    return found
