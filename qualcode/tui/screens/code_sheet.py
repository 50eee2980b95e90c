"""What is shown of a code: its sheet, and its history."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from textual.content import Content

from qualcode.core.codebook import Code, Codebook
from qualcode.core.codings import Coding
from qualcode.core.memos import Memo
from qualcode.history import Happening
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.colours import CodePaint
from qualcode.tui.figures import number
from qualcode.tui.screens.code_form import voiced_by
from qualcode.wording import code_kind, code_status, moment

_INDENT = 20
_ORDER = (
    "name_sv name_en short handle parent definition when_to_use when_not example counter_example cues near_misses "
    "not_forms citation kind status voiced_by ideal_type colour aliases merged_into split_into"
).split()
_TEXTS = ("definition", "when_to_use", "when_not", "example", "counter_example", "citation")


def field_name(name: str) -> str:
    """Word a field of a code."""
    words = {
        "definition": _("definition"),
        "when_to_use": _("when to use"),
        "when_not": _("when not"),
        "example": _("example"),
        "counter_example": _("counter-example"),
        "citation": _("source"),
        "name_sv": _("name in Swedish"),
        "name_en": _("name in English"),
        "short": _("short name"),
        "handle": _("handle"),
        "cues": _("cues"),
        "near_misses": _("near misses"),
        "not_forms": _("not these words"),
        "kind": _("kind"),
        "status": _("status"),
        "voiced_by": _("who can say it"),
        "ideal_type": _("ideal type"),
        "colour": _("colour"),
        "aliases": _("other handles"),
        "parent": _("under"),
        "merged_into": _("merged into"),
        "split_into": _("split into"),
    }
    return words.get(name, name)


def code_sheet(
    code: Code, book: Codebook, counts: Mapping[str, int], paint: Mapping[str, CodePaint], memos: Sequence[Memo]
) -> Content:
    """Return all that a code says of itself, with its codings counted."""
    language = get_language()
    own, below = counts.get(code.id, 0), sum(counts.get(c, 0) for c in book.descendants(code.id))
    above = "".join(f"{c.name(language)} › " for c in book.path(code.id)[:-1])
    colour = paint[code.id].colour if code.id in paint else "$quiet"
    counted = ngettext("{n} coding", "{n} codings", own).format(n=number(own))
    if below != own:
        counted += " · " + _("{n} with those under it").format(n=number(below))
    facts = [code.handle, code_kind(code.kind), code_status(code.status)]
    if code.ideal_type:
        facts.append(_("ideal type"))
    if code.voiced_by != "anyone":
        facts.append(voiced_by(code.voiced_by))
    lines = [
        Content.assemble(("▌", colour), (above, "$quiet"), (code.name(language), "bold")),
        Content(" · ".join(facts)).stylize("$quiet"),
        Content(counted).stylize("$accent"),
    ]
    for name in _TEXTS:
        value = str(getattr(code, name))
        if value:
            lines.append(Content.assemble("\n", (field_name(name) + "  ", "$quiet"), value))
    if not code.definition:
        lines.append(Content("\n" + _("no definition yet")).stylize("$quiet"))
    partner = book.by_id.get(book.partner(code.id) or "")
    split = [book.by_id[c].name(language) for c in code.split_into if c in book.by_id]
    rows = [
        (_("cues"), ", ".join(code.cues)),
        (_("near misses"), "; ".join(f"{m.word} ({m.why})" if m.why else m.word for m in code.near_misses)),
        (_("not these words"), ", ".join(code.not_forms)),
        (_("opposite"), partner.name(language) if partner else ""),
        (_("other handles"), ", ".join(code.aliases)),
        (_("split into"), ", ".join(split)),
        (_("memo"), "\n".join(m.text for m in memos)),
    ]
    lines += [Content.assemble("\n", (f"{title}  ", "$quiet"), value) for title, value in rows if value]
    return Content("\n").join(lines)


def code_history(
    happenings: Sequence[Happening],
    book: Codebook,
    people: Mapping[str, str],
    codings: Sequence[Coding],
    *,
    width: int,
) -> Content:
    """Return how a code came to be what it is, and how many of its codings were made at each stage."""
    lines: list[Content] = []
    made = sorted(c.made_at for c in codings)
    for i, happening in enumerate(happenings):
        later = happenings[i + 1].made_at if i + 1 < len(happenings) else ""
        head = f"{moment(happening.at)}  {people.get(happening.actor, '–')}  "
        lines.append(Content.assemble((head, "$quiet"), (happening_words(happening), "bold")))
        before: dict[str, object] = {}
        for past in happenings[:i]:
            before |= past.fields
        for name in (f for f in _ORDER if f in happening.fields):
            old, new = _shown(name, before.get(name), book), _shown(name, happening.fields[name], book)
            if old or new:
                lines += _changed(field_name(name), old, new or "–", width)
        n = sum(1 for at in made if at >= happening.made_at and (not later or at < later))
        if n:
            text = ngettext("{n} coding made under this", "{n} codings made under this", n).format(n=number(n))
            lines.append(Content(f"    {text}").stylize("$accent"))
    return Content("\n").join(lines)


def happening_words(happening: Happening) -> str:
    """Word what happened to a code."""
    retired = happening.fields.get("status") == "retired"
    words = {
        "code.add": _("made"),
        "code.edit": _("changed by a codebook file"),
        "code.rename": _("renamed"),
        "code.define": _("defined"),
        "code.move": _("moved"),
        "code.merge": _("was merged"),
        "code.split": _("was split"),
        "code.retire": _("taken out of use") if retired else _("brought back into use"),
        "code.remove": _("taken away"),
    }
    return words.get(happening.kind, happening.kind)


def _changed(title: str, old: str, new: str, width: int) -> list[Content]:
    """Return a field's old value struck out, and under it the new one, both indented."""
    out: list[Content] = []
    for value, style in ((old, "$quiet strike"), (new, "")):
        wrapped = textwrap.wrap(value, max(20, width - _INDENT - 4))
        for n, line in enumerate(wrapped):
            first = title if not out and not n else ""
            out.append(Content.assemble((f"    {first:<{_INDENT}}", "$quiet"), (line, style)))
    return out


def _shown(name: str, value: object, book: Codebook) -> str:
    language = get_language()
    if value is None or value == "":
        return ""
    if name in ("parent", "merged_into", "split_into"):
        codes = value if isinstance(value, list) else [value]
        return ", ".join(book.by_id[c].name(language) if c in book.by_id else str(c)[-8:] for c in map(str, codes))
    if name == "ideal_type":
        return _("yes") if value else ""
    if isinstance(value, list):
        return ", ".join(": ".join(map(str, v)) if isinstance(v, list) else str(v) for v in value)
    words = {"kind": code_kind, "status": code_status, "voiced_by": voiced_by}
    return words[name](str(value)) if name in words else str(value)
