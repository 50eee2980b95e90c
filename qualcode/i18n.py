"""The texts a person reads, in Swedish or English, through gettext catalogues.

Message ids are the English texts.  The language is ``QUALCODE_LANG``, else the
first of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that names one, else Swedish;
:func:`set_language` overrides it (``--lang``).
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

LANGUAGES = ("sv", "en")
_DOMAIN = "qualcode"
_LOCALE = Path(__file__).parent / "locale"


def language_from_environment(environ: dict[str, str] | None = None) -> str:
    """Return ``"sv"`` or ``"en"`` as the environment asks; Swedish where it is silent."""
    env = os.environ if environ is None else environ
    for name in ("QUALCODE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = env.get(name, "")
        if value[:2].lower() in LANGUAGES:
            return value[:2].lower()
    return "sv"


def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of one language; English ids where it has none."""
    return gettext.translation(_DOMAIN, _LOCALE, [language], fallback=True)


class _Current:
    """The language in force in this process."""

    def __init__(self) -> None:
        self.language = language_from_environment()
        self.messages = catalogue(self.language)


_current = _Current()
_for_now: ContextVar[str] = ContextVar("language", default="")


def set_language(language: str) -> None:
    """Use one of :data:`LANGUAGES` from now on in this process."""
    _current.language = language
    _current.messages = catalogue(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use another language inside a ``with`` block, in this thread only."""
    token = _for_now.set(language)
    try:
        yield
    finally:
        _for_now.reset(token)


def get_language() -> str:
    """Return the language in force, ``"sv"`` or ``"en"``."""
    return _for_now.get() or _current.language


def _(message: str) -> str:
    """Translate one message id."""
    return _messages().gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Translate a message id with a number in it."""
    return _messages().ngettext(one, many, n)


def _messages() -> gettext.NullTranslations:
    language = _for_now.get()
    return catalogue(language) if language else _current.messages
