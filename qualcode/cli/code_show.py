"""``qualcode code show``: all that a code says of itself."""

from __future__ import annotations

from qualcode.cli.code import code_argument, noun
from qualcode.cli.frame import Call, pass_call, verb
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.core.codebook import Codebook
from qualcode.i18n import _, get_language
from qualcode.wording import code_kind, code_status


@verb(noun, "show", _("Show all that a code says of itself."), example="qualcode code show rorelse-till")
@code_argument
@rows
@pass_call
def _show(call: Call, *, out: Output, code: str) -> None:
    with call.open() as project:
        book, found = project.codebook(), project.code(code)
        partner = book.partner(found.id)
        below = book.descendants(found.id)
        row = {
            "handle": found.handle,
            "name": found.name(get_language()),
            "name_sv": found.name_sv,
            "name_en": found.name_en,
            "short": found.short,
            "path": book.path_name(found.id, get_language()),
            "kind": found.kind,
            "status": found.status,
            "parent": _handle(book, found.parent),
            "children": [c.handle for c in book.children(found.id)],
            "partner": _handle(book, partner),
            "definition": found.definition,
            "when_to_use": found.when_to_use,
            "when_not": found.when_not,
            "example": found.example,
            "counter_example": found.counter_example,
            "cues": list(found.cues),
            "near_misses": [{"word": m.word, "why": m.why} for m in found.near_misses],
            "not_forms": list(found.not_forms),
            "citation": found.citation,
            "colour": found.colour,
            "aliases": list(found.aliases),
            "ideal_type": found.ideal_type,
            "voiced_by": found.voiced_by,
            "codebook": found.codebook,
            "codings": project.code_counts().get(found.id, 0),
            "codings_below": sum(n for c, n in project.code_counts().items() if c in below),
            "id": found.id,
        }
        out.record(row, _sheet(), keys=list(row))


def _handle(book: Codebook, code: str | None) -> str | None:
    found = book.by_id.get(code or "")
    return found.handle if found else None


def _sheet() -> list[Column]:
    return [
        Column("handle", _("Handle")),
        Column("name", _("Name")),
        Column("path", _("Place")),
        Column("kind", _("Kind"), code_kind),
        Column("status", _("Status"), code_status),
        Column("partner", _("Opposite")),
        Column("children", _("Under it")),
        Column("definition", _("Definition")),
        Column("when_to_use", _("When")),
        Column("when_not", _("When not")),
        Column("example", _("Example")),
        Column("counter_example", _("Counter-example")),
        Column("cues", _("Cues")),
        Column("near_misses", _("Near misses"), lambda found: "; ".join(f"{m['word']}: {m['why']}" for m in found)),
        Column("not_forms", _("Not these words")),
        Column("citation", _("Source")),
        Column("aliases", _("Aliases")),
        Column("ideal_type", _("Ideal type"), yes_no),
        Column("codebook", _("Codebook")),
        Column("codings", _("Codings")),
        Column("codings_below", _("With those under it")),
    ]
