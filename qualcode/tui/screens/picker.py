"""The code picker: type a few letters, Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from qualcode.core.codebook import Codebook
from qualcode.i18n import _, get_language
from qualcode.tui.colours import CodePaint
from qualcode.tui.picking import Finder, Ranked, Signs
from qualcode.tui.screens.dialogs import Dialog

_ROWS, _FEW_ROWS, _HIGH = 8, 6, 30
_LOW = 16  # rows of a screen that has no room for more than the codes found
_FACET_KEYS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8")


@dataclass(frozen=True, slots=True)
class Picked:
    """The codes chosen (ids), the facets set, and the name of a code to be made."""

    codes: tuple[str, ...]
    facets: Mapping[str, str] = field(default_factory=dict)
    new: str = ""


class PickerInput(Input):
    """An input that leaves the keys of the picker to the picker."""

    class Pressed(Message):
        """A key that is the picker's was pressed."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    OWN: ClassVar[frozenset[str]] = frozenset(("up", "down", "enter", "tab", "plus", *_FACET_KEYS))
    #: The keys that are the picker's as long as nothing is typed.
    OWN_AT_FIRST: ClassVar[frozenset[str]] = frozenset(("backspace", *"123456789"))

    async def _on_key(self, event: events.Key) -> None:
        if event.key in self.OWN or (not self.value and event.key in self.OWN_AT_FIRST):
            event.stop()
            event.prevent_default()
            self.post_message(self.Pressed(event.key))
            return
        await super()._on_key(event)


