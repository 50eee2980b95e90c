"""``qualcode report``: the appendix, printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from qualcode.authoring.printable import REPORTS, Kind, kind_of
from qualcode.authoring.printable.kind import YES, Option, Values
from qualcode.cli import names
from qualcode.cli.asking import ask_passphrase
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Output, write_file
from qualcode.cli.progress import progress_line
from qualcode.cli.releasing import allow_option
from qualcode.errors import UsageProblem
from qualcode.i18n import LANGUAGES, _

noun = new_noun("report", _("Print the parts of an appendix, each by itself or bound together."))

_FORMATS = ("html", "md", "docx", "odt", "pdf", "latex")
_BINARY = ("docx", "odt", "pdf")
_COMPLETERS = {
    "source": names.sources,
    "code": names.codes,
    "case": names.cases,
    "scene": names.scenes,
    "theme": names.themes,
    "finding": names.findings,
    "coder": names.coders,
    "layer": names.layers,
}
_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _together(*decorators: _Decorator) -> _Decorator:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


_file_options = _together(
    click.option("--to", type=click.Choice(_FORMATS), help=_("The format; else told by the ending of -o, else html.")),
    click.option(
        "-o", "--out", "out_file", type=click.Path(path_type=Path), metavar="FILE", help=_("Write to a file.")
    ),
    click.option(
        "--style", type=click.Path(path_type=Path), metavar="FILE", help=_("A Word file whose styles the report takes.")
    ),
    click.option(
        "--templates",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help=_("A folder of templates that go before ours; can be repeated."),
    ),
)
_text_options = _together(
    click.option("--title", metavar="TEXT", default="", help=_("Another title.")),
    click.option("--lang", type=click.Choice(LANGUAGES), help=_("The language of the report.")),
    click.option(
        "--key",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=_("The key, or a CSV list name,pseudonym, kept outside the project, put on everything printed."),
    ),
)


def _own_options(kind: Kind) -> _Decorator:
    return _together(*(_own_option(option) for option in kind.options))


def _own_option(option: Option) -> _Decorator:
    flag = f"--{option.name}"
    if option.flag:
        return click.option(flag, is_flag=True, help=option.help)
    if option.choices:
        allowed = click.Choice([value for value, _word in option.choices if value])
        return click.option(flag, type=allowed, multiple=option.many, help=option.help)
    metavar = "N" if option.number else "FILE" if option.file else "NAME" if option.of else "TEXT"
    return click.option(
        flag,
        type=click.INT if option.number else click.STRING,
        multiple=option.many,
        metavar=metavar,
        shell_complete=_COMPLETERS.get(option.of),
        help=option.help,
    )


def _values(given: dict[str, Any]) -> Values:
    """Return the report's own options as texts, without those that were not given."""
    out: dict[str, str | tuple[str, ...]] = {}
    for name, value in given.items():
        option = name.replace("_", "-")
        if isinstance(value, tuple):
            out[option] = tuple(str(v) for v in value)
        elif value is not None and value is not False:
            out[option] = YES if value is True else str(value)
    return out


def _printing(kind: Kind) -> None:
    """Make the verb of one report."""

    @verb(noun, kind.name, kind.help, example=kind.example)
    @_file_options
    @_text_options
    @_own_options(kind)
    @allow_option
    @pass_call
    def _print(
        call: Call,
        *,
        to: str | None,
        out_file: Path | None,
        style: Path | None,
        templates: tuple[Path, ...],
        title: str,
        lang: str | None,
        key: Path | None,
        allow: str,
        **own: Any,
    ) -> None:
        from qualcode.authoring.printing import print_report

        shape = to or _by_ending(out_file)
        if shape in _BINARY and out_file is None and sys.stdout.isatty():
            raise UsageProblem(
                _("{format} is not for the screen").format(format=shape),
                _("Write it to a file with -o {name}.{format}.").format(name=kind.name, format=shape),
            )
        with call.open(write=bool(allow)) as project, progress_line(call) as progress:
            rendered = print_report(
                project,
                kind.name,
                to=shape,
                language=lang,
                style=style,
                templates=templates,
                key=key,
                title=title,
                values=_values(own),
                allow=allow,
                ask=ask_passphrase,
                progress=progress.show,
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
    shape = {"htm": "html", "markdown": "md", "tex": "latex"}.get(ending, ending)
    return shape if shape in _FORMATS else "html"


_data = new_noun("data", _("Write what a report says as JSON, for other programs to print."))


def _writing(kind: Kind) -> None:
    """Make the verb that gives out the data of one report."""
    example = f"qualcode report data {kind.name} -o {kind.name}.json"

    @verb(_data, kind.name, _("Write the data of the report {name}.").format(name=kind.name), example=example)
    @click.option("-o", "--out", "out_file", metavar="FILE", help=_("Write to a file."))
    @click.option("--json", "_as_json", is_flag=True, expose_value=False, help=_("Write JSON, as always here."))
    @_text_options
    @_own_options(kind)
    @allow_option
    @pass_call
    def _write(
        call: Call, *, out_file: str | None, title: str, lang: str | None, key: Path | None, allow: str, **own: Any
    ) -> None:
        from qualcode.authoring.printing import report_data

        with call.open(write=bool(allow)) as project:
            data = report_data(
                project,
                kind.name,
                language=lang,
                key=key,
                title=title,
                values=_values(own),
                allow=allow,
                tell=call.say,
                ask=ask_passphrase,
            )
        Output("json", file=out_file).text(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


@verb(
    noun,
    "plan",
    _("Write a plan of an appendix to start from."),
    example="qualcode report plan -o appendix.yaml",
)
@click.option("-o", "--out", "out_file", metavar="FILE", help=_("Write to a file."))
@pass_call
def _plan(call: Call, *, out_file: str | None) -> None:
    from qualcode.authoring.printable.appendix import starting_plan

    with call.open() as project:
        Output(file=out_file).text(starting_plan(project.title, project.language))


for _name in REPORTS:
    _printing(kind_of(_name))
    _writing(kind_of(_name))
noun.add_command(_data)
