"""Exchanging work: bundles written, looked into and merged, and the shared folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.tui import files
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.long_work import LongWork
from qualcode.tui.screens.dialogs import AskLine, Confirm, ShowText
from qualcode.tui.screens.form import DeedForm
from qualcode.tui.screens.joining import Joining
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.merge_plan import MergePlanScreen, contents_page, synced_page
from qualcode.tui.widgets.fields import Choice, Field

if TYPE_CHECKING:
    from qualcode.teams.bundles import Contents, Written
    from qualcode.teams.merging import MergePlan
    from qualcode.teams.shelf import Shelved
    from qualcode.teams.syncing import Synced

_NARROW = 100


class ExchangeScreen(Listing):
    """The bundles beside the project and in the shared folder, and what can be done with them."""

    CONTEXT = "exchange"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("exchange")]

    def __init__(self) -> None:
        super().__init__()
        self.work = LongWork(self)
        self.shelved: dict[str, Shelved] = {}
        self._elsewhere: list[Path] = []

    def compose_body(self) -> ComposeResult:
        """Yield the line about the folder, and the bundles."""
        yield Static(id="sums")
        yield from super().compose_body()

    # -- what is shown ------------------------------------------------------

    @property
    def folder(self) -> Path | None:
        """The shared folder, if one was chosen."""
        return files.beside(self.project, self.qualcode.desk.folder) if self.qualcode.desk.folder else None

    def _folders(self) -> list[Path]:
        beside = self.project.path.resolve().parent
        named = [f for f in (self.folder, *self._elsewhere) if f is not None]
        return [beside, *(f for f in named if f != beside)]

    def show_project(self) -> None:
        """Look for bundles, in a thread since folders can be far away."""
        self.put_rows()
        self.look()

    def look(self) -> None:
        """Look into the folders again."""
        if self.work.running:
            return
        from qualcode.teams.shelf import shelf

        folders = self._folders()
        self.work.begin(
            _("looking for bundles"), lambda project: shelf(project, folders, progress=self.work.progress), self._shelve
        )

    def _shelve(self, found: list[Shelved]) -> None:
        self.shelved = {str(s.path): s for s in found}
        self.put_rows()
        self.put_lines()

    def put_rows(self) -> None:
        """Show what was found."""
        narrow = self.app.size.width < _NARROW
        headings = [(_("File"), 0), (_("From"), 10 if narrow else 16)]
        headings += [] if narrow else [(_("To"), 14)]
        headings += [(_("Written"), 16), (_("Changes"), 10), (_("State"), 16)]
        rows: list[tuple[str, list[str | Content]]] = []
        for key, s in self.shelved.items():
            cells: list[str | Content] = [files.shown(self.project, s.path), s.sender]
            cells += [] if narrow else [s.receiver]
            cells += [s.made[:16].replace("T", " "), f"{number(s.number):>7}" if s.number else "", _state(s.state)]
            rows.append((key, cells))
        empty = _("No bundles here. w writes one, s exchanges through a shared folder, o names a file elsewhere.")
        self.fill(headings, rows, empty)
        folder = self.qualcode.desk.folder
        line = Content.assemble((_("Shared folder") + "  ", "$quiet"), folder or _("none yet; f chooses one"))
        self.query_one("#sums", Static).update(line)

    def details(self) -> list[str]:
        """Return how many bundles hold anything new."""
        n = sum(s.state == "new" for s in self.shelved.values())
        return [ngettext("{n} new bundle", "{n} new bundles", n).format(n=n)] if n else []

    def status(self) -> str:
        """Return what is being done, and how far it has come."""
        work = self.work
        if not work.running:
            return ""
        return _("{what} {how_far} Esc stops").format(what=work.title, how_far=work.line).replace("  ", " ")

    def action_stop(self) -> None:
        """Stop what is being done."""
        self.work.stop()

    def _here(self) -> Path | None:
        key = self.chosen()
        if key is None:
            self.refuse(_("there is no bundle here; o names one elsewhere"))
            return None
        return Path(key)

    def action_conflicts(self) -> None:
        """Go to the conflicts."""
        self.call_later(self.qualcode.action_show, "conflicts")

    def action_join(self) -> None:
        """Make one of two sources that are nearly the same text."""
        Joining(self, self.work).begin()

    # -- looking in and merging ---------------------------------------------

    def action_open(self) -> None:
        """Check a bundle and tell what is in it."""
        path = self._here()
        if path is None:
            return
        from qualcode.teams.bundles import inspect_bundle

        def show(contents: Contents) -> None:
            self.app.push_screen(ShowText(contents.file, contents_page(contents)))

        self.work.begin(_("checking"), lambda project: inspect_bundle(path, ask=self.work.ask, project=project), show)

    def action_other(self) -> None:
        """Ask for a bundle that lies elsewhere, or for a folder with bundles."""

        def then(answer: str | None) -> None:
            if not answer:
                return
            path = files.beside(self.project, answer)
            if path.is_dir():
                self._elsewhere.append(path)
                self.look()
            else:
                self.merge([path])

        self.app.push_screen(
            AskLine(_("A bundle, or a folder with bundles"), placeholder=_("a file or a folder, then ⏎")), then
        )

    def action_merge(self) -> None:
        """Show what the bundle would bring, and merge it after a yes."""
        path = self._here()
        if path is not None:
            self.merge([path])

    def action_merge_new(self) -> None:
        """Do the same with all bundles that hold anything new."""
        paths = [s.path for s in self.shelved.values() if s.state == "new"]
        if paths:
            self.merge(paths)
        else:
            self.refuse(_("no bundle here holds anything new"))

    def merge(self, paths: Sequence[Path]) -> None:
        """Try a merge out, show what it would do, and carry it out after a yes."""
        from qualcode.teams.merging import merge_bundles

        def rehearse(project: Project) -> MergePlan:
            return merge_bundles(project, paths, dry_run=True, ask=self.work.ask, progress=self.work.progress)

        def show(plan: MergePlan) -> None:
            def then(yes: bool | None) -> None:
                if yes:
                    self._carry_out(paths)

            self.app.push_screen(MergePlanScreen(plan, self.qualcode.key_of("exchange.join")), then)

        self.work.begin(_("trying out"), rehearse, show, write=True)

    def _carry_out(self, paths: Sequence[Path]) -> None:
        from qualcode.teams.merging import merge_bundles

        def run(project: Project) -> MergePlan:
            return merge_bundles(project, paths, ask=self.work.ask, progress=self.work.progress)

        def done(plan: MergePlan) -> None:
            self.came_in()
            n = plan.new - plan.hidden
            words = ngettext("Merged: {n} new change.", "Merged: {n} new changes.", n).format(n=number(n))
            self.notify(f"{words} {self._after(plan)}", markup=False, timeout=8)

        self.work.begin(_("merging"), run, done, write=True)

    def _after(self, plan: MergePlan) -> str:
        undo = _("{key} takes the whole merge back.").format(key=self.qualcode.key_of("all.undo"))
        if plan.twins:
            told = _("Some texts are nearly the same: {key} makes them one.")
            undo = f"{undo} {told.format(key=self.qualcode.key_of('exchange.join'))}"
        n = len(plan.conflicts)
        if not n:
            return undo
        waits = ngettext("{n} conflict waits: {key} shows it.", "{n} conflicts wait: {key} shows them.", n)
        return f"{undo} {waits.format(n=n, key=self.qualcode.key_of('exchange.conflicts'))}"

    def came_in(self) -> None:
        """Take in what came into the file from elsewhere."""
        if all(p.id != self.project.actor for p in self.project.persons()):
            self.project.work_as(self.project.actor_name)
        self.project.forget()
        self.qualcode.refresh_place()
        self.look()

    # -- writing ------------------------------------------------------------

    def action_write_bundle(self) -> None:
        """Ask for whom and what, and write a bundle."""
        people = [p for p in self.project.persons() if p.id != self.project.actor]
        rounds = self.project.rounds()
        no_yes = (Choice("", _("no")), Choice("1", _("yes")))
        stem = self.project.path.stem
        fields = [
            Field("file", _("to the file"), f"{stem}-{_day()}.bundle"),
            Field("to", _("for"), "", (Choice("", _("anyone: the whole")), *(Choice(p.id, p.name) for p in people))),
            Field("round", _("round"), "", (Choice("", _("all sources")), *(Choice(r.id, r.name) for r in rounds))),
            Field("mine", _("only your own work"), "", no_yes),
            Field("since", _("since"), placeholder=_("a day, 2026-01-31, or a bundle from the receiver")),
            Field("originals", _("imported files"), "1", (Choice("1", _("along with it")), Choice("", _("left out")))),
            Field("passphrase", _("passphrase"), placeholder=_("none: not encrypted"), secret=True),
        ]

        def then(values: Mapping[str, str] | None) -> None:
            if values is None:
                return
            path = files.beside(self.project, values["file"] or fields[0].value)
            path = path if path.suffix else path.with_name(path.name + ".bundle")
            if path.exists():
                question = _("Write over {file}?").format(file=files.shown(self.project, path))
                self.app.push_screen(Confirm(question), lambda yes: self._write(path, values) if yes else None)
            else:
                self._write(path, values)

        self.app.push_screen(DeedForm(_("Write a bundle"), fields), then)

    def _write(self, path: Path, values: Mapping[str, str]) -> None:
        from qualcode.teams.bundles import write_bundle

        since = values["since"]
        if since and files.beside(self.project, since).is_file():
            since = str(files.beside(self.project, since))

        def run(project: Project) -> Written:
            return write_bundle(
                project,
                path,
                to=next((p for p in project.persons() if p.id == values["to"]), None),
                of_round=next((r for r in project.rounds() if r.id == values["round"]), None),
                since=since,
                mine=values["mine"] == "1",
                originals=values["originals"] == "1",
                passphrase=values["passphrase"],
                progress=self.work.progress,
            )

        def done(written: Written) -> None:
            n = written.manifest.number
            words = ngettext("Written: {file}, {n} change, {size} kB.", "Written: {file}, {n} changes, {size} kB.", n)
            size = number(max(1, round(written.size / 1000)))
            shown = files.shown(self.project, path)
            self.notify(words.format(file=shown, n=number(n), size=size), markup=False, timeout=8)
            self.look()

        self.work.begin(_("writing"), run, done)

    # -- the shared folder --------------------------------------------------

    def action_folder(self) -> None:
        """Ask for the shared folder."""
        self._ask_folder(then_sync=False)

    def _ask_folder(self, *, then_sync: bool) -> None:
        def then(answer: str | None) -> None:
            if not answer:
                return
            path = files.beside(self.project, answer)
            if not path.is_dir():
                self.refuse(_("no folder {folder}").format(folder=answer))
                return
            self.qualcode.desk.folder = answer
            self.put_rows()
            if then_sync:
                self.action_sync()
            else:
                self.look()

        self.app.push_screen(
            AskLine(
                _("Shared folder"),
                self.qualcode.desk.folder,
                placeholder=_("a folder that all coders reach: on a server, in a cloud, on a stick"),
            ),
            then,
        )

    def action_sync(self) -> None:
        """Exchange work through the shared folder."""
        folder = self.folder
        if folder is None:
            self._ask_folder(then_sync=True)
            return
        from qualcode.teams.syncing import sync

        def run(project: Project) -> Synced:
            return sync(project, folder, ask=self.work.ask, progress=self.work.progress)

        def done(synced: Synced) -> None:
            self.came_in()
            page = synced_page(synced, self.qualcode.key_of("exchange.join"))
            self.app.push_screen(
                ShowText(_("Exchanged through {folder}").format(folder=self.qualcode.desk.folder), page)
            )

        self.work.begin(_("exchanging"), run, done, write=True)


def _state(state: str) -> Content:
    words = {
        "new": (_("new"), "$accent bold"),
        "known": (_("known"), "$quiet"),
        "foreign": (_("another project"), "$quiet"),
        "newer": (_("newer qualcode"), "$warning"),
        "sealed": (_("under a passphrase"), "$accent"),
        "damaged": (_("not whole"), "$warning"),
    }
    text, style = words.get(state, (state, ""))
    return Content(text).stylize(style) if style else Content(text)


def _day() -> str:
    from datetime import date

    return date.today().isoformat()  # noqa: DTZ011  # the day where the person is
