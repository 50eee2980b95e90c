"""The method text, printed from a project's log."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from qualcode import __version__
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.report.method import BookRow, CoderRow, MethodFacts, MethodReport, RoundRow, method_report

_BOTH = 2


def kind() -> Kind:
    """Return the report ``method``."""
    return Kind(
        "method",
        _("method"),
        _("Print how the analysis was made: periods, coders, rounds, codebook, corrections, counts, from the log."),
        "qualcode report method -o metod.docx",
        _make,
        (names_option(),),
    )


def names_option() -> Option:
    """Return the option of how coders are named."""
    return Option("names", _("the coders' own names"), _("Print the coders' names, not “Coder A”."), flag=True)


def _make(request: Request) -> MethodReport:
    return method_report(facts(request), language=request.language, method=request.method(), title=request.title)


def facts(request: Request) -> MethodFacts:
    """Return what a project's log and tables say about how it was made."""
    project = request.project
    done: Counter[str] = Counter()
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    days: dict[str, tuple[str, str]] = {}
    for a in project.activity():
        done[a.kind] += a.number
        first[a.kind] = min(first.get(a.kind, a.first), a.first)
        last[a.kind] = max(last.get(a.kind, a.last), a.last)
        if a.kind == "coding.add":
            days[a.person] = (a.first[:10], a.last[:10])
    began = first.get("coding.add", "")
    sources, scenes, book = project.sources(), project.scenes(), project.codebook()
    edits = [sum(len(r) for r in project.revisions(source)) for source in sources]
    codings = project.codings()
    return MethodFacts(
        done=dict(done),
        first={kind: day[:10] for kind, day in first.items()},
        last={kind: day[:10] for kind, day in last.items()},
        interviews=sum(s.kind == "transcript" for s in sources),
        observations=sum(s.kind == "fieldnote" for s in sources),
        documents=sum(s.kind == "document" for s in sources),
        words=sum(s.words for s in sources),
        corrected_places=sum(edits),
        corrected_texts=sum(map(bool, edits)),
        books=tuple(
            BookRow(
                b.title(request.language),
                b.version,
                sum(c.codebook in (b.id, b.handle) for c in book.standing),
                sum(c.codebook in (b.id, b.handle) and c.parent is None for c in book.standing),
            )
            for b in book.books
        ),
        codes=len(book.standing),
        axes=len(book.axes),
        facets=len(book.facets),
        code_changes_after=sum(
            a.number for a in project.activity() if began and a.kind.startswith("code.") and a.first > began
        ),
        coders=_coders(project, request.called(), days),
        codings=len(codings),
        double_coded=_double_coded(project),
        sources=len(sources),
        consensus=sum(c.layer.startswith("consensus") for c in codings),
        rounds=_rounds(request),
        condensations=len(project.condensations()),
        themes=len(project.themes()),
        findings=len(project.findings()),
        scenes=len(scenes),
        blocks=sum(len(s.blocks) for s in scenes),
        verbatim_blocks=sum(b.fidelity == "verbatim" for s in scenes for b in s.blocks),
        memos=len(project.memos()),
        events=project.revision(),
        version=__version__,
    )


def _coders(project: Project, names: Mapping[str, str], days: Mapping[str, tuple[str, str]]) -> tuple[CoderRow, ...]:
    codings: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for p in project.progress():
        codings[p.coder] += p.codings
        sources[p.coder].add(p.source)
    return tuple(
        CoderRow(name, codings[coder], len(sources[coder]), *days.get(coder, ("", "")))
        for coder, name in names.items()
        if codings[coder]
    )


def _double_coded(project: Project) -> int:
    coders = Counter(source for source, _coder in {(p.source, p.coder) for p in project.progress() if p.codings})
    return sum(n >= _BOTH for n in coders.values())


def _rounds(request: Request) -> tuple[RoundRow, ...]:
    project = request.project
    decided = Counter(d.round for d in project.decisions())
    return tuple(
        RoundRow(
            request.public.apply(r.name),
            len(r.sources),
            len(r.coders),
            r.unit,
            r.blind,
            r.made_at[:10],
            r.closed_at[:10],
            decided[r.id],
        )
        for r in project.rounds()
    )
