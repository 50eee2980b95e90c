"""Keys typed before what they are meant for is shown: they wait until it has been read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place

_BLINK = 0.3  # seconds that something may take without a word
_IN_ORDER = frozenset({"undo", "redo"})  # work everywhere, but take back what the keys before them did


class TypedAhead:
    """The keys of a screen that reads in a thread what it is to show first, or a list that was asked for.

    ``line`` tells of it when it takes long.
    """

    def __init__(self, place: Place) -> None:
        self.line = ""
        self._place = place
        self._waits = False
        self._stop: Callable[[], object] | None = None
        self._keys: list[events.Key] = []
        self._timer: Timer | None = None

    def begin(self, line: str = "", stop: Callable[[], object] | None = None) -> None:
        """Keep keys from now on, and after a blink tell by a line what is being done, where the screen does not.

        Escape forgets the keys, and does ``stop``.
        """
        self._waits, self._stop = True, stop
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._place.set_timer(_BLINK, lambda: self._tell(line)) if line else None

    def _tell(self, line: str) -> None:
        if self._waits:
            self.line = line
            self._place.put_keys()

    def keep(self, event: events.Key) -> bool:
        """Keep a key for later; False for one that need not wait: the screen is there, or it works on any screen."""
        if not self._waits:
            return False
        if event.key == "escape":
            self.drop()
            stop = self._stop
            if stop is not None:
                self.end()
                stop()
            return stop is not None
        if not self._keys:
            anywhere = self._place.app._bindings.key_to_bindings.get(event.key, ())  # noqa: SLF001
            if any(b.action not in _IN_ORDER for b in anywhere):
                return False
        self._keys.append(events.Key(event.key, event.character))
        return True

    def drop(self) -> None:
        """Forget what was typed."""
        self._keys.clear()

    def end(self) -> None:
        """Let the keys do what they were typed for."""
        self._waits, self._stop = False, None
        if self.line:
            self.line = ""
            self._place.put_keys()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        keys, self._keys = self._keys, []
        self._place.qualcode.in_turn.put_first(keys)
