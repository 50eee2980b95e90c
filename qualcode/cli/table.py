"""``qualcode table``: codes counted against groups of persons, sources, facets and each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.layers import coder_option, counting, layer_option
from qualcode.cli.output import Column, Output, rows
from qualcode.core.tables import BASE, Head, shown
from qualcode.core.text_charts import text_bar
from qualcode.i18n import _, get_language

if TYPE_CHECKING:
    from qualcode.authoring.tabulating import Selection
    from qualcode.core.tables import Rule, Shown, Table
    from qualcode.project import Project

noun = new_noun("table", _("Count codes against groups of persons, sources, facets and each other."))
_BAR = 12  # cells
_KINDS = ("transcript", "fieldnote", "document")


def _counting(measure: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options that all tables have."""
    options = (
        click.option(
            "--code", "codes", multiple=True, metavar="CODE", shell_complete=names.codes, help=_("Only these codes.")
        ),
        click.option("--depth", type=click.IntRange(0), metavar="N", help=_("Down to this depth of the tree, from 0.")),
        click.option("--subtree/--alone", default=True, help=_("Codes count what is under them too, as a rule.")),
        layer_option,
        coder_option,
        click.option("--in", "kinds", multiple=True, type=click.Choice(_KINDS), help=_("Only this kind of source.")),
        click.option(
            "--measure",
            type=click.Choice(["voices", "passages", "sources"]),
            default=measure,
            show_default=True,
            help=_("What is counted."),
        ),
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@verb(
    noun,
    "by",
    _("Count codes in groups of persons; small groups come together and small counts are hidden."),
    example="qualcode table by roll\nqualcode table by kontor --measure passages --csv -o koder.csv",
)
@click.argument("attribute")
@_counting("voices")
@click.option(
    "--base",
    type=click.IntRange(0),
    default=BASE,
    show_default=True,
    metavar="N",
    help=_("Tell no share of fewer than N."),
)
@click.option(
    "--smallest",
    type=click.IntRange(0),
    metavar="N",
    help=_("Hide counts of voices under N; the project’s least number unless told otherwise."),
)
@rows
@pass_call
def _by(call: Call, *, out: Output, attribute: str, base: int, smallest: int | None, **given: Any) -> None:
    from qualcode.core.tables import Rule

    with call.open() as project:
        rule = Rule(base, project.least_cell if smallest is None else smallest)
        _print(project, out, "attribute", attribute, given, rule=rule)


@verb(noun, "sources", _("Count codes in each source."), example="qualcode table sources --depth 0")
@_counting("passages")
@rows
@pass_call
def _sources(call: Call, *, out: Output, **given: Any) -> None:
    _open_table(call, out, "source", "", given)


@verb(noun, "persons", _("Count codes of each person."), example="qualcode table persons --code yrkesnorm")
@_counting("passages")
@rows
@pass_call
def _persons(call: Call, *, out: Output, **given: Any) -> None:
    _open_table(call, out, "case", "", given)


@verb(noun, "facet", _("Count codes with each value of a facet."), example="qualcode table facet modality")
@click.argument("facet")
@_counting("passages")
@rows
@pass_call
def _facet(call: Call, *, out: Output, facet: str, **given: Any) -> None:
    _open_table(call, out, "facet", facet, given)


@verb(
    noun,
    "together",
    _("Count the passages in which two codes meet."),
    example="qualcode table together --depth 0 --csv",
)
@_counting("passages")
@rows
@pass_call
def _together(call: Call, *, out: Output, **given: Any) -> None:
    _open_table(call, out, "together", "", given)


def _open_table(call: Call, out: Output, kind: str, about: str, given: dict[str, Any]) -> None:
    from qualcode.core.tables import OPEN

    with call.open() as project:
        _print(project, out, kind, about, given, rule=OPEN)


def _print(project: Project, out: Output, kind: str, about: str, given: dict[str, Any], *, rule: Rule) -> None:
    from qualcode.authoring.tabulating import table_of
    from qualcode.core.tables import told_counts

    with counting(project, given["layer"], given["coder"]):
        table = table_of(project, kind, about, _selection(project, given), rule)
    measure = given["measure"]
    tabular = out.shape != "table"
    heads = {
        c.key: c.name if tabular or not c.base or kind == "case" else f"{c.name} (N={c.base})" for c in table.columns
    }
    keys = {key: f"n:{name}" if name in ("code", "name") else name for key, name in heads.items()}
    book = project.codebook()
    columns = [Column("name", _("Code"))] if not tabular else []
    columns += [Column(name, name) for name in keys.values()]
    columns += [
        Column("passages", _("Passages")),
        Column("voices", _("Voices")),
        Column("sources", _("Sources")),
    ]
    most = max((table.total(r.key).of(measure) for r in table.rows), default=0)
    if not tabular:
        columns.append(Column("bar", ""))
    out.rows(
        (
            _row(table, head.key, measure, rule, keys)
            | {
                "bar": _bar(table, head, measure, rule, most),
                "code": book.by_id[head.key].handle,
                "name": "  " * head.depth * (not tabular) + head.name,
            }
            for head in table.rows
        ),
        columns,
        keys=("code", "name"),
        cells=told_counts(table, measure, rule),
    )


def _row(table: Table, key: str, measure: str, rule: Rule, keys: dict[str, str]) -> dict[str, object]:
    head = next(r for r in table.rows if r.key == key)
    cells = shown(table, head, measure, rule)
    row: dict[str, object] = {name: _words(cell) for name, cell in zip(keys.values(), cells[:-1], strict=True)}
    total = table.total(key)
    hidden = cells[-1].count is None
    return row | {
        "passages": None if hidden else total.passages,
        "voices": _words(cells[-1]) if measure == "voices" or hidden else total.voices,
        "sources": None if hidden else total.sources,
    }


def _bar(table: Table, head: Head, measure: str, rule: Rule, most: int) -> str:
    """Return the sum of a row as a bar; nothing where it is hidden."""
    total = shown(table, head, measure, rule)[-1].count
    return text_bar(total / most, _BAR).rstrip() if total and most else ""


def _words(cell: Shown) -> object:
    """Return a cell: its count, with its share where one is told; ``..`` where it is hidden."""
    if cell.count is None:
        return ".."
    if cell.share is None:
        return cell.count
    per_cent = f"{100 * cell.share:.0f}"
    return f"{cell.count} ({per_cent} %)" if get_language() == "sv" else f"{cell.count} ({per_cent}%)"


def _selection(project: Project, given: dict[str, Any]) -> Selection:
    from qualcode.authoring.tabulating import Selection

    codes = [project.code(ref) for ref in given["codes"]]
    book = project.codebook()
    wanted = frozenset(under for c in codes for under in book.descendants(c.id))
    return Selection(
        wanted,
        frozenset(given["kinds"]),
        given["depth"],
        given["subtree"],
        get_language(),
    )
