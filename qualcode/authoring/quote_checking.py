"""Checking the quotations of a manuscript against the sources, and weighing those of a project or a manuscript."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from qualcode.authoring.quoting import PrintedQuotation, Quoting, Speaker
from qualcode.core.manuscripts import Cited, Found, Paragraph, Quoted, read_quotations
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.quotations import Span, overlaps
from qualcode.core.quote_ledger import Ledger, Person, Uttered, ledger
from qualcode.core.quote_match import Corpus, Difference, Match, read_alike, words_of
from qualcode.core.sources import Source
from qualcode.i18n import _
from qualcode.ingest.manuscript import read_manuscript
from qualcode.project import Project
from qualcode.search.language_reading import quotation_cuts

#: What a quotation of a manuscript can be, from sound to wrong.
VERDICTS = ("verbatim", "edited", "codebook", "short", "altered", "speaker", "number", "missing")
#: Those that somebody has to look at.
WRONG = ("altered", "speaker", "number", "missing")
LEAST_WORDS = 5
_ENOUGH = 0.6  # of the words must agree for a quotation to be called altered and not missing

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one quotation, or one cited number, of a manuscript.

    ``source`` (a handle), ``line`` and ``speaker`` are those of the place
    found; ``number`` is that of the project's quotation with these words;
    ``named`` is whom the manuscript names, or the number it cites, where that is wrong.
    """

    verdict: str
    text: str
    paragraph: Paragraph
    form: str
    words: int = 0
    source: str = ""
    line: int = 0
    speaker: str = ""
    number: str = ""
    named: str = ""
    edits: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """A manuscript's quotations and cited numbers, in order, and their ledger."""

    file: str
    checked: tuple[Checked, ...]
    cited: int
    ledger: Ledger

    @property
    def wrong(self) -> list[Checked]:
        """Those that somebody has to look at."""
        return [c for c in self.checked if c.verdict in WRONG]

    def counts(self) -> dict[str, int]:
        """Return how many there are of each verdict."""
        found = Counter(c.verdict for c in self.checked)
        return {v: found[v] for v in VERDICTS if found[v]}


