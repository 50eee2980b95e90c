"""The condensation report from lines of descent: finding → theme → condensed sentence → meaning unit → line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.cases import Case
from qualcode.core.codebook import Codebook
from qualcode.core.condensations import Finding, Theme, Trace
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.sources import Source
from qualcode.report.model import (
    CondensationReport,
    CondensationRow,
    Context,
    FindingGroup,
    MethodBox,
    Place,
    SourceRows,
    ThemeGroup,
)
from qualcode.report.wording import Wording

Speakers = Mapping[tuple[str, str], str]

#: What rows can be grouped by.
GROUPINGS = ("finding", "theme", "code", "source", "speaker")
#: What rows can be sorted by within a group.
ORDERS = ("author", "place", "speaker", "code")
#: How a row tells where it comes from.
TRACES = ("column", "notes", "none")


@dataclass(frozen=True, slots=True)
class Layout:
    """How an author wants the rows: grouped, sorted, how many for each group (0: all), and how they trace back."""

    by: str = "finding"
    order: str = "author"
    illustrative: int = 0
    trace: str = "column"


def printed_speakers(sources: Iterable[Source], cases: Iterable[Case], public: Pseudonyms) -> Speakers:
    """Return the printed name of every speaker by source handle and label."""
    by_id = {case.id: case for case in cases}
    out = {}
    for source in sources:
        for speaker in source.speakers:
            case = by_id.get(speaker.case or "")
            out[source.handle, speaker.label] = public.apply(case.printed if case else speaker.label)
    return out


def condensation_report(
    traces: Sequence[Trace],
    codebook: Codebook,
    cases: Iterable[Case] = (),
    *,
    language: str,
    method: MethodBox,
    sources: Sequence[Source] = (),
    title: str = "",
    pseudonyms: Pseudonyms | None = None,
    layout: Layout | None = None,
    contexts: Mapping[str, tuple[str, str]] | None = None,
) -> CondensationReport:
    """Return the report of meaning condensation, in the author's order of findings, themes and rows.

    ``sources`` gives the speakers' cases and the sources' titles; a label that
    it does not know is printed as it stands.  Rows without a theme, and themes
    without a finding, come last.  A row of several codes stands under each when
    grouped by code, with one number.  ``contexts`` gives the words before and
    after a meaning unit by the id of its condensation, for readers who may see them.
    """
    wording, public, layout = Wording(language), pseudonyms or Pseudonyms(), layout or Layout()
    speakers = printed_speakers(sources, cases, public)
    rows = _Rows(codebook, language, public, speakers, contexts or {})
    titles = {s.handle: public.apply(s.title) for s in sources}
    groups: dict[_Key, dict[_Key, list[Trace]]] = {}
    for trace in sorted(traces, key=_order):
        for outer, inner in _keys(trace, layout.by, rows, titles):
            groups.setdefault(outer, {}).setdefault(inner, []).append(trace)

    numbers: dict[str, int] = {}
    table = 0
    findings = []
    for outer in groups if layout.by == "finding" else sorted(groups):
        printed = []
        for inner, held in groups[outer].items():
            table += 1
            shown = _illustrating(held, layout.illustrative, rows)
            shown.sort(key=_WITHIN[layout.order](rows))
            numbered = tuple(rows.row(numbers.setdefault(t.condensation.id, len(numbers) + 1), t) for t in shown)
            printed.append(ThemeGroup(inner.name, inner.claim, table, numbered, len(held)))
        findings.append(FindingGroup(outer.name, outer.claim, tuple(printed)))
    return CondensationReport(
        title=title or wording.gettext("Meaning condensation"),
        language=language,
        method=method,
        findings=tuple(findings),
        sources=_by_source(findings, sources, public),
        by=layout.by,
        trace=layout.trace,
        illustrative=layout.illustrative > 0,
    )


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    """A group: whether it is for what has none, its rank and name, and its claim."""

    last: bool
    rank: tuple[int | str, ...]
    name: str
    claim: str = ""


class _Rows:
    """Makes rows of traces: names in the language, pseudonyms, places."""

    def __init__(
        self,
        codebook: Codebook,
        language: str,
        public: Pseudonyms,
        speakers: Speakers,
        contexts: Mapping[str, tuple[str, str]],
    ) -> None:
        self._codebook, self._language, self._speakers, self._contexts = codebook, language, speakers, contexts
        self.public = public
        self._rank = {code.id: n for n, (code, _depth) in enumerate(codebook.walk())}

    def speaker(self, trace: Trace) -> str:
        """Return the printed name of who spoke a meaning unit."""
        return self._speakers.get((trace.source, trace.speaker)) or self.public.apply(trace.speaker)

    def codes(self, trace: Trace) -> list[tuple[int, str]]:
        """Return rank in the tree and name of a row's codes."""
        found = (self._codebook.by_id.get(code) for code in trace.codes or trace.condensation.codes)
        return [(self._rank.get(code.id, len(self._rank)), code.name(self._language)) for code in found if code]

    def row(self, number: int, trace: Trace) -> CondensationRow:
        """Return a row under its number."""
        public, identifier = self.public.apply, trace.condensation.id
        quote = public(trace.quote.strip())
        around = self._contexts.get(identifier)
        return CondensationRow(
            number=number,
            id=identifier,
            quote=quote,
            condensed=public(trace.condensation.text),
            codes=tuple(name for _rank, name in self.codes(trace)),
            theme=_name_and_claim(trace.theme, self.public)[0],
            finding=_name_and_claim(trace.finding, self.public)[0],
            place=Place(public(trace.source), trace.first_line, trace.last_line),
            speaker=self.speaker(trace),
            context=Context(public(around[0]), quote, public(around[1])) if around else None,
        )


