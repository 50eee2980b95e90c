"""Pictures of a project: which there are, what they take, and how each is drawn from the material."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.authoring.tabulating import Selection, attributes, case_table, profile, table_of, together_table
from qualcode.core.agreement.asking import figures
from qualcode.core.agreement.requests import Request
from qualcode.core.codebook import Axis, Code
from qualcode.core.sources import Source
from qualcode.core.tables import OPEN, Head, Rule, Table, shown, told_counts
from qualcode.errors import NotFound, UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.report.pictures import charts
from qualcode.report.pictures.png import png
from qualcode.report.pictures.values import Grid, Moment, Picture, Pole, Row, Span
from qualcode.report.wording import Wording
from qualcode.teams.agreeing import Scope, judgements, used_categories

#: Every picture, in the order of lists.
PICTURES = ("codes", "heat", "together", "axis", "timeline", "progress", "agreement")
_MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Wish:
    """What a picture is to show; empty for what is most telling.

    ``codes`` are handles or names, ``by`` an attribute (or ``section``,
    ``source``, ``person`` for an axis), ``axis`` a handle, ``series`` that of a
    document, ``queries`` what a timeline counts, ``top`` the number of rows.
    ``coders`` are what coders are called, by id, and ``printed`` gives the printed form
    of a name.
    """

    codes: tuple[str, ...] = ()
    by: str = ""
    axis: str = ""
    series: str = ""
    queries: tuple[str, ...] = ()
    measure: str = ""
    top: int = _MOST_ROWS
    language: str = ""
    rule: Rule = OPEN
    coders: Mapping[str, str] = field(default_factory=dict)
    printed: Callable[[str], str] = str


def picture(project: Project, name: str, wish: Wish) -> Picture:
    """Return a picture of one of :data:`PICTURES`.

    Raises UsageProblem for another name or a wish that the material cannot meet, NotFound for a name nothing has.
    """
    make = {
        "codes": _codes,
        "heat": _heat,
        "together": _together,
        "axis": _axis,
        "timeline": _timeline,
        "progress": _progress,
        "agreement": _agreement,
    }.get(name)
    if make is None:
        raise UsageProblem(
            _("There is no picture {name}.").format(name=name),
            _("Choose one of: {names}.").format(names=", ".join(PICTURES)),
        )
    language = wish.language or project.language
    return make(project, replace(wish, language=language), Wording(language))


def drawn(found: Picture, to: str) -> bytes:
    """Return a picture as ``svg`` or ``png``.

    Raises UsageProblem for another format, QualcodeError when a PNG cannot be drawn.
    """
    if to == "svg":
        return found.svg.encode("utf-8")
    if to == "png":
        return png(found.svg)
    raise UsageProblem(_("There is no picture format {format}.").format(format=to), _("Choose svg or png."))


def told_persons(project: Project, name: str, wish: Wish) -> dict[str, int]:
    """Return the counts of persons that a picture shows of groups sharing an attribute, by where they stand."""
    if wish.by in ("", "person", "source", "section"):
        return {}
    if name in ("codes", "heat"):
        table = table_of(project, "attribute", wish.by, _selection(project, wish), wish.rule)
        measure = wish.measure or "voices"
        return told_counts(replace(table, rows=_most(table, measure, wish.top)), measure, wish.rule)
    if name == "axis":
        axis = chosen_axis(project, wish.axis)
        found = profile(project, axis, Selection(language=wish.language), by=(wish.by,), rule=wish.rule)
        return {b.name: b.base for b in dict(found.groups).get(wish.by, ())}
    return {}


def picture_title(name: str) -> str:
    """Word what a picture shows, in the language in force."""
    return {
        "codes": _("code frequencies by group"),
        "heat": _("map of codes and persons"),
        "together": _("map of codes that meet"),
        "axis": _("profile of an axis"),
        "timeline": _("timeline of a document series"),
        "progress": _("coding progress"),
        "agreement": _("agreement per code"),
    }[name]


def _selection(project: Project, wish: Wish) -> Selection:
    """Return the codes asked for, else those at the top of the tree with all under them."""
    codes = [project.code(ref) for ref in wish.codes]
    if not codes:
        return Selection(depth=0, subtree=True, language=wish.language)
    return Selection(frozenset(c.id for c in codes), subtree=True, language=wish.language)


def _most(table: Table, measure: str, top: int) -> tuple[Head, ...]:
    """Return the rows of a table, when there are too many those that count most, in the table's order."""
    if len(table.rows) <= top:
        return table.rows
    kept = sorted(table.rows, key=lambda r: -table.total(r.key).of(measure))[:top]
    return tuple(r for r in table.rows if r in kept)


