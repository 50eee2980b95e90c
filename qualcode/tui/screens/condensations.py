"""The condensation table: meaning unit, condensed sentence, codes, theme, finding; and the trace back."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.core import condensations as deeds
from qualcode.core.condensations import Finding, Theme, Trace
from qualcode.core.events import Change
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.actions import bindings
from qualcode.tui.figures import quote
from qualcode.tui.screens.dialogs import AskLine, Choice, Choose, ShowText
from qualcode.tui.screens.listing import Listing


class CondensationsScreen(Listing):
    """All condensed sentences with what they lead to."""

    CONTEXT = "condensations"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("condensations")]

    def __init__(self) -> None:
        super().__init__()
        self._traces: dict[str, Trace] = {}

    def show_project(self) -> None:
        """Read the table."""
        traces = self.project.traces()
        self._traces = {t.condensation.id: t for t in traces}
        book, language = self.project.codebook(), get_language()
        width = self.app.size.width
        narrow = width < 100
        unit = max(18, (width - 10) // (4 if narrow else 5) + (0 if narrow else 6))
        headings = [(_("Meaning unit"), unit), (_("Condensed"), 0)]
        if not narrow:
            headings.append((_("Codes"), 18))
        headings += [(_("Theme"), 16 if narrow else 20), (_("Finding"), 10 if narrow else 16)]
        rows = []
        for trace in traces:
            lines = (
                f"{trace.first_line}"
                if trace.first_line == trace.last_line
                else (f"{trace.first_line}–{trace.last_line}")
            )
            place = f"{trace.source[: max(6, unit - len(lines) - 1)]} {lines}" if trace.first_line else _("words gone")
            cells: list[str | Content] = [
                Content.assemble(quote(trace.quote, unit), "\n", (place, "$quiet")),
                _folded(trace.condensation.text),
            ]
            if not narrow:
                names = [book.by_id[c].name(language) for c in trace.codes if c in book.by_id]
                cells.append(", ".join(names))
            cells += [trace.theme.name if trace.theme else "–", trace.finding.name if trace.finding else "–"]
            rows.append((trace.condensation.id, cells))
        self.fill(headings, rows, _("Nothing condensed yet. K in the reading view condenses a passage."), height=2)

    def details(self) -> list[str]:
        """Return how many rows there are."""
        n = len(self._traces)
        return [ngettext("{n} meaning unit condensed", "{n} meaning units condensed", n).format(n=n)]

    def _chosen(self) -> Trace | None:
        return self._traces.get(self.chosen() or "")

    def action_open(self) -> None:
        """Open the passage."""
        trace = self._chosen()
        if trace is not None and trace.condensation.start is not None:
            self.qualcode.open_source(trace.condensation.source, trace.condensation.start, trace.condensation.end)

    def action_edit_text(self) -> None:
        """Rewrite the condensed sentence."""
        trace = self._chosen()
        if trace is None:
            return
        identifier = trace.condensation.id

        def then(text: str | None) -> None:
            if text and self.write(deeds.edit("condensation", identifier, text=text)):
                self.take_in()

        screen = AskLine(_("Condense to one sentence"), trace.condensation.text, quote=quote(trace.quote, 240))
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
            elif self.write(deeds.edit("condensation", trace.condensation.id, theme=answer or None)):
                self.take_in()

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
            elif self.write(deeds.edit("theme", theme.id, finding=answer or None)):
                self.take_in()

        self.app.push_screen(Choose(_("Finding"), choices, quote=theme.claim, new=_("＋ new finding {typed}")), then)

    def _ask_claim(self, name: str, make: object) -> None:
        screen = AskLine(_("What does “{name}” claim? One sentence").format(name=name))
        self.app.push_screen(screen, lambda claim: make(name, claim) if claim is not None else None)  # type: ignore[operator]

    def _make_theme(self, trace: Trace, name: str, claim: str) -> None:
        theme = deeds.add_theme(name, claim, position=len(self.project.themes()))
        self._write(theme, deeds.edit("condensation", trace.condensation.id, theme=theme.object))

    def _make_finding(self, theme: Theme, name: str, claim: str) -> None:
        finding = deeds.add_finding(name, claim, position=len(self.project.findings()))
        self._write(finding, deeds.edit("theme", theme.id, finding=finding.object))

    def _write(self, *changes: Change) -> None:
        if self.write(*changes):
            self.take_in()

    def action_remove(self) -> None:
        """Take the row away."""
        trace = self._chosen()
        if trace is not None and self.write(
            deeds.remove("condensation", trace.condensation.id), done=_("taken away; u brings it back")
        ):
            self.take_in()

    def action_trace(self) -> None:
        """Show the whole trace: from the finding over themes and sentences to the lines."""
        trace = self._chosen()
        if trace is None:
            return
        title = trace.finding.name if trace.finding else trace.theme.name if trace.theme else _("Trace")
        kin = [t for t in self._traces.values() if _same_root(t, trace)]
        self.app.push_screen(ShowText(_("Trace: {name}").format(name=title), trace_page(trace.finding, kin)))


def _same_root(one: Trace, other: Trace) -> bool:
    if other.finding is not None:
        return one.finding is not None and one.finding.id == other.finding.id
    if other.theme is not None:
        return one.theme is not None and one.theme.id == other.theme.id
    return one is other


def trace_page(finding: Finding | None, traces: list[Trace]) -> Content:
    """Return the trace of a finding as an indented page, down to the lines of the originals."""
    lines: list[Content] = []
    if finding is not None:
        lines.append(Content.assemble((finding.name, "bold"), f"  {finding.claim}"))
    theme: str | None = None
    for trace in traces:
        if trace.theme is not None and trace.theme.id != theme:
            theme = trace.theme.id
            lines.append(Content.assemble("\n  ← ", (trace.theme.name, "bold"), f"  {trace.theme.claim}"))
        lines.append(Content.assemble("      ← ", trace.condensation.text))
        place = f"{trace.source} {trace.first_line}–{trace.last_line}"
        who = f" · {trace.speaker}" if trace.speaker else ""
        lines.append(Content(f"          {quote(trace.quote, 300)}").stylize("italic"))
        lines.append(Content(f"          {place}{who}").stylize("$quiet"))
    return Content("\n").join(lines)


def _folded(text: str) -> str:
    """Return a sentence broken over two lines near its middle, for cells two lines high."""
    if len(text) <= 30:
        return text
    cut = text.rfind(" ", 0, (len(text) + 1) // 2 + 6)
    return text if cut <= 0 else f"{text[:cut]}\n{text[cut + 1 :]}"
