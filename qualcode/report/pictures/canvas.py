"""A canvas of SVG: rectangles, lines, circles and texts, measured in pixels from the top left.

Colours are those of Okabe and Ito, told apart by people of every kind of colour
vision; series differ by pattern of light too.  Ink on paper has a contrast of at
least 4.5 to 1 (WCAG 2.2, 1.4.3), parts of a picture of at least 3 to 1 (1.4.11).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

INK, QUIET, RULE, PAPER = "#1c1f23", "#4d5661", "#b9c0c8", "#ffffff"
#: Blue, vermilion, green, purple, dark yellow, sky blue, black: each at least 3 to 1 on white.
SERIES = ("#0072b2", "#d55e00", "#00815c", "#aa4a86", "#8a6d00", "#3a87b5", "#1c1f23")
WIDTH = 760
FONT = 13
_FACES = "'Segoe UI','Source Sans 3','Helvetica Neue',Arial,sans-serif"
_NARROW, _BROAD = frozenset("fijlrtI.,:;'|!()[] ·"), frozenset("mwMWÅÄ%@—")


def text_width(text: str, size: float = FONT) -> float:
    """Return about how wide a text is, a little more than in most typefaces."""
    cells = sum(0.34 if c in _NARROW else 0.9 if c in _BROAD or unicodedata.east_asian_width(c) in "WF" else
                0.68 if c.isupper() else 0.56 for c in text)  # fmt: skip
    return cells * size


def clipped(text: str, width: float, size: float = FONT) -> str:
    """Return a text in at most so many pixels, ended by … where something is left out."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


@dataclass(slots=True)
class Canvas:
    """Shapes in the order in which they are painted."""

    width: float = WIDTH
    height: float = 0
    parts: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *, stroke: str = "") -> None:
        """Paint a rectangle; a width under nothing is nothing."""
        if width > 0 and height > 0:
            edge = f' stroke="{stroke}"' if stroke else ""
            self.parts.append(
                f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"{edge}/>'
            )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = RULE, width: float = 1, dash: str = ""
    ) -> None:
        """Paint a line."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{stroke}" '
            f'stroke-width="{_n(width)}"{dashes}/>'
        )

    def circle(self, x: float, y: float, radius: float, fill: str, *, stroke: str = "") -> None:
        """Paint a circle."""
        edge = f' stroke="{stroke}" stroke-width="2"' if stroke else ""
        self.parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"{edge}/>')

    def path(self, points: Iterable[tuple[float, float]], *, stroke: str, width: float = 2, dash: str = "") -> None:
        """Paint a line through points."""
        along = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<polyline points="{along}" fill="none" stroke="{stroke}" stroke-width="{_n(width)}"{dashes}/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        fill: str = INK,
        size: float = FONT,
        bold: bool = False,
        turn: float = 0,
    ) -> None:
        """Write words; ``y`` is their base line, ``anchor`` start, middle or end, ``turn`` degrees."""
        more = "" if anchor == "start" else f' text-anchor="{anchor}"'
        more += "" if size == FONT else f' font-size="{_n(size)}"'
        more += ' font-weight="600"' if bold else ""
        more += f' transform="rotate({_n(turn)} {_n(x)} {_n(y)})"' if turn else ""
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}" fill="{fill}"{more}>{_plain(words)}</text>')

    def svg(self, title: str, alt: str) -> str:
        """Return the picture, with its title and its description for those who do not see it."""
        body = "\n".join(self.parts)
        size = f"{_n(self.width)} {_n(self.height)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{_n(self.width)}" '
            f'height="{_n(self.height)}" role="img" aria-label="{_plain(alt)}" font-family="{_FACES}" '
            f'font-size="{FONT}">\n'
            f"<title>{_plain(title)}</title>\n<desc>{_plain(alt)}</desc>\n"
            f'<rect width="{_n(self.width)}" height="{_n(self.height)}" fill="{PAPER}"/>\n{body}\n</svg>\n'
        )


def tint(colour: str, share: float) -> str:
    """Return a colour mixed with paper: 0 is paper, 1 the colour itself."""
    share = max(0.0, min(1.0, share))
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)


def ink_on(colour: str) -> str:
    """Return the ink, dark or light, that stands out best on a colour: at least 4 to 1 on the shades used here."""
    return INK if contrast(INK, colour) >= contrast(PAPER, colour) else PAPER


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _n(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _plain(words: str) -> str:
    # Signs that XML has no place for would make the picture unreadable.
    return escape("".join(c for c in words if c in "\t\n" or ord(c) >= 0x20), quote=True)
