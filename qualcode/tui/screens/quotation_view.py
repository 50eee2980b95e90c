"""The quotations as a list, and the one under the cursor: in print, and word by word against its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from qualcode.authoring.quote_reporting import quote_words
from qualcode.authoring.quoting import PrintedQuotation, Quoting, about
from qualcode.core.quotations import Span
from qualcode.core.voices import Voice, VoiceSet
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.tui.desk import Desk
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.lines import LineList

_TOKEN = re.compile(r"\S+")
_STYLES = {
    "elided": "$quiet strike",
    "cut": "$quiet strike",
    "mask": "$warning",
    "clarify": "$accent",
    "explain": "$accent",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the source within a quotation: its place, and what is done to it."""

    start: int
    end: int
    state: str = "kept"
    printed: str = ""


def tokens(printed: PrintedQuotation, text: str, turns: list[Span]) -> list[Token]:
    """Return the words between a quotation's first and last, those left out too; ``turns`` are what is said."""
    wording = printed.wording
    if wording is None:
        return []
    out = []
    for low, high in turns or [(wording.start, wording.end)]:
        for m in _TOKEN.finditer(text, max(low, wording.start), min(high, wording.end)):
            start, end = m.span()
            rework = next((r for r in wording.reworks if r.start < end and start < r.end), None)
            if not any(a < end and start < b for a, b in wording.spans):
                out.append(Token(start, end, "elided"))
            elif rework is not None:
                out.append(Token(start, end, rework.kind, rework.printed if end >= rework.end else ""))
            else:
                out.append(Token(start, end))
    return out


