"""A screen of the app that can be gone to: title line, body, key line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.worker import Worker, get_current_worker

from qualcode.core.codebook import Codebook
from qualcode.core.events import Change
from qualcode.errors import Cancelled, QualcodeError
from qualcode.i18n import _, get_language
from qualcode.project import Project
from qualcode.tui.actions import CONTEXTS, EVERYWHERE, context_title
from qualcode.tui.alongside import alongside
from qualcode.tui.colours import SAFE, CodePaint, paints
from qualcode.tui.compositor import FrontScreen
from qualcode.tui.desk import Desk
from qualcode.tui.typed_ahead import TypedAhead
from qualcode.tui.widgets.chrome import KeyLine, TitleLine

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

T = TypeVar("T")
_KEYS = 6


class Place(FrontScreen):
    """The base of all screens: knows the project, and looks again when it changed."""

    CONTEXT: ClassVar[str] = ""
    #: The attributes (bool, int or str) that are found again after a restart: filters, order, what is shown.
    KEPT: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._seen = ""
        self._seen_by = ""
        self._parts = 0
        self.typed = TypedAhead(self)

    @property
    def qualcode(self) -> QualcodeApp:
        """The app."""
        return cast("QualcodeApp", self.app)

    @property
    def is_whole(self) -> bool:
        """Whether the screen has all its parts: what a thread has read may come while it is taken down."""
        return self.is_mounted and len(self.children) >= self._parts

    @property
    def project(self) -> Project:
        """The open project."""
        return self.qualcode.project

    def code_paints(self, book: Codebook) -> dict[str, CodePaint]:
        """Return how each code of a codebook is drawn, as the settings want it."""
        return dict(paints(book, get_language(), safe=self.qualcode.look.code_colours == SAFE))

    def compose(self) -> ComposeResult:
        """Yield the lines above and below and the body between."""
        yield TitleLine(id="title")
        yield from self.compose_body()
        yield KeyLine(id="keys")

    def compose_body(self) -> ComposeResult:
        """Yield the body."""
        return iter(())

    def on_mount(self) -> None:
        """Take up what was left on the desk."""
        self._parts = len(self.children)
        for name, value in self.qualcode.desk.screens.get(self.CONTEXT, {}).items():
            if name in self.KEPT and type(value) is type(getattr(self, name)):
                setattr(self, name, value)

    def on_screen_resume(self) -> None:
        """Take in what changed while another screen was shown."""
        self.take_in()

    def on_screen_suspend(self) -> None:
        """Forget what was typed ahead: it was meant for this screen."""
        self.typed.drop()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.call_after_refresh(self.put_lines)

    def settle(self) -> None:
        """Write what was changed on the screen and is not yet in the project."""

    def take_in(self) -> None:
        """Show the project as it is now to the person at work; nothing when nothing changed."""
        self.settle()
        state, person = self.project.state(), self.project.actor
        if state != self._seen or person != self._seen_by:
            self._seen, self._seen_by = state, person
            self.show_project()
        self.put_lines()

    def show_anew(self) -> None:
        """Show everything again: words may be in another language now, lines of another length."""
        self._seen = ""
        self.take_in()

    def show_project(self) -> None:
        """Read what the screen shows from the project."""

    def details(self) -> list[str]:
        """Return what the title line says after the screen's name."""
        return []

    def status(self) -> str:
        """Return what the key line says to the right."""
        return ""

    def help_page(self) -> Content | None:
        """Return what the help says before the keys."""
        return None

    def leave(self, desk: Desk) -> None:
        """Put on the desk what should be found there again."""
        if self.KEPT:
            desk.screens[self.CONTEXT] = {name: getattr(self, name) for name in self.KEPT}

    def put_lines(self) -> None:
        """Write the title line and the key line."""
        if not self.is_mounted:
            return
        title = self.query_one(TitleLine)
        title.put(self.project.title, context_title(self.CONTEXT), self.details(), self.project.actor_name)
        self.put_keys()

    def put_soon(self) -> None:
        """Write the lines in a moment; what comes in between is written along."""
        self.call_after_refresh(self.put_lines)

    def put_keys(self) -> None:
        """Write the key line."""
        keys = self.qualcode.keys.keys
        shown = [a for a in CONTEXTS[self.CONTEXT] if a.footer][:_KEYS]
        shared = {a.id: a for a in CONTEXTS[EVERYWHERE]}
        actions = [*shown, shared["all.jump"], shared["all.undo"], shared["all.help"]]
        self.query_one(KeyLine).put(actions, keys, self.typed.line or self.status())

    def write(self, *changes: Change, done: str = "") -> bool:
        """Apply changes as one action; say what went wrong when it did not work."""
        self.settle()
        try:
            self.project.apply(*changes)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return False
        if done:
            self.notify(done, markup=False, timeout=3)
        return True

    def change(self, *changes: Change, done: str = "") -> bool:
        """Apply changes as one action and show the project as it then is."""
        written = self.write(*changes, done=done)
        if written:
            self.take_in()
        return written

    def show_thing(self, identifier: str) -> None:
        """Put the cursor on a thing, by its id."""

    def read_aside(
        self, read: Callable[[Project, Worker[object]], T], take: Callable[[T], object], *, group: str
    ) -> None:
        """Read something in a thread, which has a connection of its own, and let the screen take it in.

        Who asks again in a ``group`` no longer waits for what was asked before; what goes wrong is told.
        """

        def work() -> None:
            worker = get_current_worker()
            try:
                with alongside(self.project) as project:
                    found = read(project, worker)
            except Cancelled:
                return
            except QualcodeError as error:
                self.app.call_from_thread(self.give_up, error)
                return
            if not worker.is_cancelled:
                self.app.call_from_thread(take, found)

        self.run_worker(work, thread=True, exclusive=True, group=group, name=group, description=group)

    def give_up(self, error: QualcodeError) -> None:
        """Say why what the screen shows could not be read."""
        self.typed.end()
        self.qualcode.tell(error)

    def refuse(self, why: str) -> None:
        """Say why something cannot be done here."""
        self.notify(why, severity="warning", markup=False, timeout=4)

    @property
    def nothing_here(self) -> str:
        """The words for an action without anything to act on."""
        return _("there is nothing here for that")
