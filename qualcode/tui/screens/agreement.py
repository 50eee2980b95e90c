"""How far coders agree: figures per code, per pair and per source, reckoned in a thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from qualcode.core.adjudication import Dispute
from qualcode.core.agreement.figures import MEASURES, Figure
from qualcode.core.rounds import UNITS, Round
from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.protection.releasing import line_texts
from qualcode.teams.differing import differences
from qualcode.teams.figure_words import measure_text, reason_text, unit_text
from qualcode.teams.round_figures import USUAL, Table, Wish, reckon
from qualcode.tui import files
from qualcode.tui.actions import bindings
from qualcode.tui.figure_file import as_csv
from qualcode.tui.figures import coefficient, number, per_cent
from qualcode.tui.long_work import LongWork
from qualcode.tui.screens.dialogs import AskLine, Choose, Confirm, ShowText
from qualcode.tui.screens.differences import DifferencesScreen
from qualcode.tui.screens.form_agreement import ask_form, show_form_agreement
from qualcode.tui.screens.letting_out import Made, make_and_put_out
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.several import ChooseSeveral
from qualcode.tui.widgets.fields import Choice

_DRAWS = 1000
_NARROW = 110
_CELLS = ("both", "first", "second", "neither")
#: What a table of codes can show; the others are of scales, or of all codes at once.
_OFFERED = tuple(m for m in MEASURES if m not in ("ac2", "set_alpha", "mv_alpha", "percent_units"))
_SIGNS = {
    "alpha": "α",
    "percent": "p_o",
    "char_f1": "F1",
    "span_f1": "F1 span",
    "cohen_kappa": "κ Cohen",
    "conger_kappa": "κ Conger",
    "fleiss_kappa": "κ Fleiss",
    "scott_pi": "π Scott",
    "brennan_prediger": "Br.-Pr.",
    "ac1": "AC1",
    "set_alpha": "set α",
    "u_alpha": "uα",
    "binary_u_alpha": "|u|α",
    "cu_alpha": "cuα",
    "ku_alpha": "(k)uα",
}


class AgreementScreen(Listing):
    """A row a code; or a row a coder against all others; or a row a source."""

    CONTEXT = "agreement"
    KEPT: ClassVar[tuple[str, ...]] = (*Listing.KEPT, "shown")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("agreement")]

    def __init__(self) -> None:
        super().__init__()
        self.work = LongWork(self)
        self.found: Table | None = None
        self.shown = "codes"
        self._code: str | None = None  # the code that pairs and sources are shown of; None for all
        self._of: tuple[Wish, str] | None = None
        self._problem = ""
        self._draws = 0

    def compose_body(self) -> ComposeResult:
        """Yield what is compared and the headline, and the table."""
        yield Static(id="sums")
        yield from super().compose_body()

    # -- what is reckoned ---------------------------------------------------

    @property
    def wish(self) -> Wish:
        """What is to be reckoned, as it lies on the desk."""
        kept = self.qualcode.desk.agreement
        chosen = [m for m in kept.get("measures", "").split(",") if m in _OFFERED]
        level = kept.get("level", "")
        unit = kept.get("unit", "")
        return Wish(
            self.of_round.id if self.of_round else "",
            unit if unit in UNITS else "",
            int(level) if level.isdigit() else 0,
            tuple(chosen) or USUAL,
            self._draws,
        )

    @property
    def of_round(self) -> Round | None:
        """The round that is looked at; None for all that is coded now."""
        wanted = self.qualcode.desk.agreement.get("round", "")
        return next((r for r in self.project.rounds() if r.id == wanted), None)

    def _keep(self, **values: str) -> None:
        self.qualcode.desk.agreement = {**self.qualcode.desk.agreement, **values}
        self._draws = 0
        self.show_project()
        self.put_lines()

    def show_project(self) -> None:
        """Reckon anew where anything changed, then show the figures."""
        wish = self.wish
        if self._of != (wish, self._seen) and not self.work.running:
            self._reckon(wish)
        self.put_table()

    def _reckon(self, wish: Wish) -> None:
        self._of, self._problem = (wish, self._seen), ""

        def run(project: Project) -> Table:
            return reckon(project, wish, progress=self.work.progress)

        def done(found: Table) -> None:
            self.found = found
            self.show_project()
            self.put_lines()

        def failed(error: QualcodeError) -> None:
            self.found, self._problem = None, f"{error.message}\n{error.hint}"
            self.put_table()
            self.put_lines()

        def stopped() -> None:
            # What was reckoned before stays; the intervals are asked for again by their key.
            self._draws = 0
            self._of = (self.wish, self._seen) if self.found is not None else None
            self._problem = _("stopped")
            self.put_table()
            self.put_lines()

        # Intervals take long, and the figures are there meanwhile.
        self.work.begin(_("reckoning"), run, done, keep_keys=not wish.bootstrap, failed=failed, stopped=stopped)

    def action_stop(self) -> None:
        """Stop reckoning; from pairs or sources go back to the codes."""
        if not self.work.stop() and self.shown != "codes":
            self.action_view(self.shown)

    def details(self) -> list[str]:
        """Return what is compared, in which unit."""
        r, wish = self.of_round, self.wish
        unit = unit_text((self.found.unit if self.found else "") or wish.unit or (r.unit if r else "turn"))
        what = r.name if r else _("all that is coded now")
        level = " · " + _("level {n} of the tree").format(n=wish.level) if wish.level else ""
        return [f"{what} · {unit}{level}"]

    def status(self) -> str:
        """Return what is being reckoned."""
        return f"{self.work.title} {self.work.line}".strip()

    # -- the tables ---------------------------------------------------------

    def put_table(self) -> None:
        """Show the figures in the view chosen."""
        found = self.found
        if found is None or len(found.coders) < 2:  # agreement is between two
            waiting = _("reckoning …") if self.work.running else ""
            empty = self._problem or waiting or _("Nothing to compare: no source was coded or read by two coders.")
            self.fill([(_("Code"), 0)], [], empty)
            self.query_one("#sums", Static).update("")
            return
        {"codes": self._put_codes, "pairs": self._put_pairs, "sources": self._put_sources}[self.shown](found)
        self._put_sums(found)

    def _put_sums(self, found: Table) -> None:
        parts = [Content(" – ".join(found.coders)).stylize("bold")]
        for figure in found.overall:
            sign = _SIGNS.get(figure.measure, figure.measure)
            distance = f" ({figure.distance})" if figure.measure == "set_alpha" else ""
            parts.append(Content.assemble((f"{sign}{distance} ", "$quiet"), (value_text(figure), "bold")))
        units = next((f.n_units for f in found.overall or found.codes), 0)
        parts.append(Content(ngettext("{n} unit", "{n} units", units).format(n=number(units))).stylize("$quiet"))
        if self.shown != "codes":
            parts.append(Content(self._code_name(self._code) if self._code else _("all codes")).stylize("$accent"))
        self.query_one("#sums", Static).update(Content("   ").join(parts))

    def _code_name(self, handle: str) -> str:
        code = self.project.codebook().by_handle.get(handle)
        return code.name(get_language()) if code is not None else handle

    def _put_codes(self, found: Table) -> None:
        measures = list(dict.fromkeys(f.measure for f in found.codes))
        by_code: dict[str, dict[str, Figure]] = {}
        for figure in found.codes:
            by_code.setdefault(figure.category or "", {})[figure.measure] = figure
        wide = 20 if any(f.low is not None for f in found.codes) else 8
        narrow = self.app.size.width < _NARROW
        headings = [(_("Code"), 0), *((_SIGNS.get(m, m), wide) for m in measures), (_("Prevalence"), 10)]
        headings += [(_("Both/1/2/neither"), 18)] if not narrow or len(measures) <= len(USUAL) else []
        told_why = not narrow and any(f.reason for f in found.codes)
        headings += [] if narrow else [(_("Units"), 7)]
        headings += [(_("Why none"), 28)] if told_why else []
        rows: list[tuple[str, list[str | Content]]] = []
        for handle, its in by_code.items():
            first = next((its[m] for m in measures if m in its), None)
            told = next((f for f in its.values() if f.counts is not None and "both" in f.counts), first)
            prevalence = next((f.prevalence for f in its.values() if f.prevalence is not None), None)
            cells: list[str | Content] = [self._code_name(handle)]
            cells += [_cell(its.get(m)) for m in measures]
            cells.append("" if prevalence is None else f"{per_cent(prevalence):>8}")
            if not narrow or len(measures) <= len(USUAL):
                counts = told.counts if told is not None and told.counts is not None else {}
                cells.append("/".join(number(counts[c]) for c in _CELLS if c in counts))
            if not narrow:
                cells.append(f"{number(first.n_units) if first else '':>6}")
            if told_why:
                reasons = dict.fromkeys(reason_text(f.reason) for f in its.values() if f.reason)
                cells.append(Content("; ".join(reasons)).stylize("$quiet"))
            rows.append((handle, cells))
        self.fill(headings, rows, _("Nobody coded anything yet."))

    def _of_code(self, figures: Sequence[Figure]) -> list[Figure]:
        """Return the figures of the code chosen; of all codes the set-valued alpha that counts shared codes."""
        if self._code is not None:
            measure = self.wish.measures[0]
            return [f for f in figures if f.category == self._code and f.measure == measure]
        return [f for f in figures if f.category is None and f.measure == "set_alpha" and f.distance == "jaccard"]

    def _put_pairs(self, found: Table) -> None:
        value = {f.coders: f for f in self._of_code(found.pairs)}
        width = max(9, min(20, (self.app.size.width - 24) // max(1, len(found.coders)) - 2))
        headings = [(_("Coder"), 0), *((name, width) for name in found.coders)]
        rows: list[tuple[str, list[str | Content]]] = []
        for one in found.coders:
            cells: list[str | Content] = [one]
            for other in found.coders:
                figure = value.get((one, other)) or value.get((other, one))
                cells.append(Content("·").stylize("$quiet") if one == other else _cell(figure))
            rows.append((one, cells))
        self.fill(headings, rows, "")

    def _put_sources(self, found: Table) -> None:
        titles = {s.handle: s.title for s in self.project.sources()}
        headings = [(_("Source"), 0), (self._sign(), 8), (_("Units"), 7), (_("Coders"), 7), (_("Why none"), 36)]
        rows: list[tuple[str, list[str | Content]]] = []
        for figure in self._of_code(found.sources):
            why = Content(reason_text(figure.reason) if figure.reason else "").stylize("$quiet")
            counts = [f"{number(figure.n_units):>6}", f"{figure.n_coders:>6}"]
            rows.append((figure.part, [titles.get(figure.part, figure.part), _cell(figure), *counts, why]))
        self.fill(headings, rows, "")

    def _sign(self) -> str:
        return _SIGNS["set_alpha"] if self._code is None else _SIGNS.get(self.wish.measures[0], self.wish.measures[0])

    def action_view(self, view: str) -> None:
        """Show pairs or sources of the code under the cursor, or the codes again."""
        if self.shown == "codes":
            self._code = self.chosen()
        back = self._code if self.shown == view else None
        self.shown = "codes" if self.shown == view else view
        self.put_table()
        if back:
            self.show_thing(back)
        self.put_lines()

    # -- choosing -----------------------------------------------------------

    def action_choose_round(self) -> None:
        """Ask for a round, or for all that is coded now."""
        offered = [Choice("", _("all that is coded now"))]
        state = {True: _("closed"), False: _("open")}
        offered += [Choice(r.id, r.name, state[r.closed]) for r in reversed(self.project.rounds())]
        self.app.push_screen(
            Choose(_("Which round?"), offered), lambda r: None if r is None else self._keep(round=r, unit="")
        )

    def action_choose_unit(self) -> None:
        """Ask for the unit."""
        offered = [Choice(u, unit_text(u)) for u in UNITS]
        self.app.push_screen(Choose(_("Which unit?"), offered), lambda u: self._keep(unit=u) if u else None)

    def action_choose_measures(self) -> None:
        """Ask for the coefficients."""
        offered = [Choice(m, measure_text(m), m) for m in _OFFERED]

        def then(chosen: list[str] | None) -> None:
            if chosen:
                self._keep(measures=",".join(chosen))

        self.app.push_screen(ChooseSeveral(_("Which coefficients?"), offered, self.wish.measures), then)

    def action_next_level(self) -> None:
        """Count codes as they are, or as the code above them at the next level."""
        depth = max((d for _c, d in self.project.codebook().walk()), default=0) + 1
        self._keep(level=str((self.wish.level + 1) % (depth + 1)))

    def action_interval(self) -> None:
        """Reckon intervals of 95 per cent."""
        self._draws = 0 if self._draws else _DRAWS
        self.show_project()
        self.put_lines()

    # -- what lies behind ---------------------------------------------------

    def action_open(self) -> None:
        """List the places where coders differ on the code under the cursor."""
        if self.shown == "sources":
            source = next((s for s in self.project.sources() if s.handle == self.chosen()), None)
            if source is not None:
                self.qualcode.open_source(source.id)
            return
        handle = self.chosen() if self.shown == "codes" else self._code
        code = self.project.codebook().by_handle.get(handle or "")
        if code is None:
            self.refuse(self.nothing_here)
            return
        r = self.of_round
        under = self.project.codebook().descendants(code.id) if self.wish.level else frozenset([code.id])
        sources = coders = None
        if r is not None:
            wanted = {self.project.standing_source(s) for s in r.sources}
            people = {self.project.standing_person(c) for c in r.coders}
            sources = [s for s in self.project.sources() if s.id in wanted]
            coders = [p for p in self.project.persons() if p.id in people]

        def run(project: Project) -> list[Dispute]:
            found = differences(project, sources=sources, coders=coders or ())
            return [d for d in found if any(c.code in under for c in d.codings)]

        def done(its: list[Dispute]) -> None:
            if its:
                title = _("{code}: where coders differ").format(code=code.name(get_language()))
                self.app.push_screen(DifferencesScreen(self, title, its))
            else:
                self.refuse(_("nobody differs on this code"))

        self.work.begin(_("looking for differences"), run, done, keep_keys=True)

    def action_reasons(self) -> None:
        """Tell why figures have no value."""
        reasons: Mapping[str, list[str]] = {}
        told: dict[str, list[str]] = dict(reasons)
        for figure in (*self.found.overall, *self.found.codes) if self.found else ():
            if figure.reason:
                name = self._code_name(figure.category) if figure.category else _("all codes")
                told.setdefault(figure.reason, []).append(f"{name} ({_SIGNS.get(figure.measure, figure.measure)})")
        if not told:
            self.refuse(_("all figures have a value"))
            return
        lines: list[Content] = []
        for reason, names in told.items():
            lines += [Content(reason_text(reason)).stylize("bold"), Content("  " + ", ".join(names)), Content("")]
        self.app.push_screen(ShowText(_("Why figures have no value"), Content("\n").join(lines)))

    def action_form(self) -> None:
        """Tell how far coders agree on the items of a form."""
        ask_form(self, lambda form: show_form_agreement(self, form))

    # -- files --------------------------------------------------------------

    def action_write_file(self) -> None:
        """Ask for a file, and write all figures to it."""
        found = self.found
        if found is None:
            self.refuse(self.nothing_here)
            return

        def put(answer: str) -> None:
            path = files.beside(self.project, answer)

            def make(_project: Project) -> Made:
                text = as_csv(found)
                return Made(text.encode("utf-8"), line_texts(text))

            make_and_put_out(self, path, make, document="agreement")

        def then(answer: str | None) -> None:
            if answer and files.beside(self.project, answer).exists():
                question = _("Write over {file}?").format(file=answer)
                self.app.push_screen(Confirm(question), lambda yes: put(answer) if yes else None)
            elif answer:
                put(answer)

        self.app.push_screen(AskLine(_("Write the figures to"), f"{files.EXPORTS}/agreement.csv"), then)

    def action_report(self) -> None:
        """Open the report dialog."""
        from qualcode.authoring.printing import REPORTS

        if "agreement" in REPORTS:
            self.qualcode.desk.report = {**self.qualcode.desk.report, "name": "agreement"}
        self.qualcode.action_report()


def value_text(figure: Figure) -> str:
    """Return a figure's value, with its interval where there is one."""
    text = coefficient(figure.value, 3)
    if figure.low is not None and figure.high is not None:
        text += f" [{coefficient(figure.low)}; {coefficient(figure.high)}]"
    return text


def _cell(figure: Figure | None) -> Content:
    if figure is None or figure.value is None:
        return Content("–").stylize("$quiet")
    return Content(value_text(figure))
