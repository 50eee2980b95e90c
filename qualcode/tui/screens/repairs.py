"""The repairs of a source: what was changed on import and why, each to be switched off and on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import SelectionList
from textual.widgets.selection_list import Selection

from qualcode.core.repairs import Repair
from qualcode.core.sources import Source
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.reasons import repair_why
from qualcode.tui.screens.dialogs import Dialog

_SHOWN = 2000


def changed(old: str, new: str, cells: int = 18) -> str:
    """Return an edit as ``old → new`` with line ends made visible."""

    def seen(text: str) -> str:
        plain = text.replace("\n", "⏎").replace("\t", "⇥")
        return plain if len(plain) <= cells else plain[: cells - 1] + "…"

    return f"{seen(old) or '–'} → {seen(new) or '–'}"


class RepairsScreen(Dialog[int]):
    """A list of repairs with boxes; what was switched is written when the dialog is left by Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", show=False, priority=True),
        Binding("f", "switch_rule", show=False),
    ]

    def __init__(self, project: Project, source: Source, repairs: Sequence[Repair]) -> None:
        self._repairs = repairs
        n = len(self._repairs)
        title = ngettext("{title}: {n} repair", "{title}: {n} repairs", n).format(title=source.title, n=n)
        super().__init__(title, _("space off/on   f all of this rule   ⏎ keep   Esc leave"))
        self._project, self._source = project, source

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        base = self._project.base_text(self._source)
        from qualcode.core.texts import line_starts

        starts = line_starts(base)
        from bisect import bisect_right

        options = []
        for n, repair in enumerate(self._repairs[:_SHOWN]):
            line = bisect_right(starts, repair.position) + self._source.first_line - 1
            text = Content.assemble(
                (f"{line:>5}  ", "$quiet"),
                f"{changed(repair.old, repair.edit.new):<40.40} ",
                (repair_why(repair.edit), "$quiet"),
            )
            options.append(Selection(text, n, repair.on))
        yield SelectionList[int](*options)

    def action_switch_rule(self) -> None:
        """Switch all repairs of the rule under the cursor."""
        listing = self.query_one(SelectionList)
        if listing.highlighted is None:
            return
        rule = self._repairs[listing.highlighted].edit.rule
        turn_off = listing.highlighted in listing.selected
        for n, repair in enumerate(self._repairs[:_SHOWN]):
            if repair.edit.rule == rule:
                (listing.deselect if turn_off else listing.select)(n)

    def action_keep(self) -> None:
        """Write what was switched as one action."""
        from qualcode.mending import switch_repairs

        on_now = set(self.query_one(SelectionList).selected)
        shown = self._repairs[:_SHOWN]
        off = [str(n + 1) for n, r in enumerate(shown) if r.on and n not in on_now]
        on = [str(n + 1) for n, r in enumerate(shown) if not r.on and n in on_now]
        if not off and not on:
            self.dismiss(0)
            return
        try:
            n = switch_repairs(self._project, self._source, off=off, on=on)
        except QualcodeError as error:
            self.app.tell(error)  # type: ignore[attr-defined]
            return
        self.notify(ngettext("{n} repair switched", "{n} repairs switched", n).format(n=n))
        self.dismiss(n)
