"""Conflicts: what two people did apart that does not go together, told as sentences and settled by one key each."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.core.conflicts import JOINED, Conflict
from qualcode.core.sources import Source
from qualcode.errors import NotFound, QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.teams.conflict_words import tell
from qualcode.teams.corrections import disputed
from qualcode.teams.settling import choices, settle, settlement
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.screens.dialogs import AskLine
from qualcode.tui.screens.listing import Listing
from qualcode.wording import moment, quoted

_FILTERS = ("open", "settled", "joined")
_AROUND = 160
_OPENED = ("source", "coding", "code", "case", "condensation", "scene", "theme", "finding")


class ConflictsScreen(Listing):
    """The conflicts, and below them the one under the cursor with both sides and its choices."""

    CONTEXT = "conflicts"
    KEPT: ClassVar[tuple[str, ...]] = (*Listing.KEPT, "_filter")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("conflicts")]

    def __init__(self) -> None:
        super().__init__()
        self._conflicts: dict[str, Conflict] = {}
        self._filter = "open"
        self._numbers: dict[str, int] = {}
        self._ask = False

    def compose_body(self) -> ComposeResult:
        """Yield the list, and below it the conflict."""
        yield from super().compose_body()
        with VerticalScroll(id="below", classes="tall", can_focus=False):
            yield Static(id="conflict")

    # -- what is shown ------------------------------------------------------

    def show_project(self) -> None:
        """Read the conflicts."""
        found = self.project.conflicts()
        kinds = {c.id: _kind(c) for c in found}
        self._numbers = {f: sum(k == f for k in kinds.values()) for f in _FILTERS}
        self._conflicts = {c.id: c for c in found if kinds[c.id] == self._filter}
        rows: list[tuple[str, list[str | Content]]] = []
        for c in self._conflicts.values():
            told = tell(self.project, c)
            names = ", ".join(dict.fromkeys(who for who, _when, _what in told.sides))
            rows.append((c.id, [told.headline, names]))
        empty = {
            "open": _("No conflict waits. What people do apart and does not go together is listed here after a merge."),
            "settled": _("Nothing was settled yet."),
            "joined": _("Nothing was joined: nobody changed the same thing in two copies."),
        }[self._filter]
        self.fill([(_("What happened"), 0), (_("Who"), 24)], rows, empty, height=2)
        self._put_conflict()

    def details(self) -> list[str]:
        """Return how many conflicts wait, and which are shown."""
        n = self._numbers.get("open", 0)
        words = ngettext("{n} conflict waits", "{n} conflicts wait", n).format(n=number(n))
        shown = {"open": "", "settled": _("settled ones"), "joined": _("joined without a question")}[self._filter]
        return [f"{words} · {shown}" if shown else words]

    def status(self) -> str:
        """Return whether reasons are asked for."""
        return _("reasons are asked for") if self._ask else ""

    def on_long_list_moved(self) -> None:
        """Show the conflict under the cursor."""
        self._put_conflict()

    def _put_conflict(self) -> None:
        conflict = self._conflicts.get(self.chosen() or "")
        self.query_one("#conflict", Static).update(Content("") if conflict is None else self._page(conflict))
        self.query_one("#below", VerticalScroll).scroll_home(animate=False)

    def _page(self, conflict: Conflict) -> Content:
        told = tell(self.project, conflict)
        lines = [Content(told.headline).stylize("bold"), Content("")]
        width = max((len(who) for who, _when, _what in told.sides), default=0)
        lines += [
            Content.assemble((f"{who:<{width}}  ", "$accent"), (f"{when}  ", "$quiet"), what)
            for who, when, what in told.sides
        ]
        context = self._words_of(conflict)
        if context is not None:
            lines += [Content(""), context]
        if conflict.open:
            lines.append(Content(""))
            for choice in choices(self.project, conflict):
                key = self.qualcode.key_of(_action_of(choice.key))
                lines.append(Content.assemble((f"  {key:>2}  ", "$accent bold"), choice.words))
        elif conflict.closed_by is not None:
            lines += [Content(""), self._settled(conflict)]
        return Content("\n").join(lines)

    def _words_of(self, conflict: Conflict) -> Content | None:
        """Return the words that the conflict is about, with those around them, or the code's definition."""
        if conflict.thing == "coding":
            try:
                coding = self.project.coding(conflict.about)
            except NotFound:
                return None
            if coding.start is None or coding.end is None:
                return None
            return self._passage(self.project.source(coding.source), coding.start, coding.end)
        if conflict.sort == "text":
            places = next((side for side in disputed(self.project, conflict) if side), [])
            source = self.project.source(conflict.about)
            return Content("\n").join(self._passage(source, r.start, r.end) for r in places) if places else None
        code = self.project.codebook().by_id.get(conflict.about) if conflict.thing == "code" else None
        if code is None:
            return None
        path = self.project.codebook().path_name(code.id, get_language())
        n = self.project.code_counts().get(code.id, 0)
        count = ngettext("{n} coding", "{n} codings", n).format(n=number(n))
        return Content.assemble((f"{path} · {count}", "$quiet"), f"\n{code.definition}" if code.definition else "")

    def _passage(self, source: Source, start: int, end: int) -> Content:
        """Return the words of a place as they read now, with those around them."""
        text = self.project.text(source)
        before = " ".join(text[max(0, start - _AROUND) : start].split())
        after = " ".join(text[end : end + _AROUND].split())
        line = self.project.line_map(source).line(start)
        where = f"{source.title}, {_('line {line}').format(line=line)}"
        apart = [" " if text[at : at + 1].isspace() else "" for at in (start - 1, end)]
        words = (apart[0] + " ".join(text[start:end].split()) + apart[1], "bold")
        return Content.assemble((f"{where}\n", "$quiet"), (f"… {before}", "$quiet"), words, (f"{after} …", "$quiet"))

    def _settled(self, conflict: Conflict) -> Content:
        done = settlement(self.project, conflict)
        if done is None:
            return Content(_("settled")).stylize("$accent")
        offered = {c.key: c.words for c in choices(self.project, conflict)}
        text = _("settled by {name}, {when}: {choice}").format(
            name=done.by, when=moment(done.at), choice=offered.get(done.choice, done.choice)
        )
        return Content.assemble((text, "$accent"), f"\n{quoted(done.reason)}" if done.reason else "")

    def action_scroll_below(self, direction: int) -> None:
        """Scroll the lower part by half its height."""
        below = self.query_one("#below", VerticalScroll)
        below.scroll_relative(y=direction * max(1, below.size.height // 2), animate=False)

    def action_next_filter(self) -> None:
        """Show the open ones, the settled ones, or what was joined."""
        self._filter = _FILTERS[(_FILTERS.index(self._filter) + 1) % len(_FILTERS)]
        self.show_project()
        self.put_lines()

    def action_open(self) -> None:
        """Open what the conflict is about."""
        conflict = self._conflicts.get(self.chosen() or "")
        if conflict is not None and conflict.thing in _OPENED:
            self.qualcode.open_thing(conflict.thing, conflict.about)
        else:
            self.refuse(self.nothing_here)

    # -- settling -----------------------------------------------------------

    def action_ask_why(self) -> None:
        """Ask for a reason with each choice from now on, or no longer."""
        self._ask = not self._ask
        self.put_keys()

    def action_settle(self, key: str) -> None:
        """Settle the conflict by one of its choices."""
        conflict = self._conflicts.get(self.chosen() or "")
        if conflict is None or not conflict.open:
            self.refuse(_("it is settled already; undo opens it again") if conflict else self.nothing_here)
            return
        offered = {c.key: c.words for c in choices(self.project, conflict)}
        if key not in offered:
            keys = ", ".join(self.qualcode.key_of(_action_of(k)) for k in offered)
            self.refuse(_("not a choice here; one of: {keys}").format(keys=keys))
        elif self._ask:
            ask = AskLine(_("Why?"), quote=offered[key], hint=_("⏎ settle, with or without a reason   Esc leave"))
            self.app.push_screen(ask, lambda reason: None if reason is None else self._settle(conflict, key, reason))
        else:
            self._settle(conflict, key, "")

    def _settle(self, conflict: Conflict, key: str, reason: str) -> None:
        keys = list(self._conflicts)
        at = keys.index(conflict.id)
        try:
            settle(self.project, conflict, key, reason=reason)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.take_in()
        left = [k for k in (*keys[at + 1 :], *reversed(keys[:at])) if k in self._conflicts]
        if left:
            self.show_thing(left[0])
        self.notify(
            _("settled; {key} opens it again").format(key=self.qualcode.key_of("all.undo")), markup=False, timeout=4
        )


def _kind(conflict: Conflict) -> str:
    return "joined" if conflict.sort == JOINED else "open" if conflict.open else "settled"


def _action_of(key: str) -> str:
    """Return the id of the action that makes a choice."""
    return f"conflicts.take-{key}" if key.isdigit() else f"conflicts.{key}"
