"""The three themes: dark, light, and one of high contrast.

One ground, one raised ground for panels and dialogs, one accent; colour is left
to the codes.
"""

from __future__ import annotations

from textual.theme import Theme

NAMES = ("qualcode-dark", "qualcode-light", "qualcode-contrast")


def _theme(
    name: str,
    *,
    dark: bool,
    ground: str,
    raised: str,
    text: str,
    accent: str,
    quiet: str,
    rule: str,
    chosen: str,
    hit: str,
    signs: tuple[str, str, str],
) -> Theme:
    """Return a theme; ``signs`` are the colours of warning, error and success.  Words have 4.5 to 1 on every ground."""
    return Theme(
        name=name,
        primary=accent,
        secondary=accent,
        accent=accent,
        foreground=text,
        background=ground,
        surface=ground,
        panel=raised,
        boost=raised,
        warning=signs[0],
        error=signs[1],
        success=signs[2],
        dark=dark,
        variables={
            "quiet": quiet,
            "rule": rule,
            "chosen": chosen,
            "hit": hit,
            "raised": raised,
            "border": rule,
            "border-blurred": rule,
            "scrollbar": rule,
            "scrollbar-hover": quiet,
            "scrollbar-active": accent,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
            "block-cursor-background": chosen,
            "block-cursor-foreground": text,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": raised,
            "block-cursor-blurred-foreground": text,
            "block-hover-background": raised,
            "input-cursor-background": text,
            "input-cursor-foreground": ground,
            "input-selection-background": chosen,
        },
    )


DARK = _theme(
    NAMES[0],
    dark=True,
    ground="#16191d",
    raised="#1e2228",
    text="#d8d6cf",
    accent="#8fb8de",
    quiet="#a5abb3",
    rule="#343a43",
    chosen="#263a4d",
    hit="#47390f",
    signs=("#d9a441", "#ec8891", "#86b870"),
)
LIGHT = _theme(
    NAMES[1],
    dark=False,
    ground="#faf8f3",
    raised="#f0ede4",
    text="#24262a",
    accent="#1f5f99",
    quiet="#5d5d57",
    rule="#d3cfc2",
    chosen="#d7e6f4",
    hit="#f3dfa2",
    signs=("#805300", "#a3172a", "#2d6a1f"),
)
CONTRAST = _theme(
    NAMES[2],
    dark=True,
    ground="#000000",
    raised="#000000",
    text="#ffffff",
    accent="#ffff00",
    quiet="#d0d0d0",
    rule="#ffffff",
    chosen="#0047c8",
    hit="#7a4f00",
    signs=("#ffd75f", "#ffc8c8", "#b9f2a1"),
)
THEMES = (DARK, LIGHT, CONTRAST)
