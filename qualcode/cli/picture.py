"""``qualcode picture``: pictures of the material as SVG or PNG, each with its description."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, command, pass_call
from qualcode.cli.layers import coder_option, counting, layer_option
from qualcode.cli.output import write_file
from qualcode.cli.releasing import allow_option, release_texts
from qualcode.errors import UsageProblem
from qualcode.i18n import LANGUAGES, _

_PICTURES = ("codes", "heat", "together", "axis", "timeline", "progress", "agreement")


@command(
    "picture",
    _(
        "Draw a picture: codes by group, a map of codes and persons, codes that meet, the profile of an axis, "
        "a timeline of a document series, coding progress, or agreement per code. "
        "Its description for those who do not see it is told on standard error."
    ),
    example="qualcode picture axis --axis yrkesnorm -o profil.svg\n"
    "qualcode picture codes --by roll --to png -o koder.png\n"
    'qualcode picture timeline --series vagledning --query "lemma:samordna" -o ord.svg',
)
@click.argument("name", type=click.Choice(_PICTURES))
@click.option("--to", type=click.Choice(["svg", "png"]), help=_("The format; else told by the ending of -o, else svg."))
@click.option("-o", "--out", "out_file", type=click.Path(path_type=Path), metavar="FILE", help=_("Write to a file."))
@click.option("--code", "codes", multiple=True, metavar="CODE", shell_complete=names.codes, help=_("Only these codes."))
@click.option("--by", default="", metavar="ATTRIBUTE", help=_("Group by this; for an axis also section or source."))
@click.option("--axis", default="", metavar="AXIS", help=_("Which axis; else the first."))
@click.option("--series", default="", metavar="SERIES", help=_("Which document series; else the first."))
@click.option("--query", "queries", multiple=True, metavar="QUERY", help=_("What a timeline counts; can be repeated."))
@click.option(
    "--measure", type=click.Choice(["voices", "passages", "sources"]), default=None, help=_("What is counted.")
)
@click.option(
    "--top", type=click.IntRange(1), default=24, show_default=True, metavar="N", help=_("At most so many rows.")
)
@layer_option
@coder_option
@click.option("--open", "everything", is_flag=True, help=_("Show small groups and counts too; not for print."))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=_("The language of the picture."))
@allow_option
@pass_call
def noun(
    call: Call,
    *,
    name: str,
    to: str | None,
    out_file: Path | None,
    codes: tuple[str, ...],
    by: str,
    axis: str,
    series: str,
    queries: tuple[str, ...],
    measure: str | None,
    top: int,
    layer: str | None,
    coder: str | None,
    everything: bool,
    lang: str | None,
    allow: str,
) -> None:
    """Draw a picture."""
    from qualcode.authoring.picturing import Wish, drawn, picture, told_persons
    from qualcode.core.tables import OPEN, Rule
    from qualcode.protection.releasing import picture_texts

    shape = to or ("png" if out_file is not None and out_file.suffix.lower() == ".png" else "svg")
    if shape == "png" and out_file is None and sys.stdout.isatty():
        raise UsageProblem(
            _("{format} is not for the screen").format(format=shape),
            _("Write it to a file with -o {name}.{format}.").format(name=name, format=shape),
        )
    if name == "agreement" and (layer or coder):
        raise UsageProblem(
            _("agreement compares all coders' own codings, not a layer or one coder's"), _("Leave them out.")
        )
    call.allow = allow
    with call.open() as project, counting(project, layer, coder):
        rule = OPEN if everything else Rule(small=project.least_cell)
        wish = Wish(codes, by, axis, series, queries, measure or "", top, lang or project.language, rule)
        found = picture(project, name, wish)
        if out_file is not None:
            texts = picture_texts(found.svg, found.alt)
            release_texts(call, texts, shape, cells=told_persons(project, name, wish))
        data = drawn(found, shape)
    if out_file is None:
        click.echo(data, nl=False)
    else:
        write_file(out_file, data)
        call.say(_("Written: {file}").format(file=out_file))
    call.say(found.alt)
