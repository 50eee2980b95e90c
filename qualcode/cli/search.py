"""``qualcode search``: the texts, with the words around each hit, and searches kept under a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, command, pass_call
from qualcode.cli.output import Column, Output, rows
from qualcode.core.ids import short
from qualcode.core.people import forget_query
from qualcode.errors import UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.wording import form_role

if TYPE_CHECKING:
    from qualcode.core.search import Hit
    from qualcode.core.sources import Source
    from qualcode.project import Project

_LIST = "list"
_SORTS = ("source", "left1", "left2", "left3", "right1", "right2", "right3", "hit", "speaker")


@command(
    "search",
    _(
        "Search the texts.\n\n"
        "Words that follow each other, with * for any letters (norm*); a | b or a ELLER b; /a regular expression/; "
        "lemma:samordna for inflections and compounds; del:möte, del:möte/huvud, del:möte/led for compounds only; "
        "a NÄRA/5 b, NÄRA/mening, NÄRA/replik; a OCH b, a INTE b; and filters: talare: roll: källa: slag: fall: "
        "fall.ATTRIBUTE: kod: kodare: okodad negerad:ja|nej, each with -before it for the opposite. "
        'The English names work too. "qualcode search list" lists the saved searches.'
    ),
    example='qualcode search "yrkesroll*" --speaker IP1\n'
    'qualcode search "lemma:regel NÄRA/mening lemma:följa" --sort right1\n'
    'qualcode search "del:möte -kod:motaktor" --save möten\n'
    "qualcode search --saved möten --new",
)
@click.argument("query", nargs=-1)
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
@click.option(
    "--sort",
    type=click.Choice(_SORTS),
    default="source",
    help=_("The order: by source, by a word before or after the hit, by the hit, by speaker."),
)
@click.option("--count", is_flag=True, help=_("Only count the hits per source."))
@click.option("--save", metavar="NAME", help=_("Keep the search under a name."))
@click.option("--saved", metavar="NAME", shell_complete=names.searches, help=_("Run a search that was kept."))
@click.option("--new", is_flag=True, help=_("With --saved: only in sources imported since it was kept."))
@click.option("--forget", metavar="NAME", shell_complete=names.searches, help=_("Take away a search that was kept."))
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
    sort: str,
    count: bool,
    save: str | None,
    saved: str | None,
    new: bool,
    forget: str | None,
) -> None:
    """Search the texts."""
    _check_ways(query, saved, forget, save=save, new=new)
    with call.open(write=bool(save or forget)) as project:
        if forget:
            kept = project.saved_query(forget)
            project.apply(forget_query(kept.id))
            call.say(_("Search {name} taken away.").format(name=kept.name))
            return
        if query == (_LIST,):
            _list(call, out, project)
            return
        chosen = [project.source(ref) for ref in sources] or project.sources()
        chosen = [s for s in chosen if kind in (None, s.kind)]
        words = " ".join(query)
        if saved:
            kept = project.saved_query(saved)
            words = kept.expression
            since = {s.id for s in project.sources_since(kept.id)} if new else set()
            chosen = [s for s in chosen if not new or s.id in since]
        tell_indexing(call, project, words, regex=regex)
        hits = list(project.search(words, regex=regex, case=case, sources=chosen, speaker=speaker))
        if save:
            _keep(call, project, save, words, regex=regex, case=case, refs=sources, speaker=speaker, kind=kind)
        if count:
            _write_counts(out, hits, chosen)
        else:
            _write_hits(out, project, hits, context=context, sort=sort)
        found_in = len({hit.source for hit in hits})
        text = ngettext("{n} hit in {sources} sources", "{n} hits in {sources} sources", len(hits))
        call.say(text.format(n=len(hits), sources=found_in))


def tell_indexing(call: Call, project: Project, words: str, *, regex: bool = False) -> None:
    """Say that the words of the texts are read first, when a query needs them and they are not."""
    from qualcode.core.query_parser import needs_words

    if needs_words(project.query(words, regex=regex).node) and project.words_are_stale():
        call.say(_("Reading the words of the texts …"))
        project.index_words()


def _check_ways(query: Sequence[str], saved: str | None, forget: str | None, *, save: str | None, new: bool) -> None:
    if sum(map(bool, (query, saved, forget))) != 1:
        raise UsageProblem(
            _("name what to search for in one way"), _("Write words, or give --saved NAME, or --forget NAME.")
        )
    if save and not query:
        raise UsageProblem(_("--save goes with words to search for"), _("Write them before --save NAME."))
    if new and not saved:
        raise UsageProblem(_("--new goes with --saved"), _("Name the search with --saved NAME."))


def _keep(
    call: Call,
    project: Project,
    name: str,
    words: str,
    *,
    regex: bool,
    case: bool,
    refs: Sequence[str],
    speaker: str | None,
    kind: str | None,
) -> None:
    from qualcode.search.searching import save_search, whole_expression

    expression = whole_expression(
        project,
        words,
        regex=regex,
        exact=case,
        sources=[project.source(ref) for ref in refs],
        speaker=speaker or "",
        kind=kind or "",
    )
    kept = save_search(project, name, expression)
    call.say(_("Kept as {name}: {expression}").format(name=kept.name, expression=kept.expression))


def _list(call: Call, out: Output, project: Project) -> None:
    people = {p.id: p.name for p in project.persons()}
    kept = project.queries()
    out.rows(
        (
            {
                "name": q.name,
                "expression": q.expression,
                "made_by": people.get(q.made_by, ""),
                "made_at": q.made_at,
                "id": q.id,
            }
            for q in kept
        ),
        [
            Column("name", _("Name")),
            Column("expression", _("Search")),
            Column("made_by", _("Coder")),
            Column("id", _("Id"), short),
        ],
        keys=["made_at"],
    )
    call.say(ngettext("{n} saved search", "{n} saved searches", len(kept)).format(n=len(kept)))


def _write_counts(out: Output, hits: Sequence[Hit], sources: Sequence[Source]) -> None:
    counts = Counter(hit.source for hit in hits)
    out.rows(
        ({"source": s.handle, "hits": counts[s.id]} for s in sources if counts[s.id]),
        [Column("source", _("Source")), Column("hits", _("Hits"))],
    )


def _write_hits(out: Output, project: Project, hits: Sequence[Hit], *, context: int, sort: str) -> None:
    from qualcode.search.concordance import in_context, ordered

    lines = in_context(project, ordered(project, hits, sort), width=context)
    columns = [
        Column("source", _("Source")),
        Column("line", _("Line")),
        Column("turn", _("Turn")),
        Column("speaker", _("Speaker")),
        Column("left", _("Before"), lambda left: " ".join(left.split()).rjust(context)),
        Column("hit", _("Hit")),
        Column("right", _("After")),
    ]
    if any(hit.role for hit in hits):
        columns.insert(4, Column("role", _("Found as"), form_role))
    out.rows(
        (
            {
                "source": line.source.handle,
                "line": line.hit.line,
                "turn": line.hit.turn or None,
                "speaker": line.hit.speaker,
                "left": line.left,
                "hit": line.words,
                "right": line.right,
                "start": line.hit.start,
                "end": line.hit.end,
                "role": line.hit.role,
            }
            for line in lines
        ),
        columns,
        keys=["start", "end", "role"],
    )
