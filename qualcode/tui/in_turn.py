"""Keys one after the other: each is for the screen that the key before it has brought."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual import events
from textual._queue import Queue
from textual.message_pump import MessagePump

from qualcode.tui.painting import is_known

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

Typed = events.Key | events.Paste
#: Keys that are held down: any number of them may be under way to the same list or text.
_HELD = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "backspace", "delete"})
_GLANCE = 0.002
_AT_MOST = 2.0  # seconds that a key waits for a screen that does not come to rest


class InTurn:
    """The keys that wait until what was typed before them is done.

    Textual hands every key at once to what has the focus then: what is typed quickly after a key that opens a dialog
    or another screen would go to the screen that is left.
    """

    def __init__(self, app: QualcodeApp) -> None:
        self._app = app
        self._waiting: deque[Typed] = deque()
        self._last = ""
        self._path: tuple[MessagePump, ...] = ()  # what the last key went through
        self._guard: asyncio.Task[None] | None = None
        self._let_go: Typed | None = None

    @property
    def waits(self) -> bool:
        """Whether a key waits."""
        return bool(self._waiting) or self._let_go is not None

    def takes(self, event: Typed) -> bool:
        """Tell whether a key has to wait; one that need not is to be handled now."""
        if not is_known():
            return False
        if event is self._let_go:
            self._let_go = None
        elif self._waiting or self._guard is not None or not (self._is_held(event) or self._at_rest(in_app=True)):
            self._waiting.append(event)
            self._watch()
            return True
        self._last = event.key if isinstance(event, events.Key) else ""
        self._path = tuple(self._pumps())
        return False

    def put_first(self, keys: Iterable[Typed]) -> None:
        """Let keys that waited elsewhere go before all others."""
        self._waiting.extendleft(reversed(list(keys)))
        if self._waiting:
            self._watch()

    def _is_held(self, event: Typed) -> bool:
        return isinstance(event, events.Key) and event.key == self._last and event.key in _HELD

    def _pumps(self) -> Iterator[MessagePump]:
        """Yield all that a key can go through, or be answered by."""
        app = self._app
        yield app
        yield from app.screen_stack[-2:]
        if app.focused is not None:
            yield from (node for node in app.focused.ancestors_with_self if node not in (app, app.screen))

    def _at_rest(self, *, in_app: bool) -> bool:
        """Tell whether nothing is under way; ``in_app`` if asked by a message that the app handles now."""
        if not self._app.screen_stack:
            return True
        if not self._app.screen.is_mounted or self._app.screen._callbacks:  # noqa: SLF001
            return False
        pumps = {*self._path, *self._pumps()}
        return all(_rests(pump, at_work=in_app and pump is self._app) for pump in pumps)

    def _watch(self) -> None:
        if self._guard is None:
            self._guard = asyncio.create_task(self._let_go_in_turn())

    async def _let_go_in_turn(self) -> None:
        """Let the keys go one by one, each as soon as the one before it is done."""
        try:
            while self._waiting:
                until = time.monotonic() + _AT_MOST
                while not (self._let_go is None and self._at_rest(in_app=False)) and time.monotonic() < until:
                    await asyncio.sleep(_GLANCE)
                if self._waiting:
                    self._let_go = self._waiting.popleft()
                    self._app.post_message(self._let_go)
        finally:
            self._guard = None


def _rests(pump: MessagePump, *, at_work: bool) -> bool:
    """Tell whether nothing waits for a pump and, unless it is known to be, it is not at work."""
    if not pump.is_running or pump._closing:  # noqa: SLF001
        return True
    queue: Queue[object] = pump._message_queue  # noqa: SLF001
    return queue.empty() and (at_work or bool(queue.ready_event._waiters))  # noqa: SLF001
