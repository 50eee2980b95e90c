"""The condensation table: meaning unit, condensed sentence, codes, theme, finding; and the trace back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.core import condensations as deeds
from qualcode.core.condensations import Finding, Theme, Trace
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.actions import bindings
from qualcode.tui.figures import quote
from qualcode.tui.screens.dialogs import AskLine, Choose
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.tui.screens.sentence import SentenceScreen
from qualcode.tui.screens.trace import lines_of, show_trace, trace_page
from qualcode.tui.widgets.fields import Choice

_NARROW, _HIGH = 100, 30
_WIDE, _SIDE = 110, 46  # the screen from which on the trace stands beside the table, and the trace's own cells


class CondensationsScreen(Listing):
    """All condensed sentences with what they lead to."""

    CONTEXT = "condensations"
    CURSOR = "cell"
    KEPT: ClassVar[tuple[str, ...]] = (*Listing.KEPT, "_beside")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("condensations")]

    def __init__(self) -> None:
        super().__init__()
        self._traces: dict[str, Trace] = {}
        self._wanted = ""  # the thing (by id) whose row to go to as soon as it is there
        self._columns: list[str] = []
        self._beside = True  # the trace stands beside the table where there is room

    def compose_body(self) -> ComposeResult:
        """Yield the table, and beside it the trace of its row."""
        with Horizontal(id="both"):
            with Vertical(id="list"):
                yield from super().compose_body()
            with VerticalScroll(id="beside", can_focus=False):
                yield Static(id="trace")

    def table_width(self) -> int:
        """Return the cells of the table: all, or what the trace leaves."""
        width = self.app.size.width
        return width - _SIDE if self._beside and width >= _WIDE else width

    def show_project(self) -> None:
        """Read the table in a thread: every line of it stands for a text."""
        self.typed.begin(_("reading …"))
        self.read_aside(lambda project, _worker: project.traces(), self._show, group="traces")

    def _show(self, traces: Sequence[Trace]) -> None:
        if not self.is_whole:
            return
        self.typed.end()
        self._traces = {t.condensation.id: t for t in traces}
        book, language = self.project.codebook(), get_language()
        width = self.table_width()
        narrow = width < _NARROW
        self.query_one("#beside").display = width < self.app.size.width
        height = 3 if self.app.size.height >= _HIGH else 2
        unit = max(18, (width - 10) // (4 if narrow else 5) + (0 if narrow else 6))
        headings = [(_("Meaning unit"), unit), (_("Condensed"), 0)]
        self._columns = ["unit", "text"]
        if not narrow:
            headings.append((_("Codes"), 18))
            self._columns.append("codes")
        headings += [(_("Theme"), 16 if narrow else 20), (_("Finding"), 12 if narrow else 16)]
        self._columns += ["theme", "finding"]
        rows = []
        for trace in traces:
            cells: list[str | Content] = [
                Content.assemble(quote(trace.quote, (height - 1) * (unit - 3)), "\n", (_place(trace, unit), "$quiet")),
                trace.condensation.text,
            ]
            if not narrow:
                names = [book.by_id[c].name(language) for c in trace.codes if c in book.by_id]
                cells.append(", ".join(names))
            cells += [trace.theme.name if trace.theme else "–", trace.finding.name if trace.finding else "–"]
            rows.append((trace.condensation.id, cells))
        self.fill(headings, rows, _("Nothing condensed yet. K in the reading view condenses a passage."), height=height)
        if self._wanted:
            self.show_thing(self._wanted)
            self._wanted = ""
        self._put_trace()
        self.put_lines()

    def on_long_list_moved(self) -> None:
        """Show the trace of the row under the cursor."""
        self._put_trace()

    def _put_trace(self) -> None:
        trace, body = self._chosen(), self.query_one("#trace", Static)
        if not self.query_one("#beside").display:
            return
        kin = [t for t in self._traces.values() if trace is not None and t.theme is not None and t.theme == trace.theme]
        body.update(trace_page(trace, kin) if trace is not None else "")

    def action_beside(self) -> None:
        """Show or hide the trace beside the table."""
        if self.app.size.width < _WIDE:
            self.refuse(_("too narrow for that; s shows the trace"))
            return
        self._beside = not self._beside
        self.show_project()

    def details(self) -> list[str]:
        """Return how many rows there are."""
        n = len(self._traces)
        return [ngettext("{n} meaning unit condensed", "{n} meaning units condensed", n).format(n=n)]

    def _chosen(self) -> Trace | None:
        return self._traces.get(self.chosen() or "")

    def show_thing(self, identifier: str) -> None:
        """Put the cursor on a row; of a theme or finding, on its first one."""
        for trace in self._traces.values():
            theme, finding = trace.theme, trace.finding
            if identifier in (trace.condensation.id, theme.id if theme else "", finding.id if finding else ""):
                super().show_thing(trace.condensation.id)
                return
        self._wanted = identifier

    def action_open(self) -> None:
        """Open the passage; on a theme or a finding, show the whole trace."""
        trace = self._chosen()
        if trace is None:
            return
        column = self._columns[min(self.table.column, len(self._columns) - 1)]
        if column in ("theme", "finding") and trace.theme is not None:
            self.action_trace()
        elif column in ("theme", "finding"):
            self.action_set_theme()
        elif trace.condensation.start is not None:
            self.qualcode.open_source(trace.condensation.source, trace.condensation.start, trace.condensation.end)

    def action_edit_text(self) -> None:
        """Rewrite the condensed sentence."""
        trace = self._chosen()
        if trace is None:
            return
        identifier = trace.condensation.id

        def then(text: str | None) -> None:
            if text:
                self.change(deeds.edit("condensation", identifier, text=text))

        screen = SentenceScreen(trace.quote, trace.condensation.text)
        self.app.push_screen(screen, then)

    def action_set_theme(self) -> None:
        """Choose the theme, or make one from what is typed."""
        trace = self._chosen()
        if trace is None:
            return
        choices = [Choice(t.id, t.name, t.claim) for t in self.project.themes()]
        choices.append(Choice("", _("no theme")))

        def then(answer: str | None) -> None:
            if answer is None:
                return
            if answer.startswith("new:"):
                self._ask_claim(answer[4:], lambda name, claim: self._make_theme(trace, name, claim))
            else:
                self.change(deeds.edit("condensation", trace.condensation.id, theme=answer or None))

        title = _("Theme")
        self.app.push_screen(Choose(title, choices, quote=trace.condensation.text, new=_("＋ new theme {typed}")), then)

    def action_set_finding(self) -> None:
        """Choose the finding that the theme carries, or make one from what is typed."""
        trace = self._chosen()
        if trace is None:
            return
        theme = trace.theme
        if theme is None:
            self.refuse(_("give it a theme first"))
            return
        choices = [Choice(f.id, f.name, f.claim) for f in self.project.findings()]
        choices.append(Choice("", _("no finding")))

        def then(answer: str | None) -> None:
            if answer is None:
                return
            if answer.startswith("new:"):
                self._ask_claim(answer[4:], lambda name, claim: self._make_finding(theme, name, claim))
            else:
                self.change(deeds.edit("theme", theme.id, finding=answer or None))

        self.app.push_screen(Choose(_("Finding"), choices, quote=theme.claim, new=_("＋ new finding {typed}")), then)

    def _ask_claim(self, name: str, make: Callable[[str, str], None]) -> None:
        screen = AskLine(_("What does “{name}” claim? One sentence").format(name=name))
        self.app.push_screen(screen, lambda claim: make(name, claim) if claim is not None else None)

    def _make_theme(self, trace: Trace, name: str, claim: str) -> None:
        theme = deeds.add_theme(name, claim, position=_after(self.project.themes()))
        self.change(theme, deeds.edit("condensation", trace.condensation.id, theme=theme.object))

    def _make_finding(self, theme: Theme, name: str, claim: str) -> None:
        finding = deeds.add_finding(name, claim, position=_after(self.project.findings()))
        self.change(finding, deeds.edit("theme", theme.id, finding=finding.object))

    def action_findings(self) -> None:
        """Go to findings and themes, to the theme here when there is one."""
        trace = self._chosen()
        self.qualcode.open_thing("theme", trace.theme.id if trace and trace.theme else "")

    def action_memo(self) -> None:
        """Write a memo about the row."""
        trace = self._chosen()
        if trace is not None:
            ask_memo(self, "condensation", trace.condensation.id, quote(trace.condensation.text, 60))

    def action_move(self, step: int) -> None:
        """Move the row among those of its theme."""
        trace, order = self._chosen(), list(self._traces.values())
        at = next((i for i, t in enumerate(order) if t is trace), 0)
        if trace is None or not 0 <= at + step < len(order) or _root(order[at + step]) != _root(trace):
            return
        order[at], order[at + step] = order[at + step], order[at]
        units = [t.condensation for t in order]
        self.change(*(deeds.edit("condensation", c.id, position=n) for n, c in enumerate(units) if c.position != n))

    def action_remove(self) -> None:
        """Take the row away."""
        trace = self._chosen()
        if trace is not None:
            self.change(deeds.remove("condensation", trace.condensation.id), done=_("taken away; u brings it back"))

    def action_trace(self) -> None:
        """Show the whole trace: from the finding over themes and sentences to the lines."""
        trace = self._chosen()
        if trace is not None:
            title = trace.finding.name if trace.finding else trace.theme.name if trace.theme else _("this row")
            kin = [t for t in self._traces.values() if _same_root(t, trace)]
            show_trace(self, title, kin, trace.condensation.id)


def _after(things: Sequence[Theme | Finding]) -> int:
    return max((t.position for t in things), default=-1) + 1


def _root(trace: Trace) -> tuple[str, str]:
    return trace.finding.id if trace.finding else "", trace.theme.id if trace.theme else ""


def _same_root(one: Trace, other: Trace) -> bool:
    if other.finding is not None:
        return one.finding is not None and one.finding.id == other.finding.id
    if other.theme is not None:
        return one.theme is not None and one.theme.id == other.theme.id
    return one is other


def _place(trace: Trace, cells: int) -> str:
    if not trace.first_line:
        return _("words gone")
    lines = lines_of(trace)
    room = max(6, cells - len(lines) - 1)
    source = trace.source if len(trace.source) <= room else trace.source[: room - 1] + "…"
    return f"{source} {lines}"
