"""The screens that can be gone to, each loaded when it is first shown."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from textual.screen import Screen

_PAUSE = 0.05  # seconds

#: The module and the class of each screen, by the name of its context.
_WHERE = {
    "overview": ("overview", "OverviewScreen"),
    "sources": ("sources", "SourcesScreen"),
    "reading": ("reading", "ReadingScreen"),
    "codebook": ("codebook", "CodebookScreen"),
    "condensations": ("condensations", "CondensationsScreen"),
    "findings": ("findings", "FindingsScreen"),
    "claims": ("claims", "ClaimsScreen"),
    "tables": ("tables", "TablesScreen"),
    "scenes": ("scenes", "ScenesScreen"),
    "quotations": ("quotations", "QuotationsScreen"),
    "search": ("searching", "SearchScreen"),
    "sweep": ("sweep", "SweepScreen"),
    "words": ("words", "WordsScreen"),
    "cases": ("cases", "CasesScreen"),
    "memos": ("memos", "MemosScreen"),
    "pseudonyms": ("pseudonyms", "PseudonymsScreen"),
    "log": ("log", "LogScreen"),
    "people": ("people", "PeopleScreen"),
    "exchange": ("exchange", "ExchangeScreen"),
    "compare": ("compare", "CompareScreen"),
    "agreement": ("agreement", "AgreementScreen"),
    "conflicts": ("conflicts", "ConflictsScreen"),
    "adjudication": ("adjudication", "AdjudicationScreen"),
    "review": ("review", "ReviewScreen"),
    "forms": ("answers", "AnswersScreen"),
}


def _made(module: str, name: str) -> Screen[None]:
    screen: Screen[None] = getattr(import_module(f"qualcode.tui.screens.{module}"), name)()
    return screen


def load_ahead() -> None:
    """Load all screens in a thread, in pieces with pauses between, so that none has to be waited for."""

    def load() -> None:
        for sheet in Path(__file__).with_name("screens").glob("*.tcss"):
            sheet.read_bytes()  # lies in the system's memory then
        for module, _name in _WHERE.values():
            import_module(f"qualcode.tui.screens.{module}")
            time.sleep(_PAUSE)

    threading.Thread(target=load, name="load screens", daemon=True).start()


def places() -> dict[str, Callable[[], Screen[None]]]:
    """Return what makes each screen, by the name of its context."""
    return {place: partial(_made, *where) for place, where in _WHERE.items()}
