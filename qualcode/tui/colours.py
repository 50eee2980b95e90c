"""Colours of codes and how they are toned to a background.

A code's colour is data: it comes from the codebook, or from a palette that
people with any kind of colour vision can tell apart (after Okabe & Ito 2008,
made readable on dark and light ground), which may be set to hold everywhere.
What a theme does to it is decided here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from qualcode.core.codebook import Codebook

PALETTE = ("#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#d55e00", "#0072b2", "#b8a900", "#8c6bb1")
#: The colours of codes: those of the codebook, or everywhere those of the palette.
OF_CODEBOOK, SAFE = "codebook", "safe"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_READABLE = 4.5  # for letters (WCAG 2.2, 1.4.3, level AA)


@dataclass(frozen=True, slots=True)
class CodePaint:
    """How a code is drawn: its colour and the letter that stands for it in the margin."""

    colour: str
    letter: str


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, ground: str, share: float) -> str:
    """Return a colour laid over a ground, ``share`` of it from 0 to 1."""
    pairs = zip(rgb(colour), rgb(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2), from 0 to 1."""
    parts = [c / 255 for c in rgb(colour)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=2048)
def readable(colour: str, ground: str) -> str:
    """Return the colour, moved towards white or black until it can be read on the ground."""
    towards = "#ffffff" if luminance(ground) < 0.2 else "#000000"
    for step in range(11):
        moved = mix(towards, colour, step / 10)
        if contrast(moved, ground) >= _READABLE:
            return moved
    return towards


def paints(codebook: Codebook, language: str, *, safe: bool = False) -> Mapping[str, CodePaint]:
    """Return how each code is drawn: the colour of its own, else of the nearest above, else its family's.

    ``safe`` leaves the codebook's own colours out: every family has one of the palette.
    """
    out: dict[str, CodePaint] = {}
    for n, root in enumerate(codebook.children(None)):
        out[root.id] = CodePaint(_own(root.colour, safe) or PALETTE[n % len(PALETTE)], _letter(root.name(language)))
        for code, _ in codebook.walk(root.id):
            above = out.get(code.parent or root.id, out[root.id]).colour
            out[code.id] = CodePaint(_own(code.colour, safe) or above, _letter(code.name(language)))
    return out


def _own(colour: str, safe: bool) -> str:
    return colour.lower() if not safe and _HEX.fullmatch(colour) else ""


def _letter(name: str) -> str:
    return next((c.lower() for c in name if c.isalpha()), "•")
