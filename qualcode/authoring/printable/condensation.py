"""Meaning condensation, printed from a project."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.authoring.printable.context import around, context_option
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.layers import coder_option
from qualcode.core.condensations import Trace
from qualcode.i18n import _
from qualcode.report.condensation import Layout, condensation_report
from qualcode.report.model import CondensationReport


def kind() -> Kind:
    """Return the report ``condensation``."""
    return Kind(
        "condensation",
        _("condensation table"),
        _("Print the condensation table: meaning unit, condensed sentence, theme, finding, source and line."),
        "qualcode report condensation -o koncentrat.docx --style myndighet.docx\n"
        "qualcode report condensation --finding Glapp --by code -o glapp.html\n"
        "qualcode report condensation --illustrative 3 --trace notes -o urval.pdf",
        _make,
        (
            Option("finding", _("only the finding"), _("Only what carries this finding."), of="finding"),
            Option("theme", _("only the theme"), _("Only this theme."), of="theme"),
            Option("code", _("only the code"), _("Only what carries this code, or one under it."), of="code"),
            Option("source", _("only the source"), _("Only this source."), of="source"),
            Option(
                "by",
                _("grouped by"),
                _("What the rows are grouped by."),
                choices=(
                    ("finding", _("finding and theme")),
                    ("theme", _("theme")),
                    ("code", _("code")),
                    ("source", _("source")),
                    ("speaker", _("speaker")),
                ),
                default="finding",
            ),
            Option(
                "order",
                _("sorted by"),
                _("What the rows are sorted by within a group."),
                choices=(
                    ("author", _("the order given to them")),
                    ("place", _("place in the source")),
                    ("speaker", _("speaker")),
                    ("code", _("code")),
                ),
                default="author",
            ),
            Option(
                "illustrative",
                _("rows of each"),
                _("At most so many rows of each theme or group, from as many people as there are; else all."),
                number=True,
            ),
            Option(
                "trace",
                _("way back"),
                _("Tell where rows come from in a column, in footnotes, or not."),
                choices=(("column", _("in a column")), ("notes", _("in footnotes")), ("none", _("not told"))),
                default="column",
            ),
            context_option(),
            coder_option(),
        ),
    )


def _make(request: Request) -> CondensationReport:
    project = request.project
    traces = list(_chosen(request))
    layout = Layout(
        request.text("by", "finding"),
        request.text("order", "author"),
        max(0, request.number("illustrative", 0)),
        request.text("trace", "column"),
    )
    spans = {
        t.condensation.id: (t.condensation.source, t.condensation.start, t.condensation.end)
        for t in traces
        if t.condensation.start is not None and t.condensation.end is not None
    }
    return condensation_report(
        traces,
        project.codebook(),
        project.cases(),
        language=request.language,
        method=request.method(_selection(request)),
        sources=project.sources(),
        title=request.title,
        pseudonyms=request.public,
        layout=layout,
        contexts={
            identifier: around(request, source, start or 0, end or 0)
            for identifier, (source, start, end) in spans.items()
        }
        if request.flag("context")
        else None,
    )


def _chosen(request: Request) -> Iterable[Trace]:
    project = request.project
    theme, code = request.thing("theme", project.theme), request.thing("code", project.code)
    source = request.thing("source", project.source)
    under = project.codebook().descendants(code.id) if code else frozenset()
    for trace in project.traces(finding=request.thing("finding", project.finding)):
        if theme is not None and (trace.theme is None or trace.theme.id != theme.id):
            continue
        if code is not None and under.isdisjoint(trace.codes or trace.condensation.codes):
            continue
        if source is not None and trace.condensation.source != source.id:
            continue
        yield trace


def _selection(request: Request) -> str:
    """Return what was chosen of the rows, by name; empty for all."""
    project, language = request.project, request.language
    finding, theme = request.thing("finding", project.finding), request.thing("theme", project.theme)
    code, source = request.thing("code", project.code), request.thing("source", project.source)
    names = [
        finding.name if finding else "",
        theme.name if theme else "",
        code.name(language) if code else "",
        source.handle if source else "",
    ]
    return request.public.apply(", ".join(name for name in names if name))
