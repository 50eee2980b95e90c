"""A dialog of several fields: kept as a whole, thrown away as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from qualcode.i18n import _
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.widgets.fields import Field, Form

Check = Callable[[Mapping[str, str]], str]


class FormScreen(Dialog[Mapping[str, str]]):
    """Asks for the fields of a thing; the answer holds those that were changed, None when none was.

    ``check`` is given what was changed and says what is wrong with it, or
    nothing.  Escape keeps, since undo takes everything back; ctrl+x throws
    away, and so does a second Escape on what cannot be kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "keep", show=False, priority=True),
        Binding("ctrl+x", "leave", show=False, priority=True),
    ]

    def __init__(self, title: str, fields: Sequence[Field], *, quote: str = "", check: Check | None = None) -> None:
        super().__init__(title, "", quote)
        self._fields, self._check = fields, check
        self._refused: Mapping[str, str] = {}
        texts = any(f.lines > 1 for f in fields)
        keys = _("⇥ next   ←→ choose   Esc keep   ctrl+x throw away")
        self._keys = keys if texts else _("⇥ next   ←→ choose   ⏎ or Esc keep   ctrl+x throw away")

    def compose_box(self) -> ComposeResult:
        """Yield the form and the line that says what is wrong."""
        yield Form(self._fields)
        yield Static(Content(self._keys), classes="hint")

    def on_mount(self) -> None:
        """Fit the form and begin in its first field."""
        self._fit()
        self.query_one(Form).control(self._fields[0].name).focus()

    def on_resize(self) -> None:
        """Fit the form to the new height."""
        self._fit()

    def _fit(self) -> None:
        self.query_one(Form).styles.max_height = self.room()

    def on_input_submitted(self) -> None:
        """Keep."""
        self.action_keep()

    def on_pick_submitted(self) -> None:
        """Keep."""
        self.action_keep()

    def on_key(self, event: events.Key) -> None:
        """Leave keys typed before the form could take them."""
        field = next(iter(self.query(Input)), None)
        if field is not None and self.focused is None:
            super().on_key(event)

    def action_keep(self) -> None:
        """Answer with what was changed, or say what is wrong with it."""
        changed = self.query_one(Form).changed()
        problem = self._check(changed) if self._check is not None and changed else ""
        if problem and changed != self._refused:
            self._refused = changed
            line = Content.assemble((problem, "$warning"), "   ", _("Esc again throws away"))
            self.query(".hint").last(Static).update(line)
            return
        if problem:
            changed = {}
        self.dismiss(changed or None)


class DeedForm(FormScreen, inherit_bindings=False):
    """A form for a deed, named in ``does``: Enter or F2 does it, Escape leaves; the answer holds all fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ModalScreen.BINDINGS,  # those of going from field to field
        Binding("escape", "leave", show=False, priority=True),
        Binding("f2", "keep", show=False, priority=True),
    ]

    def __init__(self, title: str, fields: Sequence[Field], *, does: str = "") -> None:
        super().__init__(title, fields)
        does = does or _("do it")
        self._keys = _("⇥ next   ←→ choose   ⏎ or F2 {does}   Esc leave").format(does=does)

    def action_keep(self) -> None:
        """Answer with all fields."""
        self.dismiss(self.query_one(Form).values())
