"""The texts a person reads, in Swedish or English, through gettext catalogues.

Message ids are the English texts.  The language is ``QUALCODE_LANG``, else the
first of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that names one, else Swedish;
:func:`set_language` overrides it (``--lang``).
"""

from __future__ import annotations

import gettext
import os
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


def set_language(language: str) -> None:
    """Use one of :data:`LANGUAGES` from now on in this process."""
    _current.language = language
    _current.messages = catalogue(language)


def get_language() -> str:
    """Return the language in force, ``"sv"`` or ``"en"``."""
    return _current.language


def _(message: str) -> str:
    """Translate one message id."""
    return _current.messages.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Translate a message id with a number in it."""
    return _current.messages.ngettext(one, many, n)
