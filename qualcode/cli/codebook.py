"""``qualcode codebook``: codebooks as files, and the project's codes as a tree."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows, write_file
from qualcode.cli.releasing import allow_option, release_form
from qualcode.errors import CheckFailed, NotFound
from qualcode.i18n import _, get_language, ngettext
from qualcode.wording import code_kind, code_status

noun = new_noun("codebook", _("Read in, write out, check and list codebooks."))


@verb(
    noun,
    "import",
    _("Read a codebook into the project: a YAML file, or one that comes with qualcode by its name."),
    example="qualcode codebook import narbyrakrati",
)
@click.argument("codebooks", nargs=-1, required=True, metavar="FILE|NAME...")
@click.option("--dry-run", is_flag=True, help=_("Only say what would be done."))
@pass_call
def _import(call: Call, *, codebooks: tuple[str, ...], dry_run: bool) -> None:
    from qualcode.exchanging import find_codebook, import_codebook

    files = [find_codebook(name) for name in codebooks]
    with call.open(write=not dry_run) as project:
        for file in files:
            changes = import_codebook(project, file, dry_run=dry_run)
            added = sum(c.kind == "code.add" for c in changes)
            altered = sum(c.kind == "code.edit" for c in changes)
            if not changes:
                call.say(_("{file}: the project has it already.").format(file=file.name))
                continue
            call.say(
                _("{file}: {added} codes added, {altered} changed, {others} other changes").format(
                    file=file.name, added=added, altered=altered, others=len(changes) - added - altered
                )
            )


@verb(
    noun,
    "export",
    _("Write a codebook of the project as YAML."),
    example="qualcode codebook export narbyrakrati -o narbyrakrati.yaml",
)
@click.argument("codebook", required=False)
@click.option("-o", "--out", "out_file", type=click.Path(path_type=Path), metavar="FILE", help=_("Write to a file."))
@allow_option
@pass_call
def _export(call: Call, *, codebook: str | None, out_file: Path | None, allow: str) -> None:
    from qualcode.exchanging import codebook_yaml

    call.allow = allow
    with call.open() as project:
        books = [info.handle for info in project.codebook().books]
        if codebook is None and len(books) > 1:
            raise NotFound(
                _("the project has several codebooks"), _("Name one of: {names}.").format(names=", ".join(books))
            )
        if codebook is not None and books and codebook not in books:
            raise NotFound(
                _("no codebook {name} in the project").format(name=codebook),
                _("There are: {names}.").format(names=", ".join(books)),
            )
        text = codebook_yaml(project, codebook or (books[0] if books else project.path.stem))
        if out_file is not None:
            release_form(call, text)
    if out_file is None:
        click.echo(text, nl=False)
    else:
        write_file(out_file, text.encode("utf-8"))
        call.say(_("Written: {file}").format(file=out_file))


@verb(
    noun,
    "check",
    _("Check codebook files: every fault with its line and its mend; exit code 4 when there are any."),
    example="qualcode codebook check codebooks/narbyrakrati.yaml",
)
@click.argument("codebooks", nargs=-1, required=True, metavar="FILE|NAME...")
@rows
@pass_call
def _check(call: Call, *, out: Output, codebooks: tuple[str, ...]) -> None:
    from qualcode.exchanging import check_codebook_file, find_codebook

    found = [problem for name in codebooks for problem in check_codebook_file(find_codebook(name))]
    out.rows(
        (
            {
                "file": p.file,
                "line": p.line,
                "column": p.column,
                "severity": p.severity,
                "message": p.message,
                "mend": p.mend,
            }
            for p in found
        ),
        [
            Column("file", _("File")),
            Column("line", _("Line")),
            Column("severity", _("Weight"), _severity),
            Column("message", _("Problem")),
            Column("mend", _("Mend")),
        ],
        keys="file line column severity message mend".split(),
    )
    errors = sum(p.severity == "error" for p in found)
    if errors:
        raise CheckFailed(
            ngettext("{n} fault in the codebook", "{n} faults in the codebook", errors).format(n=errors),
            _("Mend them in the file and check again."),
        )
    call.say(_("The codebook is sound."))


def _severity(severity: str) -> str:
    return _("fault") if severity == "error" else _("advice")


@verb(
    noun,
    "list",
    _("List the project's codes as a tree, with their codings."),
    example="qualcode codebook list --under rorelse-till",
)
@click.option("--under", metavar="CODE", shell_complete=names.codes, help=_("Only this code and those under it."))
@click.option("--codebook", "book_name", metavar="NAME", help=_("Only codes of this codebook."))
@click.option("--status", metavar="STATUS", help=_("Only codes of this status: active, draft, retired."))
@rows
@pass_call
def _list(call: Call, *, out: Output, under: str | None, book_name: str | None, status: str | None) -> None:
    with call.open() as project:
        book = project.codebook()
        counts = project.code_counts()
        root = project.code(under) if under else None
        within = book.descendants(root.id) if root else None
        found = []
        for code, depth in book.walk():
            if (
                (within is not None and code.id not in within)
                or (book_name is not None and code.codebook != book_name)
                or (status is not None and code.status != status)
            ):
                continue
            below = book.descendants(code.id)
            name = code.name(get_language())
            found.append(
                {
                    "handle": code.handle,
                    "name": name,
                    "tree": "  " * depth + name,
                    "name_sv": code.name_sv,
                    "name_en": code.name_en,
                    "short": code.short,
                    "kind": code.kind,
                    "status": code.status,
                    "depth": depth,
                    "parent": parent.handle if (parent := book.by_id.get(code.parent or "")) else None,
                    "path": book.path_name(code.id, get_language()),
                    "ideal_type": code.ideal_type,
                    "codebook": code.codebook,
                    "codings": counts.get(code.id, 0),
                    "codings_below": sum(n for c, n in counts.items() if c in below),
                    "id": code.id,
                }
            )
        keys = (
            "handle name name_sv name_en short kind status depth parent path ideal_type codebook codings codings_below "
            "id"
        ).split()
        columns = [
            Column("tree", _("Code")),
            Column("handle", _("Handle")),
            Column("kind", _("Kind"), code_kind),
            Column("status", _("Status"), code_status),
            Column("codings", _("Codings")),
            Column("codings_below", _("With those under it")),
        ]
        if out.shape != "table":
            columns = [Column(key, key) for key in keys]
        out.rows(found, columns)


@verb(noun, "show", _("Show the codebooks of the project."), example="qualcode codebook show")
@rows
@pass_call
def _show(call: Call, *, out: Output) -> None:
    with call.open() as project:
        book = project.codebook()
        out.rows(
            (
                {
                    "handle": info.handle,
                    "title": info.title(get_language()),
                    "version": info.version,
                    "codes": sum(c.codebook == info.handle for c in book.standing),
                    "axes": sum(a.codebook == info.handle for a in book.axes),
                    "facets": sum(f.codebook == info.handle for f in book.facets),
                    "description": info.description,
                    "citations": list(info.citations),
                }
                for info in book.books
            ),
            [
                Column("handle", _("Codebook")),
                Column("title", _("Title")),
                Column("version", _("Version")),
                Column("codes", _("Codes")),
                Column("axes", _("Axes")),
                Column("facets", _("Facets")),
            ],
            keys=["description", "citations"],
        )


@verb(noun, "axes", _("List the axes with their poles and pairs of items."), example="qualcode codebook axes")
@rows
@pass_call
def _axes(call: Call, *, out: Output) -> None:
    with call.open() as project:
        book = project.codebook()
        counts = project.code_counts()
        found = []
        for axis in book.axes:
            for n, (left, right) in enumerate(((axis.left, axis.right), *axis.pairs)):
                sides = [book.by_id.get(c) for c in (left, right)]
                found.append(
                    {
                        "axis": axis.handle,
                        "name": axis.name(get_language()),
                        "pair": n,
                        "left": sides[0].handle if sides[0] else None,
                        "right": sides[1].handle if sides[1] else None,
                        "left_codings": counts.get(left, 0),
                        "right_codings": counts.get(right, 0),
                    }
                )
        out.rows(
            found,
            [
                Column("axis", _("Axis")),
                Column("left", _("Left")),
                Column("left_codings", _("Codings")),
                Column("right", _("Right")),
                Column("right_codings", _("Codings")),
            ],
            keys="axis name pair left right left_codings right_codings".split(),
        )


@verb(
    noun,
    "facets",
    _("List the facets and their values with the keys that set them."),
    example="qualcode codebook facets",
)
@rows
@pass_call
def _facets(call: Call, *, out: Output) -> None:
    with call.open() as project:
        language = get_language()
        out.rows(
            (
                {
                    "facet": facet.handle,
                    "facet_name": facet.name(language),
                    "value": value.handle,
                    "value_name": value.name(language),
                    "key": value.key,
                }
                for facet in project.codebook().facets
                for value in facet.values
            ),
            [
                Column("facet", _("Facet")),
                Column("value", _("Value")),
                Column("value_name", _("Name")),
                Column("key", _("Key")),
            ],
            keys="facet facet_name value value_name key".split(),
        )


@verb(noun, "shipped", _("List the codebooks that come with qualcode."), example="qualcode codebook shipped")
@rows
@pass_call
def _shipped(_call: Call, *, out: Output) -> None:
    from qualcode.exchanging import shipped

    out.rows(
        ({"name": name, "file": str(path)} for name, path in shipped().items()),
        [Column("name", _("Name")), Column("file", _("File"))],
    )
