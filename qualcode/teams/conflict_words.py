"""Conflicts in words that a researcher understands: who did what, when, to what value."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.conflicts import SLIGHT, Conflict, Side
from qualcode.core.ids import short
from qualcode.core.kinds import THINGS
from qualcode.core.lineage import Reading
from qualcode.core.printed_words import printed_text, said
from qualcode.core.quotations import wording_from
from qualcode.errors import NotFound
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.wording import counted, moment, quoted

_LONGEST = 60
#: So many fields or corrections of one side are told.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict as a person reads it: what happened, and each side with person, time and value."""

    headline: str
    sides: tuple[tuple[str, str, str], ...]

    def sentence(self) -> str:
        """Return it on one line."""
        sides = "; ".join(f"{who}, {when}: {what}" if what else f"{who}, {when}" for who, when, what in self.sides)
        end = "" if sides.endswith((".”", "…”")) else "."
        return f"{self.headline} {sides}{end}" if sides else self.headline


def tell(project: Project, conflict: Conflict) -> Told:
    """Return a conflict in words."""
    people = {row[0]: row[1] for row in project.db.execute("SELECT id, name FROM person")}
    sides = tuple(
        (people.get(side.actor) or short(side.actor), moment(side.at), _side(project, conflict, side))
        for side in conflict.sides
    )
    return Told(_headline(project, conflict), sides)


def _headline(project: Project, conflict: Conflict) -> str:
    name = named(project, conflict.thing, conflict.about)
    texts = {
        "field": _("{field} of {thing} was set differently."),
        "machines": _("{field} of {thing} was set differently by one person on two machines."),
        "deleted": _("{thing} was taken away in one copy and changed in another."),
        "merged-apart": _("{thing} was merged into different codes."),
        "text": _("The text of {thing} was corrected differently in one place."),
        "same-name": _("Two new codes are called {field}."),
        "loop": _("Moves made apart put {thing} under itself; the newest move gives way."),
        "source-twice": _("The text of {thing} was imported twice."),
        "person-twice": _("{thing} works under two identities."),
    }
    if conflict.sort == "used":
        n = len(conflict.lost)
        return ngettext(
            "{thing} was taken away in one copy; in another, {n} coding was set on it.",
            "{thing} was taken away in one copy; in another, {n} codings were set on it.",
            n,
        ).format(thing=name, n=n)
    if conflict.sort == "gap":
        if conflict.field == "fork":
            return _("A copied file was gone on with twice at once; both lines of work are kept.")
        return _("A part of someone's work is missing; ask them for a whole bundle.")
    field = quoted(conflict.field) if conflict.sort == "same-name" else field_name(conflict.field)
    text = texts.get(conflict.sort, _("{thing} was changed in several places and joined."))
    told = text.format(field=field, thing=name)
    return told[:1].upper() + told[1:]


def _side(project: Project, conflict: Conflict, side: Side) -> str:
    if conflict.sort in ("field", "machines", "merged-apart"):
        return _value(project, conflict.field, side.value)
    if conflict.sort == "loop" and isinstance(side.value, list):
        code, parent = side.value
        under = named(project, "code", str(parent)) if parent else _("the top")
        return _("{code} under {parent}").format(code=named(project, "code", str(code)), parent=under)
    if conflict.sort == "person-twice":
        return _identity(project, str(side.value))
    if conflict.sort in ("same-name", "source-twice"):
        return named(project, conflict.thing, str(side.value))
    if conflict.sort == "gap":
        return counted(side.kind, 1)
    if side.kind == "source.correct":
        return _correction(project, side.event)
    does = {
        "action.undo": lambda: _("took back the making"),
        f"{conflict.thing}.remove": lambda: _("removed it"),
        f"{conflict.thing}.restore": lambda: _("brought it back"),
        "coding.add": lambda: _("coded it") if conflict.thing == "source" else _("coded with it"),
    }
    words = does.get(side.kind)
    return words() if words is not None else _change(project, side.event)