def _keys(trace: Trace, by: str, rows: _Rows, titles: Mapping[str, str]) -> Iterator[tuple[_Key, _Key]]:
    """Yield the outer and inner group of a row: one, or one for each of its codes."""
    none = _Key(True, (), "")
    if by in ("finding", "theme"):
        finding, theme = _thing_key(trace.finding, rows.public), _thing_key(trace.theme, rows.public)
        yield (finding, theme) if by == "finding" else (theme, none)
    elif by == "code":
        codes = rows.codes(trace)
        for rank, name in codes:
            yield _Key(False, (rank,), name), none
        if not codes:
            yield none, none
    elif by == "source":
        title = titles.get(trace.source) or rows.public.apply(trace.source)
        yield _Key(False, (trace.source,), title), none
    else:
        name = rows.speaker(trace)
        yield (_Key(False, (name.casefold(),), name) if name else none), none


def _thing_key(thing: Finding | Theme | None, public: Pseudonyms) -> _Key:
    if thing is None:
        return _Key(True, (), "")
    return _Key(False, (thing.position, thing.id), *_name_and_claim(thing, public))


def _order(trace: Trace) -> tuple[object, ...]:
    finding, theme, row = trace.finding, trace.theme, trace.condensation
    return (
        (finding is None, finding.position, finding.id) if finding else (True, 0, ""),
        (theme is None, theme.position, theme.id) if theme else (True, 0, ""),
        row.position,
        trace.source,
        trace.first_line,
        row.id,
    )


_WITHIN: Mapping[str, Callable[[_Rows], Callable[[Trace], tuple[object, ...]]]] = {
    "author": lambda _rows: lambda t: (t.condensation.position, t.source, t.first_line, t.condensation.id),
    "place": lambda _rows: lambda t: (t.source, t.first_line, t.condensation.id),
    "speaker": lambda rows: lambda t: (rows.speaker(t).casefold(), t.source, t.first_line),
    "code": lambda rows: lambda t: (rows.codes(t)[:1], t.source, t.first_line),
}


def _illustrating(traces: Sequence[Trace], most: int, rows: _Rows) -> list[Trace]:
    """Return at most so many rows, the author's first, from as many people as there are; all for 0."""
    if not most or len(traces) <= most:
        return list(traces)
    turns: dict[str, int] = {}
    ranked = []
    for n, trace in enumerate(traces):
        who = rows.speaker(trace) or trace.source
        turns[who] = turns.get(who, 0) + 1
        ranked.append((turns[who], n, trace))
    return [trace for _turn, _n, trace in sorted(ranked, key=lambda r: r[:2])[:most]]


def _name_and_claim(thing: Finding | Theme | None, public: Pseudonyms) -> tuple[str, str]:
    return (public.apply(thing.name), public.apply(thing.claim)) if thing else ("", "")


def _by_source(
    findings: Iterable[FindingGroup], sources: Sequence[Source], public: Pseudonyms
) -> tuple[SourceRows, ...]:
    titles = {public.apply(s.handle): public.apply(s.title) for s in sources}
    rows: dict[str, set[int]] = {}
    for finding in findings:
        for theme in finding.themes:
            for row in theme.rows:
                rows.setdefault(row.place.source, set()).add(row.number)
    return tuple(SourceRows(source, titles.get(source, ""), tuple(sorted(rows[source]))) for source in sorted(rows))
