"""``qualcode agreement``: how far coders agree, in the project or in plain files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.cli.agreement_options import agreement_options
from qualcode.cli.agreement_rows import KEYS, figure_row, table
from qualcode.cli.frame import Call, command, pass_call
from qualcode.cli.output import Output, rows
from qualcode.cli.progress import progress_line
from qualcode.errors import UsageProblem
from qualcode.i18n import _

if TYPE_CHECKING:
    from qualcode.core.agreement.figures import Figure
    from qualcode.core.agreement.judgements import Judgements
    from qualcode.core.agreement.requests import Request
    from qualcode.material import Material
    from qualcode.teams.agreeing import Scope

_OF_PROJECT = ("set_alpha", "alpha", "percent", "char_f1")
_OF_SPANS = ("alpha", "set_alpha", "u_alpha", "binary_u_alpha", "cu_alpha", "ku_alpha", "char_f1", "span_f1")
_OF_SETS = ("set_alpha", "alpha", "percent")
_OF_TWO = ("percent", "cohen_kappa", "scott_pi", "brennan_prediger", "ac1")
_OF_MANY = ("percent", "conger_kappa", "fleiss_kappa", "brennan_prediger", "ac1")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for on the command line."""

    units: Path | None
    spans: Path | None
    coefficients: tuple[str, ...]
    level: str
    weights: str | None
    distances: tuple[str, ...]
    categories: tuple[str, ...]
    coders: tuple[str, ...]
    sources: tuple[str, ...]
    codes: tuple[str, ...]
    subtree: bool
    tree_level: int | None
    facet: str | None
    form: str | None
    items: tuple[str, ...]
    of_round: str | None
    unit: str | None
    pairs: bool
    by_source: bool
    bootstrap: int
    span_overlap: float
    verdict: bool


@command(
    "agreement",
    _(
        "Tell how far coders agree: figures per code and over all, each with its raw counts. "
        "Without a file the coders of the project are compared."
    ),
    example="qualcode agreement --unit turn --bootstrap 1000\n"
    "qualcode agreement --round kalibrering-1\n"
    "qualcode agreement --form granskning --coefficient alpha --coefficient percent\n"
    "qualcode agreement --code rorelse-till --unit character --pairs\n"
    "qualcode agreement --units bedomningar.csv --coefficient alpha --level ordinal --json",
)
@agreement_options
@rows
@pass_call
def noun(call: Call, *, out: Output, categories: str | None, **given: Any) -> None:
    """Tell how far coders agree."""
    asked = _Asked(categories=_split(categories), **given)
    _check(asked)
    found = _of_file(call, asked) if asked.units or asked.spans else _of_project(call, asked)
    if out.shape == "table":
        shown, columns = table(found, verdict=asked.verdict, of_items=bool(asked.form))
        out.rows(shown, columns)
    else:
        shown = [figure_row(figure, unit, verdict=asked.verdict) for figure, unit in found]
        if asked.form:
            shown = [{**row, "item": row["source"], "source": None} for row in shown]
        more = [name for name, wanted in (("item", asked.form), ("verdict", asked.verdict)) if wanted]
        out.rows(shown, (), keys=[*KEYS, *more])
    if not found:
        call.say(_("There is nothing to compare."))


def _split(categories: str | None) -> tuple[str, ...]:
    if categories is None:
        return ()
    found = tuple(dict.fromkeys(name for part in categories.split(",") if (name := part.strip())))
    if not found:
        raise UsageProblem(_("--categories is empty"), _("Name the values with commas between: --categories a,b,c"))
    return found


def _check(asked: _Asked) -> None:
    """Refuse options that do not go together; raises UsageProblem."""
    if asked.units and asked.spans:
        raise UsageProblem(_("--units and --spans do not go together"), _("Give one of them."))
    of_project = {
        "--source": asked.sources,
        "--code": asked.codes,
        "--subtree": asked.subtree,
        "--level-of-tree": asked.tree_level,
        "--facet": asked.facet,
        "--round": asked.of_round,
        "--form": asked.form,
        "--unit": asked.unit,
        "--distance tree": "tree" in asked.distances,
    }
    in_file = asked.units or asked.spans
    for option, value in of_project.items():
        if in_file and value:
            raise UsageProblem(
                _("{option} goes with a project, not with a file").format(option=option), _("Leave one of them out.")
            )
    of_codes = [name for name, value in of_project.items() if value and name not in ("--form", "--round", "--source")]
    of_codes += ["--pairs"] * asked.pairs + ["--by-source"] * asked.by_source
    if asked.form and of_codes:
        raise UsageProblem(
            _("{option} does not go with --form").format(option=of_codes[0]), _("Leave one of them out.")
        )
    if asked.items and not asked.form:
        raise UsageProblem(_("--item goes with --form"), _("Name the form: --form NAME"))
    if asked.units and asked.by_source:
        raise UsageProblem(_("--by-source does not go with --units"), _("A list of units has no sources."))
    if not asked.units and (asked.level != "nominal" or asked.weights):
        raise UsageProblem(_("--level and --weights go with --units"), _("Codes have no scale."))
    if not in_file and asked.categories:
        raise UsageProblem(_("--categories goes with a file"), _("A project has its codebook."))


