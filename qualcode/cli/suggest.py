"""``qualcode suggest``: passages that may deserve a code, with reasons; a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.coding import read_facets
from qualcode.cli.frame import Call, Noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.core.ids import short
from qualcode.i18n import _, get_language, ngettext
from qualcode.reasons import negation_mark

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.search.suggesting import Suggestion


class _Suggesting(Noun):
    """The noun whose first word, when it is no verb, is the code to suggest passages for."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names; a code stands for ``list`` of it."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            args = ["list", *args]
        return super().resolve_command(ctx, args)


noun = _Suggesting("suggest", help=_("Suggest passages for a code, with reasons; accept or reject them."))
_ids = click.argument("suggestions", nargs=-1, required=True, metavar="SUGGESTION...")


@verb(
    noun,
    "list",
    _("List passages that may deserve a code, with reasons: cues, and likeness to what was coded."),
    example="qualcode suggest list lyssna --limit 20\nqualcode suggest lyssna",
)
@click.argument("code", shell_complete=names.codes)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    shell_complete=names.sources,
    help=_("Only in this source; can be repeated."),
)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N", help=_("At most so many.")
)
@rows
@pass_call
def _list(call: Call, *, out: Output, code: str, sources: tuple[str, ...], limit: int) -> None:
    from qualcode.search.suggesting import precision, precision_text, remember, suggest

    with call.open(write=True) as project:
        target = project.code(code)
        if project.words_are_stale():
            call.say(_("Reading the words of the texts …"))
        where = [project.source(ref) for ref in sources] or None
        found = suggest(project, target, limit=limit, sources=where)
        remember(project, found)
        _write(out, project, found)
        text = ngettext("{n} suggestion for {code}.", "{n} suggestions for {code}.", len(found))
        call.say(text.format(n=len(found), code=target.name(get_language())))
        call.say(precision_text(precision(project, target)))


def _write(out: Output, project: Project, found: list[Suggestion]) -> None:
    from qualcode.search.suggesting import reason_text

    out.rows(
        (
            {
                "id": s.id,
                "source": s.source.handle,
                "line": project.line_map(s.source).line(s.start),
                "speaker": s.speaker,
                "negated": s.negated,
                "reasons": [reason_text(r) for r in s.reasons],
                "quote": project.quote(s.source, s.start, s.end),
                "score": round(s.score, 5),
                "start": s.start,
                "end": s.end,
            }
            for s in found
        ),
        [
            Column("id", _("Id"), short),
            Column("source", _("Source")),
            Column("line", _("Line")),
            Column("speaker", _("Speaker")),
            Column("negated", _("Negated"), negation_mark),
            Column("reasons", _("Why"), "; ".join),
            Column("quote", _("Words")),
        ],
        keys=["score", "start", "end"],
    )


@verb(
    noun,
    "accept",
    _("Set the code on suggested passages, as one step."),
    example="qualcode suggest accept 3f9a01bc 77d0e1aa --facet modality=is",
)
@_ids
@click.option(
    "--facet", "facets", multiple=True, metavar="FACET=VALUE", help=_("A facet and its value; can be repeated.")
)
@pass_call
def _accept(call: Call, *, suggestions: tuple[str, ...], facets: tuple[str, ...]) -> None:
    from qualcode.search.suggesting import accept, precision, precision_text, recall

    with call.open(write=True) as project:
        chosen = {k: v for k, v in read_facets(project.codebook(), facets).items() if v is not None}
        found = [recall(project, ref) for ref in dict.fromkeys(suggestions)]
        call.made(accept(project, found, facets=chosen))
        call.say(ngettext("{n} suggestion accepted.", "{n} suggestions accepted.", len(found)).format(n=len(found)))
        for code in dict.fromkeys(s.code for s in found):
            call.say(f"{code.name(get_language())}: {precision_text(precision(project, code))}")


@verb(
    noun,
    "reject",
    _("Reject suggested passages; they are not suggested to you again."),
    example="qualcode suggest reject 3f9a01bc",
)
@_ids
@pass_call
def _reject(call: Call, *, suggestions: tuple[str, ...]) -> None:
    from qualcode.search.suggesting import precision, precision_text, recall, reject

    with call.open(write=True) as project:
        found = [recall(project, ref) for ref in dict.fromkeys(suggestions)]
        reject(project, found)
        call.say(ngettext("{n} suggestion rejected.", "{n} suggestions rejected.", len(found)).format(n=len(found)))
        for code in dict.fromkeys(s.code for s in found):
            call.say(f"{code.name(get_language())}: {precision_text(precision(project, code))}")
