"""Words can be read on every ground of every theme (WCAG 2.2, 1.4.3, level AA)."""

from __future__ import annotations

import pytest
from textual.theme import Theme

from qualcode.tui.colours import PALETTE, contrast, readable
from qualcode.tui.themes import THEMES


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_stand_out_from_every_ground(theme: Theme) -> None:
    grounds = {name: theme.variables[name] for name in ("raised", "chosen", "hit")} | {"ground": str(theme.background)}
    words = {name: getattr(theme, name) for name in ("foreground", "accent", "warning", "error", "success")}
    words["quiet"] = theme.variables["quiet"]
    low = {(w, g) for w, ink in words.items() for g, ground in grounds.items() if contrast(ink, ground) < 4.5}
    assert low == set()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_letters_of_codes_can_be_read_in_the_margin(theme: Theme) -> None:
    ground = str(theme.background)
    assert all(contrast(readable(colour, ground), ground) >= 4.5 for colour in (*PALETTE, "#123456", "#fffff0"))
