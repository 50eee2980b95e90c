"""The form of a code, and the changes that what was written in it amounts to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from qualcode.core import codebook as books
from qualcode.core.codebook import CODE_KINDS, STATUSES, VOICED_BY, Code, Codebook, NearMiss
from qualcode.core.events import Change
from qualcode.i18n import _
from qualcode.tui.picking import folded
from qualcode.tui.widgets.fields import Choice, Field
from qualcode.wording import code_kind, code_status

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NAMES = ("name_sv", "name_en", "short", "handle")


def voiced_by(value: str) -> str:
    """Word who can be heard saying a code."""
    return {"anyone": _("anyone"), "self": _("about oneself"), "others": _("about others")}.get(value, value)


def name_fields(code: Code) -> list[Field]:
    """Return the rows of a code's names."""
    return [
        Field("name_sv", _("name in Swedish"), code.name_sv),
        Field("name_en", _("name in English"), code.name_en),
        Field("short", _("short name"), code.short),
        Field("handle", _("handle"), code.handle),
    ]


def code_fields(code: Code) -> list[Field]:
    """Return the rows of everything that a code says of itself."""
    misses = "\n".join(f"{m.word}: {m.why}" if m.why else m.word for m in code.near_misses)
    return [
        *name_fields(code),
        Field("definition", _("definition"), code.definition, lines=4),
        Field("when_to_use", _("when to use"), code.when_to_use, lines=2),
        Field("when_not", _("when not"), code.when_not, lines=2),
        Field("example", _("example"), code.example, lines=2),
        Field("counter_example", _("counter-example"), code.counter_example, lines=2),
        Field("cues", _("cues"), ", ".join(code.cues), placeholder=_("words, with commas between")),
        Field("near_misses", _("near misses"), misses, lines=2),
        Field(
            "not_forms", _("not these words"), ", ".join(code.not_forms), placeholder=_("words, with commas between")
        ),
        Field("citation", _("source"), code.citation),
        Field("kind", _("kind"), code.kind, tuple(Choice(k, code_kind(k)) for k in CODE_KINDS)),
        Field("status", _("status"), code.status, tuple(Choice(s, code_status(s)) for s in STATUSES)),
        Field("voiced_by", _("who can say it"), code.voiced_by, tuple(Choice(v, voiced_by(v)) for v in VOICED_BY)),
        Field("ideal_type", _("ideal type"), "1" if code.ideal_type else "0", _yes_or_no()),
        Field("colour", _("colour"), code.colour, placeholder="#rrggbb"),
        Field("aliases", _("other handles"), ", ".join(code.aliases), placeholder=_("words, with commas between")),
    ]


def _yes_or_no() -> tuple[Choice, ...]:
    return Choice("0", _("no")), Choice("1", _("yes"))


def free_handle(book: Codebook, name: str) -> str:
    """Return a handle made from a name that no code of the book answers to."""
    stem = "-".join("".join(c if c.isalnum() else " " for c in folded(name)).split()) or "kod"
    handle, n = stem, 2
    while handle in book.by_handle:
        handle, n = f"{stem}-{n}", n + 1
    return handle


def checks(book: Codebook, code: Code) -> Callable[[Mapping[str, str]], str]:
    """Return the check of what was written in a code's form."""

    def check(changed: Mapping[str, str]) -> str:
        handle = changed.get("handle", code.handle)
        other = book.by_handle.get(handle)
        if not changed.get("name_sv", code.name_sv) and not changed.get("name_en", code.name_en):
            return _("a code needs a name")
        if "handle" in changed and (not handle or any(c.isspace() for c in handle)):
            return _("a handle has no blanks")
        if other is not None and other.id != code.id:
            return _("there is a code {handle} already").format(handle=handle)
        colour = changed.get("colour", "")
        if colour and not _COLOUR.fullmatch(colour):
            return _("a colour is written #rrggbb")
        return ""

    return check


def changes_of(code: Code, changed: Mapping[str, str]) -> list[Change]:
    """Return what was written in a code's form as changes; an old handle stays as another one."""
    names = {n: changed[n] for n in _NAMES if n in changed}
    rest = {n: _value(n, v) for n, v in changed.items() if n not in names}
    if "handle" in names and code.handle and "aliases" not in rest:
        rest["aliases"] = [a for a in (*code.aliases, code.handle) if a != names["handle"]]
    out = [books.rename_code(code.id, **names)] if names else []
    status = rest.pop("status", None)
    if status is not None:
        out.append(books.retire_code(code.id, status=str(status)))
    if rest:
        out.append(books.define_code(code.id, **rest))
    return out


def _value(name: str, value: str) -> object:
    if name in ("cues", "not_forms", "aliases"):
        return [w for word in value.split(",") if (w := word.strip())]
    if name == "ideal_type":
        return int(value)
    if name == "near_misses":
        return [[m.word, m.why] for m in _misses(value)]
    return value


def _misses(text: str) -> list[NearMiss]:
    out = []
    for line in text.splitlines():
        word, _colon, why = line.partition(":")
        if word.strip():
            out.append(NearMiss(word.strip(), why.strip()))
    return out


def placed(book: Codebook, code: Code, parent: str | None, at: int) -> list[Change]:
    """Return the moving of a code to a place among the children of another (None for the top)."""
    order = [c for c in book.children(parent) if c.id != code.id]
    order.insert(max(0, min(at, len(order))), code)
    return [
        books.move_code(c.id, parent, n)
        for n, c in enumerate(order)
        if c.position != n or (c.id == code.id and (code.parent or None) != parent)
    ]


def place_beside(book: Codebook, code: Code, other: Code, how: str) -> tuple[str | None, int]:
    """Return the parent and place that ``under``, ``before`` or ``after`` another code means."""
    if how == "under":
        return other.id, len([c for c in book.children(other.id) if c.id != code.id])
    siblings = [c.id for c in book.children(_parent(book, other)) if c.id != code.id]
    return _parent(book, other), siblings.index(other.id) + (how == "after")


def _parent(book: Codebook, code: Code) -> str | None:
    path = book.path(code.id)
    return path[-2].id if len(path) > 1 else None


def choices(book: Codebook, language: str, *, without: frozenset[str] = frozenset()) -> list[Choice]:
    """Return the codes to choose from, each with those above it."""
    return [
        Choice(
            c.id,
            c.name(language),
            " › ".join(x.name(language) for x in book.path(c.id)[:-1]),
            f"{c.handle} {c.name_sv} {c.name_en}",
        )
        for c in book.standing
        if c.id not in without
    ]
