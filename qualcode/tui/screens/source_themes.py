"""What is coded on a source as a whole: themes that have no place yet, with origin and rough time, and absences."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.core import codings as deeds
from qualcode.core.codings import Coding
from qualcode.core.events import Change
from qualcode.core.sources import Source
from qualcode.i18n import _, get_language
from qualcode.tui.figures import facets_words, quote
from qualcode.tui.screens.code_choice import Chosen, ask_codes
from qualcode.tui.screens.dialogs import TURN_BACK, AskLine, Dialog
from qualcode.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place

_ORIGIN = "origin"


class ThemesScreen(Dialog[None]):
    """Lists codings about the source as a whole, by rough time; one is anchored to the passage selected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *TURN_BACK,
        Binding("n", "new", show=False),
        Binding("a", "absent", show=False),
        Binding("o", "origin", show=False),
        Binding("e", "time", show=False),
        Binding("x,delete", "remove_theme", show=False),
    ]

    def __init__(self, place: Place, source: Source, span: tuple[int, int] | None) -> None:
        keys = _("⏎ anchor to the selection   n new   a absent   o origin   e time   x take away   Esc close")
        words = place.project.quote(source, *span) if span else ""
        super().__init__(_("Themes of {source}").format(source=source.title), keys, quote(words, 200) if words else "")
        self._place, self._source, self._span = place, source, span
        self._themes: dict[str, Coding] = {}

    def compose_box(self) -> ComposeResult:
        """Yield the list."""
        yield LineList(id="themes")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(OptionList).styles.max_height = self.room()
        self._fill()

    def look_again(self) -> None:
        """Fill the list anew."""
        self._fill()

    def _fill(self) -> None:
        listing, project, language = self.query_one(OptionList), self._place.project, get_language()
        book, people = project.codebook(), {p.id: p.name for p in project.persons()}
        at = listing.highlighted or 0
        listing.clear_options()
        themes = [c for c in project.whole_codings(self._source) if not c.adrift]
        self._themes = {c.id: c for c in sorted(themes, key=lambda c: (c.rough_time or "~", c.made_at))}
        times = {c.id: _("absent") if c.absent else c.rough_time or "–" for c in themes}
        wide = max(map(len, times.values()), default=0)
        for coding in self._themes.values():
            coder = "" if coding.coder == project.actor else people.get(coding.coder, "")
            more = " · ".join(x for x in (facets_words(coding, book), coder) if x)
            name = book.path_name(coding.code, language)
            # A path is long: what is said of the theme stands before it, so that it is not cut off.
            line = Content.assemble(
                (f"{times[coding.id]:>{wide}}  ", "$accent"), (f"{more}   " if more else "", "$quiet"), (name, "bold")
            )
            listing.add_option(Option(line, id=coding.id))
        if not self._themes:
            listing.add_option(
                Option(
                    Content(_("No themes without a place; n adds one, a says that something is absent.")).stylize(
                        "$quiet"
                    )
                )
            )
        listing.highlighted = min(at, listing.option_count - 1)

    def _own(self) -> Coding | None:
        listing = self.query_one(OptionList)
        chosen = listing.get_option_at_index(listing.highlighted or 0).id if listing.option_count else None
        coding = self._themes.get(chosen or "")
        if coding is not None and coding.coder != self._place.project.actor:
            self._place.refuse(_("this coding is another coder's"))
            return None
        return coding

    def _write(self, *changes: Change, done: str = "") -> None:
        if self._place.write(*changes, done=done):
            self._fill()

    def on_option_list_option_selected(self) -> None:
        """Anchor the theme to the passage that is selected in the text."""
        coding = self._own()
        if coding is None:
            return
        if coding.absent:
            self._place.refuse(_("what is absent has no place"))
            return
        if self._span is None:
            self._place.refuse(_("select the words first"))
            return
        start, end = self._span
        change = deeds.resize_coding(coding, revision=self._source.text, start=start, end=end)
        self._write(change, done=_("anchored; u takes it back"))
        if not self._themes:
            self.dismiss(None)

    def action_new(self) -> None:
        """Ask for the theme, its facets and a rough time."""

        def then(chosen: Chosen) -> None:
            def with_time(time: str | None) -> None:
                if time is None:
                    return
                themes = [
                    deeds.add_coding(self._source.id, code, facets=chosen.facets, rough_time=time)
                    for code in chosen.codes
                ]
                self._write(*chosen.making, *themes)

            self.app.push_screen(AskLine(_("When, roughly?"), placeholder="00:12"), with_time)

        ask_codes(self._place, _("New theme of the interview"), "", then)

    def action_absent(self) -> None:
        """Ask for a code that the source is found to say nothing of."""

        def then(chosen: Chosen) -> None:
            missing = [deeds.add_coding(self._source.id, c, facets=chosen.facets, absent=True) for c in chosen.codes]
            self._write(*chosen.making, *missing)

        ask_codes(self._place, _("What is absent from this source?"), "", then)

    def action_origin(self) -> None:
        """Say that the theme comes from the guide, from the respondent, or neither."""
        coding = self._own()
        facet = next((f for f in self._place.project.codebook().facets if f.handle == _ORIGIN), None)
        if facet is None:
            self._place.refuse(_("the codebook has no facet “origin”"))
        elif coding is not None:
            ways = [None, *(v.handle for v in facet.values)]
            following = ways[(ways.index(coding.facets.get(_ORIGIN)) + 1) % len(ways)]
            self._write(deeds.qualify(coding, {_ORIGIN: following}))

    def action_time(self) -> None:
        """Ask for the rough time."""
        coding = self._own()
        if coding is not None:

            def then(time: str | None) -> None:
                if time is not None:
                    self._write(deeds.place_in_time(coding, time))

            self.app.push_screen(AskLine(_("When, roughly?"), coding.rough_time, placeholder="00:12"), then)

    def action_remove_theme(self) -> None:
        """Take the theme away."""
        coding = self._own()
        if coding is not None:
            self._write(deeds.remove_coding(coding), done=_("taken away; u brings it back"))
