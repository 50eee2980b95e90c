"""The terminal app: one project, its screens, undo everywhere."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path, PurePath
from typing import ClassVar, cast

from rich.console import RenderableType
from rich.segment import Segments
from rich.traceback import Traceback
from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import Provider
from textual.notifications import Notify
from textual.screen import Screen
from textual.widgets import Input, TextArea
from textual.worker import get_current_worker

from qualcode.core.codings import Coding
from qualcode.core.people import Action
from qualcode.errors import NotFound, QualcodeError
from qualcode.history import told
from qualcode.i18n import LANGUAGES, _, set_language
from qualcode.project import Project
from qualcode.tui.actions import CONTEXTS, EVERYWHERE, bindings
from qualcode.tui.ahead import Ahead
from qualcode.tui.commands import AllActions, Palette
from qualcode.tui.desk import Desk, leave_desk, read_desk
from qualcode.tui.in_turn import InTurn
from qualcode.tui.keys import key_file, key_names, read_key_file
from qualcode.tui.memory import give_back
from qualcode.tui.painting import is_known
from qualcode.tui.places import load_ahead, places
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.jump import REPORT, JumpScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.screens.searching import SearchScreen
from qualcode.tui.screens.sweep import SweepScreen
from qualcode.tui.screens.turning import TurningScreen
from qualcode.tui.sending import Sent
from qualcode.tui.settings_file import Look, read_settings_file, settings_file
from qualcode.tui.stylesheet import KeptStylesheet
from qualcode.tui.themes import NAMES, THEMES

_SAVE_EVERY = 4.0
_LOAD_AFTER = 1.0
_TIDY_EVERY, _REST, _MUCH = 20.0, 5.0, 20  # seconds, seconds, fifty thousand new objects
_AT_ONCE = 0.1  # seconds between notes on one and the same deed
_MANY = 1000  # changes of a merge that take longer to turn than a key may


class QualcodeApp(App[None], inherit_bindings=False):
    """Reads and codes one open project."""

    TITLE = "qualcode"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/dialogs.tcss", "screens/listing.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]
    COMMANDS: ClassVar[set[type[Provider]]] = {AllActions}  # type: ignore[assignment]
    MODES: ClassVar[dict[str, Callable[[], Screen[None]]]] = places()  # type: ignore[assignment]
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, project: Project, *, key_path: Path | None = None, settings_path: Path | None = None) -> None:
        super().__init__()
        if is_known():
            self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        # Ten thousand codings are ten thousand objects that stay: looking for rubbish among them costs a tenth
        # of a second while a source opens.
        gc.freeze()
        # Those that stay are looked at once more when there are five times as many; all of them only at rest, see
        # _tidy, since a quarter of a second goes by in which no thread can do anything.
        gc.set_threshold(10_000, 5, 1_000_000)
        # A thread at work gives way to keys and painting after a millisecond, not after five each time.
        sys.setswitchinterval(0.001)
        self.project = project
        project.keep_little()
        self.desk: Desk = read_desk(project)
        self._saved_desk = asdict(self.desk)
        self._sent = Sent()
        self.in_turn = InTurn(self)
        self.ahead: Ahead | None = None
        self._last_input = 0.0
        self.held = False  # a thread is writing to the file, which would keep the desk waiting
        for theme in THEMES:
            self.register_theme(theme)
        self._look = read_settings_file(settings_path or settings_file())
        if self.look.language in LANGUAGES and "QUALCODE_LANG" not in os.environ:
            set_language(self.look.language)
        self.theme = self.look.theme
        pairs = {c: [(a.id, a.keys) for a in actions] for c, actions in CONTEXTS.items()}
        self.keys = read_key_file(key_path or key_file(), pairs, EVERYWHERE)
        self.set_keymap(dict(self.keys.keys))

    def on_load(self) -> None:
        """Begin to read the source that will be shown."""
        if self.desk.place == "reading" and self.desk.source:
            self.ahead = Ahead(self.project, self.desk.source)

    def on_mount(self) -> None:
        """Open the screen that was left, and tell what is wrong in the key file."""
        place = self.desk.place if self.desk.place in self.MODES else "overview"
        self.switch_mode(place)
        if problems := (*self.keys.problems, *self._look.problems):
            self.notify("\n".join(problems), severity="warning", timeout=12, markup=False)
        self.set_interval(_SAVE_EVERY, self.save_desk)
        self.set_interval(_TIDY_EVERY, self._tidy)
        self.set_timer(_LOAD_AFTER, load_ahead)
        self.app_resume_signal.subscribe(self, lambda _app: self._sent.forget())
        # What is loaded now lives as long as the app: the collector need not look at it with every key.
        self.call_after_refresh(_settle)

    def on_resize(self) -> None:
        """Paint all of the screen: a terminal may lose what stood on it."""
        self._sent.forget()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send to the terminal what does not stand there already."""
        sends = not self._batch_count and self._running and not self._closed and self._driver is not None
        if sends and is_known():
            renderable = cast("RenderableType | None", self._sent.only_new(renderable, self.size, self.console))
        super()._display(screen, renderable)

    @property
    def look(self) -> Look:
        """How the screens look: as was chosen in this project, else as the settings file says."""
        desk, look = self.desk, self._look
        return replace(
            look,
            theme=desk.theme if desk.theme in NAMES else look.theme,
            code_colours=desk.code_colours or look.code_colours,
            line_length=desk.measure or look.line_length,
            side_panel=desk.side_panel or look.side_panel,
            language=desk.language or look.language,
        )

    def save_desk(self) -> None:
        """Keep the desk in the project file when something on it was moved."""
        for screen in self.screen_stack:
            # One that is being made has only some of its parts, one that is being taken down has none.
            if isinstance(screen, Place) and screen.is_mounted and screen.children:
                screen.settle()
                screen.leave(self.desk)
        state = asdict(self.desk)
        if state != self._saved_desk and not self.held:
            self._saved_desk = state
            try:
                leave_desk(self.project, self.desk)
            except Exception:
                self._saved_desk = {}

    def _fatal_error(self) -> None:
        """Leave after a fault of the program, with a traceback that holds no values: they can be transcripts' words."""
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave; the desk is kept."""
        self.save_desk()
        self.exit()

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a key waits for those before it, and until the screen that it is for shows something."""
        if isinstance(event, events.InputEvent):
            self._last_input = time.monotonic()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self.in_turn.takes(event):
                return
            top = self.screen_stack[-1] if self.screen_stack else None
            if isinstance(event, events.Key) and isinstance(top, Place) and top.typed.keep(event):
                return
        await super().on_event(event)

    def _tidy(self) -> None:
        """Look for rubbish among all objects, when there may be much and nobody waits."""
        at_rest = time.monotonic() - self._last_input > _REST and all(w.is_finished for w in self.workers)
        if at_rest and gc.get_count()[2] > _MUCH:
            gc.collect()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether an action may run now: the jump takes its letter from no dialog and no input."""
        if action == "jump":
            return isinstance(self.screen, Place) and not isinstance(self.focused, Input | TextArea)
        return super().check_action(action, parameters)

    def work_as(self, name: str) -> None:
        """Go on as the person of this name, on every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.settle()
        self.project.work_as(name)
        self.project.forget()
        self.refresh_place()
        self.notify(_("{name} works here now.").format(name=self.project.actor_name), markup=False, timeout=4)

    async def action_show(self, place: str) -> None:
        """Show a screen."""
        self.save_desk()
        self.desk.place = place
        await self.switch_mode(place)

    async def _show_thing(self, place: str, identifier: str) -> None:
        await self.action_show(place)
        if isinstance(self.screen, Place):
            self.screen.take_in()
            self.screen.show_thing(identifier)

    def search_for(self, query: str) -> None:
        """Search all texts for something, without filters."""
        self.desk.query, self.desk.search = query, self.desk.search | {"filters": {}}
        self.call_later(self._search_for, query)

    async def _search_for(self, query: str) -> None:
        await self.action_show("search")
        if isinstance(self.screen, SearchScreen):
            self.screen.ask(query)

    def action_sweep(self, code: str = "") -> None:
        """Go through the candidates for a code (by id), or go on where that was left."""
        if code and self.desk.sweep.get("code") != code:
            self.desk.sweep = {"code": code}
        self.call_later(self._sweep)

    async def _sweep(self) -> None:
        await self.action_show("sweep")
        if isinstance(self.screen, SweepScreen) and not self.desk.sweep:
            self.screen.action_choose_code()

    def open_thing(self, kind: str, identifier: str) -> None:
        """Show a thing of the project, by its id, on the screen where things of its kind are kept."""
        if kind == "source":
            self.open_source(identifier)
        elif kind == "coding":
            try:
                self.open_coding(self.project.coding(identifier))
            except NotFound:
                self.notify(_("it is no longer there"), severity="warning")
        else:
            places = {"code": "codebook", "case": "cases", "condensation": "condensations", "scene": "scenes"}
            places |= {
                "theme": "findings",
                "finding": "findings",
                "claim": "claims",
                "project": "overview",
                "quotation": "quotations",
            }
            self.call_later(self._show_thing, places[kind], identifier)

    def open_coding(self, coding: Coding) -> None:
        """Show a coding in the reading view, at hand."""
        self.open_source(coding.source, coding.start, coding.end, coding.id)

    def open_source(self, source: str, at: int | None = None, end: int | None = None, coding: str = "") -> None:
        """Show a source (by id) in the reading view, at a passage when one is given, with a coding at hand."""
        self.save_desk()
        self.desk.source = source
        if at is not None:
            self.desk.cursors[source] = [at]
        self.desk.place = "reading"
        self.call_later(self._open_source, source, at, end, coding)

    async def _open_source(self, source: str, at: int | None, end: int | None, coding: str) -> None:
        await self.switch_mode("reading")
        if isinstance(self.screen, ReadingScreen):
            self.screen.take_in()
            self.screen.open(source, at, None if coding else end)
            if coding:
                self.screen.view.take_in_hand(coding)

    def on_notify(self, event: Notify) -> None:
        """Let a note take the place of those on earlier deeds, and of its like; warnings stay for their time."""
        new = event.notification
        for old in list(self._notifications):
            passed = old.severity == "information" and old.raised_at < new.raised_at - _AT_ONCE
            if passed or old.message == new.message:
                self._unnotify(old, refresh=False)

    def tell(self, error: QualcodeError) -> None:
        """Show what went wrong and what to do about it."""
        self.notify(f"{error.message}\n{error.hint}".strip(), severity="error", markup=False)

    def action_undo(self) -> None:
        """Take the last action back and say which it was."""
        self._step(_("undone: {what}"), _("nothing to undo"), back=True)

    def action_redo(self) -> None:
        """Bring the last action taken back again."""
        self._step(_("done again: {what}"), _("nothing to redo"), back=False)

    def _step(self, done: str, nothing: str, *, back: bool) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.settle()

        def say(action: Action) -> None:
            self.notify(done.format(what=told(self.project, action)), markup=False)
            self.refresh_place()

        def turned(answer: Action | QualcodeError | None) -> None:
            self.held = False
            self.project.forget()
            if isinstance(answer, QualcodeError):
                self.tell(answer)
            elif answer is not None:
                say(answer)

        if self.project.turns_merge(back=back) > _MANY:
            self.held = True
            self.push_screen(TurningScreen(self.project, back=back), turned)
            return
        try:
            action = self.project.undo() if back else self.project.redo()
        except QualcodeError as error:
            self.tell(error)
            return
        if action is None:
            self.notify(nothing)
        else:
            say(action)

    def key_of(self, action: str) -> str:
        """Return the first key of an action, by its id, as people know it."""
        default = next(a.keys for actions in CONTEXTS.values() for a in actions if a.id == action)
        return key_names(self.keys.keys.get(action, default))[0]

    def refresh_place(self) -> None:
        """Let the screen take in what changed in the project."""
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.take_in()
            elif isinstance(screen, Dialog):
                screen.look_again()

    def action_help(self) -> None:
        """Show the keys that work on this screen."""
        place = self.screen if isinstance(self.screen, Place) else None
        context = place.CONTEXT if place else EVERYWHERE
        self.push_screen(HelpScreen(context, self.keys.keys, place.help_page() if place else None))

    def action_jump(self) -> None:
        """Ask where to go."""
        self.push_screen(JumpScreen(lines=isinstance(self.screen, ReadingScreen)), self._jump)

    def _jump(self, where: str | None) -> None:
        if where and where.isdigit():
            if isinstance(self.screen, ReadingScreen):
                self.screen.go_to_line(int(where))
        elif where == REPORT:
            self.action_report()
        elif where:
            self.call_later(self.action_show, where)

    def action_report(self) -> None:
        """Ask what to print, and print it."""
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.settle()
                screen.typed.begin(_("reading …"), lambda: self.workers.cancel_group(self, "load"))
        self._ask_report()

    @work(thread=True, exclusive=True, group="load", description="load")
    def _ask_report(self) -> None:
        from qualcode.authoring.printing import REPORTS, kind_of
        from qualcode.tui.screens.report import ReportScreen

        worker = get_current_worker()
        for report in REPORTS:
            kind_of(report)  # is loaded
        if worker.is_cancelled:
            return

        def ask() -> None:
            self.push_screen(ReportScreen(self.project, self.desk.report))
            for screen in self.screen_stack:
                if isinstance(screen, Place):
                    screen.typed.end()

        self.call_from_thread(ask)

    def action_settings(self) -> None:
        """Ask for colours, line length, language, and what holds for the project."""
        from qualcode.tui.screens.settings import ask_settings

        ask_settings(self)

    def show_anew(self) -> None:
        """Show the screen as the desk and the language now want it."""
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.show_anew()

    def action_next_theme(self) -> None:
        """Go on to the next theme."""
        self.theme = NAMES[(NAMES.index(self.theme) + 1) % len(NAMES)] if self.theme in NAMES else NAMES[0]
        self.desk.theme = self.theme

    def action_command_palette(self) -> None:
        """Show all commands, to be found by typing."""
        if not Palette.is_open(self):  # type: ignore[arg-type]
            self.push_screen(Palette(placeholder=_("Type what you want to do …"), id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return none: the palette reads the registry of actions instead."""
        del screen
        return ()


def _settle() -> None:
    """Free what start-up left, and spare the collector what will stay."""
    gc.collect()
    gc.freeze()
    give_back()


def run(project: Project, *, source: str | None = None) -> None:
    """Run the terminal app on an open project until the person leaves; ``source`` is opened first."""
    app = QualcodeApp(project)
    if source is not None:
        app.desk.source, app.desk.place = project.source(source).id, "reading"
    app.run()
