"""``qualcode init``: a new project."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.frame import Call, command, pass_call
from qualcode.errors import UsageProblem
from qualcode.i18n import _


@command(
    "init",
    _("Make a project: one file, NAME.qualcode."),
    example='qualcode init samordning --title "Samordning i praktiken" --codebook narbyrakrati\n'
    "qualcode init ovning --example",
)
@click.argument("name", type=click.Path(path_type=Path))
@click.option("--title", default="", metavar="TEXT", help=_("The study's title."))
@click.option("--coder", metavar="NAME", help=_("Who works; else as for every command."))
@click.option("--language", default="sv", show_default=True, metavar="CODE", help=_("The language of the material."))
@click.option(
    "--codebook", "codebooks", multiple=True, metavar="FILE|NAME", help=_("A codebook to read in; can be repeated.")
)
@click.option("--example", is_flag=True, help=_("Fill it with the example study."))
@pass_call
def noun(
    call: Call, *, name: Path, title: str, coder: str | None, language: str, codebooks: tuple[str, ...], example: bool
) -> None:
    """Make a project."""
    if example and (title or codebooks):
        raise UsageProblem(_("the example has its own title and codebook"), _("Leave --title and --codebook out."))
    if example:
        from qualcode.demo import make_example

        with make_example(name, call.say) as project:
            path = project.path
    else:
        path = _new(name, title, codebooks, coder=coder or call.coder, language=language)
    call.say(_("Project made: {file}").format(file=path))
    call.say(_("Go on with: qualcode -p {file}").format(file=path))


def _new(name: Path, title: str, codebooks: tuple[str, ...], *, coder: str | None, language: str) -> Path:
    from qualcode.project import Project

    books = []
    if codebooks:
        from qualcode.exchanging import find_codebook, import_codebook, read_codebook_file

        # Read before anything is made, so that a fault leaves no half-made project.
        books = [find_codebook(book) for book in codebooks]
        for book in books:
            read_codebook_file(book)
    with Project.create(name, title=title, coder=coder, language=language) as project:
        for book in books:
            import_codebook(project, book)
        return project.path