def _of_file(call: Call, asked: _Asked) -> list[tuple[Figure, str]]:
    from qualcode.core.agreement.requests import Request
    from qualcode.teams.agreeing import read_spans, read_units

    if asked.units:
        given = read_units(asked.units, level=asked.level, categories=asked.categories)
        measures = asked.coefficients or _measures_of(given, asked)
    else:
        given = read_spans(Path(str(asked.spans)), categories=asked.categories)
        measures = asked.coefficients or _OF_SPANS
    given = _limited(given, asked.coders)
    request = Request(measures, level=asked.level, weights=asked.weights)
    return _figures(call, given, request, asked)


def _measures_of(given: Judgements, asked: _Asked) -> Sequence[str]:
    if given.singles is None:
        return _OF_SETS
    coders = len(asked.coders or given.coders)
    scaled = ("ac2",) if asked.level != "nominal" or asked.weights else ()
    return (*(_OF_TWO if coders == 2 else _OF_MANY), *scaled, "alpha")


def _limited(given: Judgements, coders: Sequence[str]) -> Judgements:
    unknown = [name for name in coders if name not in given.coders]
    if unknown:
        raise UsageProblem(
            _("no coder {name} in the file").format(name=unknown[0]),
            _("There are: {names}.").format(names=", ".join(given.coders)),
        )
    return given.of_coders(dict.fromkeys(coders)) if coders else given


def _of_project(call: Call, asked: _Asked) -> list[tuple[Figure, str]]:
    from qualcode.core.agreement.requests import Request
    from qualcode.teams.agreeing import code_tree_distance, compared, judgements, scope_of_round, used_categories

    with (
        call.open() as project,
        compared(project, project.round(asked.of_round) if asked.of_round else None) as (material, of_round),
    ):
        scope = _scope(material, asked)
        if of_round is not None:
            scope = scope_of_round(material, of_round, scope)
        if asked.form:
            return _of_form(call, material, scope, asked)
        given = judgements(material, scope)
        request = Request(
            asked.coefficients or _OF_PROJECT,
            categories=used_categories(given, material, scope),
            tree=code_tree_distance(material) if "tree" in asked.distances else None,
            # Over all values there is a figure only where codes exclude each other.
            overall=given.unit != "character" and given.singles is not None,
        )
        return _figures(call, given, request, asked)


def _of_form(call: Call, material: Material, scope: Scope, asked: _Asked) -> list[tuple[Figure, str]]:
    """Return the figures of the items of a form, about the cases of the scope's sources."""
    from qualcode.answering import answer_figures, item_of
    from qualcode.core.agreement.requests import Request

    form = material.form(str(asked.form))
    items = [item_of(form, ref) for ref in dict.fromkeys(asked.items)] or form.items
    about = {source.case for source in scope.sources}
    cases = [case for case in material.cases() if case.id in about] if about else []
    done = count(1)
    measures = asked.coefficients or ("percent", "alpha")
    total = len(items) * len(measures) * max(1, asked.bootstrap)
    with progress_line(call) as line:
        request = Request(measures, bootstrap=asked.bootstrap, tick=lambda: line.show(next(done), total))
        found = answer_figures(material, form, items, request=request, coders=scope.coders, cases=cases)
    return [(figure, "case") for figure in found]


def _scope(project: Material, asked: _Asked) -> Scope:
    from qualcode.teams.agreeing import Scope, facet_of

    return Scope(
        [project.source(ref) for ref in dict.fromkeys(asked.sources)],
        [project.code(ref) for ref in dict.fromkeys(asked.codes)],
        [project.person(ref) for ref in dict.fromkeys(asked.coders)],
        asked.unit or "",
        asked.subtree,
        asked.tree_level,
        facet_of(project, asked.facet) if asked.facet else None,
    )


def _figures(call: Call, given: Judgements, request: Request, asked: _Asked) -> list[tuple[Figure, str]]:
    """Return the figures that were asked for, each with its unit."""
    from qualcode.core.agreement.asking import figures, pair_figures, part_figures, steps

    request = replace(
        request,
        distances=tuple(dict.fromkeys(asked.distances)) or request.distances,
        bootstrap=asked.bootstrap,
        span_overlap=asked.span_overlap,
    )
    n = len(given.coders)
    total = steps(given, request) * (1 + (n * (n - 1) // 2 if asked.pairs else 0))
    total += steps(given, replace(request, bootstrap=0)) * len(given.parts) if asked.by_source else 0
    done = count(1)
    with progress_line(call) as line:
        request = replace(request, tick=lambda: line.show(next(done), total))
        found = figures(given, request)
        if asked.pairs:
            found += pair_figures(given, request)
        if asked.by_source:
            found += part_figures(given, request)
    units = {"char_f1": "character"} | dict.fromkeys(
        ("u_alpha", "binary_u_alpha", "cu_alpha", "ku_alpha", "span_f1"), "span"
    )
    return [(figure, units.get(figure.measure, given.unit)) for figure in found]
