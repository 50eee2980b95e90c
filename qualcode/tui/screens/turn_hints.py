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
from qualcode.tui.screens.dialogs import Dialog

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place


class HintsScreen(Dialog[Sequence[str]]):
    """Answers with the ids of the suggestions that were judged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j", "judge(True)", show=False),
        Binding("n", "judge(False)", show=False),
    ]

    def __init__(self, place: Place, found: Sequence[Suggestion]) -> None:
        super().__init__(_("Suggestions for the turn"), _("⏎ or y set the code   n reject   Esc leave"))
        self._place, self._left = place, {s.id: s for s in found}
        self._judged: list[str] = []

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield OptionList(id="suggestions")

    def on_mount(self) -> None:
        """Fill the list."""
        listing = self.query_one(OptionList)
        listing.styles.max_height = self.room()
        for s in self._left.values():
            words = quote(self._place.project.quote(s.source, s.start, s.end), 2 * self.box_width - 4)
            why = "; ".join(reason_text(r) for r in s.reasons)
            negated = f"   ¬ {s.negated}" if s.negated else ""
            head = Content.assemble(
                (s.code.name(get_language()), "bold"), (negated, "$warning"), (f"   {why}", "$quiet")
            )
            listing.add_option(Option(Content.assemble(head, "\n  ", words), id=s.id))
        listing.highlighted = 0

    def on_option_list_option_selected(self) -> None:
        """Set the code."""
        self.action_judge(True)

    def action_judge(self, yes: bool) -> None:
        """Set the code of the suggestion, or reject it, and go on."""
        listing = self.query_one(OptionList)
        if listing.highlighted is None:
            return
        at = listing.highlighted
        s = self._left.pop(str(listing.get_option_at_index(at).id))
        try:
            if yes:
                accept(self._place.project, [s])
            else:
                reject(self._place.project, [s])
        except QualcodeError as error:
            self._place.qualcode.tell(error)
            return
        self._judged.append(s.id)
        listing.remove_option_at_index(at)
        if not self._left:
            self.dismiss(self._judged)
        else:
            listing.highlighted = min(at, listing.option_count - 1)

    def action_leave(self) -> None:
        """Answer with what was judged."""
        self.dismiss(self._judged)
