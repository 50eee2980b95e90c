"""The method report: how the analysis was made, told from the log in sentences that an author can go on from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from qualcode.report.model import MethodBox, Report
from qualcode.report.wording import Wording


@dataclass(frozen=True, slots=True)
class CoderRow:
    """A coder's part: printed name, codings that stand, sources coded, first and last day."""

    name: str
    codings: int
    sources: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round: name, numbers of sources and coders, unit, blind or open, days, differences decided."""

    name: str
    sources: int
    coders: int
    unit: str
    blind: bool
    opened: str
    closed: str = ""
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class BookRow:
    """A codebook: title, version, and how many codes and families it holds."""

    title: str
    version: int
    codes: int
    families: int


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """What the log and the tables say; ``done`` is the number of events by kind, the rest what stands now."""

    done: Mapping[str, int] = field(default_factory=dict)
    first: Mapping[str, str] = field(default_factory=dict)  # kind → day of the first, YYYY-MM-DD
    last: Mapping[str, str] = field(default_factory=dict)
    interviews: int = 0
    observations: int = 0
    documents: int = 0
    words: int = 0
    corrected_places: int = 0
    corrected_texts: int = 0
    books: tuple[BookRow, ...] = ()
    codes: int = 0
    axes: int = 0
    facets: int = 0
    code_changes_after: int = 0  # changes of the codebook after the first coding
    coders: tuple[CoderRow, ...] = ()
    codings: int = 0
    double_coded: int = 0
    sources: int = 0
    consensus: int = 0
    rounds: tuple[RoundRow, ...] = ()
    condensations: int = 0
    themes: int = 0
    findings: int = 0
    scenes: int = 0
    blocks: int = 0
    verbatim_blocks: int = 0
    memos: int = 0
    events: int = 0
    version: str = ""


@dataclass(frozen=True, slots=True)
class MethodSection:
    """A heading and its sentences; ``about`` names what it is about for templates."""

    about: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodReport(Report):
    """How the analysis was made: sections of sentences, and the coders and rounds as tables."""

    name: ClassVar[str] = "method"
    sections: tuple[MethodSection, ...] = ()
    coders: tuple[CoderRow, ...] = ()
    rounds: tuple[RoundRow, ...] = ()
    facts: MethodFacts = field(default_factory=MethodFacts)


def method_report(facts: MethodFacts, *, language: str, method: MethodBox, title: str = "") -> MethodReport:
    """Return the method report; what was not done is not told."""
    wording = Wording(language)
    _ = wording.gettext
    told = _Sentences(facts, wording)
    sections = (
        MethodSection("material", _("Material"), told.material()),
        MethodSection("codebook", _("Codebook"), told.codebook()),
        MethodSection("coding", _("Coding"), told.coding()),
        MethodSection("rounds", _("Coding side by side"), told.rounds()),
        MethodSection("condensation", _("Meaning condensation"), told.condensation()),
        MethodSection("scenes", _("Scenes"), told.scenes()),
        MethodSection("software", _("Program and log"), told.software()),
    )
    return MethodReport(
        title=title or _("How the analysis was made"),
        language=language,
        method=method,
        sections=tuple(s for s in sections if s.sentences),
        coders=facts.coders,
        rounds=facts.rounds,
        facts=facts,
    )


class _Sentences:
    """Words facts; each method returns the sentences of one section, none where there is nothing to tell."""

    def __init__(self, facts: MethodFacts, wording: Wording) -> None:
        self._facts, self._wording = facts, wording
        self._number = wording.number

    def _counted(self, counts: Mapping[str, int]) -> str:
        return self._wording.counted({name: n for name, n in counts.items() if n})

    def _period(self, *kinds: str) -> str:
        days = [d for k in kinds for d in (self._facts.first.get(k, ""), self._facts.last.get(k, "")) if d]
        if not days:
            return ""
        first, last = min(days), max(days)
        if first == last:
            return self._wording.gettext("on {day}").format(day=first)
        return self._wording.gettext("between {first} and {last}").format(first=first, last=last)

    def material(self) -> tuple[str, ...]:
        facts, _, ngettext = self._facts, self._wording.gettext, self._wording.ngettext
        if not facts.sources:
            return ()
        kinds = {"interviews": facts.interviews, "observations": facts.observations, "documents": facts.documents}
        out = [
            _("The material is {sources}, {words} words in all; it was taken into the project {period}.").format(
                sources=self._counted(kinds), words=self._number(facts.words), period=self._period("source.add")
            )
        ]
        if facts.corrected_places:
            out.append(
                ngettext(
                    "{places} place in the texts was repaired or corrected after they had been read, such as a word "
                    "broken at a line end; the original is kept, and every change can be seen.",
                    "{places} places in the texts were repaired or corrected after they had been read, such as words "
                    "broken at line ends; the originals are kept, and every change can be seen.",
                    facts.corrected_places,
                ).format(places=self._number(facts.corrected_places))
            )
        if n := facts.done.get("redaction.add", 0):
            out.append(
                ngettext(
                    "Words were taken out of the project for good {n} time.",
                    "Words were taken out of the project for good {n} times.",
                    n,
                ).format(n=self._number(n))
            )
        return tuple(out)

    def codebook(self) -> tuple[str, ...]:
        facts, _, ngettext = self._facts, self._wording.gettext, self._wording.ngettext
        if not facts.codes:
            return ()
        out = [
            _("The codebook {title}, version {version}, holds {codes} in {families}.").format(
                title=self._wording.quoted(book.title),
                version=book.version,
                codes=self._counted({"codes": book.codes}),
                families=ngettext("{n} family", "{n} families", book.families).format(n=self._number(book.families)),
            )
            for book in facts.books
        ]
        if not facts.books:
            codes = self._counted({"codes": facts.codes})
            out.append(_("The codebook holds {codes}.").format(codes=codes))
        changes = [
            (ngettext("{n} code was added", "{n} codes were added", n), n)
            for n in [facts.done.get("code.add", 0) - sum(b.codes for b in facts.books)]
            if n > 0
        ]
        worded: dict[str, Callable[[int], str]] = {
            "code.define": lambda n: ngettext("{n} definition was changed", "{n} definitions were changed", n),
            "code.rename": lambda n: ngettext("{n} code was renamed", "{n} codes were renamed", n),
            "code.merge": lambda n: ngettext(
                "{n} code was merged with another", "{n} codes were merged with others", n
            ),
            "code.split": lambda n: ngettext("{n} code was split", "{n} codes were split", n),
            "code.retire": lambda n: ngettext("{n} code was taken out of use", "{n} codes were taken out of use", n),
        }
        changes += [(words(n), n) for kind, words in worded.items() if (n := facts.done.get(kind, 0))]
        if changes:
            listed = ", ".join(words.format(n=self._number(n)) for words, n in changes)
            out.append(_("In the course of the work {changes}.").format(changes=listed))
        if facts.codings:
            n = facts.code_changes_after
            out.append(
                ngettext(
                    "After coding had begun, the codebook was changed {n} time.",
                    "After coding had begun, the codebook was changed {n} times.",
                    n,
                ).format(n=self._number(n))
                if n
                else _("The codebook was not changed after coding had begun.")
            )
        return tuple(out)

    def coding(self) -> tuple[str, ...]:
        facts, _, ngettext = self._facts, self._wording.gettext, self._wording.ngettext
        if not facts.codings:
            return ()
        out = [
            _("{coders} coded the material {period}; {codings} stand.").format(
                coders=self._counted({"coders": len(facts.coders)}),
                period=self._period("coding.add"),
                codings=self._counted({"codings": facts.codings}),
            )
        ]
        if len(facts.coders) > 1:
            out.append(
                _("{n} of {total} sources were coded by at least two coders.").format(
                    n=self._number(facts.double_coded), total=self._number(facts.sources)
                )
            )
        taken, left = facts.done.get("suggestion.accept", 0), facts.done.get("suggestion.reject", 0)
        if taken or left:
            out.append(
                _(
                    "The program suggested passages by cue words and likeness; {taken} suggestions were accepted and "
                    "{left} rejected, each by a person."
                ).format(taken=self._number(taken), left=self._number(left))
            )
        if facts.memos:
            out.append(
                ngettext("{n} memo was written.", "{n} memos were written.", facts.memos).format(
                    n=self._number(facts.memos)
                )
            )
        return tuple(out)

    def rounds(self) -> tuple[str, ...]:
        facts, _, ngettext = self._facts, self._wording.gettext, self._wording.ngettext
        if not facts.rounds:
            return ()
        n = len(facts.rounds)
        out = [
            ngettext("The coders worked side by side in {n} round.", "The coders worked side by side in {n} rounds.", n)
            .format(n=self._number(n))
        ]  # fmt: skip
        if blind := sum(r.blind for r in facts.rounds):
            out.append(
                ngettext(
                    "{n} round was blind: until it was closed nobody saw what the others coded.",
                    "{n} rounds were blind: until they were closed nobody saw what the others coded.",
                    blind,
                ).format(n=self._number(blind))
            )
        if decided := sum(r.decisions for r in facts.rounds):
            out.append(
                ngettext(
                    "{n} difference between coders was talked through and decided",
                    "{n} differences between coders were talked through and decided",
                    decided,
                ).format(n=self._number(decided))
                + (
                    _(", which gave {codings} of consensus.").format(
                        codings=self._counted({"codings": facts.consensus})
                    )
                    if facts.consensus
                    else "."
                )
            )
        return tuple(out)

    def condensation(self) -> tuple[str, ...]:
        facts, _ = self._facts, self._wording.gettext
        if not facts.condensations:
            return ()
        return (
            _(
                "{rows} were each condensed to one sentence (Kvale & Brinkmann) {period} and gathered in {themes}, "
                "which carry {findings}."
            ).format(
                rows=self._counted({"condensations": facts.condensations}),
                period=self._period("condensation.add"),
                themes=self._counted({"themes": facts.themes}) or "0",
                findings=self._counted({"findings": facts.findings}) or "0",
            ),
            _("Every finding can be traced back over its sentences to the lines of the sources."),
        )

    def scenes(self) -> tuple[str, ...]:
        facts, _ = self._facts, self._wording.gettext
        if not facts.scenes:
            return ()
        return (
            _(
                "{scenes} were composed of field notes and interviews; of their {blocks} blocks {verbatim} stand word "
                "for word as in the source, and the passages beneath each block are kept."
            ).format(
                scenes=self._counted({"scenes": facts.scenes}),
                blocks=self._number(facts.blocks),
                verbatim=self._number(facts.verbatim_blocks),
            ),
        )

    def software(self) -> tuple[str, ...]:
        facts, _ = self._facts, self._wording.gettext
        return (
            _(
                "The analysis was made in qualcode {version}. Every step is kept in a log of {events} entries, each "
                "bound to the one before it by a hash (SHA-256)."
            ).format(version=facts.version, events=self._number(facts.events)),
        )
