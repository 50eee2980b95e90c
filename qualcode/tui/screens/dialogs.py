"""The small dialogs: a line, a text, a choice, a yes.  A single Escape leaves each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.tui.picking import folded
from qualcode.tui.widgets.fields import Choice
from qualcode.tui.widgets.longtext import LongText

R = TypeVar("R")

#: The keys of a dialog that changes the project while it is open: what was done in it is taken back in it.
TURN_BACK: tuple[BindingType, ...] = (
    Binding("u,ctrl+z", "app.undo", id="all.undo", show=False),
    Binding("U,ctrl+y", "app.redo", id="all.redo", show=False),
)
_WIDTH, _WIDEST, _QUOTE = 84, 110, 5  # as in the stylesheet
_CHOICES = 14


def line_width(screen: int, *, wide: bool = False) -> int:
    """Return the cells of a line in a dialog on a screen of a width."""
    return min(_WIDEST if wide else _WIDTH, screen * 94 // 100) - 4


class Dialog(ModalScreen[R | None]):
    """A box over the screen with a title and a line of hints."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, hint: str = "", quote: str = "") -> None:
        super().__init__()
        self._title, self._hint, self._quote = title, hint, quote

    def compose(self) -> ComposeResult:
        """Yield the box."""
        with Vertical(classes="box"):
            yield Static(Content(self._title), classes="title")
            if self._quote:
                yield Static(Content(self._quote), classes="quote")
            yield from self.compose_box()
            if self._hint:
                yield Static(Content(self._hint), classes="hint")

    def compose_box(self) -> ComposeResult:
        """Yield what stands between title and hint."""
        return iter(())

    def put_title(self, title: str) -> None:
        """Write another title."""
        self._title = title
        self.query_one(".title", Static).update(Content(title))

    def look_again(self) -> None:
        """Show the project as it now is: something was taken back."""

    @property
    def box_width(self) -> int:
        """The cells of a line in the box."""
        return line_width(self.app.size.width)

    def room(self) -> int:
        """Return the rows that are left between title and hint."""
        width = max(20, self.box_width)
        taken = 6 + max(0, (len(self._title) - 1) // width) + (len(self._hint) > width)
        if self._quote:
            taken += 1 + min(_QUOTE, -(-len(self._quote) // width))
        return max(3, self.app.size.height * 9 // 10 - taken)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Hand on to the input what was typed before it could take it."""
        field = next(iter(self.query(Input)), None)
        if field is None or self.focused is not None:
            return
        if event.is_printable and event.character:
            field.value += event.character
            field.cursor_position = len(field.value)
        elif event.key == "enter":
            self.call_later(self.submit_ahead, field)

    def submit_ahead(self, field: Input) -> None:
        """Answer with what was typed ahead."""
        self.call_later(field.action_submit)


class AskLine(Dialog[str]):
    """Asks for one line; Enter answers.  A ``secret`` one is not shown."""

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        quote: str = "",
        placeholder: str = "",
        hint: str = "",
        secret: bool = False,
    ) -> None:
        super().__init__(title, hint or _("⏎ keep   Esc leave"), quote)
        self._value, self._placeholder, self._secret = value, placeholder, secret

    def compose_box(self) -> ComposeResult:
        """Yield the input."""
        yield Input(self._value, placeholder=self._placeholder, password=self._secret, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the line."""
        self.dismiss(event.value.strip())


class AskSecret(AskLine):
    """Asks for a passphrase, whose letters are not shown."""

    def compose_box(self) -> ComposeResult:
        """Yield the input."""
        yield Input(password=True, select_on_focus=False)


class AskText(Dialog[str]):
    """Asks for a longer text; Escape keeps what was written, since undo takes it back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep", show=False, priority=True),
        Binding("ctrl+x", "leave", show=False, priority=True),
    ]

    def __init__(self, title: str, value: str = "", *, quote: str = "") -> None:
        super().__init__(title, _("Esc keep   ctrl+x throw away"), quote)
        self._value = value

    def compose_box(self) -> ComposeResult:
        """Yield the text area."""
        area = TextArea(self._value, soft_wrap=True, show_line_numbers=False)
        area.move_cursor(area.document.end)
        yield area

    def action_keep(self) -> None:
        """Answer with the text; None when nothing was changed."""
        text = self.query_one(TextArea).text.strip()
        self.dismiss(None if text == self._value.strip() else text)


class Choose(Dialog[str]):
    """Asks for one of several by typing and arrows; ``new`` words the making of what was typed.

    The answer is a choice's value, or ``new:`` and the words typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, quote: str = "", new: str = "") -> None:
        super().__init__(title, _("↑↓ choose   ⏎ take   Esc leave"), quote)
        self._choices, self._new = choices, new

    def compose_box(self) -> ComposeResult:
        """Yield input and list."""
        yield Input(placeholder=_("type to narrow down"))
        yield OptionList()

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(OptionList).styles.max_height = min(_CHOICES, self.room() - 2)
        self._fill("")

    def _fill(self, typed: str) -> None:
        words = folded(typed).split()
        listing = self.query_one(OptionList)
        listing.clear_options()
        fitting = [c for c in self._choices if all(w in folded(f"{c.name} {c.detail} {c.words}") for w in words)]
        fitting.sort(key=lambda c: folded(c.name).split() != words)  # what bears just the name comes first
        listing.add_options(
            Option(Content.assemble(c.name, (f"   {c.detail}" if c.detail else "", "$quiet")), id=c.value)
            for c in fitting
        )
        if self._new and typed.strip():
            listing.add_option(Option(Content(self._new.format(typed=typed.strip())), id=f"new:{typed.strip()}"))
        if listing.option_count:
            listing.highlighted = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Answer with the line under the cursor."""
        listing = self.query_one(OptionList)
        if listing.highlighted is not None:
            self.dismiss(listing.get_option_at_index(listing.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the line clicked."""
        self.dismiss(event.option.id)

    def action_move(self, step: int) -> None:
        """Move the cursor of the list."""
        listing = self.query_one(OptionList)
        if listing.option_count:
            listing.highlighted = ((listing.highlighted or 0) + step) % listing.option_count


class Confirm(Dialog[bool]):
    """Asks for a yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,y,enter", "yes", show=False),
        Binding("n", "leave", show=False),
    ]

    def __init__(self, question: str, detail: str = "") -> None:
        super().__init__(question, _("j or y = yes   n or Esc = no"), detail)

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)


class ShowText(Dialog[None]):
    """Shows lines to read, with a bar to scroll by."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "leave", show=False)]

    def __init__(self, title: str, body: Content | Sequence[Content], *, wide: bool = False) -> None:
        super().__init__(title, _("↑↓ scroll   Esc close"))
        self._body, self._wide = body, wide

    def compose_box(self) -> ComposeResult:
        """Yield the text."""
        body = self._body
        yield LongText(body.split("\n", allow_blank=True) if isinstance(body, Content) else body, id="long")

    def on_mount(self) -> None:
        """Take the room there is."""
        self.query_one(LongText).styles.max_height = self.room()
        self.set_class(self._wide, "wide")
