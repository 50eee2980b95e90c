"""The rows of a form: lines, texts, and picks of one value among several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

_TALLEST = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose: the value, its name, a detail in quiet letters, and words that find it unseen."""

    value: str
    name: str
    detail: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of a form: a pick where there are choices, a text where there are several lines, else a line.

    What stands in a ``secret`` line is not shown.
    """

    name: str
    title: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    lines: int = 1
    placeholder: str = ""
    secret: bool = False


class Pick(Static, can_focus=True):
    """One value of a closed list: arrows go through it, a letter goes to what begins with it, space opens the list."""

    DEFAULT_CSS = "Pick { height: 1; padding: 0; } Pick:focus { background: $chosen; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("space", "open", show=False),
        Binding("enter", "submit", show=False),
    ]

    class Changed(Message):
        """Another value was picked."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick

        @property
        def control(self) -> Pick:
            """The pick that changed."""
            return self.pick

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, title: str, choices: Sequence[Choice], value: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._title = title
        self.choices = tuple(choices)
        known = {c.value for c in choices}
        self.value = value if value in known else (choices[0].value if choices else "")

    def render(self) -> Content:
        """Return the value picked, between arrows while the pick has the focus."""
        chosen = next((c for c in self.choices if c.value == self.value), Choice("", "–"))
        name = Content.assemble(chosen.name or "–", (f"  {chosen.detail}" if chosen.detail else "", "$quiet"))
        if not self.has_focus:
            return name
        return Content.assemble(("‹ ", "$accent"), name, (" ›", "$accent"))

    def pick(self, value: str) -> None:
        """Take a value."""
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed(self))

    def action_turn(self, step: int) -> None:
        """Take the next value, or the one before."""
        values = [c.value for c in self.choices]
        if values:
            self.pick(values[(values.index(self.value) + step) % len(values)])

    def action_open(self) -> None:
        """Show all values, to be found by typing."""
        from qualcode.tui.screens.dialogs import Choose

        def then(answer: str | None) -> None:
            if answer is not None:
                self.pick(answer)

        self.app.push_screen(Choose(self._title, self.choices), then)

    def action_submit(self) -> None:
        """Tell the form that it is done."""
        self.post_message(self.Submitted())

    def on_focus(self) -> None:
        """Show the arrows."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the arrows."""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Go to the next value that begins with the letter."""
        if event.character and event.character.isalnum():
            values = [c.value for c in self.choices]
            at = values.index(self.value) if self.value in values else 0
            order = [*self.choices[at + 1 :], *self.choices[: at + 1]]
            found = next((c for c in order if c.name.casefold().startswith(event.character.casefold())), None)
            if found is not None:
                self.pick(found.value)
            event.stop()


class Form(VerticalScroll, can_focus=False):
    """Rows of fields under each other; up and down go from row to row."""

    DEFAULT_CSS = "Form { height: auto; scrollbar-size-vertical: 1; }"

    def __init__(self, fields: Sequence[Field], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.fields = tuple(fields)

    def compose(self) -> ComposeResult:
        """Yield the rows."""
        for field in self.fields:
            with Horizontal(classes="row"):
                yield Static(Content(field.title), classes="name")
                yield from self._control(field)

    def _control(self, field: Field) -> Iterator[Pick | TextArea | Input]:
        if field.choices:
            yield Pick(field.title, field.choices, field.value, id=f"f-{field.name}")
        elif field.lines > 1:
            area = TextArea(field.value, soft_wrap=True, show_line_numbers=False, id=f"f-{field.name}")
            area.styles.max_height = max(_TALLEST, field.lines)
            yield area
        else:
            yield Input(
                field.value,
                placeholder=field.placeholder,
                password=field.secret,
                select_on_focus=False,
                id=f"f-{field.name}",
            )

    async def show(self, fields: Sequence[Field]) -> None:
        """Show other rows."""
        self.fields = tuple(fields)
        await self.recompose()

    def control(self, name: str) -> Pick | TextArea | Input:
        """Return the control of a field."""
        found = self.query_one(f"#f-{name}")
        assert isinstance(found, Pick | TextArea | Input)
        return found

    def values(self) -> dict[str, str]:
        """Return what stands in each field, without outer blanks."""
        out = {}
        for field in self.fields:
            control = self.control(field.name)
            out[field.name] = (control.text if isinstance(control, TextArea) else control.value).strip()
        return out

    def changed(self) -> Mapping[str, str]:
        """Return the fields that hold something else than at the start."""
        before = {f.name: f.value.strip() for f in self.fields}
        # A pick always holds one of its values: the first stands in for a value that is none of them.
        before |= {f.name: f.choices[0].value for f in self.fields if f.choices and f.value not in _values(f)}
        return {n: v for n, v in self.values().items() if v != before[n]}

    def on_key(self, event: events.Key) -> None:
        """Go to the row above or below."""
        if event.key in ("up", "down") and not isinstance(self.screen.focused, TextArea):
            event.stop()
            event.prevent_default()
            if event.key == "down":
                self.screen.focus_next()
            else:
                self.screen.focus_previous()


def _values(field: Field) -> set[str]:
    return {c.value for c in field.choices}
