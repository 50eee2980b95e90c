"""The app's stylesheet, each of whose sources is parsed once for the colours of a theme."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

_SOURCES = 512


class KeptStylesheet(Stylesheet):
    """A stylesheet that parses anew only what the change of a theme or a new screen makes necessary.

    Textual's own parses all it knows again for each screen that is shown first, five times before the first is.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme; what was parsed with the same ones holds."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Take in what is new."""
        self.parse()
