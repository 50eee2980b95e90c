"""``qualcode report``: the appendix, printed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Output, write_file
from qualcode.errors import UsageProblem
from qualcode.i18n import LANGUAGES, _

if TYPE_CHECKING:
    from qualcode.core.condensations import Finding
    from qualcode.project import Project

noun = new_noun("report", _("Print the codebook, the condensation table and the scenes."))

_FORMATS = ("html", "md", "docx", "odt", "pdf")
_BINARY = ("docx", "odt", "pdf")
_REPORTS = ("codebook", "condensation", "scenes")
_lang_option = click.option("--lang", type=click.Choice(LANGUAGES), help=_("The language of the report."))
_key_option = click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A CSV list name,pseudonym, kept outside the project, put on everything printed."),
)
_finding_option = click.option(
    "--finding", metavar="NAME", shell_complete=names.findings, help=_("Only what carries this finding.")
)


def _printing(name: str, help_text: str, example: str) -> None:
    """Make the verb of one report."""

    @verb(noun, name, help_text, example=example)
    @click.option("--to", type=click.Choice(_FORMATS), help=_("The format; else told by the ending of -o, else html."))
    @click.option(
        "-o", "--out", "out_file", type=click.Path(path_type=Path), metavar="FILE", help=_("Write to a file.")
    )
    @_lang_option
    @click.option(
        "--style", type=click.Path(path_type=Path), metavar="FILE", help=_("A Word file whose styles the report takes.")
    )
    @click.option(
        "--templates",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help=_("A folder of templates that go before ours; can be repeated."),
    )
    @_key_option
    @_finding_option
    @pass_call
    def _print(
        call: Call,
        *,
        to: str | None,
        out_file: Path | None,
        lang: str | None,
        style: Path | None,
        templates: tuple[Path, ...],
        key: Path | None,
        finding: str | None,
    ) -> None:
        from qualcode.printing import print_report

        shape = to or _by_ending(out_file)
        if shape in _BINARY and out_file is None and sys.stdout.isatty():
            raise UsageProblem(
                _("{format} is not for the screen").format(format=shape),
                _("Write it to a file with -o {name}.{format}.").format(name=name, format=shape),
            )
        with call.open() as project:
            rendered = print_report(
                project,
                name,
                to=shape,
                language=lang,
                style=style,
                templates=templates,
                key=key,
                finding=_finding(project, finding),
            )
        for note in rendered.notes:
            call.say(note)
        if out_file is None or str(out_file) == "-":
            click.echo(rendered.data, nl=False)
        else:
            write_file(out_file, rendered.data)
            call.say(_("Written: {file}").format(file=out_file))


def _by_ending(file: Path | None) -> str:
    ending = file.suffix.lower().lstrip(".") if file is not None else ""
    shape = {"htm": "html", "markdown": "md"}.get(ending, ending)
    return shape if shape in _FORMATS else "html"


def _finding(project: Project, ref: str | None) -> Finding | None:
    return project.finding(ref) if ref else None


_printing(
    "codebook",
    _("Print the codebook: definitions, rules, examples, axes, facets, counts."),
    "qualcode report codebook --to docx -o kodbok.docx",
)
_printing(
    "condensation",
    _("Print the condensation table: meaning unit, condensed sentence, theme, finding, source and line."),
    "qualcode report condensation -o koncentrat.docx --style myndighet.docx\n"
    "qualcode report condensation --finding Glapp -o glapp.html",
)
_printing("scenes", _("Print the scenes."), "qualcode report scenes --to pdf -o scener.pdf --key ~/nyckel.csv")


@verb(
    noun, "data", _("Write what a report says as JSON."), example="qualcode report data condensation -o koncentrat.json"
)
@click.argument("name", type=click.Choice(_REPORTS))
@_lang_option
@_key_option
@_finding_option
@click.option("--json", "_as_json", is_flag=True, expose_value=False, help=_("Write JSON, as always here."))
@click.option("-o", "--out", "out_file", metavar="FILE", help=_("Write to a file."))
@pass_call
def _data(
    call: Call, *, name: str, lang: str | None, key: Path | None, finding: str | None, out_file: str | None
) -> None:
    from qualcode.printing import report_model
    from qualcode.report.model import as_data

    with call.open() as project:
        data = as_data(report_model(project, name, language=lang, key=key, finding=_finding(project, finding)))
    Output("json", file=out_file).text(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