def _identity(project: Project, person: str) -> str:
    """Tell one identity from another of the same name: by its id and how much was done under it."""
    (n,) = project.db.execute(
        "SELECT count(*) FROM event WHERE actor = ? AND id NOT IN (SELECT id FROM hidden_event)", (person,)
    ).fetchone()
    changes = ngettext("{n} change", "{n} changes", n).format(n=n)
    return _("as {id}, {changes}").format(id=short(person), changes=changes)


def _body(project: Project, event: str) -> Mapping[str, object]:
    row = project.db.execute("SELECT json FROM event WHERE id = ?", (event,)).fetchone()
    fields: Mapping[str, object] = json.loads(row[0]) if row and row[0] else {}
    return fields


def _correction(project: Project, event: str) -> str:
    """Word a correction: the words that stood there and the new ones."""
    body = _body(project, event)
    try:
        text = project.text_of(str(body["on"]))
    except (KeyError, NotFound):
        return _("corrected the text")
    edits = body["edits"]
    told = []
    for start, end, new, *_rest in edits if isinstance(edits, list) else ():
        old = " ".join(text[start:end].split())
        told.append(_replaced(_shortened(old), _shortened(" ".join(str(new).split()))))
    return _listed(told)


def _replaced(old: str, new: str) -> str:
    if not old:
        return _("put in {new}").format(new=quoted(new))
    if not new:
        return _("took out {old}").format(old=quoted(old))
    return _("{old} became {new}").format(old=quoted(old), new=quoted(new))


def _listed(told: Sequence[str]) -> str:
    return ", ".join(told[:_MOST]) + (" …" if len(told) > _MOST else "")


def _change(project: Project, event: str) -> str:
    """Word an edit: each field that it set, and to what."""
    body = _body(project, event)
    if {"start", "end"} & body.keys():
        return _("moved its borders")
    told = [
        _("set {field} to {value}").format(field=field_name(name), value=_value(project, name, value))
        for name, value in body.items()
        if name not in SLIGHT
    ]
    return _listed(told) or _("changed it")


def _value(project: Project, field: str, value: object) -> str:
    if field in ("parent", "merged_into", "code", "left_code", "right_code"):
        return named(project, "code", str(value)) if value else _("the top")
    if field == "wording" and isinstance(value, dict):
        wording = wording_from(value)
        return quoted(printed_text(said(project.text_of(wording.revision), (), wording)))
    if field == "borders" and isinstance(value, list):
        return _passage(project, value)
    if value in (None, "", []):
        return _("nothing")
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return quoted(_shortened(shown))


def listed_words(readings: Sequence[Reading], *, now: bool) -> str:
    """Word some places in dispute, as they read now or as a side left them."""
    words = [" ".join((r.words if now else r.others).split()) for r in readings]
    return _listed([quoted(_shortened(w)) if w else _("nothing") for w in words])


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _passage(project: Project, value: list[object]) -> str:
    text = project.text_of(str(value[0]))
    words = " ".join(text[int(str(value[1])) : int(str(value[2]))].split())
    if len(words) > _LONGEST:
        half = _LONGEST // 2 - 1
        words = f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
    return quoted(words)


def field_name(field: str) -> str:
    """Word the name of a field, in the definite form."""
    words = {
        "name_sv": _("the name"),
        "name_en": _("the English name"),
        "name": _("the name"),
        "title": _("the title"),
        "handle": _("the short name"),
        "short": _("the short form"),
        "definition": _("the definition"),
        "when_to_use": _("the rule when to use"),
        "when_not": _("the rule when not to use"),
        "example": _("the example"),
        "counter_example": _("the counter-example"),
        "parent": _("the place in the tree"),
        "merged_into": _("the code that it goes into"),
        "status": _("the status"),
        "colour": _("the colour"),
        "cues": _("the cue words"),
        "not_forms": _("the words that only look like its cues"),
        "lemma": _("the lemma"),
        "code": _("the code"),
        "borders": _("the borders"),
        "text": _("the text"),
        "wording": _("the wording"),
        "claim": _("the claim"),
        "theme": _("the theme"),
        "finding": _("the finding"),
        "speakers": _("the speakers"),
        "case_id": _("the case"),
        "kind": _("the kind"),
    }
    if field in words:
        return words[field]
    kind, _mark, name = field.partition(":")
    if kind == "facet":
        return _("the facet {name}").format(name=name)
    return _("the attribute {name}").format(name=name) if name else _("the field {name}").format(name=field)


