"""The report dialog: what to print, in which format, to which file; printing goes on when it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from qualcode.errors import QualcodeError
from qualcode.i18n import LANGUAGES, _
from qualcode.project import Project
from qualcode.tui import files
from qualcode.tui.screens.dialogs import Confirm, Dialog, ShowText, line_width
from qualcode.tui.widgets.fields import Choice, Field, Form, Pick
from qualcode.tui.widgets.longtext import broken
from qualcode.wording import language_name

if TYPE_CHECKING:
    from qualcode.authoring.printing import Kind, Values
    from qualcode.tui.app import QualcodeApp


def _format_name(name: str) -> str:
    words = {
        "html": _("web page (.html)"),
        "md": _("Markdown (.md)"),
        "docx": _("Word (.docx)"),
        "odt": _("OpenDocument (.odt)"),
        "pdf": _("PDF (.pdf)"),
        "latex": _("LaTeX (.tex)"),
    }
    return words.get(name, name)


@dataclass(frozen=True, slots=True)
class Job:
    """One report to be printed: what, how and where to; ``values`` are the report's own options."""

    path: Path
    coder: str
    name: str
    to: str
    language: str
    values: Values
    title: str
    style: Path | None
    templates: tuple[Path, ...]
    key: Path | None
    allow: str
    target: Path

    def rendered(self, say: Callable[[str], None], *, to: str = "") -> tuple[bytes, tuple[str, ...]]:
        """Return the report's bytes and the notes about it, in a thread with a connection of its own.

        Raises QualcodeError for whatever the report cannot be made of.
        """
        from qualcode.authoring.printing import print_report

        say(_("reading the project …"))
        worker = get_current_worker()

        def went_on(done: int, total: int) -> None:
            say(_("printing … {done} of {total}").format(done=done, total=total))

        with Project.open(self.path, coder=self.coder, write=bool(self.allow) and not to) as project:
            rendered = print_report(
                project,
                self.name,
                to=to or self.to,
                language=self.language,
                style=None if to else self.style,
                templates=self.templates,
                key=self.key,
                title=self.title,
                values=self.values,
                allow="" if to else self.allow,
                progress=went_on,
                cancelled=lambda: worker.is_cancelled,
            )
        return rendered.data, rendered.notes


