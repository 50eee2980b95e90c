"""The overview: how far each coder has come in each source, and what the project holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from qualcode.core.text_charts import sparkline
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.tui.actions import bindings
from qualcode.tui.figures import bar, number, per_cent, words
from qualcode.tui.screens.progress import ProgressListing

_DAYS = 30


@dataclass(frozen=True, slots=True)
class Sums:
    """What the project holds: codings, meaning units condensed, scenes, and the codings of each of the last days."""

    codings: int
    condensed: int
    scenes: int
    days: tuple[int, ...]


class OverviewScreen(ProgressListing):
    """Progress per source and coder."""

    CONTEXT = "overview"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("overview")]

    def compose_body(self) -> ComposeResult:
        """Yield the sums above the table."""
        yield Static(id="sums")
        yield from super().compose_body()

    def read_more(self, project: Project) -> Sums:
        """Count what the project holds."""
        return Sums(
            sum(project.code_counts().values()),
            len(project.condensations()),
            len(project.scenes()),
            tuple(project.codings_per_day(_DAYS)),
        )

    def show_rows(self) -> None:
        """Show the progress of everyone."""
        sources, people = self.project.sources(), {p.id: p.name for p in self.project.persons()}
        done = {(p.source, p.coder): p for p in self.progress}
        coders = [c for c in people if any(c == coder for _s, coder in done)] or list(people)[:1]
        narrow = self.app.size.width < 100
        room = max(1, (self.app.size.width - 44) // 24)
        coders = sorted(coders, key=lambda c: c != self.project.actor)[:room]
        headings = [(_("Source"), 0), (_("Words"), 7), *((people.get(c, ""), 20) for c in coders)]

        def cells_of(n: int) -> list[str | Content]:
            source = sources[n]
            cells: list[str | Content] = [source.title, f"{number(source.words):>7}"]
            for coder in coders:
                progress = done.get((source.id, coder))
                share = progress.covered / max(1, source.characters) if progress else 0.0
                count = number(progress.codings) if progress else ""
                cells.append(
                    Content.assemble((bar(share, 8), "$accent"), f" {per_cent(share):>5}", (f" {count:>4}", "$quiet"))
                )
            return cells

        self.fill_long(
            headings, [s.id for s in sources], cells_of, _("No sources yet. i imports files; ? shows all keys.")
        )
        self._put_sums(len(sources), sum(s.words for s in sources), narrow=narrow)

    def _put_sums(self, sources: int, total: int, *, narrow: bool) -> None:
        codes = len(self.project.codebook().standing)
        parts = [
            ngettext("{n} source", "{n} sources", sources).format(n=number(sources)),
            words(total),
            ngettext("{n} code", "{n} codes", codes).format(n=number(codes)),
        ]
        sums = self.more if isinstance(self.more, Sums) else None
        if sums is not None:
            parts.append(ngettext("{n} coding", "{n} codings", sums.codings).format(n=number(sums.codings)))
        if sums is not None and not narrow:
            condensed, scenes = sums.condensed, sums.scenes
            parts += [
                ngettext("{n} meaning unit condensed", "{n} meaning units condensed", condensed).format(n=condensed),
                ngettext("{n} scene", "{n} scenes", scenes).format(n=scenes),
            ]
        shown = Content("   ".join(parts)).stylize("$quiet")
        days = sums.days if sums is not None else ()
        if sum(n > 0 for n in days) > 1:
            label = _("codings a day, {n} days").format(n=_DAYS)
            shown = Content.assemble(shown, "\n", (sparkline(days), "$accent"), (f" {label}", "$quiet"))
        self.query_one("#sums", Static).update(shown)

    def action_open(self) -> None:
        """Read the source under the cursor."""
        source = self.chosen()
        if source is not None:
            self.qualcode.open_source(source)

    def action_import_files(self) -> None:
        """Import files."""
        from qualcode.tui.screens.importing import start_import

        start_import(self)