class PickerScreen(Dialog[Picked]):
    """Asks for one or several codes for a passage; a ``single`` one goes without facets, ``new`` ones may be named.

    It stands at the bottom of the screen, or ``above``, so that the passage is seen.
    """

    CSS_PATH = "picker.tcss"

    def __init__(
        self,
        title: str,
        quote: str,
        codebook: Codebook,
        finder: Finder,
        signs: Signs,
        *,
        paint: Mapping[str, CodePaint],
        single: bool = False,
        new: bool = True,
        above: bool = False,
    ) -> None:
        super().__init__(title, "", quote)
        self.set_class(above, "above")
        self._new = new
        self._codebook, self._finder, self._signs, self._paint = codebook, finder, signs, paint
        self._single = single
        self._chosen: list[str] = []
        self._facets: dict[str, str] = {}
        self._found: list[Ranked] = []
        self._at = 0

    def compose_box(self) -> ComposeResult:
        """Yield input, list, facets and hints."""
        yield Static(id="chosen")
        yield PickerInput(placeholder=_("a few letters of the code"))
        yield Static(id="found")
        yield Static(id="facets")
        yield Static(id="hints")

    def on_mount(self) -> None:
        """Show what the signs speak for."""
        more = "" if self._single else _("   ⇥ one more   + both poles")
        self.query_one("#hints", Static).update(
            Content(_("⏎ take   ↑↓ choose   1–9 recent") + more + _("   Esc leave"))
        )
        # Where there is no room for all, the codes found come first.
        low = self.app.size.height < _LOW
        self.query_one("#facets").display = not self._single and not low
        for quote in self.query(".quote"):
            quote.display = not low
        self._put_facets()
        self._put_chosen()
        self._search("")

    def submit_ahead(self, field: Input) -> None:
        """Take what was typed ahead."""
        del field
        self._search(self._typed)
        self._take()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed."""
        self._search(event.value)

    def on_picker_input_pressed(self, event: PickerInput.Pressed) -> None:
        """Do what one of the picker's keys means."""
        key = event.key
        if key in ("up", "down"):
            count = len(self._found) + self._offers_new
            if count:
                self._at = (self._at + (1 if key == "down" else -1)) % count
                self._put_found()
        elif key == "enter":
            self._take()
        elif key in ("tab", "plus"):
            if not self._single:
                self._add(both=key == "plus")
        elif key in _FACET_KEYS and not self._single:
            self._turn_facet(_FACET_KEYS.index(key))
        elif key == "backspace":
            del self._chosen[-1:]
            self._put_chosen()
            self._search("")
        elif key.isdigit() and int(key) <= len(self._signs.recent):
            self._finish([self._signs.recent[int(key) - 1]])

    @property
    def _offers_new(self) -> bool:
        return bool(self._typed) and self._new

    @property
    def _typed(self) -> str:
        return self.query_one(PickerInput).value.strip()

    def _search(self, typed: str) -> None:
        rows = _ROWS
        if self.app.size.height < _HIGH:
            # The codes that are chosen take their lines from those found.
            rows = _FEW_ROWS - min(2, len(self._chosen))
            self.query_one("#found").styles.height = rows + 1
        found = self._finder.find(typed, self._signs, limit=rows + len(self._chosen))
        self._found = [r for r in found if r.code.id not in self._chosen][:rows]
        self._at = 0
        self._put_found()

    def _highlighted(self) -> str | None:
        return self._found[self._at].code.id if self._at < len(self._found) else None

    def _add(self, *, both: bool) -> None:
        code = self._highlighted()
        if code is None:
            return
        for each in (code, self._codebook.partner(code) if both else None):
            if each is not None and each not in self._chosen:
                self._chosen.append(each)
        self._put_chosen()
        self.query_one(PickerInput).value = ""
        self._search("")

    def _take(self) -> None:
        code = self._highlighted()
        if code is None and self._offers_new:
            self.dismiss(Picked(tuple(self._chosen), self._facets, self._typed))
        elif self._chosen and not self._typed:
            self._finish([])
        elif code is not None:
            self._finish([code])

    def _finish(self, more: Sequence[str]) -> None:
        codes = [*self._chosen, *(c for c in more if c not in self._chosen)]
        self.dismiss(Picked(tuple(codes), self._facets))

    def _path_of(self, code: str) -> Content:
        path = self._codebook.path(code)
        language = get_language()
        above = "".join(f"{c.name(language)} › " for c in path[:-1])
        paint = self._paint.get(code)
        colour = paint.colour if paint else "$foreground"
        return Content.assemble(("▌", colour), (above, "$quiet"), path[-1].name(language) if path else "")

    def _name_of(self, code: str) -> Content:
        paint = self._paint.get(code)
        # A name is not parted between two lines.
        name = self._codebook.by_id[code].name(get_language()).replace(" ", "\u00a0")
        return Content.assemble(("▌", paint.colour if paint else "$foreground"), name)

    def _put_chosen(self) -> None:
        names = [Content.assemble(("✓ ", "$success"), self._name_of(c)) for c in self._chosen]
        chosen = self.query_one("#chosen", Static)
        chosen.display = bool(names)
        chosen.update(Content("   ").join(names))

    def _put_found(self) -> None:
        lines = []
        width = max(20, self.query_one("#found").size.width or 70)
        recent = {c: n for n, c in enumerate(self._signs.recent, start=1)}
        for n, ranked in enumerate(self._found):
            mark = "▸ " if n == self._at else "  "
            digit = str(recent[ranked.code.id]) if ranked.code.id in recent and not self._typed else ""
            right = _("cue: {word}").format(word=ranked.cue) if ranked.cue else digit
            name = self._path_of(ranked.code.id).truncate(max(10, width - len(right) - 5), ellipsis=True)
            gap = " " * max(1, width - name.cell_length - len(right) - 3)
            line = Content.assemble(mark, name, gap, (right, "$quiet"))
            lines.append(line.stylize("on $chosen") if n == self._at else line)
        if self._offers_new:
            at = self._at == len(self._found)
            line = Content(("▸ " if at else "  ") + _("＋ new code {name}").format(name=self._typed))
            lines.append(line.stylize("on $chosen") if at else line.stylize("$quiet"))
        if not lines and self._typed:
            lines = [Content("  " + _("the codebook has no code {name}").format(name=self._typed)).stylize("$quiet")]
        self.query_one("#found", Static).update(Content("\n").join(lines))

    def _turn_facet(self, n: int) -> None:
        if n < len(self._codebook.facets):
            facet = self._codebook.facets[n]
            values = ["", *(v.handle for v in facet.values)]
            now = values.index(self._facets.get(facet.handle, ""))
            following = values[(now + 1) % len(values)]
            if following:
                self._facets[facet.handle] = following
            else:
                self._facets.pop(facet.handle, None)
            self._put_facets()

    def _put_facets(self) -> None:
        language = get_language()
        parts = []
        for key, facet in zip(_FACET_KEYS, self._codebook.facets, strict=False):
            chosen = self._facets.get(facet.handle)
            value = next((v.name(language) for v in facet.values if v.handle == chosen), "")
            shown = (
                Content.assemble((f"{facet.name(language)}: ", "$quiet"), (value, "bold"))
                if value
                else Content(facet.name(language)).stylize("$quiet")
            )
            parts.append(Content.assemble((f"{key.upper()}\u00a0", "$accent"), shown))
        self.query_one("#facets", Static).update(Content("   ").join(parts))
