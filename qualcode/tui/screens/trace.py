"""The reverse trace: from a finding over themes and condensed sentences down to the lines of the originals."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.core.condensations import Trace
from qualcode.i18n import _
from qualcode.tui.figures import quote
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.lines import LineList


class TraceScreen(Dialog[Trace]):
    """Lists the lines of descent under their finding and themes; Enter answers with the one under the cursor."""

    def __init__(self, title: str, traces: Sequence[Trace], at: str = "") -> None:
        super().__init__(_("Trace: {name}").format(name=title), _("↑↓ choose   ⏎ open the passage   Esc close"))
        self._traces = {t.condensation.id: t for t in traces}
        self._cursor = at

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield LineList(id="trace")

    def on_mount(self) -> None:
        """Fill the list; its cursor stands on the line that the trace was asked from."""
        listing = self.query_one(OptionList)
        listing.styles.max_height = self.room()
        finding = theme = ""
        for trace in self._traces.values():
            its, of = trace.finding, trace.theme
            if its is not None and its.id != finding:
                finding = its.id
                listing.add_option(Option(Content.assemble((its.name, "bold"), f"  {its.claim}"), disabled=True))
            if of is not None and of.id != theme:
                theme = of.id
                line = Content.assemble(("  ← ", "$quiet"), (of.name, "bold"), f"  {of.claim}")
                listing.add_option(Option(line, disabled=True))
            listing.add_option(Option(self._line(trace), id=trace.condensation.id))
        ids = [o.id for o in listing.options]
        if ids:
            wanted = self._cursor if self._cursor in ids else next(i for i in ids if i is not None)
            listing.highlighted = ids.index(wanted)

    def _line(self, trace: Trace) -> Content:
        who = f" · {trace.speaker}" if trace.speaker else ""
        place = f"{trace.source} {lines_of(trace)}{who}" if trace.first_line else _("words gone")
        return Content.assemble(
            ("    ← ", "$quiet"),
            trace.condensation.text,
            (f"\n        {quote(trace.quote, 300)}", "italic"),
            (f"\n        {place}", "$quiet"),
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the line chosen."""
        self.dismiss(self._traces.get(event.option.id or ""))


def trace_page(trace: Trace, kin: Sequence[Trace]) -> Content:
    """Return one line of descent in full, and the other condensed sentences (``kin``) under its theme."""
    unit = trace.condensation
    parts: list[Content] = []
    for thing in (trace.finding, trace.theme):
        if thing is not None:
            parts.append(Content.assemble(("← " if parts else "", "$quiet"), (thing.name, "bold"), f"\n{thing.claim}"))
    parts.append(Content.assemble(("← " if parts else "", "$quiet"), (unit.text, "$accent")))
    who = f" · {trace.speaker}" if trace.speaker else ""
    place = f"{trace.source} {lines_of(trace)}{who}" if trace.first_line else _("words gone")
    parts.append(Content.assemble(("← ", "$quiet"), (quote(trace.quote, 2000), "italic"), (f"\n{place}", "$quiet")))
    others = [t for t in kin if t.condensation.id != unit.id]
    if others:
        parts.append(Content(_("Under the same theme")).stylize("$quiet"))
        parts += [Content.assemble(("· ", "$quiet"), t.condensation.text) for t in others]
    return Content("\n\n").join(parts)


def lines_of(trace: Trace) -> str:
    """Return the lines of the original that a meaning unit stands on, ``43`` or ``43–44``."""
    same = trace.first_line == trace.last_line
    return f"{trace.first_line}" if same else f"{trace.first_line}–{trace.last_line}"


def show_trace(place: Place, title: str, traces: Sequence[Trace], at: str = "") -> None:
    """Show a trace, and open the passage chosen in it."""

    def then(trace: Trace | None) -> None:
        if trace is not None and trace.condensation.start is not None:
            unit = trace.condensation
            place.qualcode.open_source(unit.source, unit.start, unit.end)

    place.app.push_screen(TraceScreen(title, traces, at), then)
