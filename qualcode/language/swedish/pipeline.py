"""spaCy pipelines for Swedish: the blank one with our components, and a trained one when it is installed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.language.bounded import bounded
from qualcode.language.swedish import components
from qualcode.language.swedish.abbreviations import TOKENS
from qualcode.language.swedish.findings import Personal

__all__ = ["COMPONENTS", "TRAINED", "components", "make_nlp", "make_tokenizer"]

#: Our components in the order in which they work.
COMPONENTS = (
    "qualcode_sentences",
    "qualcode_lemmas",
    "qualcode_compounds",
    "qualcode_negation",
    "qualcode_disfluency",
    "qualcode_personal",
)
#: Trained pipelines that are used when they are installed, the best first; they are never asked for.
TRAINED = ("sv_core_news_lg", "sv_core_news_md", "sv_core_news_sm")
#: Parts of a trained pipeline that ours do better or that nothing here uses.
_LEFT_OUT = ["parser", "senter", "lemmatizer", "trainable_lemmatizer"]


def make_nlp(model: str | Path | None = None, *, skip: tuple[str, ...] = ("qualcode_disfluency",)) -> Language:
    """Return a Swedish pipeline with our components.

    ``model`` is the name or folder of a trained pipeline, ``blank`` for none; by default one of :data:`TRAINED`
    is used if installed, for its part-of-speech tags and entities.  ``skip`` names components to leave out:
    disfluencies are left out by default, since only talk has them.  Nothing is ever downloaded.

    Raises:
        NotFound: The named pipeline is not installed.
    """
    nlp = _base(model)
    _tune(nlp)
    nlp.tokenizer = bounded(nlp.tokenizer)
    for name in COMPONENTS:
        if name not in skip and name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def installed() -> str:
    """Return the best trained pipeline that is installed; empty when there is none."""
    return next((name for name in TRAINED if spacy.util.is_package(name)), "")


@lru_cache(maxsize=1)
def entities() -> Callable[[str], list[Personal]] | None:
    """Return what finds the entities of a trained pipeline, or None when none is installed."""
    name = installed()
    if not name:
        return None
    nlp = spacy.load(name, exclude=_LEFT_OUT)
    longest = nlp.max_length

    def find(text: str) -> list[Personal]:
        return [
            replace(found, start=found.start + at, end=found.end + at)
            for at in range(0, len(text), longest)
            for found in components.entities_of(nlp(text[at : at + longest]))
        ]

    return find


@lru_cache(maxsize=1)
def make_tokenizer() -> Callable[[str], Doc]:
    """Return the tokenizer alone, for indexing."""
    nlp = spacy.blank("sv")
    _tune(nlp)
    tokenizer: Callable[[str], Doc] = bounded(nlp.tokenizer)
    return tokenizer


def _base(model: str | Path | None) -> Language:
    if model is None:
        model = installed() or "blank"
    if model == "blank":
        return spacy.blank("sv")
    try:
        return spacy.load(model, exclude=_LEFT_OUT)
    except OSError as error:
        raise NotFound(
            _("The trained pipeline {model} is not installed.").format(model=model),
            _("Install its wheel with pip, or go on without: nothing needs it."),
        ) from error


def _tune(nlp: Language) -> None:
    """Keep the full stop of abbreviations that spaCy's Swedish rules do not know."""
    tokenizer: Any = nlp.tokenizer
    for abbreviation in TOKENS:
        for form in {abbreviation, abbreviation[0].upper() + abbreviation[1:]}:
            tokenizer.add_special_case(form, [{"ORTH": form}])
