"""The appendix: reports and own texts bound to one document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from qualcode.report.model import Report


@dataclass(frozen=True, slots=True)
class AppendixPart:
    """One part: its label (``Bilaga 1``), title, text in Markdown, report, and own words in place of ours.

    ``report`` is None for a part that is a text only.
    """

    number: int
    label: str
    title: str
    intro: str = ""
    report: Report | None = None
    wording: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AppendixReport(Report):
    """Reports bound together, in order; ``intro`` is Markdown."""

    name: ClassVar[str] = "appendix"
    intro: str = ""
    parts: tuple[AppendixPart, ...] = ()


def markdown_html(text: str, *, level: int = 3) -> str:
    """Return an author's Markdown as HTML; its highest headings become ``h`` + ``level``.

    HTML in it is printed as text, and pictures are left out, so the document stays one file.
    """
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").disable(["image"])
    tokens = reader.parse(text)
    tops = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = level - min(tops, default=level)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    html: Any = reader.renderer.render(tokens, reader.options, {})
    return str(html)
