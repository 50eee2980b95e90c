"""``qualcode search``: the texts, with the words around each hit."""

from __future__ import annotations

from collections import Counter

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, command, pass_call
from qualcode.cli.output import Column, Output, rows
from qualcode.i18n import _, ngettext


@command(
    "search",
    _("Search the texts for words, a prefix (norm*), a phrase, alternatives (a* | b*) or /a regular expression/."),
    example='qualcode search "yrkesroll*" --speaker IP1\nqualcode search "medaktör* | motaktör*" --count',
)
@click.argument("query", nargs=-1, required=True)
@click.option("--regex", is_flag=True, help=_("The query is a regular expression."))
@click.option("--case", is_flag=True, help=_("Tell capitals from small letters."))
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    shell_complete=names.sources,
    help=_("Only in this source; can be repeated."),
)
@click.option("--speaker", metavar="LABEL", help=_("Only in this speaker's turns."))
@click.option("--kind", metavar="KIND", help=_("Only in sources of this kind."))
@click.option(
    "--context",
    type=click.IntRange(0, 1000),
    default=40,
    show_default=True,
    metavar="N",
    help=_("Characters to show on each side."),
)
@click.option("--count", is_flag=True, help=_("Only count the hits per source."))
@rows
@pass_call
def noun(
    call: Call,
    *,
    out: Output,
    query: tuple[str, ...],
    regex: bool,
    case: bool,
    sources: tuple[str, ...],
    speaker: str | None,
    kind: str | None,
    context: int,
    count: bool,
) -> None:
    """Search the texts."""
    with call.open() as project:
        chosen = [project.source(ref) for ref in sources] or project.sources()
        chosen = [s for s in chosen if kind in (None, s.kind)]
        hits = list(project.search(" ".join(query), regex=regex, case=case, sources=chosen, speaker=speaker))
        by_id = {s.id: s for s in chosen}
        if count:
            counts = Counter(hit.source for hit in hits)
            out.rows(
                ({"source": s.handle, "hits": counts[s.id]} for s in chosen if counts[s.id]),
                [Column("source", _("Source")), Column("hits", _("Hits"))],
            )
        else:
            out.rows(
                (
                    {
                        "source": by_id[hit.source].handle,
                        "line": hit.line,
                        "turn": hit.turn or None,
                        "speaker": hit.speaker,
                        "left": text[max(0, hit.start - context) : hit.start],
                        "hit": text[hit.start : hit.end],
                        "right": text[hit.end : hit.end + context],
                        "start": hit.start,
                        "end": hit.end,
                    }
                    for hit in hits
                    for text in (project.text(by_id[hit.source]),)
                ),
                [
                    Column("source", _("Source")),
                    Column("line", _("Line")),
                    Column("turn", _("Turn")),
                    Column("speaker", _("Speaker")),
                    Column("left", _("Before"), lambda left: " ".join(left.split()).rjust(context)),
                    Column("hit", _("Hit")),
                    Column("right", _("After")),
                ],
                keys=["start", "end"],
            )
        found_in = len({hit.source for hit in hits})
        text = ngettext("{n} hit in {sources} sources", "{n} hits in {sources} sources", len(hits))
        call.say(text.format(n=len(hits), sources=found_in))
