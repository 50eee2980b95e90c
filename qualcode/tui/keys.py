"""Keys: how they are shown, and the file by which people rebind them.

The file is TOML, ``~/.config/qualcode/keys.toml`` or what ``QUALCODE_KEYS``
names, with a table ``[keys]`` of action ids and keys.  What is wrong in it is
reported and passed over; the rest holds.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.i18n import _

_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "quotation_mark": '"',
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "apostrophe": "'",
    "exclamation_mark": "!",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "enter": "⏎",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "tab": "⇥",
}
_TYPED = {v: k for k, v in _SHOWN.items() if len(v) == 1}


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file comes to: keys by action id, and what was wrong with it."""

    keys: Mapping[str, str]
    problems: tuple[str, ...] = ()


def shown_key(key: str) -> str:
    """Return a key as people know it: ``question_mark`` is ``?``."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    if last in ("space",):
        shown = _("space")
    elif len(last) > 1 and last[0] == "f" and last[1:].isdigit():
        shown = last.upper()
    else:
        shown = _SHOWN.get(last, last)
    return "+".join([*modifiers, shown])


def key_names(keys: str) -> list[str]:
    """Return the keys of a binding as people know them."""
    return [shown_key(k) for k in keys.split(",")]


def key_file() -> Path:
    """Return where the key file is looked for."""
    named = os.environ.get("QUALCODE_KEYS")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "qualcode" / "keys.toml"


def read_key_file(path: Path, contexts: Mapping[str, Iterable[tuple[str, str]]], everywhere: str) -> KeyFile:
    """Read a key file against the actions of each context, given as pairs of id and default keys.

    A key may do one thing per context, and none that it does everywhere.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return KeyFile({})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return KeyFile({}, (_("The key file {path} cannot be read: {error}").format(path=path, error=error),))
    table = data.get("keys", {})
    if not isinstance(table, dict):
        return KeyFile({}, (_("{path}: [keys] must be a table").format(path=path),))
    defaults = {identifier: keys for actions in contexts.values() for identifier, keys in actions}
    problems: list[str] = []
    wanted: dict[str, str] = {}
    for identifier, value in table.items():
        keys = _as_keys(value)
        if identifier not in defaults:
            near = difflib.get_close_matches(identifier, defaults, n=1)
            hint = _("; did you mean {near}?").format(near=near[0]) if near else ""
            problems.append(_("{path}: there is no action {id}").format(path=path.name, id=identifier) + hint)
        elif keys is None:
            problems.append(_("{path}: {id} needs a key or a list of keys").format(path=path.name, id=identifier))
        else:
            wanted[identifier] = keys
    return KeyFile(*_without_clashes(wanted, contexts, everywhere, path, problems))


def _as_keys(value: object) -> str | None:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
        return None
    return ",".join(_TYPED.get(v.strip(), v.strip()) for v in values)


def _without_clashes(
    wanted: dict[str, str],
    contexts: Mapping[str, Iterable[tuple[str, str]]],
    everywhere: str,
    path: Path,
    problems: list[str],
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Drop the wishes that would give one key two meanings in one place, until none is left."""
    while True:
        clash = _first_clash(wanted, contexts, everywhere)
        if clash is None:
            return wanted, tuple(problems)
        key, mine, other = clash
        del wanted[mine]
        problems.append(
            _("{path}: the key {key} is taken by {other}; {id} keeps its keys").format(
                path=path.name, key=shown_key(key), other=other, id=mine
            )
        )


def _first_clash(
    wanted: Mapping[str, str], contexts: Mapping[str, Iterable[tuple[str, str]]], everywhere: str
) -> tuple[str, str, str] | None:
    for context, actions in contexts.items():
        taken: dict[str, str] = {}
        shared = () if context == everywhere else tuple(contexts[everywhere])
        for identifier, default in (*shared, *actions):
            for key in wanted.get(identifier, default).split(","):
                other = taken.setdefault(key, identifier)
                if other != identifier and (identifier in wanted or other in wanted):
                    mine, theirs = (identifier, other) if identifier in wanted else (other, identifier)
                    return key, mine, theirs
    return None