class ReportScreen(Dialog[None]):
    """A form of what to print; F2 prints, F3 shows the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "print_it", show=False, priority=True),
        Binding("f3", "preview", show=False, priority=True),
        Binding("f4", "stop", show=False, priority=True),
    ]

    def __init__(self, project: Project, before: Mapping[str, str]) -> None:
        super().__init__(_("Print a report"), _("F2 print   F3 preview   F4 stop   ⇥ next   ←→ choose   Esc leave"))
        self._project, self._kept = project, dict(before)
        self._kind: Kind | None = None  # whose options are shown

    def compose_box(self) -> ComposeResult:
        """Yield the form and the line that says how far the printing has come."""
        with VerticalScroll(id="rows"):
            yield Form(self._rows(), id="form")
            yield Form((), id="own")
        yield Static(id="state")

    def _rows(self) -> list[Field]:
        from qualcode.authoring.printing import FORMATS, REPORTS, kind_of

        kept, project = self._kept, self._project
        name, to = kept.get("name", "condensation"), kept.get("to", "docx")
        languages = tuple(Choice(x, language_name(x)) for x in LANGUAGES)
        return [
            Field("name", _("report"), name, tuple(Choice(r, kind_of(r).title) for r in REPORTS)),
            Field("to", _("format"), to, tuple(Choice(f, _format_name(f)) for f in FORMATS)),
            Field("title", _("title"), kept.get("title", ""), placeholder=_("the report's own")),
            Field("language", _("language"), kept.get("language", project.language), languages),
            Field("style", _("style file"), kept.get("style", ""), placeholder=_("a Word file whose styles are taken")),
            Field(
                "templates", _("templates"), kept.get("templates", ""), placeholder=_("folders, with commas between")
            ),
            Field(
                "key", _("pseudonym list"), kept.get("key", ""), placeholder=_("the key, or a CSV file: name,pseudonym")
            ),
            Field("allow", _("print even so"), "", placeholder=_("the reason for printing what shows somebody")),
            Field("target", _("to the file"), _default(name, to)),
        ]

    def on_mount(self) -> None:
        """Begin in the first row."""
        rows = self.query_one("#rows")
        rows.styles.height = "auto"
        rows.styles.max_height = self.room() - 1
        self._form.control("name").focus()
        self.run_worker(self._show_options(), exclusive=True, group="options")

    @property
    def _form(self) -> Form:
        return self.query_one("#form", Form)

    async def _show_options(self) -> None:
        """Show the options of the report that is chosen, as they stood the last time."""
        from qualcode.authoring.printing import kind_of
        from qualcode.tui.report_fields import option_fields

        own, kind = self.query_one("#own", Form), kind_of(self._form.values()["name"])
        self._keep_options()
        self._kind = None
        await own.show(option_fields(self._project, kind, self._kept))
        self._kind = kind

    def _keep_options(self) -> None:
        from qualcode.tui.report_fields import kept_options

        if self._kind is not None:
            self._kept |= kept_options(self._kind, self.query_one("#own", Form).values())

    async def on_pick_changed(self, event: Pick.Changed) -> None:
        """Name the file after report and format, unless it was named by hand; show the options of another report."""
        form = self._form
        values, target = form.values(), form.control("target")
        if event.pick.id in ("f-name", "f-to") and isinstance(target, Input):
            known = {_default(c.value, f.value) for c in _choices(form, "name") for f in _choices(form, "to")}
            if target.value in known or not target.value:
                target.value = _default(values["name"], values["to"])
        if event.pick.id == "f-name":
            await self._show_options()

    def on_pick_submitted(self) -> None:
        """Print."""
        self.action_print_it()

    def on_input_submitted(self) -> None:
        """Print."""
        self.action_print_it()

    def _job(self) -> Job:
        from qualcode.authoring.printing import kind_of
        from qualcode.tui.report_fields import options_kept

        values = self._form.values()
        self._keep_options()
        folders = [f for part in values["templates"].split(",") if (f := part.strip())]
        named = {n: files.beside(self._project, values[n]) if values[n] else None for n in ("style", "key")}
        return Job(
            self._project.path,
            self._project.actor_name,
            values["name"],
            values["to"],
            values["language"],
            options_kept(kind_of(values["name"]), self._kept),
            values["title"],
            named["style"],
            tuple(files.beside(self._project, f) for f in folders),
            named["key"],
            values.get("allow", ""),
            files.beside(self._project, values["target"] or _default(values["name"], values["to"])),
        )

    def kept(self) -> dict[str, str]:
        """Return what stands in the form, to be found there again."""
        self._keep_options()
        given = {n: v for n, v in self._form.values().items() if n not in ("target", "title", "allow")}
        return self._kept | given

    def action_leave(self) -> None:
        """Close; what is being printed goes on, a preview is no longer wanted."""
        self.app.workers.cancel_group(self.app, "preview")
        _app(self).desk.report = self.kept()
        super().action_leave()

    def action_print_it(self) -> None:
        """Print to the file, after a yes where one stands there already."""
        job = self._job()
        _app(self).desk.report = self.kept()
        if job.target.exists():
            question = _("Write over {file}?").format(file=files.shown(self._project, job.target))
            self.app.push_screen(Confirm(question), lambda yes: self._start(job) if yes else None)
        else:
            self._start(job)

    def _start(self, job: Job) -> None:
        Printer(_app(self), job).start()

    def action_preview(self) -> None:
        """Show the report as Markdown."""
        Printer(_app(self), self._job()).start(preview=True)

    def action_stop(self) -> None:
        """Stop what is being printed; a file that stood there before is left as it was."""
        for group in ("report", "preview"):
            self.app.workers.cancel_group(self.app, group)

    def say(self, words: str) -> None:
        """Say how far the printing has come."""
        self.query_one("#state", Static).update(Content(words).stylize("$accent"))


class Printer:
    """Prints one report in a thread that belongs to the app, and so outlives the dialog."""

    def __init__(self, app: QualcodeApp, job: Job) -> None:
        self._app, self._job = app, job
        self._width = 0

    def start(self, *, preview: bool = False) -> None:
        """Begin printing to the file, or making the preview."""
        self._width = line_width(self._app.size.width, wide=True) - 1  # without the scroll bar
        run = self._preview if preview else self._print
        self._app.run_worker(run, thread=True, exclusive=preview, group="preview" if preview else "report")

    def _say(self, words: str) -> None:
        self._app.call_from_thread(self._show, words)

    def _show(self, words: str) -> None:
        if isinstance(self._app.screen, ReportScreen):
            self._app.screen.say(words)

    def _print(self) -> None:
        try:
            data, notes = self._job.rendered(self._say)
            files.write(self._job.target, data)
        except QualcodeError as error:
            self._app.call_from_thread(self._failed, error)
            return
        self._app.call_from_thread(self._done, notes)

    def _preview(self) -> None:
        try:
            data, _notes = self._job.rendered(self._say, to="md")
        except QualcodeError as error:
            self._app.call_from_thread(self._failed, error)
            return
        text = data.decode("utf-8")
        lines = (Content(x).stylize("bold $accent") if x.startswith("#") else Content(x) for x in text.splitlines())
        self._app.call_from_thread(self._show_text, broken(lines, self._width))

    def _failed(self, error: QualcodeError) -> None:
        self._show("")
        self._app.tell(error)

    def _done(self, notes: tuple[str, ...]) -> None:
        words = _("Written: {file}").format(file=files.shown(self._app.project, self._job.target))
        self._show(words)
        self._app.notify("\n".join((words, *notes)), markup=False, timeout=8)

    def _show_text(self, lines: list[Content]) -> None:
        from qualcode.authoring.printing import kind_of

        if not isinstance(self._app.screen, ReportScreen):
            return  # the dialog was left in the meantime
        self._show("")
        title = _("Preview: {name}").format(name=kind_of(self._job.name).title)
        self._app.push_screen(ShowText(title, lines, wide=True))


def _default(name: str, to: str) -> str:
    from qualcode.authoring.printing import ENDINGS

    return f"{files.EXPORTS}/{name}.{ENDINGS.get(to, to)}"


def _choices(form: Form, name: str) -> tuple[Choice, ...]:
    return next(f.choices for f in form.fields if f.name == name)


def _app(screen: ReportScreen) -> QualcodeApp:
    from qualcode.tui.app import QualcodeApp

    assert isinstance(screen.app, QualcodeApp)
    return screen.app
