"""The appendix, bound of a project's reports by a plan in YAML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.layers import layer_options
from qualcode.errors import Cancelled, QualcodeError, UsageProblem
from qualcode.exchange.appendix_yaml import AppendixPlan, PlannedPart, misplaced, read_appendix
from qualcode.i18n import _
from qualcode.report.appendix import AppendixPart, AppendixReport
from qualcode.report.wording import Wording, own_words

PLAN = "appendix.yaml"
#: What a plan that is written for a start binds, in this order.
_START = (
    "sample", "guides", "method", "codebook", "agreement", "condensation", "scenes", "quotations", "claims", "tables",
    "profile", "audit",
)  # fmt: skip


def kind() -> Kind:
    """Return the report ``appendix``."""
    return Kind(
        "appendix",
        _("appendix"),
        _("Bind reports to one document by a plan in YAML: order, titles, filters, wording, numbers, own texts."),
        "qualcode report appendix -o bilagor.docx --style myndighet.docx\n"
        "qualcode report appendix --plan kortversion.yaml -o bilagor.pdf",
        _make,
        (
            Option(
                "plan",
                _("plan"),
                _("The plan; else {name} beside the project.").format(name=PLAN),
                file=True,
            ),
            *layer_options(),
        ),
    )


def starting_plan(title: str, language: str) -> str:
    """Return a plan in YAML with every report, to be changed by its author."""
    from qualcode.authoring.printable import REPORTS, kind_of

    wording = Wording(language)
    lines = [
        "# " + _("What the appendix binds; see docs/appendix.md."),
        f"title: {_quoted(title)}",
        f"language: {language}",
        f"numbering: {_quoted(wording.gettext('Appendix {n}'))}",
        "parts:",
    ]
    for name in (*(n for n in _START if n in REPORTS), *(n for n in REPORTS if n not in (*_START, "appendix"))):
        lines.append(f"  - report: {name}")
        lines += [f"    # {o.name}: {o.help}" for o in kind_of(name).options]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _make(request: Request) -> AppendixReport:
    named = request.text("plan")
    folder = request.project.path.resolve().parent
    path = Path(named).expanduser() if named else folder / PLAN
    if not path.is_file() and not path.is_absolute():
        path = folder / path
    if not path.is_file():
        raise UsageProblem(
            _("There is no plan {file}.").format(file=path.name),
            _("Write one to start from with: qualcode report plan -o {file}").format(file=PLAN),
        )
    plan = read_appendix(path)
    language = request.language if request.language_asked or not plan.language else plan.language
    request = replace(request, language=language)
    label = plan.numbering if plan.numbering is not None else Wording(language).gettext("Appendix {n}")
    parts: list[AppendixPart] = []
    number = 0
    for planned in plan.parts:
        if request.cancelled():
            raise Cancelled(_("Nothing was printed."))
        number += planned.numbered
        shown = label.replace("{n}", str(number)).replace("{letter}", _letter(number)) if planned.numbered else ""
        parts.append(_part(request, plan, planned, number, shown))
    title = request.title or plan.title or Wording(language).gettext("Appendices")
    method = replace(request.method(), author=plan.author)
    return AppendixReport(title, language, method, plan.intro, tuple(parts))


def _part(request: Request, plan: AppendixPlan, planned: PlannedPart, number: int, label: str) -> AppendixPart:
    from qualcode.authoring.printable import kind_of

    wording = {**plan.wording, **planned.wording}
    if not planned.report:
        return AppendixPart(number, label, planned.title, planned.intro, None, wording)
    at = (planned.line, planned.column)
    if planned.report == "appendix":
        problem = UsageProblem(_("An appendix cannot hold itself."), _("Name the reports that it binds."))
        raise misplaced(plan, at, problem)
    try:
        found = kind_of(planned.report)
    except UsageProblem as problem:
        raise misplaced(plan, at, problem) from None
    for name, value in planned.options.items():
        try:
            found.option(name)
            found.checked({name: value})
        except UsageProblem as problem:
            raise misplaced(plan, planned.option_lines[name], problem) from None
    with own_words(wording):
        try:
            chosen = {**_layer(request, found), **found.checked(planned.options)}
            report = found.printed(replace(request, values=chosen, title=planned.title))
        except Cancelled:
            raise
        except QualcodeError as problem:
            # Where one option was given, it is that one.
            (only,) = planned.option_lines.values() if len(planned.options) == 1 else (at,)
            raise misplaced(plan, only, problem) from None
    return AppendixPart(number, label, report.title, planned.intro, report, wording)


def _layer(request: Request, kind: Kind) -> dict[str, str]:
    """Return what the whole appendix is to count, for a part that can be asked to."""
    own = {o.name for o in kind.options}
    return {n: request.text(n) for n in ("layer", "coder") if n in own and request.text(n)}


def _letter(number: int) -> str:
    word = ""
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(ord("A") + rest) + word
    return word