def named(project: Project, thing: str, identifier: str) -> str:
    """Return how people call a thing: by its kind and its name, its words or its id."""
    if thing == "code":
        row = project.db.execute("SELECT name_sv, name_en, handle FROM code WHERE id = ?", (identifier,)).fetchone()
        name = (row[1] or row[0] if get_language() == "en" else row[0] or row[1]) or row[2] if row else None
        return quoted(name or _last_name(project, identifier) or short(identifier))
    if thing == "source":
        row = project.db.execute("SELECT handle FROM source WHERE id = ?", (identifier,)).fetchone()
        return str(row[0] if row and row[0] else _last_name(project, identifier) or short(identifier))
    if thing == "person":
        row = project.db.execute("SELECT name FROM person WHERE id = ?", (identifier,)).fetchone()
        return str(row[0]) if row else short(identifier)
    if thing == "coding":
        return _coding_name(project, identifier)
    if thing in ("form", "item", "guide", "question"):
        row = project.db.execute(f"SELECT handle FROM {THINGS[thing].table} WHERE id = ?", (identifier,)).fetchone()
        return quoted(str(row[0])) if row and row[0] else f"{_thing(thing)} {short(identifier)}"
    if thing in ("theme", "finding", "scene", "case", "memo", "voices"):
        column = "title" if thing in ("scene", "memo") else "name"
        table = THINGS[thing].table
        row = project.db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (identifier,)).fetchone()
        if row and row[0]:
            return quoted(str(row[0]))
    return f"{_thing(thing)} {short(identifier)}"


def _thing(thing: str) -> str:
    words: Mapping[str, Callable[[], str]] = {
        "memo": lambda: _("the memo"),
        "case": lambda: _("the case"),
        "condensation": lambda: _("the condensation"),
        "theme": lambda: _("the theme"),
        "finding": lambda: _("the finding"),
        "scene": lambda: _("the scene"),
        "quotation": lambda: _("the quotation"),
        "voices": lambda: _("the voice set"),
        "round": lambda: _("the round"),
        "project": lambda: _("the project"),
        "coding": lambda: _("the coding"),
        "guide": lambda: _("the interview guide"),
        "question": lambda: _("the question"),
        "form": lambda: _("the form"),
        "item": lambda: _("the item"),
        "answer": lambda: _("the answer"),
    }
    make = words.get(thing)
    return make() if make is not None else thing


def _coding_name(project: Project, identifier: str) -> str:
    row = project.db.execute(
        "SELECT now_code, now_source, now_start FROM coding WHERE id = ?", (identifier,)
    ).fetchone()
    if row is None:
        return f"{_thing('coding')} {short(identifier)}"
    code, source = named(project, "code", row[0]), named(project, "source", row[1])
    found = next((s for s in project.sources() if s.id == row[1]), None)
    if found is None or row[2] is None:
        return _("the coding {code} in {source}").format(code=code, source=source)
    line = project.line_map(found).line(row[2])
    return _("the coding {code} in {source}, line {line}").format(code=code, source=source, line=line)


def _last_name(project: Project, identifier: str) -> str:
    """Return the name that a thing that is gone last had."""
    rows = project.db.execute(
        "SELECT e.json FROM event e WHERE e.object = ? AND e.json NOT NULL ORDER BY e.hlc DESC, e.id DESC",
        (identifier,),
    )
    for (body,) in rows:
        fields = json.loads(body)
        for name in ("name_sv", "name_en", "handle", "title", "name"):
            if fields.get(name):
                return str(fields[name])
    return ""
