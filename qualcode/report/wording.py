"""The words and numbers of reports, in the report's language whatever language the program speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from qualcode.i18n import catalogue
from qualcode.report.figures import CellEntry
from qualcode.report.model import Place

NBSP = "\u00a0"
HIDDEN = ".."  # the sign of official statistics for a figure that is not given out
LOCALES = {"sv": "sv-SE", "en": "en-GB"}


_own: ContextVar[Mapping[str, str]] = ContextVar("own_words")


@contextmanager
def own_words(words: Mapping[str, str]) -> Iterator[None]:
    """Let an author's words stand in the place of ours, inside a ``with`` block; ours are given as they are printed."""
    token = _own.set(words)
    try:
        yield
    finally:
        _own.reset(token)


class Wording:
    """Gettext, closed values and numbers of one language, ``sv`` or ``en``."""

    def __init__(self, language: str) -> None:
        self._messages = catalogue(language)
        self._own = _own.get({})
        self.language = language
        self.locale = LOCALES.get(language, language)

    def gettext(self, message: str) -> str:
        """Return one of our texts in the language, or the author's in its place."""
        text = self._messages.gettext(message)
        return self._own.get(text, text)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return one of our texts with a number in it."""
        text = self._messages.ngettext(one, many, n)
        return self._own.get(text, text)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as the language writes it: ``12 345,6`` with a no-break space, ``12,345.6``."""
        # No minus before a zero.
        text = f"{round(value, decimals) or 0:,.{decimals}f}"
        if self.language == "sv":
            text = text.replace(",", NBSP).replace(".", ",").replace("-", "\u2212")
        return text

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share as per cent, ``61 %`` with a no-break space in Swedish, ``61%`` in English."""
        text = self.number(100 * share, decimals)
        return f"{text}{NBSP}%" if self.language == "sv" else f"{text}%"

    def cell(self, cell: CellEntry) -> str:
        """Return a cell of a table: its count, with its share where one is told; ``..`` where it is hidden."""
        if cell.count is None:
            return HIDDEN
        if cell.share is None:
            return self.number(cell.count)
        return f"{self.number(cell.count)} ({self.percent(cell.share)})"

    def measure(self, measure: str) -> str:
        """Return the word for what a table counts."""
        _ = self.gettext
        return {"voices": _("voices"), "passages": _("passages"), "sources": _("sources")}.get(measure, measure)

    def balance_group(self, by: str) -> str:
        """Return the word for what an axis is told by; an attribute's name stands for itself."""
        _ = self.gettext
        words = {"person": _("Person"), "section": _("Section"), "source": _("Source")}
        return words.get(by, by[:1].upper() + by[1:])

    def source_kind(self, kind: str) -> str:
        """Return the word for the kind of a source, by what it is to the study."""
        _ = self.gettext
        words = {"transcript": _("interview"), "fieldnote": _("observation"), "document": _("document")}
        return words.get(kind, kind)

    def quoted(self, text: str) -> str:
        """Return a text in the language's quotation marks."""
        return f"”{text}”" if self.language == "sv" else f"“{text}”"

    def joined(self, items: tuple[str, ...] | list[str]) -> str:
        """Return items as a list in running text."""
        return ", ".join(items)

    def place(self, place: Place) -> str:
        """Return a place as ``handle, line 3`` or ``handle, lines 3–5``; the handle alone without lines."""
        _ = self.gettext
        if place.first_line <= 0:
            return place.source
        if place.last_line <= place.first_line:
            return _("{source}, line {line}").format(source=place.source, line=place.first_line)
        return _("{source}, lines {first}–{last}").format(
            source=place.source, first=place.first_line, last=place.last_line
        )

    def places(self, places: Iterable[Place]) -> str:
        """Return places source by source, lines that follow each other taken together: ``a, lines 1–5, 9; b``."""
        lines: dict[str, list[tuple[int, int]]] = {}
        for place in places:
            lines.setdefault(place.source, []).append((place.first_line, max(place.first_line, place.last_line)))
        return "; ".join(self._lines(source, sorted(spans)) for source, spans in lines.items())

    def _lines(self, source: str, spans: list[tuple[int, int]]) -> str:
        joined: list[tuple[int, int]] = []
        for first, last in (span for span in spans if span[0] > 0):
            # Blank lines part turns in most files, so a gap of one line is no gap.
            if joined and first <= joined[-1][1] + 2:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        if len(joined) <= 1:
            return self.place(Place(source, *joined[0]) if joined else Place(source))
        listed = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in joined)
        return self.gettext("{source}, lines {lines}").format(source=source, lines=listed)

    def counted(self, counts: Mapping[str, int]) -> str:
        """Return the counts of a method box as ``12 sources, 90 codes``; a name it does not know stays as given."""
        return self.joined([self._count(name, n) for name, n in counts.items()])

    def _count(self, name: str, n: int) -> str:
        ngettext = self.ngettext
        pattern = {
            "sources": ngettext("{n} source", "{n} sources", n),
            "words": ngettext("{n} word", "{n} words", n),
            "codes": ngettext("{n} code", "{n} codes", n),
            "codings": ngettext("{n} coding", "{n} codings", n),
            "coders": ngettext("{n} coder", "{n} coders", n),
            "interviews": ngettext("{n} interview", "{n} interviews", n),
            "observations": ngettext("{n} observation with field notes", "{n} observations with field notes", n),
            "documents": ngettext("{n} document", "{n} documents", n),
            "cases": ngettext("{n} case", "{n} cases", n),
            "condensations": ngettext("{n} meaning unit", "{n} meaning units", n),
            "themes": ngettext("{n} theme", "{n} themes", n),
            "findings": ngettext("{n} finding", "{n} findings", n),
            "scenes": ngettext("{n} scene", "{n} scenes", n),
            "quotations": ngettext("{n} quotation", "{n} quotations", n),
        }.get(name, "{n} {name}")
        return pattern.format(n=self.number(n), name=name)

    def months(self, first: str, last: str) -> str:
        """Return a span of months (``YYYY-MM``) in words: ``februari–april 2025``; empty without one."""
        if not first:
            return ""
        year, month = first.split("-")
        end_year, end_month = last.split("-")
        names = self._months()
        if first == last:
            return f"{names[int(month) - 1]} {year}"
        begin = names[int(month) - 1] + ("" if year == end_year else f" {year}")
        return f"{begin}–{names[int(end_month) - 1]} {end_year}"

    def _months(self) -> tuple[str, ...]:
        _ = self.gettext
        return (
            _("January"),
            _("February"),
            _("March"),
            _("April"),
            _("May"),
            _("June"),
            _("July"),
            _("August"),
            _("September"),
            _("October"),
            _("November"),
            _("December"),
        )

    def mode(self, mode: str) -> str:
        """Return the word for how talk took place; empty where that is not known."""
        _ = self.gettext
        return {
            "onsite": _("on site"),
            "video": _("by video"),
            "phone": _("by phone"),
            "observation": _("observation"),
            "document": _("document"),
        }.get(mode, mode)

    def code_kind(self, kind: str) -> str:
        """Return the word for a kind of code."""
        _ = self.gettext
        return {
            "pole": _("pole of an axis"),
            "dimension": _("dimension"),
            "level": _("level"),
            "theme": _("theme"),
        }.get(kind, kind)

    def status(self, status: str) -> str:
        """Return the word for a code's status."""
        _ = self.gettext
        return {"active": _("active"), "draft": _("draft"), "retired": _("retired")}.get(status, status)

    def voiced_by(self, who: str) -> str:
        """Return the sentence that says who can voice a code; empty where anyone can."""
        _ = self.gettext
        return {
            "self": _("Voiced only about oneself."),
            "others": _("Voiced only about others."),
        }.get(who, "")

    def presence(self, presence: str) -> str:
        """Return the word for how a person is present in a scene; empty for plain presence."""
        _ = self.gettext
        return {
            "arrives": _("arrives later"),
            "declined": _("declined"),
            "absent": _("absent"),
            "phone": _("on the phone"),
            "anecdote": _("in an anecdote"),
        }.get(presence, "")

    def fidelity(self, fidelity: str) -> str:
        """Return the word for how near a block of a scene stays to its passages."""
        _ = self.gettext
        return {
            "verbatim": _("verbatim"),
            "edited": _("edited"),
            "condensed": _("condensed"),
            "paraphrase": _("paraphrase"),
        }.get(fidelity, fidelity)
