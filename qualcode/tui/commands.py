"""The command palette: every action of the registry, found by typing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon

from qualcode.i18n import _
from qualcode.tui.action import Action
from qualcode.tui.actions import CONTEXTS, EVERYWHERE, context_title
from qualcode.tui.keys import key_names

_ELSEWHERE = 0.8  # what the actions of other screens weigh: a name there goes before mere help words here


class Palette(CommandPalette):
    """The palette with a sign that plain fonts have."""

    def on_mount(self) -> None:
        """Put the sign."""
        self.query_one(SearchIcon).icon = "›"


class AllActions(Provider):
    """The actions of the screen at hand first, then those that work everywhere; when typed, those of all screens."""

    def _actions(self) -> Iterator[tuple[str, Action]]:
        context = getattr(self.screen, "CONTEXT", "")
        for name in (context, EVERYWHERE):
            for action in CONTEXTS.get(name, ()):
                if action.palette and action.id != "all.palette":
                    yield name, action

    def _elsewhere(self) -> Iterator[tuple[str, Action]]:
        here = (getattr(self.screen, "CONTEXT", ""), EVERYWHERE)
        for name, actions in CONTEXTS.items():
            if name not in here:
                yield from ((name, action) for action in actions if action.palette)

    def _words(self, context: str, action: Action) -> tuple[str, str]:
        keys = getattr(self.app, "keys").keys.get(action.id, action.keys)  # noqa: B009
        title = _(action.title)
        line = f"{title[:1].upper()}{title[1:]}  ({' '.join(key_names(keys))})"
        return line, f"{context_title(context)}: {_(action.help)}"

    async def discover(self) -> Hits:
        """Yield all actions before anything is typed."""
        for context, action in self._actions():
            line, about = self._words(context, action)
            yield DiscoveryHit(line, partial(self._run, context, action), help=about)

    async def search(self, query: str) -> Hits:
        """Yield the actions that what is typed fits, in title or help."""
        matcher = self.matcher(query)
        known = ((1.0, *each) for each in self._actions())
        elsewhere = ((_ELSEWHERE, *each) for each in self._elsewhere())
        for weight, context, action in chain(known, elsewhere):
            line, about = self._words(context, action)
            score = weight * max(matcher.match(line), 0.6 * matcher.match(about))
            if score > 0:
                yield Hit(score, matcher.highlight(line), partial(self._run, context, action), help=about)

    async def _run(self, context: str, action: Action) -> None:
        """Do it, on its own screen."""
        if context == EVERYWHERE:
            await self.app.run_action(action.call, self.app)
            return
        if context != getattr(self.screen, "CONTEXT", ""):
            await self.app.run_action(f"show('{context}')", self.app)
        await self.app.run_action(action.call, self.app.screen)