def grid_of(table: Table, title: str, measure: str, rule: Rule, wording: Wording, *, top: int = _MOST_ROWS) -> Grid:
    """Return a table as a grid to draw; what the rule hides is None."""
    rows = []
    for head in _most(table, measure, top):
        cells = shown(table, head, measure, rule)[: len(table.columns)]
        rows.append(Row(head.name, tuple(None if c.count is None else float(c.count) for c in cells), head.depth))
    columns = tuple(f"{c.name} (N = {wording.number(c.base)})" if c.base > 1 else c.name for c in table.columns)
    return Grid(title, columns, tuple(rows), _unit(measure, wording))


def _unit(measure: str, wording: Wording) -> str:
    _ = wording.gettext
    return {"voices": _("voices"), "passages": _("passages"), "sources": _("sources")}[measure]


def _codes(project: Project, wish: Wish, wording: Wording) -> Picture:
    gettext = wording.gettext
    selection = _selection(project, wish)
    measure = wish.measure or ("voices" if wish.by else "passages")
    if wish.by:
        table = table_of(project, "attribute", wish.by, selection, wish.rule)
        title = gettext("Codes by {name}").format(name=wish.by)
        return charts.bars(grid_of(table, title, measure, wish.rule, wording, top=wish.top), wording)
    table = case_table(project, selection)
    rows = tuple(
        Row(r.name, (float(table.total(r.key).of(measure)),), r.depth) for r in _most(table, measure, wish.top)
    )
    return charts.bars(Grid(gettext("Codes"), ("",), rows, _unit(measure, wording)), wording)


def _heat(project: Project, wish: Wish, wording: Wording) -> Picture:
    selection = _selection(project, wish)
    kind = "case" if wish.by in ("", "person") else "source" if wish.by == "source" else "attribute"
    table = table_of(project, kind, wish.by, selection, wish.rule)
    _ = wording.gettext
    by = {"case": _("persons"), "source": _("sources")}.get(kind, wish.by)
    title = _("Codes and {what}").format(what=by)
    measure = wish.measure or ("voices" if kind == "attribute" else "passages")
    table = replace(table, columns=tuple(replace(c, name=wish.printed(c.name)) for c in table.columns))
    return charts.heat(grid_of(table, title, measure, wish.rule, wording, top=wish.top), wording)


def _together(project: Project, wish: Wish, wording: Wording) -> Picture:
    table = together_table(project, _selection(project, wish))
    kept = _most(table, wish.measure or "passages", wish.top)
    table = replace(table, rows=kept, columns=kept)
    title = wording.gettext("Codes that meet in passages")
    return charts.heat(grid_of(table, title, wish.measure or "passages", OPEN, wording, top=wish.top), wording)


def chosen_axis(project: Project, ref: str) -> Axis:
    """Return the axis of a handle or name, the first one when none is named.

    Raises NotFound when there is none.
    """
    axes = project.codebook().axes
    wanted = ref.strip().casefold()
    for axis in axes:
        if not wanted or wanted in (axis.id, axis.handle.casefold(), axis.name_sv.casefold(), axis.name_en.casefold()):
            return axis
    raise NotFound(
        _("no axis {name}").format(name=ref) if ref else _("the codebook has no axis"),
        _("one of: {names}").format(names=", ".join(a.handle for a in axes)) if axes else "",
    )


def _axis(project: Project, wish: Wish, wording: Wording) -> Picture:
    axis = chosen_axis(project, wish.axis)
    book = project.codebook()
    by = () if wish.by in ("", "person") else (wish.by,)
    found = profile(project, axis, Selection(language=wish.language), by=by, rule=wish.rule)
    groups = dict(found.groups)
    balances = groups.get(wish.by or "person", ())
    poles = [Pole(wish.printed(b.name), b.left, b.right, b.both) for b in balances]
    left, right = (book.by_id[c].name(wish.language) if c in book.by_id else "?" for c in (axis.left, axis.right))
    return charts.axis_profile(axis.name(wish.language) or axis.handle, left, right, poles, wording)


