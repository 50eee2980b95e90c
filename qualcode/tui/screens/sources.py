"""The sources: kind, case, words, progress; importing, memos, repairs."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.core.sources import move_source, remove_source
from qualcode.i18n import _, ngettext
from qualcode.tui.actions import bindings
from qualcode.tui.figures import bar, number, per_cent
from qualcode.tui.screens.dialogs import Confirm
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.tui.screens.progress import ProgressListing
from qualcode.tui.screens.source_details import ask_details, ask_speakers
from qualcode.wording import source_kind


class SourcesScreen(ProgressListing):
    """All sources in their order."""

    CONTEXT = "sources"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sources")]

    def show_rows(self) -> None:
        """Show the sources."""
        cases = {c.id: c.printed for c in self.project.cases()}
        done = {p.source: p for p in self.progress if p.coder == self.project.actor}
        narrow = self.app.size.width < 100
        headings = [
            ("#", max(3, len(str(len(self.project.sources()))))),
            (_("Title"), 0),
            (_("Kind"), 15),
            (_("Words"), 7),
            (_("Coded"), 15),
        ]
        if not narrow:
            headings[3:3] = [(_("Case"), 18), (_("Date"), 10)]
        sources = self.project.sources()

        def cells_of(n: int) -> list[str | Content]:
            source = sources[n]
            progress = done.get(source.id)
            share = progress.covered / max(1, source.characters) if progress else 0.0
            cells: list[str | Content] = [str(n + 1), source.title, source_kind(source.kind)]
            if not narrow:
                cells += [cases.get(source.case or "", ""), source.date]
            cells += [
                f"{number(source.words):>7}",
                Content.assemble((bar(share, 8), "$accent"), f" {per_cent(share):>5}"),
            ]
            return cells

        self.fill_long(
            headings, [s.id for s in sources], cells_of, _("No sources yet. i imports files; ? shows all keys.")
        )

    def details(self) -> list[str]:
        """Return how many sources there are."""
        n = len(self.project.sources())
        return [ngettext("{n} source", "{n} sources", n).format(n=number(n))]

    def action_open(self) -> None:
        """Read the source under the cursor."""
        source = self.chosen()
        if source is not None:
            self.qualcode.open_source(source)

    def action_import_files(self) -> None:
        """Import files."""
        from qualcode.tui.screens.importing import start_import

        start_import(self)

    def action_edit(self) -> None:
        """Change the source's details in a form."""
        source = self.chosen()
        if source is not None:
            ask_details(self, self.project.source(source))

    def action_speakers(self) -> None:
        """Say who the speakers are."""
        source = self.chosen()
        if source is not None:
            ask_speakers(self, self.project.source(source))

    def action_move(self, step: int) -> None:
        """Move the source in the list."""
        sources = self.project.sources()
        at = next((i for i, s in enumerate(sources) if s.id == self.chosen()), None)
        if at is not None and 0 <= at + step < len(sources):
            self.change(*move_source(sources, sources[at].id, at + step))

    def action_memo(self) -> None:
        """Write a memo about the source."""
        source = self.chosen()
        if source is not None:
            ask_memo(self, "source", source, self.project.source(source).title)

    def action_repairs(self) -> None:
        """Show what was mended in the source, with reasons, to be switched."""
        from qualcode.mending import repairs
        from qualcode.tui.screens.repairs import RepairsScreen

        chosen = self.chosen()
        if chosen is None:
            return
        source = self.project.source(chosen)
        found = repairs(self.project, source)
        if not found:
            self.notify(_("Nothing was mended in {title} when it was imported.").format(title=source.title))
            return
        self.app.push_screen(RepairsScreen(self.project, source, found), lambda _: self.take_in())

    def action_remove(self) -> None:
        """Take the source out, after a yes."""
        chosen = self.chosen()
        if chosen is None:
            return
        source = self.project.source(chosen)
        n = len(self.project.codings(source=source))

        def then(yes: bool | None) -> None:
            if yes and self.write(remove_source(source.id), done=_("taken away; u brings it back")):
                self.take_in()

        question = _("Take “{title}” out of the project?").format(title=source.title)
        detail = ngettext("{n} coding goes with it.", "{n} codings go with it.", n).format(n=number(n))
        self.app.push_screen(Confirm(question, detail), then)
