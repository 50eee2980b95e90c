"""The condensation report from lines of descent: finding → theme → condensed sentence → meaning unit → line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.core.cases import Case
from qualcode.core.codebook import Codebook
from qualcode.core.condensations import Finding, Theme, Trace
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.sources import Source
from qualcode.report.model import (
    CondensationReport,
    CondensationRow,
    FindingGroup,
    MethodBox,
    Place,
    SourceRows,
    ThemeGroup,
)
from qualcode.report.wording import Wording

Speakers = Mapping[tuple[str, str], str]


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
) -> CondensationReport:
    """Return the report of meaning condensation, in the author's order of findings, themes and rows.

    ``sources`` gives the speakers' cases and the sources' titles; a label that
    it does not know is printed as it stands.  Rows without a theme, and themes
    without a finding, come last.
    """
    wording, public = Wording(language), pseudonyms or Pseudonyms()
    _ = wording.gettext
    speakers = printed_speakers(sources, cases, public)
    ordered = sorted(traces, key=_order)
    groups: dict[str | None, dict[str | None, list[Trace]]] = {}
    for trace in ordered:
        finding = trace.finding.id if trace.finding else None
        groups.setdefault(finding, {}).setdefault(trace.theme.id if trace.theme else None, []).append(trace)

    number = table = 0
    findings = []
    for themes in groups.values():
        printed = []
        for rows in themes.values():
            table += 1
            first = rows[0]
            numbered = tuple(
                _row(number + i, trace, codebook, language, public=public, speakers=speakers)
                for i, trace in enumerate(rows, 1)
            )
            number += len(rows)
            printed.append(ThemeGroup(*_name_and_claim(first.theme, public), table, numbered))
        findings.append(FindingGroup(*_name_and_claim(first.finding, public), tuple(printed)))
    return CondensationReport(
        title=title or _("Meaning condensation"),
        language=language,
        method=method,
        findings=tuple(findings),
        sources=_by_source(findings, sources, public),
    )


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


def _name_and_claim(thing: Finding | Theme | None, public: Pseudonyms) -> tuple[str, str]:
    return (public.apply(thing.name), public.apply(thing.claim)) if thing else ("", "")


def _row(
    number: int, trace: Trace, codebook: Codebook, language: str, *, public: Pseudonyms, speakers: Speakers
) -> CondensationRow:
    codes = (codebook.by_id.get(code) for code in trace.codes or trace.condensation.codes)
    return CondensationRow(
        number=number,
        id=trace.condensation.id,
        quote=public.apply(trace.quote.strip()),
        condensed=public.apply(trace.condensation.text),
        codes=tuple(code.name(language) for code in codes if code),
        theme=_name_and_claim(trace.theme, public)[0],
        finding=_name_and_claim(trace.finding, public)[0],
        place=Place(public.apply(trace.source), trace.first_line, trace.last_line),
        speaker=speakers.get((trace.source, trace.speaker)) or public.apply(trace.speaker),
    )


def _by_source(
    findings: Iterable[FindingGroup], sources: Sequence[Source], public: Pseudonyms
) -> tuple[SourceRows, ...]:
    titles = {public.apply(s.handle): public.apply(s.title) for s in sources}
    rows: dict[str, list[int]] = {}
    for finding in findings:
        for theme in finding.themes:
            for row in theme.rows:
                rows.setdefault(row.place.source, []).append(row.number)
    return tuple(SourceRows(source, titles.get(source, ""), tuple(rows[source])) for source in sorted(rows))
