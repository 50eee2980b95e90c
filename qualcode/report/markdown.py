"""Reports as Markdown that GitHub, Quarto and Pandoc read, with nothing in it that a text could have smuggled in."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.report.model import Report
from qualcode.report.pandoc import FILTERS, convert, never


def markdown(html: str, report: Report, *, cancelled: Callable[[], bool] = never) -> str:
    """Return a report's HTML as Markdown; raises QualcodeError when pandoc is missing."""
    options = [f"--lua-filter={FILTERS / 'plain.lua'}", "--markdown-headings=atx"]
    return (
        convert(html, "gfm", date=report.method.date, options=options, cancelled=cancelled).decode("utf-8").strip()
        + "\n"
    )