class QuotationView(Place):
    """What there is to quote with: list, print, words, facts."""

    CONTEXT = "quotations"
    CSS_PATH = "quotations.tcss"
    AUTO_FOCUS = "#quotations"
    KEPT: ClassVar[tuple[str, ...]] = ("_by_voices", "_left")

    def __init__(self) -> None:
        super().__init__()
        self._quoting: Quoting | None = None
        self._printed: dict[str, PrintedQuotation] = {}
        self._wanted = ""  # the row to go to as soon as it is there
        self._sets: list[VoiceSet] = []
        self._by_voices = False
        self._handles = 0  # the cells of the longest number of a quotation
        self._left = ""  # the row on which the cursor was left
        self._tokens: list[Token] = []
        self._at = self._anchor = 0
        self._shown = ""

    def compose_body(self) -> ComposeResult:
        """Yield list, print and facts."""
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield LineList(id="quotations")
            with VerticalScroll(id="right", can_focus=False):
                yield Static(id="print")
                yield Static(id="words")
        yield Static(id="facts")

    @property
    def listing(self) -> OptionList:
        """The list."""
        return self.query_one("#quotations", OptionList)

    def details(self) -> list[str]:
        """Return how many quotations there are."""
        n = len(self._printed)
        return [ngettext("{n} quotation", "{n} quotations", n).format(n=n)]

    def show_project(self) -> None:
        """Read the quotations: all of them in a thread, later those that changed."""
        if self._quoting is None:
            self.typed.begin(_("reading …"))
            self.read_aside(_all_quotations, self._take, group="quotations")
            return
        self._quoting = self._quoting.again(self.project)
        self._printed = {p.quotation.id: p for p in self._quoting.all()}
        self._sets = self.project.voice_sets()
        self._fill(self._wanted)
        self._wanted = ""

    def _take(self, quoting: Quoting) -> None:
        if self.is_whole:
            self._quoting = quoting
            self.show_project()
            self.put_lines()
            self.typed.end()

    def _fill(self, go_to: str = "") -> None:
        listing = self.listing
        at = listing.highlighted
        wanted = go_to or self._row_id() or self._left
        self._handles = max((len(p.quotation.handle) for p in self._printed.values()), default=0)
        listing.clear_options()
        listing.add_options(self._options())
        ids = [listing.get_option_at_index(i).id for i in range(listing.option_count)]
        usable = [i for i, identifier in enumerate(ids) if identifier and not identifier.startswith("set:")]
        if wanted in ids:
            listing.highlighted = ids.index(wanted)
        elif usable:
            listing.highlighted = min(usable, key=lambda i: abs(i - (at or 0)))
        self._show()

    def _options(self) -> Iterator[Option]:
        if not self._by_voices:
            for p in self._printed.values():
                yield Option(self._line(p), id=f":{p.quotation.id}")
            return
        for voices in self._sets:
            name = Content(voices.name).stylize("bold")
            yield Option(name, id=f"set:{voices.id}", disabled=True)
            for voice in voices.voices:
                if (said := self._printed.get(voice.quotation)) is not None:
                    yield Option(self._line(said, voice), id=f"{voices.id}:{voice.quotation}")

    def _line(self, p: PrintedQuotation, voice: Voice | None = None) -> Content:
        mark = (" ⚠", "$warning") if p.state else ("", "")
        stands = f" {quote_words.mark(voice.mark, _)}" if voice is not None and voice.mark else ""
        return Content.assemble(
            (f"{p.quotation.handle:<{self._handles}} ", "$accent"),
            p.speaker.name or p.source.handle,
            mark,
            (stands, "$accent"),
            (f"  {p.text or quote_words.state(p.state, _)}", "$quiet"),
        )

    @property
    def chosen(self) -> PrintedQuotation | None:
        """The quotation under the cursor."""
        return self._printed.get(self._chosen_ids()[1])

    def _row_id(self) -> str:
        listing = self.listing
        at = listing.highlighted
        return "" if at is None or at >= listing.option_count else listing.get_option_at_index(at).id or ""

    def leave(self, desk: Desk) -> None:
        """Keep the list and the place of its cursor."""
        self._left = self._row_id() or self._left
        super().leave(desk)

    def _chosen_ids(self) -> tuple[str, str]:
        """Return the ids of voice set and quotation under the cursor."""
        voices, _colon, quotation = self._row_id().partition(":")
        return ("", "") if voices == "set" else (voices, quotation)

    def on_option_list_option_highlighted(self) -> None:
        """Show the quotation under the cursor."""
        self._show()

    def show_thing(self, identifier: str) -> None:
        """Put the cursor on a quotation."""
        self._by_voices = False
        if self._quoting is None:
            self._wanted = f":{identifier}"
        else:
            self._fill(f":{identifier}")

    def _show(self) -> None:
        p = self.chosen
        if p is None:
            words = _("No quotations yet. {key} in the reading view makes one of the passage.").format(
                key=self.qualcode.key_of("reading.quote")
            )
            if self._by_voices and self._printed:
                words = _("No voice sets yet. b lists all quotations, v puts one into a set.")
            self.query_one("#print", Static).update(Content(words).stylize("$quiet"))
            self.query_one("#words", Static).update(Content(""))
            self.query_one("#facts", Static).update(Content(""))
            self._tokens, self._shown = [], ""
            return
        spans = [(t.body, t.end) for t in self.project.turns(p.source)]
        self._tokens = tokens(p, self.project.text(p.source), spans)
        if self._shown != p.quotation.id:
            self._shown, self._at, self._anchor = p.quotation.id, 0, 0
        last = max(0, len(self._tokens) - 1)
        self._at, self._anchor = min(self._at, last), min(self._anchor, last)
        self.query_one("#print", Static).update(self._in_print(p))
        self._show_words(p)
        self.query_one("#facts", Static).update(self._facts(p))

    def _in_print(self, p: PrintedQuotation) -> Content:
        quoting = self._quoting or Quoting(self.project)
        where, words = quoting.attribution(p)
        inline = quoting.layout(p.quotation) == "inline"
        lines: list[Content] = []
        if where == "before" and words:
            lines.append(Content(words))
        several = len(p.said) > 1
        for i, part in enumerate(p.said):
            text = f"”{part.text}”" if inline else part.text
            text = f"– {text}" if several else text
            after = f" {words}" if where == "after" and i == len(p.said) - 1 else ""
            lines.append(Content.assemble(("┃ " if not inline else "", "$rule"), text, (after, "$quiet")))
        if p.state:
            lines.append(Content(f"⚠ {quote_words.state(p.state, _)}").stylize("$warning"))
        return Content.assemble(Content("\n").join(lines), "\n")

    def _show_words(self, p: PrintedQuotation) -> None:
        text = self.project.text(p.source)
        low, high = sorted((self._at, self._anchor))
        parts: list[Content] = []
        for i, token in enumerate(self._tokens):
            word = Content(text[token.start : token.end]).stylize(_STYLES.get(token.state, ""))
            if low <= i <= high:
                word = word.stylize("reverse")
            parts.append(word)
            if token.printed:
                parts.append(Content(f"[{token.printed}]").stylize("$accent"))
        head = Content(_("Word by word (←→, shift selects):")).stylize("$quiet")
        self.query_one("#words", Static).update(Content("\n").join([head, Content(" ").join(parts)]))

    def _facts(self, p: PrintedQuotation) -> Content:
        theme, codes = about(self.project, p.quotation)
        one_line = p.first_line == p.last_line
        at = str(p.first_line) if one_line else f"{p.first_line}–{p.last_line}"
        place = f"{p.source.handle}, {_('line {line}').format(line=at)}"
        sets = [v.name for v in self._sets if any(x.quotation == p.quotation.id for x in v.voices)]
        lines = [
            (_("place"), f"{place} · {ngettext('{n} word', '{n} words', p.words).format(n=p.words)}"),
            (_("theme"), theme or "–"),
            (_("codes"), ", ".join(codes) or "–"),
            (_("voices"), ", ".join(sets) or "–"),
            (_("note"), " ".join(p.quotation.note.split()) or "–"),
        ]
        width = max(20, self.app.size.width - 3)
        told = (Content.assemble((f"{name:<12.11}", "$quiet"), value) for name, value in lines)
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in told)

    def selected(self) -> Span | None:
        """Return the span of the words selected, in the newest text."""
        if not self._tokens:
            return None
        low, high = sorted((self._at, self._anchor))
        return self._tokens[low].start, self._tokens[high].end

    def selected_tokens(self) -> list[Token]:
        """Return the words selected."""
        low, high = sorted((self._at, self._anchor))
        return self._tokens[low : high + 1]

    def action_word(self, step: int, more: bool = False) -> None:
        """Go to another word, or select up to it."""
        p = self.chosen
        if p is None or not self._tokens:
            return
        self._at = max(0, min(self._at + step, len(self._tokens) - 1))
        if not more:
            self._anchor = self._at
        self._show_words(p)


def _all_quotations(project: Project, _worker: Worker[object]) -> Quoting:
    quoting = Quoting(project)
    quoting.all()
    return quoting
