"""The axes and facets of the codebook: poles and their pairs, closed lists of values; made, changed, taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.core.codebook import Axis, Codebook, Facet, FacetValue, differences
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.i18n import _, get_language
from qualcode.tui.picking import folded
from qualcode.tui.screens.dialogs import TURN_BACK, Dialog
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.widgets.fields import Choice, Field
from qualcode.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place

_PAIR = re.compile(r"\s+[–—-]\s+")
_VALUE = re.compile(
    r"^(?:(?P<handle>[\w-]+):)?\s*(?P<sv>[^|()]+?)?\s*(?:\|\s*(?P<en>[^()]+?))?\s*(?:\((?P<key>\S)\))?$"
)
_TEXT_LINES = 6


class AxesScreen(Dialog[None]):
    """Lists the axes, then the facets; a form changes the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *TURN_BACK,
        Binding("n", "new_axis", show=False),
        Binding("f", "new_facet", show=False),
        Binding("x,delete", "take_away", show=False),
    ]

    def __init__(self, place: Place) -> None:
        super().__init__(_("Axes and facets"), _("⏎ change   n new axis   f new facet   x take away   Esc close"))
        self._place = place
        self._things: dict[str, Axis | Facet] = {}

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield LineList(id="axes")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(OptionList).styles.max_height = self.room()
        self._fill()

    @property
    def _book(self) -> Codebook:
        return self._place.project.codebook()

    def look_again(self) -> None:
        """Fill the list anew."""
        self._fill()

    def _fill(self) -> None:
        listing, book, language = self.query_one(OptionList), self._book, get_language()
        at = listing.highlighted or 0
        listing.clear_options()
        things: tuple[Axis | Facet, ...] = (*book.axes, *book.facets)
        self._things = {thing.id: thing for thing in things}
        for thing in self._things.values():
            if isinstance(thing, Axis):
                poles = " ↔ ".join(
                    book.by_id[c].name(language) if c in book.by_id else "–" for c in (thing.left, thing.right)
                )
                about = _("axis {poles}, {n} pairs").format(poles=poles, n=len(thing.pairs))
            else:
                about = _("facet {values}").format(values=" · ".join(v.name(language) for v in thing.values))
            listing.add_option(
                Option(Content.assemble((thing.name(language), "bold"), "  ", (about, "$quiet")), id=thing.id)
            )
        if not self._things:
            listing.add_option(Option(Content(_("No axes and no facets yet.")).stylize("$quiet")))
        listing.highlighted = min(at, listing.option_count - 1)

    def _chosen(self) -> Axis | Facet | None:
        listing = self.query_one(OptionList)
        chosen = listing.get_option_at_index(listing.highlighted or 0).id if listing.option_count else None
        return self._things.get(chosen or "")

    def on_option_list_option_selected(self) -> None:
        """Change the axis or facet under the cursor."""
        thing = self._chosen()
        if isinstance(thing, Axis):
            self._ask_axis(thing)
        elif thing is not None:
            self._ask_facet(thing)

    def action_new_axis(self) -> None:
        """Make an axis."""
        if len(self._book.standing) < 2:
            self._place.refuse(_("an axis needs two codes"))
            return
        first, second = self._book.standing[:2]
        self._ask_axis(Axis(new_id(), "", "", first.id, second.id, codebook=self._owner, position=len(self._book.axes)))

    def action_new_facet(self) -> None:
        """Make a facet."""
        self._ask_facet(Facet(new_id(), "", "", codebook=self._owner, position=len(self._book.facets)))

    @property
    def _owner(self) -> str | None:
        books = self._book.books
        return books[0].handle if len(books) == 1 else None

    def action_take_away(self) -> None:
        """Take the axis or facet away; codings keep what they say of it until it is brought back."""
        thing = self._chosen()
        if thing is not None:
            kind = "axis" if isinstance(thing, Axis) else "facet"
            self._write(Change(f"{kind}.remove", thing.id, {}, "codebook"), done=_("taken away; u brings it back"))

    def _write(self, *changes: Change, done: str = "") -> None:
        if changes and self._place.change(*changes, done=done):
            self._fill()

    def _keep(self, thing: Axis | Facet) -> None:
        """Put an axis or facet in the place of the one with its id, or at the end."""
        book = self._book
        if isinstance(thing, Axis):
            new = replace(book, axes=(*(a for a in book.axes if a.id != thing.id), thing))
        else:
            new = replace(book, facets=(*(f for f in book.facets if f.id != thing.id), thing))
        self._write(*differences(book, new))

    def _ask_axis(self, axis: Axis) -> None:
        book, language = self._book, get_language()
        codes = tuple(Choice(c.id, book.path_name(c.id, language), words=c.handle) for c in book.standing)
        fields = [
            Field("name_sv", _("name in Swedish"), axis.name_sv),
            Field("name_en", _("name in English"), axis.name_en),
            Field("left", _("one pole"), axis.left, codes),
            Field("right", _("other pole"), axis.right, codes),
            Field("pairs", _("pairs"), pairs_text(axis, book), lines=_TEXT_LINES),
            Field("citation", _("reference"), axis.citation),
        ]

        def check(changed: Mapping[str, str]) -> str:
            if not (changed.get("name_sv", axis.name_sv) or changed.get("name_en", axis.name_en)):
                return _("an axis needs a name")
            if changed.get("left", axis.left) == changed.get("right", axis.right):
                return _("the poles of an axis are two codes")
            return next((p for p in _pair_problems(changed.get("pairs", ""), book)), "")

        def then(changed: Mapping[str, str] | None) -> None:
            if changed:
                plain: dict[str, Any] = {k: v for k, v in changed.items() if k != "pairs"}
                kept = replace(axis, **plain)
                if "pairs" in changed:
                    kept = replace(kept, pairs=read_pairs(changed["pairs"], book))
                self._keep(replace(kept, handle=kept.handle or self._handle(kept.name("sv"))))

        hint = _("A pair on each line: one – other, by the codes' handles.")
        self.app.push_screen(FormScreen(_("Axis"), fields, quote=hint, check=check), then)

    def _ask_facet(self, facet: Facet) -> None:
        fields = [
            Field("name_sv", _("name in Swedish"), facet.name_sv),
            Field("name_en", _("name in English"), facet.name_en),
            Field("values", _("values"), values_text(facet), lines=_TEXT_LINES),
        ]

        def check(changed: Mapping[str, str]) -> str:
            if not (changed.get("name_sv", facet.name_sv) or changed.get("name_en", facet.name_en)):
                return _("a facet needs a name")
            return self._values_problem(facet, changed.get("values", values_text(facet)))

        def then(changed: Mapping[str, str] | None) -> None:
            if changed:
                plain: dict[str, Any] = {k: v for k, v in changed.items() if k != "values"}
                kept = replace(facet, **plain)
                if "values" in changed:
                    kept = replace(kept, values=read_values(changed["values"]))
                self._keep(replace(kept, handle=kept.handle or self._handle(kept.name("sv"))))

        hint = _("A value on each line: handle: Swedish | English (key).")
        self.app.push_screen(FormScreen(_("Facet"), fields, quote=hint, check=check), then)

    def _values_problem(self, facet: Facet, text: str) -> str:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        unread = next((line for line in lines if not _VALUE.match(line)), None)
        if unread is not None:
            return _("cannot be read: {line}").format(line=unread)
        values = read_values(text)
        if not values:
            return _("a facet needs values")
        keys = [v.key for v in values if v.key]
        if len(keys) > len(set(keys)) or len({v.handle for v in values}) < len(values):
            return _("two values have the same key or handle")
        gone = {v.handle for v in facet.values} - {v.handle for v in values}
        used = {c.facets.get(facet.handle) for c in self._place.project.codings()} if gone else set()
        lost = next(iter(sorted(gone & {u for u in used if u})), None)
        return _("codings carry the value {value}: it must stay").format(value=lost) if lost else ""

    def _handle(self, name: str) -> str:
        taken = {a.handle for a in self._book.axes} | {f.handle for f in self._book.facets}
        return _free(_stem(name), taken.__contains__)


