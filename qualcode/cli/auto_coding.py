"""``qualcode coding auto``: a code set wherever a search hits, after a look at what it would do."""

from __future__ import annotations

import click

from qualcode.cli import names
from qualcode.cli.coding import noun, read_facets
from qualcode.cli.frame import Call, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.search import tell_indexing
from qualcode.i18n import _, get_language, ngettext

_SCOPES = ("hit", "sentence", "turn", "paragraph")


@verb(
    noun,
    "auto",
    _("Set a code wherever a search hits, as one step; passages that have it already are left."),
    example='qualcode coding auto motaktor "lemma:motaktör" --scope sentence --dry-run\n'
    'qualcode coding auto motaktor "lemma:motaktör" --scope sentence',
)
@click.argument("code", shell_complete=names.codes)
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--scope",
    type=click.Choice(_SCOPES),
    default="hit",
    show_default=True,
    help=_("How much is coded around each hit."),
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    shell_complete=names.sources,
    help=_("Only in this source; can be repeated."),
)
@click.option(
    "--facet", "facets", multiple=True, metavar="FACET=VALUE", help=_("A facet and its value; can be repeated.")
)
@click.option("--dry-run", is_flag=True, help=_("Only show what would be coded."))
@rows
@pass_call
def _auto(
    call: Call,
    *,
    out: Output,
    code: str,
    query: tuple[str, ...],
    scope: str,
    sources: tuple[str, ...],
    facets: tuple[str, ...],
    dry_run: bool,
) -> None:
    from qualcode.search.searching import code_passages, plan_coding

    with call.open(write=not dry_run) as project:
        target = project.code(code)
        chosen = {k: v for k, v in read_facets(project.codebook(), facets).items() if v is not None}
        where = [project.source(ref) for ref in sources] or None
        tell_indexing(call, project, " ".join(query))
        plan = plan_coding(project, target, " ".join(query), scope=scope, sources=where)
        made: list[str] = []
        if not dry_run:
            made, _action = code_passages(project, plan, facets=chosen)
        ids = dict(zip(plan.new, made, strict=False))
        out.rows(
            (
                {
                    "id": ids.get(p, ""),
                    "source": p.source.handle,
                    "line": p.line,
                    "speaker": p.speaker,
                    "coded": p.coded,
                    "quote": project.quote(p.source, p.start, p.end),
                    "start": p.start,
                    "end": p.end,
                }
                for p in plan.passages
            ),
            [
                Column("source", _("Source")),
                Column("line", _("Line")),
                Column("speaker", _("Speaker")),
                Column("coded", _("Coded before")),
                Column("quote", _("Words")),
            ],
            keys=["id", "start", "end"],
        )
        name = target.name(get_language())
        n = len(plan.new)
        if dry_run:
            text = ngettext("{n} passage would be coded {code}.", "{n} passages would be coded {code}.", n)
        else:
            text = ngettext("{n} passage coded {code}.", "{n} passages coded {code}.", n)
        call.say(text.format(n=n, code=name))