def _timeline(project: Project, wish: Wish, wording: Wording) -> Picture:
    series: dict[str, list[Source]] = {}
    for source in project.sources():
        if source.series:
            series.setdefault(source.series, []).append(source)
    name = wish.series or next(iter(series), "")
    if name not in series:
        raise NotFound(
            _("no document series {name}").format(name=name) if name else _("the material has no document series"),
            _("one of: {names}").format(names=", ".join(series)) if series else "",
        )
    versions = sorted(series[name], key=lambda s: (s.version or 0, s.date))
    counts: list[tuple[str, dict[str, int]]] = []
    for query in wish.queries:
        found: dict[str, int] = {}
        for place, _start, _end in project.hit_places(query):
            found[place] = found.get(place, 0) + 1
        counts.append((query, found))
    if not wish.queries:
        counts += _code_counts(project, wish, versions)
    moments = [
        Moment(str(v.version or v.handle), v.date, tuple(found.get(v.id, 0) for _name, found in counts))
        for v in versions
    ]
    return charts.timeline(wish.printed(name), [title for title, _found in counts], moments, wording)


def _code_counts(project: Project, wish: Wish, versions: Sequence[Source]) -> list[tuple[str, dict[str, int]]]:
    """Return how many passages carry some codes in each version; the four most frequent when none is named."""
    book = project.codebook()
    wanted = {v.id for v in versions}
    spans: dict[str, set[tuple[str, int | None, int | None]]] = {}
    codes: list[Code] = [project.code(ref) for ref in wish.codes]
    for coding in project.codings():
        if coding.source in wanted and not coding.absent:
            for above in book.path(coding.code):
                spans.setdefault(above.id, set()).add((coding.source, coding.start, coding.end))
    if not codes:
        tops = [c for c, depth in book.walk() if depth == 0 and c.id in spans]
        codes = sorted(tops, key=lambda c: -len(spans[c.id]))[:4]
    out = []
    for code in codes:
        found: dict[str, int] = {}
        for source, _start, _end in spans.get(code.id, ()):
            found[source] = found.get(source, 0) + 1
        out.append((code.name(wish.language) or code.handle, found))
    return out


def _progress(project: Project, wish: Wish, wording: Wording) -> Picture:
    done = {(p.source, p.coder): p for p in project.progress()}
    coders = [p for p in project.persons() if any(p.id == coder for _source, coder in done)]
    rows = tuple(Row(wish.printed(s.handle), tuple(_covered(done, s, c.id) for c in coders)) for s in project.sources())
    title = wording.gettext("Share of each source that is coded")
    return charts.progress(Grid(title, tuple(wish.coders.get(c.id, c.name) for c in coders), rows), wording)


def _covered(done: Mapping[tuple[str, str], object], source: Source, coder: str) -> float:
    found = done.get((source.id, coder))
    return getattr(found, "covered", 0) / max(1, source.characters)


def _agreement(project: Project, wish: Wish, wording: Wording) -> Picture:
    scope = Scope(
        codes=[project.code(ref) for ref in wish.codes], subtree=bool(wish.codes), level=None if wish.codes else 1
    )
    given = judgements(project, scope)
    wanted = used_categories(given, project, scope)
    asked = Request(("alpha",), categories=wanted, overall=False, bootstrap=200)
    book = project.codebook()
    spans = []
    for figure in figures(given, asked):
        if figure.category is not None:
            code = book.by_handle.get(figure.category)
            name = code.name(wish.language) if code else figure.category
            spans.append(Span(name, figure.value, figure.low, figure.high, figure.n_units))
    title = wording.gettext("Agreement per code (Krippendorff’s alpha, by turn, with a 95 % interval)")
    return charts.agreement(title, spans[: wish.top], wording)


def group_attribute(project: Project, named: str) -> str:
    """Return the attribute named, else the one that parts the persons best; empty when none does."""
    return named or next(iter(attributes(project)), "")
