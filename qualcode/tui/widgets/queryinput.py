"""The line in which a search is written: earlier ones by the arrows, what cannot be read shown at its place."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from qualcode.core.query import QueryProblem
from qualcode.core.query_parser import read_query
from qualcode.search.search_problems import unreadable


class QueryInput(Input):
    """An input with the searches asked before; down from the latest leaves it."""

    class Left(Message):
        """Down was pressed in the latest search."""

    def __init__(self, value: str = "", *, history: Sequence[str] = (), placeholder: str = "") -> None:
        super().__init__(value, id="query", placeholder=placeholder)
        self.history = list(history)
        self._at = len(self.history)
        self._kept = value

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self._go(-1 if event.key == "up" else 1)
            return
        await super()._on_key(event)

    def _go(self, step: int) -> None:
        if self._at == len(self.history):
            self._kept = self.value
        later = range(self._at + step, -1 if step < 0 else len(self.history), step)
        found = next((n for n in later if self.history[n] != self.value), None)
        if found is not None:
            self._at, self.value = found, self.history[found]
        elif step > 0 and self.value != self._kept:
            self._at, self.value = len(self.history), self._kept
        elif step > 0:
            self.post_message(self.Left())
        self.cursor_position = len(self.value)

    def remember(self, history: Sequence[str]) -> None:
        """Take over the searches asked before."""
        self.history = list(history)
        self._at = len(self.history)

    def problem(self) -> Content | None:
        """Return what cannot be read, with a mark under the place; None when all can, or nothing is written."""
        try:
            read_query(self.value)
        except QueryProblem as problem:
            if problem.reason == "empty":
                return None
            error = unreadable(problem, self.value)
            at = max(0, min(problem.at - self.scroll_offset.x, self.size.width - 2))
            return Content.assemble((" " * at + "▲", "$warning"), "\n", (error.message, "$warning"), "  ", error.hint)
        return None
