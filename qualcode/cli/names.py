"""Names for the shell's completion, read straight from the project file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from qualcode.errors import QualcodeError

_Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_SOURCES = "SELECT handle, title FROM source ORDER BY coalesce(position, 0), handle"
_CODES = "SELECT handle, name_sv FROM code WHERE standing = id ORDER BY handle"
_CASES = "SELECT name, kind FROM case_record ORDER BY name"
_SCENES = "SELECT title, kind FROM scene ORDER BY coalesce(position, 0), title"
_THEMES = "SELECT name, claim FROM theme ORDER BY coalesce(position, 0), name"
_FINDINGS = "SELECT name, claim FROM finding ORDER BY coalesce(position, 0), name"
_CLAIMS = "SELECT sentence, status FROM claim ORDER BY coalesce(position, 0), made_at"
_QUOTATIONS = "SELECT prefix || ':' || number, note FROM quotation ORDER BY prefix, number"
_VOICES = "SELECT name, lead_in FROM voice_set ORDER BY coalesce(position, 0), name"
_SEARCHES = "SELECT name, expression FROM saved_query ORDER BY name"
_LAYERS = "SELECT name, unit FROM coding_round UNION VALUES ('coders', ''), ('consensus', ''), ('settled', '')"
_CODERS = "SELECT name, role FROM person ORDER BY name"


def _completer(query: str) -> _Completer:
    def complete(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        begin = incomplete.casefold()
        found = (row for row in _read(ctx, query) if row[0].casefold().startswith(begin))
        return [CompletionItem(name, help=about) for name, about in found]

    return complete


def _read(ctx: click.Context, query: str) -> list[tuple[str, str]]:
    """Return the rows of a query on the project that the command line names; none when it cannot be read."""
    from qualcode.project import find_project

    try:
        path = find_project(Path.cwd(), named=ctx.find_root().params.get("project"))
        with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.2) as db:
            found = [(str(name or ""), str(about or "")) for name, about in db.execute(query)]
        db.close()
    except (QualcodeError, sqlite3.Error):
        return []
    return found


sources = _completer(_SOURCES)
codes = _completer(_CODES)
cases = _completer(_CASES)
scenes = _completer(_SCENES)
themes = _completer(_THEMES)
findings = _completer(_FINDINGS)
claims = _completer(_CLAIMS)
quotations = _completer(_QUOTATIONS)
voices = _completer(_VOICES)
searches = _completer(_SEARCHES)
coders = _completer(_CODERS)
layers = _completer(_LAYERS)