def check_manuscript(
    project: Project,
    path: Path,
    *,
    public: Pseudonyms | None = None,
    least_words: int = LEAST_WORDS,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> QuoteCheck | None:
    """Look up every quotation and cited number of a manuscript; None when it was cancelled.

    ``public`` are the pseudonyms that stand in the manuscript for names of the
    sources.  Raises SourceRejected for a file that cannot be read.
    """
    return check_paragraphs(
        project,
        read_manuscript(path),
        path.name,
        public=public,
        least_words=least_words,
        progress=progress,
        cancelled=cancelled,
    )


def check_paragraphs(
    project: Project,
    paragraphs: Sequence[Paragraph],
    name: str,
    *,
    public: Pseudonyms | None = None,
    least_words: int = LEAST_WORDS,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> QuoteCheck | None:
    """Do as :func:`check_manuscript` with a manuscript that is read already."""
    known = _Known(project, public or Pseudonyms())
    found = read_quotations(paragraphs, known.prefixes)
    sources = len(known.texts)
    total = sources + len(found.quoted)

    def reading(done: int, _all: int) -> None:
        if progress is not None:
            progress(done, total)

    for _key in known.corpus.prepare((q.text for q in found.quoted), progress=reading):
        if cancelled():
            return None
    checked: list[Checked] = []
    uttered: list[Uttered] = []
    for n, quoted in enumerate(found.quoted, 1):
        if cancelled():
            return None
        one, said = known.check(quoted, least_words)
        checked.append(one)
        if said is not None:
            uttered.append(said)
        if progress is not None:
            progress(sources + n, total)
    checked += known.check_numbers(found)
    checked.sort(key=lambda c: c.paragraph.n)
    return QuoteCheck(
        name, tuple(checked), len(found.cited), ledger(uttered, sample(known.quoting), known.quoting.rules)
    )


def sample(quoting: Quoting) -> list[Person]:
    """Return who can be quoted: the respondents of the transcripts."""
    out: dict[str, Person] = {}
    for source in quoting.project.sources():
        if source.kind != "transcript":
            continue
        for each in source.speakers:
            if each.role == "respondent":
                person = person_of(source, quoting.speaker(each.label, each.case))
                out.setdefault(person.id, person)
    return list(out.values())


def person_of(source: Source, speaker: Speaker) -> Person:
    """Return a speaker as someone who is quoted; a label without a case is somebody in that source only."""
    identifier = speaker.case or f"{source.id}:{speaker.label}"
    return Person(identifier, speaker.name or source.handle, speaker.role, speaker.office)


def project_ledger(project: Project, printed: Iterable[PrintedQuotation] | None = None) -> Ledger:
    """Return the ledger of a project's quotations, all of them unless some are given."""
    quoting = Quoting(project)
    uttered = [
        Uttered(p.quotation.handle, person_of(p.source, p.speaker), p.words, p.source.id, p.wording.spans)
        for p in (quoting.all() if printed is None else printed)
        if p.wording is not None
    ]
    return ledger(uttered, sample(quoting), quoting.rules)


@dataclass(slots=True)
class _Shown:
    """A source's text with its pseudonyms, and the way from its positions to those of the text itself."""

    text: str
    starts: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)

    def place(self, position: int) -> int:
        i = bisect_right(self.starts, position) - 1
        return position if i < 0 else self.own[i] + position - self.starts[i]


class _Known:
    """What a manuscript is held against."""

    def __init__(self, project: Project, public: Pseudonyms) -> None:
        self.project = project
        self.quoting = Quoting(project)
        self.public = public
        self.sources = {s.id: s for s in project.sources()}
        self.texts = {s.id: self._shown(s) for s in self.sources.values()}
        language = project.language
        self.corpus = Corpus(
            {key: shown.text for key, shown in self.texts.items()},
            lambda text: ((e.start, e.end) for e in quotation_cuts(text, language)),
        )
        self.prefixes = {prefix for prefix, _n in project.numbers_taken()}

    @cached_property
    def quotations(self) -> list[PrintedQuotation]:
        """The project's own quotations, as they print now."""
        return self.quoting.all()

    @cached_property
    def examples(self) -> tuple[list[str], str]:
        """The examples of the codebook, and all that it says of its codes, as words with a blank between."""
        codes = self.project.codebook().codes
        examples = [e for c in codes for e in (c.example, c.counter_example) if e]
        said = [w for c in codes for w in (c.definition, c.when_to_use, c.when_not) if w]
        return examples, "\n".join(f" {' '.join(words_of(self.public.apply(text)))} " for text in (*examples, *said))

    def _is_example(self, text: str) -> bool:
        """Tell whether a quotation is an example of the codebook, or stands in the text about a code."""
        examples, said = self.examples
        return any(read_alike(self.public.apply(e), text) for e in examples) or f" {' '.join(words_of(text))} " in said

    @cached_property
    def by_source(self) -> Mapping[str, list[PrintedQuotation]]:
        """The project's own quotations by source."""
        out: dict[str, list[PrintedQuotation]] = {}
        for each in self.quotations:
            out.setdefault(each.source.id, []).append(each)
        return out

    @cached_property
    def names(self) -> list[tuple[re.Pattern[str], str]]:
        """What people go by in a manuscript, each with who they are."""
        out: dict[tuple[str, str], None] = {}
        for source in self.sources.values():
            for each in source.speakers:
                who = self.quoting.speaker(each.label, each.case, each.role)
                person = person_of(source, who).id
                for name in {self.public.apply(who.name), each.label}:
                    if len(name) > 1 and (len(name) > 3 or any(c.isdigit() for c in name)):
                        out[name, person] = None
        return [(re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w|:\d)"), person) for name, person in out]

    def _shown(self, source: Source) -> _Shown:
        text = self.project.text(source)
        turns = self.project.turns(source)
        # Labels of turns are no words of anybody; blanks in their place keep all positions.
        parts = [text[: turns[0].start]] if turns else [text]
        for i, turn in enumerate(turns, 1):
            stop = turns[i].start if i < len(turns) else len(text)
            parts += (" " * (turn.body - turn.start), text[turn.body : stop])
        text = "".join(parts)
        if not self.public or self.public.apply(text) == text:
            return _Shown(text)
        out = _Shown("")
        parts = []
        at = length = 0
        for stop in [*(turn.end for turn in turns), len(text)]:
            out.starts.append(length)
            out.own.append(at)
            parts.append(self.public.apply(text[at:stop]))
            length += len(parts[-1])
            at = stop
        out.text = "".join(parts)
        return out

    def check(self, quoted: Quoted, least_words: int) -> tuple[Checked, Uttered | None]:
        """Return what became of a quotation, and, where it was found, whose words it prints."""
        count = len(words_of(quoted.text))
        if count < least_words:
            return Checked("short", quoted.text, quoted.paragraph, quoted.form, count), None
        matches = [m for m in self.corpus.matches(quoted.text) if m.likeness >= _ENOUGH]
        named = self._named(quoted)
        if all(m.differences for m in matches) and self._is_example(quoted.text):
            return Checked("codebook", quoted.text, quoted.paragraph, quoted.form, count), None
        if not matches:
            own = next((q for q in self.quotations if read_alike(self.public.apply(q.text), quoted.text)), None)
            if own is None or own.wording is None:
                return Checked("missing", quoted.text, quoted.paragraph, quoted.form, count), None
            matches = [Match(own.source.id, own.wording.start, own.wording.end, exact=False, edits=("bracket",))]
        sound = [m for m in matches if not m.differences] or matches[:1]
        best = next((m for m in sound if self._person(m).id in named), sound[0])
        source = self.sources[best.text]
        span = self._span(best)
        own = self._own(source, span, quoted)
        person = self._person(best)
        verdict, wrong = self._verdict(best, quoted, person, named, own)
        done = Checked(
            verdict,
            quoted.text,
            quoted.paragraph,
            quoted.form,
            count,
            source.handle,
            self.project.line_map(source).line(span[0]),
            self.public.apply(person.name) if self._speaker(best).label or person.role else "",
            own.quotation.handle if own is not None else "",
            wrong,
            best.edits,
            best.differences,
        )
        return done, Uttered(_where(quoted), person, count, source.id, (span,))

    def _verdict(
        self, best: Match, quoted: Quoted, person: Person, named: Mapping[str, str], own: PrintedQuotation | None
    ) -> tuple[str, str]:
        own_form = own is not None and read_alike(self.public.apply(own.text), quoted.text)
        if best.differences and not own_form:
            return "altered", ""
        if named and person.id not in named and self._speaker(best).label:
            return "speaker", ", ".join(dict.fromkeys(named.values()))
        role = self._other_role(quoted, person)
        if role:
            return "speaker", role
        if quoted.cited and (own is None or own.quotation.handle not in quoted.cited):
            standing = {q.quotation.handle for q in self.quotations}
            if any(handle in standing for handle in quoted.cited):
                return "number", ", ".join(quoted.cited)
        return ("verbatim" if best.exact else "edited"), ""

    def _own(self, source: Source, span: Span, quoted: Quoted) -> PrintedQuotation | None:
        """Return the project's quotation that prints most of these words; of several, the one that is cited."""
        sharing = [
            (overlaps(q.wording.spans, (span,)), q)
            for q in self.by_source.get(source.id, ())
            if q.wording is not None and overlaps(q.wording.spans, (span,))
        ]
        cited = [entry for entry in sharing if entry[1].quotation.handle in quoted.cited]
        return max(cited or sharing, key=lambda entry: (entry[0], entry[1].quotation.handle))[1] if sharing else None

    def _span(self, match: Match) -> Span:
        shown = self.texts[match.text]
        start = shown.place(match.start)
        return start, max(start + 1, shown.place(match.end))

    def _speaker(self, match: Match) -> Speaker:
        return self.quoting.speaker_at(self.sources[match.text], self._span(match)[0])

    def _person(self, match: Match) -> Person:
        own = next(
            (
                q
                for q in self.by_source.get(match.text, ())
                if q.quotation.speaker and q.wording and overlaps(q.wording.spans, (self._span(match),))
            ),
            None,
        )
        speaker = own.speaker if own is not None else self._speaker(match)
        return person_of(self.sources[match.text], speaker)

    def _named(self, quoted: Quoted) -> dict[str, str]:
        """Return whom the manuscript says to speak: ids of people, each with the name that stands there."""
        said = quoted.after
        if quoted.form != "marks" or quoted.before.rstrip().endswith(":"):
            said = f"{quoted.before} {quoted.after}"
        out: dict[str, str] = {}
        for pattern, person in self.names:
            hit = pattern.search(said)
            if hit is not None:
                out.setdefault(person, hit.group())
        return out

    def _other_role(self, quoted: Quoted, person: Person) -> str:
        """Return the role that the manuscript gives the speaker, where it is one that somebody else has."""
        said = quoted.after.strip("(). ").casefold()
        parts = {part.strip() for part in said.split(",")}
        roles = {role for p in sample(self.quoting) if (role := p.role.casefold())}
        given = parts & roles
        return "" if not given or not person.role or person.role.casefold() in given else ", ".join(sorted(given))

    def check_numbers(self, found: Found) -> list[Checked]:
        """Return the cited numbers that no quotation of the project has."""
        standing = {q.quotation.handle.casefold() for q in self.quotations}
        lost: list[Cited] = [c for c in found.cited if c.handle.casefold() not in standing]
        return [Checked("missing", c.handle, c.paragraph, "number", named=c.handle) for c in lost]


def _where(quoted: Quoted) -> str:
    place = quoted.paragraph
    if place.page:
        return _("page {page}, paragraph {n}").format(page=place.page, n=place.n)
    return _("line {line}").format(line=place.line) if place.line else _("paragraph {n}").format(n=place.n)
