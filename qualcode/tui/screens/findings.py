"""Findings with the themes that carry them: made, renamed, ordered, assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.core import condensations as deeds
from qualcode.core.condensations import Finding, Theme, Trace
from qualcode.core.ids import new_id
from qualcode.i18n import _, ngettext
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.screens.dialogs import Choose, Confirm
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.tui.screens.trace import show_trace
from qualcode.tui.widgets.fields import Choice, Field


def name_and_claim(name: str = "", claim: str = "") -> list[Field]:
    """Return the rows of a theme's or finding's form."""
    return [Field("name", _("short name"), name), Field("claim", _("claim, one sentence"), claim, lines=3)]


def lengths(finding: Finding | None = None) -> list[Field]:
    """Return the rows for a finding's wordings at three lengths."""
    return [
        Field("heading", _("heading of the discussion"), finding.heading if finding else ""),
        Field("bullet", _("bullet of the summary"), finding.bullet if finding else "", lines=2),
        Field("box", _("box of the chapter"), finding.box if finding else "", lines=4),
    ]


def needs_name(changed: Mapping[str, str], name: str = "") -> str:
    """Say that a name is wanted where there is none."""
    return "" if changed.get("name", name) else _("it needs a short name")


class FindingsScreen(Listing):
    """Each finding, under it its themes; then the themes that carry none."""

    CONTEXT = "findings"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("findings")]

    def __init__(self) -> None:
        super().__init__()
        self._findings: dict[str, Finding] = {}
        self._themes: dict[str, Theme] = {}

    def show_project(self) -> None:
        """Read findings and themes."""
        self._findings = {f.id: f for f in self.project.findings()}
        self._themes = {t.id: t for t in self.project.themes()}
        units: dict[str, int] = {}
        for condensation in self.project.condensations():
            units[condensation.theme or ""] = units.get(condensation.theme or "", 0) + 1
        narrow = self.app.size.width < 100
        headings = [(_("Finding and theme"), 30 if narrow else 40), (_("Claim"), 0), (_("Units"), 7)]
        rows: list[tuple[str, list[str | Content]]] = []
        for finding in self._findings.values():
            its = self._under(finding.id)
            total = sum(units.get(t.id, 0) for t in its)
            rows.append((finding.id, [Content(finding.name).stylize("bold"), finding.claim, f"{total:>5}"]))
            rows += [self._row(t, units, "├ " if t is not its[-1] else "└ ") for t in its]
        rows += [self._row(t, units, "") for t in self._under(None)]
        empty = _("No findings or themes yet. N makes a finding, n a theme.")
        self.fill(headings, rows, empty, height=2)

    def _row(self, theme: Theme, units: Mapping[str, int], branch: str) -> tuple[str, list[str | Content]]:
        name = Content.assemble((branch, "$rule"), theme.name)
        return theme.id, [name, Content(theme.claim).stylize("$quiet"), f"{units.get(theme.id, 0):>5}"]

    def _under(self, finding: str | None) -> list[Theme]:
        known = self._findings
        return [t for t in self._themes.values() if (t.finding if t.finding in known else None) == finding]

    def details(self) -> list[str]:
        """Return how many findings and themes there are."""
        findings, themes = len(self._findings), len(self._themes)
        return [
            ngettext("{n} finding", "{n} findings", findings).format(n=number(findings))
            + " · "
            + ngettext("{n} theme", "{n} themes", themes).format(n=number(themes))
        ]

    def _chosen(self) -> Finding | Theme | None:
        key = self.chosen() or ""
        return self._findings.get(key) or self._themes.get(key)

    def action_open(self) -> None:
        """Show the trace down to the lines."""
        thing = self._chosen()
        if thing is None:
            return
        self.typed.begin(_("reading …"), lambda: self.workers.cancel_group(self, "traces"))
        self.read_aside(
            lambda project, _worker: project.traces(), lambda traces: self._show_trace(thing, traces), group="traces"
        )

    def _show_trace(self, thing: Finding | Theme, traces: Sequence[Trace]) -> None:
        self.typed.end()
        if not self.is_current:
            return
        kin = [t for t in traces if thing.id in (t.finding.id if t.finding else "", t.theme.id if t.theme else "")]
        if kin:
            show_trace(self, thing.name, kin)
        else:
            self.refuse(_("no meaning unit leads to it yet"))

    def action_new_theme(self) -> None:
        """Make a theme; under a finding or one of its themes, it carries that finding."""
        here = self._chosen()
        finding = here.id if isinstance(here, Finding) else here.finding if here else None
        above = self._findings.get(finding or "")
        title = _("New theme under {name}").format(name=above.name) if above else _("New theme")

        def then(written: Mapping[str, str] | None) -> None:
            if written:
                last = max((t.position for t in self._themes.values()), default=-1)
                made = new_id()
                change = deeds.add_theme(
                    written["name"], written.get("claim", ""), finding=finding, position=last + 1, identifier=made
                )
                if self.change(change):
                    self.show_thing(made)

        self.app.push_screen(FormScreen(title, name_and_claim(), check=needs_name), then)

    def action_new_finding(self) -> None:
        """Make a finding."""

        def then(written: Mapping[str, str] | None) -> None:
            if written:
                last = max((f.position for f in self._findings.values()), default=-1)
                made = new_id()
                worded = {length: written[length] for length in deeds.LENGTHS if length in written}
                change = deeds.add_finding(
                    written["name"], written.get("claim", ""), position=last + 1, identifier=made, **worded
                )
                if self.change(change):
                    self.show_thing(made)

        self.app.push_screen(FormScreen(_("New finding"), [*name_and_claim(), *lengths()], check=needs_name), then)

    def action_edit(self) -> None:
        """Change name and claim."""
        thing = self._chosen()
        if thing is None:
            return
        kind = "finding" if isinstance(thing, Finding) else "theme"

        def then(changed: Mapping[str, str] | None) -> None:
            if changed:
                self.change(deeds.edit(kind, thing.id, **changed))

        fields = name_and_claim(thing.name, thing.claim)
        if isinstance(thing, Finding):
            fields += lengths(thing)
        screen = FormScreen(thing.name, fields, check=lambda c: needs_name(c, thing.name))
        self.app.push_screen(screen, then)

    def action_assign(self) -> None:
        """Choose the finding that the theme carries."""
        theme = self._chosen()
        if not isinstance(theme, Theme):
            self.refuse(_("a finding carries nothing further; put the cursor on a theme"))
            return
        offered = [*(Choice(f.id, f.name, f.claim) for f in self._findings.values()), Choice("", _("no finding"))]

        def then(answer: str | None) -> None:
            if answer is not None:
                self.change(deeds.edit("theme", theme.id, finding=answer or None))

        self.app.push_screen(Choose(_("Finding"), offered, quote=theme.claim), then)

    def action_move(self, step: int) -> None:
        """Move a finding among the findings, a theme among those of its finding."""
        thing = self._chosen()
        if isinstance(thing, Finding):
            self._reorder(
                "finding", list(self._findings.values()), [f.id for f in self._findings.values()], thing, step
            )
        elif isinstance(thing, Theme):
            known = thing.finding if thing.finding in self._findings else None
            self._reorder("theme", list(self._themes.values()), [t.id for t in self._under(known)], thing, step)

    def _reorder(
        self, kind: str, everything: Sequence[Finding | Theme], kin: list[str], thing: Finding | Theme, step: int
    ) -> None:
        at = kin.index(thing.id) + step
        if not 0 <= at < len(kin):
            return
        order = [t.id for t in everything]
        one, other = order.index(thing.id), order.index(kin[at])
        order[one], order[other] = order[other], order[one]
        positions = {t.id: t.position for t in everything}
        self.change(*(deeds.edit(kind, i, position=n) for n, i in enumerate(order) if positions[i] != n))

    def action_memo(self) -> None:
        """Write a memo about the finding or theme."""
        thing = self._chosen()
        if thing is not None:
            ask_memo(self, "finding" if isinstance(thing, Finding) else "theme", thing.id, thing.name)

    def action_remove(self) -> None:
        """Take the finding or theme away, after a yes."""
        thing = self._chosen()
        if thing is None:
            return
        kind = "finding" if isinstance(thing, Finding) else "theme"
        detail = _("Its themes stay, without a finding.") if kind == "finding" else _("Its meaning units stay.")

        def then(yes: bool | None) -> None:
            if yes:
                self.change(deeds.remove(kind, thing.id), done=_("taken away; u brings it back"))

        self.app.push_screen(Confirm(_("Take “{name}” away?").format(name=thing.name), detail), then)
