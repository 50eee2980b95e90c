"""What lies on the desk between two sittings: source, cursor, folds, panels."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from qualcode.project import Project

_KEY = "terminal"


@dataclass(slots=True)
class Desk:
    """The state of the terminal; positions are those of each source's newest text."""

    place: str = "overview"
    source: str = ""
    cursors: dict[str, list[int]] = field(default_factory=dict)  # source id → cursor, top
    folded: dict[str, list[int]] = field(default_factory=dict)
    pinned: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)  # codes shut in the tree
    side_panel: str = ""  # auto, always, never; empty as the settings file says
    legend: bool = False  # the side panel tells which codes the stripes in sight are
    measure: int = 0  # the longest line of the reading view, in characters; 0 as the settings file says
    code_colours: str = ""  # of the codebook or the safe ones; empty as the settings file says
    language: str = ""  # of the screens, when it was chosen there
    under: str = ""  # the code that the last new code was put under
    hot_keys: dict[str, str] = field(default_factory=dict)  # letter → code
    coder: str = ""  # whose codings alone are shown in the reading view
    units: bool = False  # borders of meaning units are shown
    clean: bool = False  # fillers and pauses are marked
    hints: bool = False  # suggestions for the turn are shown
    theme: str = ""
    screens: dict[str, dict[str, Any]] = field(default_factory=dict)  # filters, order and cursor of each other screen
    scene: str = ""
    scene_part: str = ""  # under the cursor of the composer
    query: str = ""
    searches: list[str] = field(default_factory=list)  # asked before, the latest last
    search: dict[str, Any] = field(default_factory=dict)  # filters, order, extent, row of the search screen
    words: dict[str, Any] = field(default_factory=dict)  # what the word lists count, in which order
    sweep: dict[str, Any] = field(default_factory=dict)  # code, skipped and last candidate of the sweep
    code: str = ""  # under the cursor of the codebook
    book_closed: list[str] = field(default_factory=list)  # codes shut in the codebook
    report: dict[str, str] = field(default_factory=dict)  # what stood in the report dialog
    folder: str = ""  # the shared folder
    round: str = ""  # whose differences are decided
    grouped: str = "code"  # how they are grouped
    dispute: str = ""  # the difference under the cursor in the decisions
    agreement: dict[str, str] = field(default_factory=dict)  # what is compared
    compared: list[str] = field(default_factory=list)  # coders or sources side by side: the mode, left, right


def read_desk(project: Project) -> Desk:
    """Return what was left in the project file; an empty desk where that cannot be read."""
    raw = project.ui_state(_KEY)
    try:
        values: dict[str, Any] = json.loads(raw) if raw else {}
        return Desk(**{k: v for k, v in values.items() if k in Desk.__slots__})
    except (ValueError, TypeError, AttributeError):
        return Desk()


def leave_desk(project: Project, desk: Desk) -> None:
    """Keep the desk in the project file."""
    project.set_ui_state(_KEY, asdict(desk))
