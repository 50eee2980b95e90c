"""The command palette: every action of the registry, found by typing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from qualcode.i18n import _
from qualcode.tui.action import Action
from qualcode.tui.actions import CONTEXTS, EVERYWHERE, context_title
from qualcode.tui.keys import key_names


class AllActions(Provider):
    """The actions of the screen at hand first, then those that work everywhere."""

    def _actions(self) -> Iterator[tuple[str, Action]]:
        context = getattr(self.screen, "CONTEXT", "")
        for name in (context, EVERYWHERE):
            for action in CONTEXTS.get(name, ()):
                if action.palette and action.id != "all.palette":
                    yield name, action

    def _words(self, context: str, action: Action) -> tuple[str, str]:
        keys = getattr(self.app, "keys").keys.get(action.id, action.keys)  # noqa: B009
        title = _(action.title)
        line = f"{title[:1].upper()}{title[1:]}  ({' '.join(key_names(keys))})"
        return line, f"{context_title(context)}: {_(action.help)}"

    async def discover(self) -> Hits:
        """Yield all actions before anything is typed."""
        for context, action in self._actions():
            line, about = self._words(context, action)
            yield DiscoveryHit(line, partial(self._run, action), help=about)

    async def search(self, query: str) -> Hits:
        """Yield the actions that what is typed fits, in title or help."""
        matcher = self.matcher(query)
        for context, action in self._actions():
            line, about = self._words(context, action)
            score = max(matcher.match(line), 0.6 * matcher.match(about))
            if score > 0:
                yield Hit(score, matcher.highlight(line), partial(self._run, action), help=about)

    async def _run(self, action: Action) -> None:
        namespace = self.app if action.id.startswith(f"{EVERYWHERE}.") else self.screen
        await self.app.run_action(action.call, namespace)
