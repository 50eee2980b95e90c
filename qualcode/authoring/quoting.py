"""Quotations of a project: making them from passages, rewording them, and how they read in print now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.core import quotations as deeds
from qualcode.core.attribution import QuotationRules, attributed, set_rules
from qualcode.core.cases import Case
from qualcode.core.codings import Coding
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.places import Span, trimmed
from qualcode.core.printed_words import Said, printed_text, said, word_count
from qualcode.core.quotations import Quotation, Rework, Wording
from qualcode.core.search import turn_at
from qualcode.core.sources import Source
from qualcode.errors import Ambiguous, NotFound, QualcodeError, UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.search.language_reading import quotation_cuts
from qualcode.store.quotation_rows import rules

_NUMBERED = re.compile(r"[^\W\d_]{1,6}\d{1,4}")
_HANDLE = re.compile(r"([^\W\d_]+)-?(\d+)\b")

_DASH_TURN = re.compile(r"\s*[–—-]\s+([^\W\d_][\w .]{0,30}?):\s")
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation: the name that may be printed, role and office, the case, the label in the source."""

    name: str
    role: str = ""
    office: str = ""
    case: str | None = None
    label: str = ""
    part: str = "respondent"


@dataclass(frozen=True, slots=True)
class PrintedQuotation:
    """A quotation as it reads now.

    ``state`` is empty while the words beneath are those that were chosen,
    ``changed`` when a correction altered them, ``lost`` when a part of what was
    chosen or done to it is gone, ``gone`` when all is.  ``wording`` holds
    positions of the newest text, None when all is gone.
    """

    quotation: Quotation
    source: Source
    wording: Wording | None
    said: tuple[Said, ...]
    speaker: Speaker
    first_line: int = 0
    last_line: int = 0
    state: str = ""

    @property
    def text(self) -> str:
        """The printed words in one line."""
        return printed_text(self.said)

    @property
    def words(self) -> int:
        """How many of the speaker's own words are printed."""
        return word_count(self.said)


class Quoting:
    """Prints quotations, and keeps what several of them need."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.rules = project.quotation_rules()
        self._sources = {s.id: s for s in project.sources()}
        self._cases = {c.id: c for c in project.cases()}
        self._place = project.placer()
        self._known: dict[str, PrintedQuotation] = {}

    def again(self, project: Project) -> Quoting:
        """Return one for the project as it is now, or opened again, that keeps what was printed where nothing moved."""
        now = Quoting(project)
        if (now.rules, now._cases) == (self.rules, self._cases):
            now._known = self._known
        return now

    def printed(self, quotation: Quotation) -> PrintedQuotation:
        """Return a quotation as it reads now."""
        source, known = self._sources[quotation.source], self._known.get(quotation.id)
        if known is None or known.quotation != quotation or known.source != source:
            known = self._known[quotation.id] = self._print(quotation, source)
        return known

    def _print(self, quotation: Quotation, source: Source) -> PrintedQuotation:
        old = quotation.wording
        wording, lost = old, 0
        if old.revision != source.text:
            wording_now, lost = deeds.moved(
                old, source.text, lambda a, b: self._place(quotation.source, old.revision, a, b)
            )
            if wording_now is None:
                return PrintedQuotation(quotation, source, None, (), Speaker(""), state="gone")
            wording = wording_now
        text = self.project.text(source)
        paragraphs = said(text, self.project.turns(source), wording)
        state = "lost" if lost else "" if self._same(old, wording, text) else "changed"
        lines = self.project.line_map(source).lines(wording.start, wording.end)
        speaker = self.speaker_at(source, wording.start)
        if quotation.speaker in self._cases:
            speaker = self.speaker(speaker.label, quotation.speaker)
        return PrintedQuotation(quotation, source, wording, paragraphs, speaker, *lines, state)

    def all(self, quotations: Iterable[Quotation] | None = None) -> list[PrintedQuotation]:
        """Return quotations, all of them by default, as they read now."""
        return [self.printed(q) for q in (self.project.quotations() if quotations is None else quotations)]

    def _same(self, old: Wording, new: Wording, text: str) -> bool:
        if old.revision == new.revision:
            return True
        before = self.project.text_of(old.revision)
        if not before:  # taken out for good, so that nobody can tell
            return True
        return [before[a:b] for a, b in old.spans] == [text[a:b] for a, b in new.spans]

    def speaker_at(self, source: Source, position: int) -> Speaker:
        """Return who speaks at a position of a source's newest text; in prose, who a dash turn there names."""
        turn = turn_at(self.project.turns(source), position)
        label = turn.speaker if turn is not None else ""
        if not label:
            text = self.project.text(source)
            dash = _DASH_TURN.match(text, text.rfind("\n", 0, position) + 1, position)
            label = dash[1] if dash is not None else ""
        known = next((s for s in source.speakers if s.label == label), None)
        return self.speaker(label, known.case if known else None, known.role if known else "respondent")

    def speaker(self, label: str, case: str | None, part: str = "respondent") -> Speaker:
        """Return who a label of a source stands for."""
        its = self._cases.get(case or "")
        if its is None:
            return Speaker(label, label=label, part=part)
        role, office = self.attributes(its)
        return Speaker(its.printed, role, office, its.id, label, part)

    def attributes(self, case: Case) -> tuple[str, str]:
        """Return the role and the office of a case, by the project's rules."""
        return case.attributes.get(self.rules.role, ""), case.attributes.get(self.rules.office, "")

    def attribution(self, printed: PrintedQuotation) -> tuple[str, str]:
        """Return where a quotation is attributed (before, after, none) and in which words."""
        where = printed.quotation.attribution or self.rules.attribution
        template = {"before": self.rules.before, "after": self.rules.after}.get(where, "")
        speaker = printed.speaker
        values = {
            "name": speaker.name,
            "role": speaker.role,
            "office": speaker.office,
            "number": printed.quotation.handle,
            "source": printed.source.handle,
        }
        return where, attributed(template, values)

    def layout(self, quotation: Quotation) -> str:
        """Return whether a quotation stands as a block or in the line."""
        return quotation.layout or self.rules.layout