def _stem(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in folded(name)).split()) or "x"


def _free(stem: str, taken: Callable[[str], bool]) -> str:
    handle, n = stem, 2
    while taken(handle):
        handle, n = f"{stem}-{n}", n + 1
    return handle


def pairs_text(axis: Axis, book: Codebook) -> str:
    """Return the pairs of an axis as they are written in its form."""
    names = {code.id: code.handle for code in book.codes}
    return "\n".join(f"{names.get(a, a)} – {names.get(b, b)}" for a, b in axis.pairs)


def read_pairs(text: str, book: Codebook) -> tuple[tuple[str, str], ...]:
    """Return the pairs written in a form, as ids of codes."""
    out = []
    for line in filter(None, map(str.strip, text.splitlines())):
        left, right = _PAIR.split(line, maxsplit=1)
        out.append((book.by_handle[left].id, book.by_handle[right].id))
    return tuple(out)


def _pair_problems(text: str, book: Codebook) -> list[str]:
    out = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = _PAIR.split(line, maxsplit=1)
        if len(parts) != 2:
            out.append(_("cannot be read: {line}").format(line=line))
        else:
            out += [_("there is no code {handle}").format(handle=p) for p in parts if p not in book.by_handle]
    return out


def values_text(facet: Facet) -> str:
    """Return the values of a facet as they are written in its form."""
    lines = []
    for v in facet.values:
        english = f" | {v.name_en}" if v.name_en else ""
        key = f" ({v.key})" if v.key else ""
        lines.append(f"{v.handle}: {v.name_sv}{english}{key}")
    return "\n".join(lines)


def read_values(text: str) -> tuple[FacetValue, ...]:
    """Return the values written in a form; a line without a handle gets one from its name."""
    out: list[FacetValue] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _VALUE.match(line)
        if found is None:
            continue
        sv, en = (found["sv"] or "").strip(), (found["en"] or "").strip()
        taken = {v.handle for v in out}
        handle = found["handle"] or _free(_stem(sv or en), taken.__contains__)
        out.append(FacetValue(handle, sv or en, en, found["key"] or ""))
    return tuple(out)
