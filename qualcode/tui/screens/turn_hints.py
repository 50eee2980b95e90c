"""The suggestions for one turn: taken or rejected, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language
from qualcode.search.suggesting import Suggestion, accept, reason_text, reject
from qualcode.tui.figures import quote
from qualcode.tui.screens.dialogs import TURN_BACK, Dialog
from qualcode.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place


class HintsScreen(Dialog[None]):
    """Lists the suggestions that are not judged yet; it closes when none is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *TURN_BACK,
        Binding("y,j", "judge(True)", show=False),
        Binding("n", "judge(False)", show=False),
    ]

    def __init__(self, place: Place, found: Sequence[Suggestion]) -> None:
        super().__init__(_("Suggestions for the turn"), _("⏎ or y set the code   n reject   u undo   Esc leave"))
        self._place, self._found = place, {s.id: s for s in found}
        self._before = frozenset(place.project.verdicts())
        self._coded_before: set[str] = set()  # set by other means in the meantime: there is no verdict to look for

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield LineList(id="suggestions")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(OptionList).styles.max_height = self.room()
        self._fill()

    def look_again(self) -> None:
        """Offer again what is not judged any longer."""
        self._fill()

    def _fill(self) -> None:
        listing = self.query_one(OptionList)
        at = listing.highlighted or 0
        listing.clear_options()
        done = self._coded_before.union(v.id for v in self._place.project.verdicts() if v not in self._before)
        for s in self._found.values():
            if s.id in done:
                continue
            words = quote(self._place.project.quote(s.source, s.start, s.end), 2 * self.box_width - 4)
            why = "; ".join(reason_text(r) for r in s.reasons)
            negated = f"   ¬ {s.negated}" if s.negated else ""
            head = Content.assemble(
                (s.code.name(get_language()), "bold"), (negated, "$warning"), (f"   {why}", "$quiet")
            )
            listing.add_option(Option(Content.assemble(head, "\n  ", words), id=s.id))
        listing.highlighted = min(at, listing.option_count - 1) if listing.option_count else None

    def on_option_list_option_selected(self) -> None:
        """Set the code."""
        self.action_judge(True)

    def action_judge(self, yes: bool) -> None:
        """Set the code of the suggestion, or reject it, and go on."""
        listing = self.query_one(OptionList)
        if listing.highlighted is None:
            return
        s = self._found[str(listing.get_option_at_index(listing.highlighted).id)]
        try:
            if yes:
                if not accept(self._place.project, [s]):
                    self._coded_before.add(s.id)
            else:
                reject(self._place.project, [s])
        except QualcodeError as error:
            self._place.qualcode.tell(error)
            return
        self._fill()
        if not listing.option_count:
            self.dismiss(None)