# -- making -------------------------------------------------------------------


def number_prefix(project: Project, source: Source, label: str) -> str:
    """Return what stands before the colon in the numbers of a speaker's quotations.

    The label in the transcript where it is numbered and nobody else goes by it
    (``IP3``), else the first part of the source's handle where only one source
    begins so (``intervju-05``), else the handle.
    """
    if _NUMBERED.fullmatch(label):
        others = {s.id for s in project.sources() for k in s.speakers if k.label == label}
        if others <= {source.id}:
            return label
    begin = _HANDLE.match(source.handle)
    if begin is not None:
        alike = [s for s in project.sources() if (m := _HANDLE.match(s.handle)) and m[0] == begin[0]]
        if len(alike) == 1:
            return begin[0]
    return source.handle


def draft(project: Project, source: Source, start: int, end: int, **fields: object) -> Quotation:
    """Return a quotation of ``[start, end)`` of a source's newest text; its number is given when it is added.

    Raises QualcodeError when nobody says anything there.
    """
    text = project.text(source)
    span = trimmed(text, start, end)
    if span is None or not any(each.text for each in said(text, project.turns(source), Wording(source.text, (span,)))):
        raise QualcodeError(_("nothing is said there"), _("Choose words of a turn."))
    prefix = str(fields.pop("prefix", "")) or number_prefix(
        project, source, Quoting(project).speaker_at(source, span[0]).label
    )
    if not re.fullmatch(r"[\w.-]+", prefix):
        raise UsageProblem(_("{prefix} cannot stand in a number").format(prefix=prefix), _("Use letters and digits."))
    return Quotation(new_id(), source.id, Wording(source.text, (span,)), prefix, 0, **fields)  # type: ignore[arg-type]


def draft_from_coding(project: Project, coding: Coding, **fields: object) -> Quotation:
    """Return a quotation of a coded passage, with its code.

    Raises QualcodeError when the words of the coding are gone.
    """
    if coding.start is None or coding.end is None:
        raise QualcodeError(_("the coding stands on no words"), _("Choose a coding of a passage."))
    source = next(s for s in project.sources() if s.id == coding.source)
    fields["codes"] = fields.get("codes") or (coding.code,)
    return draft(project, source, coding.start, coding.end, **fields)


def add(project: Project, *drafts: Quotation) -> list[Quotation]:
    """Add quotations in one action and return them with their numbers, none of which was ever given before."""
    made: list[Quotation] = []

    def changes() -> Iterable[Change]:
        taken = project.numbers_taken()
        for each in drafts:
            number = deeds.next_number(each.prefix, taken)
            taken.append((each.prefix, number))
            made.append(replace(each, number=number))
        return [deeds.add_quotation(q) for q in made]

    project.apply_with(changes)
    return made


