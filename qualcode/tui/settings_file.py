"""The settings file: how the screens look in every project where nothing else was chosen.

The file is TOML, ``~/.config/qualcode/settings.toml`` or what
``QUALCODE_SETTINGS`` names, with a table ``[screens]``.  It is only read, never
written.  What is wrong in it is reported and passed over; the rest holds.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.i18n import LANGUAGES, _
from qualcode.tui.colours import OF_CODEBOOK, SAFE
from qualcode.tui.themes import NAMES
from qualcode.tui.widgets.page import MEASURE, MEASURES

#: Whether the side panel is shown: as the width allows, always, or never.
AUTO, ALWAYS, NEVER = "auto", "always", "never"
#: What may stand in the table, and what each value comes to.
_VALUES: Mapping[str, Mapping[str, object]] = {
    "theme": dict(zip(("dark", "light", "contrast"), NAMES, strict=True)),
    "code_colours": {OF_CODEBOOK: OF_CODEBOOK, SAFE: SAFE},
    "line_length": {str(n): n for n in MEASURES},
    "side_panel": {n: n for n in (AUTO, ALWAYS, NEVER)},
    "language": {n: n for n in LANGUAGES},
}


@dataclass(frozen=True, slots=True)
class Look:
    """How the screens look where the project does not say: theme, colours of codes, line length in characters."""

    theme: str = NAMES[0]
    code_colours: str = OF_CODEBOOK
    line_length: int = MEASURE
    side_panel: str = AUTO
    language: str = ""
    problems: tuple[str, ...] = ()


def settings_file() -> Path:
    """Return where the settings file is looked for."""
    named = os.environ.get("QUALCODE_SETTINGS")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "qualcode" / "settings.toml"


def read_settings_file(path: Path) -> Look:
    """Read a settings file; one that is not there says nothing."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Look()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Look(problems=(_("The settings file {path} cannot be read: {error}").format(path=path, error=error),))
    table = data.get("screens", {})
    if not isinstance(table, dict):
        return Look(problems=(_("{path}: [screens] must be a table").format(path=path),))
    problems, known = [], {}
    for name, value in table.items():
        values = _VALUES.get(name)
        if values is None:
            near = difflib.get_close_matches(name, _VALUES, n=1)
            hint = _("; did you mean {near}?").format(near=near[0]) if near else ""
            problems.append(_("{path}: there is no setting {name}").format(path=path.name, name=name) + hint)
        elif str(value) not in values:
            allowed = ", ".join(values)
            problems.append(
                _("{path}: {name} must be one of {values}").format(path=path.name, name=name, values=allowed)
            )
        else:
            known[name] = values[str(value)]
    return replace(Look(), **known, problems=tuple(problems))  # type: ignore[arg-type]
