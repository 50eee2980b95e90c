"""Reports as Markdown that GitHub, Quarto and Pandoc read, with nothing in it that a text could have smuggled in."""

from __future__ import annotations

from qualcode.report.model import Report
from qualcode.report.pandoc import FILTERS, convert


def markdown(html: str, report: Report) -> str:
    """Return a report's HTML as Markdown; raises QualcodeError when pandoc is missing."""
    options = [f"--lua-filter={FILTERS / 'plain.lua'}", "--markdown-headings=atx"]
    return convert(html, "gfm", date=report.method.date, options=options).decode("utf-8").strip() + "\n"
