"""Tables of codes, printed from a project."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.authoring.picturing import grid_of
from qualcode.authoring.printable.answers import answer_tables
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.layers import layer_options
from qualcode.authoring.tabulating import Selection, attributes, table_of, without_passage
from qualcode.core.tables import BASE, MEASURES, OPEN, Rule, Table, shown, told_counts
from qualcode.i18n import _
from qualcode.report.figures import CellEntry, ColumnEntry, TableEntry, TableRow, TablesReport
from qualcode.report.pictures.charts import bars, heat
from qualcode.report.wording import Wording

#: More columns than this are printed as several tables.
_ABREAST = {"together": 9}
_ABREAST_ELSE = 7


def kind() -> Kind:
    """Return the report ``tables``."""
    measures = (("voices", _("voices")), ("passages", _("passages")), ("sources", _("sources")))
    return Kind(
        "tables",
        _("tables"),
        _("Print tables of codes: by groups of persons, facets and sources, and codes that meet."),
        "qualcode report tables --by roll -o tabeller.docx\n"
        "qualcode report tables --table together --depth 0 -o samman.html",
        _make,
        (
            Option(
                "table",
                _("tables"),
                _("Only these tables; attribute, facet and together unless told otherwise."),
                choices=(
                    ("attribute", _("by groups of persons")),
                    ("facet", _("by facets")),
                    ("together", _("codes that meet")),
                    ("source", _("by sources")),
                    ("case", _("by persons")),
                ),
                many=True,
            ),
            Option("by", _("attributes"), _("Group persons by this attribute; can be repeated."), many=True),
            Option("facet", _("facets"), _("Only this facet; can be repeated."), many=True),
            Option(
                "code", _("codes"), _("Only this code and what is under it; can be repeated."), of="code", many=True
            ),
            Option("depth", _("depth"), _("Down to this depth of the code tree, counted from 0."), number=True),
            Option("measure", _("counts"), _("What the cells count."), choices=measures),
            Option(
                "form",
                _("forms"),
                _("Tables of the answers to this form instead, by the attributes given; can be repeated."),
                many=True,
            ),
            Option("base", _("least base"), _("Tell no share of fewer than this many."), number=True),
            Option("smallest", _("smallest count"), _("Hide counts of voices under this one."), number=True),
            Option("pictures", _("with pictures"), _("Draw each table too."), flag=True),
            *layer_options(),
        ),
    )


def _make(request: Request) -> TablesReport:
    project, wording = request.project, Wording(request.language)
    rule = Rule(request.number("base", BASE), request.least)
    codes = [project.code(ref) for ref in request.many("code")]
    book = project.codebook()
    wanted = frozenset(under for c in codes for under in book.descendants(c.id))
    forms = [project.form(ref) for ref in request.many("form")]
    kinds = request.many("table") or (() if forms else ("attribute", "facet", "together"))
    entries: list[TableEntry] = []
    unplaced, missing = without_passage(project, Selection(wanted, subtree=True, language=request.language))
    for of in kinds:
        # Codes against codes are as many columns as rows.
        depth = request.number("depth", 1 if of != "together" or codes else 0)
        selection = Selection(wanted, depth=depth, subtree=True, language=request.language)
        for about in _abouts(request, of):
            ruled = rule if of == "attribute" else OPEN
            table = table_of(project, of, about, selection, ruled, cancelled=request.cancelled)
            measure = request.text("measure") or ("voices" if of == "attribute" else "passages")
            entries += _entries(table, measure, ruled, wording, request=request)
    answers = tuple(table for form in forms for table in answer_tables(request, form))
    if not answers:
        _check(entries, request)
    return TablesReport(
        request.title or wording.gettext("Tables"),
        request.language,
        request.method(", ".join(c.name(request.language) for c in codes)),
        tuple(entries),
        rule.base,
        rule.small,
        answers,
        unplaced if kinds else 0,
        tuple((code, tuple(map(request.public.apply, its))) for code, its in missing) if kinds else (),
    )


def _check(entries: list[TableEntry], request: Request) -> None:
    if not entries:
        request.tell(_("nothing is coded that a table could count"))


def _abouts(request: Request, of: str) -> tuple[str, ...]:
    if of == "attribute":
        return request.many("by") or tuple(attributes(request.project))
    if of == "facet":
        return request.many("facet") or tuple(f.handle for f in request.project.codebook().facets)
    return ("",)


def _entries(table: Table, measure: str, rule: Rule, wording: Wording, *, request: Request) -> Iterator[TableEntry]:
    """Yield a table in as many parts as the page needs; the first has the picture."""
    if not table.rows:
        return
    assert measure in MEASURES
    public = request.public.apply
    title = public(_title(table, wording, request))
    ruled = [shown(table, row, measure, rule) for row in table.rows]
    request.cells.update({f"{title}: {place}": n for place, n in told_counts(table, measure, rule).items()})
    hidden = any(cell.count is None for cells in ruled for cell in cells)
    most = _ABREAST.get(table.kind, _ABREAST_ELSE)
    chunks = [range(n, min(n + most, len(table.columns))) for n in range(0, len(table.columns), most)]
    for part, places in enumerate(chunks, 1):
        rows = []
        for head, cells in zip(table.rows, ruled, strict=True):
            total, gone = table.total(head.key), cells[-1].count is None
            rows.append(
                TableRow(
                    head.name,
                    head.depth,
                    tuple(CellEntry(cells[n].count, cells[n].share) for n in places),
                    None if gone else total.passages,
                    None if gone else total.voices,
                    None if gone else total.sources,
                )
            )
        named = title
        if len(chunks) > 1:
            named = wording.gettext("{title}, part {n} of {of}").format(title=title, n=part, of=len(chunks))
        picture = None
        if part == 1 and request.flag("pictures"):
            grid = grid_of(table, title, measure, rule, wording)
            picture = bars(grid, wording) if len(table.columns) <= 3 else heat(grid, wording)
        columns = tuple(
            ColumnEntry(public(table.columns[n].name), table.columns[n].base if table.kind == "attribute" else 0)
            for n in places
        )
        yield TableEntry(
            named,
            table.kind,
            table.about,
            measure,
            columns,
            tuple(rows),
            table.asked,
            hidden,
            table.kind != "together",
            picture,
        )


def _title(table: Table, wording: Wording, request: Request) -> str:
    _ = wording.gettext
    if table.kind == "attribute":
        return _("Codes by {name}").format(name=table.about)
    if table.kind == "facet":
        facet = next(f for f in request.project.codebook().facets if f.handle == table.about)
        return _("Codes by {name}").format(name=facet.name(request.language))
    return {
        "together": _("Codes that meet in passages"),
        "source": _("Codes by source"),
        "case": _("Codes by person"),
    }[table.kind]
