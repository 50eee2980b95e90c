"""Write ``docs/keys.md`` from the registry of actions (``python -m qualcode.tui.reference [--check]``)."""

from __future__ import annotations

import sys
from pathlib import Path

from qualcode.i18n import set_language
from qualcode.tui.actions import keys_page

_PLACE = Path(__file__).parents[2] / "docs" / "keys.md"


def write() -> None:
    """Write the page to its place; with ``--check`` only tell whether it is current."""
    text = keys_page()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if _PLACE.is_file() and _PLACE.read_text("utf-8") == text else 1)
    _PLACE.write_text(text, "utf-8")


if __name__ == "__main__":
    set_language("en")
    write()
