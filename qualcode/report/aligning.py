"""Columns of numbers set to the right in the formats that pandoc makes, where no style sheet of ours can."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
#: A number with its share or interval, or a sign that none is told: ``1 234``, ``−0,5``, ``7 (58 %)``, ``..``, ``–``.
_NUMBER = re.compile(r"[-−+]?\d[\d\s.,]*(?:%|\(\d+\s?%\))?(?:\s*\[[-−\d\s.,;–]+\])?|\.\.|–|")
_HIDDEN = ".."
_RIGHT = ' style="text-align: right"'


def numbers_to_the_right(html: str) -> str:
    """Return a report's HTML with every column that holds nothing but numbers set to the right, its heading too."""
    return _TABLE.sub(lambda table: _aligned(table[0]), html)


def _aligned(table: str) -> str:
    rows = [_CELL.findall(row) for row in _ROW.findall(table)]
    if any("colspan" in rules or "rowspan" in rules for row in rows for _tag, rules, _words in row):
        return table
    body = [row for row in rows if any(tag == "td" for tag, _rules, _words in row)]
    right = {n for n in range(max(map(len, body), default=0)) if _numeric([row[n] for row in body if n < len(row)])}
    return _ROW.sub(lambda row: _set(row[0], right), table) if right else table


def _numeric(cells: Sequence[tuple[str, str, str]]) -> bool:
    words = [" ".join(_TAG.sub("", inner).split()) for _tag, _rules, inner in cells]
    return all(map(_NUMBER.fullmatch, words)) and any(w == _HIDDEN or any(map(str.isdigit, w)) for w in words)


def _set(row: str, right: set[int]) -> str:
    number = -1

    def cell(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        rules = f"{match[2]}{_RIGHT}" if number in right and "style=" not in match[2] else match[2]
        return f"<{match[1]}{rules}>{match[3]}</{match[1]}>"

    return _CELL.sub(cell, row)