# -- rewording ----------------------------------------------------------------


def current(project: Project, quotation: Quotation) -> Wording:
    """Return a quotation's wording as positions of the newest text.

    Raises QualcodeError when its words are gone.
    """
    printed = Quoting(project).printed(quotation)
    if printed.wording is None:
        raise QualcodeError(
            _("the words of {number} are gone from the text").format(number=quotation.handle),
            _("Remove the quotation, and quote anew."),
        )
    return printed.wording


def words_in(project: Project, quotation: Quotation, wording: Wording, words: str, *, anywhere: bool = False) -> Span:
    """Return where words stand within the printed spans of a quotation, or ``anywhere`` between first and last.

    Raises NotFound when they do not, Ambiguous when they stand there several times.
    """
    text = project.text_of(wording.revision)
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(re.escape(w) for w in words.split()) + r"(?!\w)")
    within = ((wording.start, wording.end),) if anywhere else wording.spans
    found = [m.span() for a, b in within for m in pattern.finditer(text, a, b)] if words.split() else []
    see = _("See: qualcode quotation show {number}").format(number=quotation.handle)
    short = words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"
    if not found:
        raise NotFound(_("{number} does not print “{words}”").format(number=quotation.handle, words=short), see)
    if len(found) > 1:
        raise Ambiguous(
            _("{number} prints “{words}” {n} times").format(number=quotation.handle, words=short, n=len(found)),
            _("Give more words."),
        )
    return found[0]


def elided(wording: Wording, span: Span) -> Wording:
    """Return the wording with an elision in the place of some words.

    Raises QualcodeError when nothing would be left.
    """
    try:
        return deeds.elide(wording, *span)
    except ValueError:
        raise QualcodeError(_("nothing would be left of the quotation"), _("Elide fewer words.")) from None


def reworked(wording: Wording, kind: str, span: Span, printed: str, reason: str = "") -> Wording:
    """Return the wording with words masked, clarified or explained.

    Raises QualcodeError when the words are not printed, or nothing is to stand in the brackets.
    """
    inner = " ".join(printed.split()).removeprefix("[").removesuffix("]").strip()
    if not inner or "[" in inner or "]" in inner:
        raise QualcodeError(_("the brackets would hold nothing"), _("Say what is to stand there instead."))
    try:
        return deeds.rework(wording, Rework(kind, *span, inner, reason))
    except ValueError:
        raise QualcodeError(_("these words are not printed"), _("Choose words that the quotation prints.")) from None


def cleaned(project: Project, source: Source, wording: Wording) -> Wording:
    """Return the wording without pauses, fillers and repeated words, by the rule of the clean quotation."""
    text = project.text_of(wording.revision)
    cuts = [
        Rework("cut", low + e.start, low + e.end, e.new, e.reason)
        for low, high in _turnwise(project, source, wording)
        for e in quotation_cuts(text[low:high], source.language)
    ]
    return deeds.cut(wording, cuts)


def _turnwise(project: Project, source: Source, wording: Wording) -> list[Span]:
    turns = project.turns(source) if wording.revision == source.text else []
    if not turns:
        return list(wording.spans)
    return [(max(a, t.body), min(b, t.end)) for a, b in wording.spans for t in turns if max(a, t.body) < min(b, t.end)]


def plain(wording: Wording) -> Wording:
    """Return the wording as it stands in the source, from its first word to its last."""
    return Wording(wording.revision, ((wording.start, wording.end),))


def change_rules(project: Project, values: Mapping[str, object]) -> QuotationRules:
    """Set some of the project's rules for quotations and return them all.

    Raises UsageProblem when one of them cannot be.
    """
    identifier, before = rules(project.db)
    after = replace(before, **values)  # type: ignore[arg-type]
    problem = after.problem()
    if problem:
        raise UsageProblem(
            _("the rule {name} cannot be {value}").format(name=problem, value=getattr(after, problem)),
            _("See: qualcode quotation rules --help"),
        )
    if after != before:
        project.apply(set_rules(identifier, after))
    return after


def about(project: Project, quotation: Quotation) -> tuple[str, Sequence[str]]:
    """Return the name of a quotation's theme and the handles of its codes."""
    theme = next((t.name for t in project.themes() if t.id == quotation.theme), "")
    book = project.codebook().by_id
    return theme, [book[c].handle for c in quotation.codes if c in book]
