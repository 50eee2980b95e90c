"""Coding by a search: what it would do at which extent, then done as one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from qualcode.core.codebook import Code
from qualcode.core.search import Hit
from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.search.searching import SCOPES, CodingPlan, code_passages, plan_hits
from qualcode.tui.alongside import alongside
from qualcode.tui.figures import number, quote
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.screens.search_view import scope_name

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place

_SHOWN = 60


class AutoCodingScreen(Dialog[bool]):
    """Shows the passages that would get a code; Enter codes them as one step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False, priority=True),
        Binding("right", "turn(1)", show=False, priority=True),
        Binding("enter", "carry_out", show=False, priority=True),
    ]

    def __init__(self, place: Place, code: Code, hits: Sequence[Hit], asked: str, *, scope: str) -> None:
        title = _("Code all hits: {code}").format(code=code.name(get_language()))
        super().__init__(title, _("←→ extent   ↑↓ scroll   ⏎ code them   Esc leave"), asked)
        self._place, self._code, self._hits, self._asked, self._scope = place, code, list(hits), asked, scope
        self.plan: CodingPlan | None = None

    def compose_box(self) -> ComposeResult:
        """Yield the sums and the passages."""
        yield Static(id="sums")
        with VerticalScroll(classes="long"):
            yield Static(id="passages")

    def on_mount(self) -> None:
        """Look what would be done."""
        self.query_one(VerticalScroll).styles.max_height = self.room() - 2
        self._look()

    def action_turn(self, step: int) -> None:
        """Take another extent."""
        self._scope = SCOPES[(SCOPES.index(self._scope) + step) % len(SCOPES)]
        self._look()

    def _look(self) -> None:
        self.plan = None
        self.query_one("#sums", Static).update(Content(f"{scope_name(self._scope)} …"))
        self.make_plan(self._scope)

    @work(thread=True, exclusive=True, group="plan", description="plan")
    def make_plan(self, scope: str) -> None:
        """Find the passages in a thread."""
        worker = get_current_worker()
        with alongside(self._place.project) as project:
            plan = plan_hits(project, self._code, self._hits, self._asked, scope=scope)
            words = [project.quote(p.source, p.start, p.end) for p in plan.new[:_SHOWN]]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, plan, words)

    def _show(self, plan: CodingPlan, words: Sequence[str]) -> None:
        self.plan = plan
        new, had = len(plan.new), len(plan.passages) - len(plan.new)
        sums = [scope_name(self._scope)]
        sums.append(ngettext("{n} passage would be coded", "{n} passages would be coded", new).format(n=number(new)))
        if had:
            sums.append(ngettext("{n} has it already", "{n} have it already", had).format(n=number(had)))
        self.query_one("#sums", Static).update(Content(" · ".join(sums)).stylize("bold"))
        lines = [
            Content.assemble((f"{p.source.handle} {p.line} {p.speaker}  ", "$quiet"), quote(text, 2 * self.box_width))
            for p, text in zip(plan.new, words, strict=False)
        ]
        if new > _SHOWN:
            lines.append(Content(_("the first {n} shown").format(n=number(_SHOWN))).stylize("$quiet"))
        self.query_one("#passages", Static).update(Content("\n").join(lines))

    def action_carry_out(self) -> None:
        """Code the passages."""
        if self.plan is None:
            return
        try:
            made, _action = code_passages(self._place.project, self.plan)
        except QualcodeError as error:
            self._place.qualcode.tell(error)
            return
        done = ngettext("{n} passage coded; u takes it back", "{n} passages coded; u takes them back", len(made))
        self.app.notify(done.format(n=number(len(made))), timeout=4)
        self.dismiss(True)
