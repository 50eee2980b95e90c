"""Putting pseudonyms in the place of names, everywhere in one action; and taking the names out for good."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.core.cases import edit_case
from qualcode.core.events import Change
from qualcode.core.kinds import THINGS
from qualcode.core.mentions import HeldText
from qualcode.core.name_key import Entry, NameKey, new_entry
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.sources import Source, correct_source
from qualcode.core.texts import Edit
from qualcode.errors import ProjectUnavailable, QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.store.blindness import hidden_things
from qualcode.store.erasure import Erasure, Words, clear_traces, plan_erasure
from qualcode.store.held_texts import SLUGS, held_texts, rewritten

RULE = "pseudonym"
#: What is a handle or a file name by its form: a name in it is written small.
_HANDLE = re.compile(r"\S*[-_.]\S*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a name stands that will be replaced: in which text, from where to where, by what."""

    held: HeldText
    start: int
    end: int
    new: str
    real: str
    compound: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """What applying a key would do: every place, and the changes that do it."""

    spots: tuple[Spot, ...]
    changes: tuple[Change, ...]
    hidden: int = 0

    def counts(self, key: NameKey) -> list[tuple[Entry, int]]:
        """Return the entries of the key that stand somewhere, with their numbers of places."""
        forms = {real: entry for entry in key.entries for real in entry.real}
        out: dict[str, int] = {}
        for spot in self.spots:
            entry = forms.get(spot.real)
            if entry is not None:
                out[entry.id] = out.get(entry.id, 0) + 1
        return [(entry, out[entry.id]) for entry in key.entries if entry.id in out]


class Names:
    """The real forms of a key, ready to be found and replaced in running texts and in handles."""

    def __init__(self, key: NameKey) -> None:
        from qualcode.language.words import lexicon

        words = lexicon("sv")
        self._known = frozenset(real for real, _public in key.pairs())
        self.pseudonyms = Pseudonyms(key.pairs(), is_word=lambda word: word not in self._known and word in words)
        slugs = {_slug(real): _slug(public) or "x" for real, public in reversed(key.pairs()) if _slug(real)}
        options = "|".join(sorted(map(re.escape, slugs), key=len, reverse=True))
        self._slugs = slugs
        self._slug = re.compile(rf"(?<![^\W_])({options})(s?)(?![^\W_])", re.IGNORECASE) if options else None

    def rewrite(self, field: str, text: str) -> str:
        """Return the text of a field with pseudonyms for names."""
        text = self.pseudonyms.apply(text)
        if field in SLUGS and self._slug is not None:
            text = self._slug.sub(lambda m: self._slugs[m[1].lower()] + m[2], text)
        return text

    def held(self, text: str) -> bool:
        """Tell whether a text, or a handle in the log, holds a name."""
        if self._slug is not None and _HANDLE.fullmatch(text) and self._slug.search(text):
            return True
        return self.pseudonyms.holds(text)

    def stands(self, field: str, text: str) -> bool:
        """Tell whether a name stands in the text of a field."""
        return self.rewrite(field, text) != text

    def edits(self, text: str) -> tuple[Edit, ...]:
        """Return the edits that put pseudonyms in the place of names; none tells of what was there."""
        return tuple(Edit(p.start, p.end, p.new, RULE) for p in self.pseudonyms.places(text))


def plan_application(project: Project, key: NameKey, *, sources: Sequence[Source] | None = None) -> Application:
    """Return what putting the key's pseudonyms everywhere would do; ``sources`` narrows it to some texts."""
    names = Names(key)
    spots: list[Spot] = []
    changes: list[Change] = []
    for source in project.sources() if sources is None else sources:
        text = project.text(source)
        places = names.pseudonyms.places(text)
        if places:
            held = HeldText("source", source.id, "running", text, source.handle)
            spots += (Spot(held, p.start, p.end, p.new, p.real, p.compound) for p in places)
            changes.append(correct_source(source, source.text, names.edits(text)))
    hidden = 0
    if sources is None:
        others = hidden_things(project.db)
        for text_held in held_texts(project.db):
            found = list(_spots(text_held, names))
            if text_held.id in others:
                hidden += len(found)
            else:
                spots += found
        changes += _without_twins(project, rewritten(project.db, names.rewrite))
    return Application(tuple(spots), tuple(changes), hidden)


def apply_names(project: Project, application: Application) -> str:
    """Put the pseudonyms in their places as one action, and return its id; codings stay on their words.

    Raises QualcodeError when there is nothing to replace.
    """
    if not application.changes:
        raise QualcodeError(_("none of the key's names stands in the project"), _("nothing was changed"))
    return project.apply(*application.changes)


def plan_removal(project: Project, key: NameKey) -> Erasure:
    """Return what taking the key's names out of all that the project remembers would do."""
    names = Names(key)
    return plan_erasure(project.db, Words(names.held, names.stands, names.edits), RULE)


def remove_for_good(project: Project, key: NameKey) -> Erasure:
    """Take the key's names out of older texts, events, files and the index, for good.

    Raises QualcodeError when names stand in what is shown now: they are to be replaced first;
    ProjectUnavailable when another program keeps the file from being written anew.
    """
    planned = plan_removal(project, key)
    if planned.waiting:
        n = len(planned.waiting)
        raise QualcodeError(
            ngettext("{n} text still holds names of the key", "{n} texts still hold names of the key", n).format(n=n),
            _("replace them first: qualcode pseudonym apply"),
        )
    if planned.changes:

        def changes() -> Iterator[Change]:
            for text in planned.texts_to_keep:
                project.keep_text(text)
            yield from planned.changes

        project.apply_with(changes)
    project.forget_words()
    if not clear_traces(project.db):
        raise ProjectUnavailable(
            _("the names are gone from the project, but the file could not be written anew: another program holds it"),
            _("close it there and run: qualcode pseudonym apply --for-good"),
        )
    return planned


def taken_over(project: Project, key: NameKey) -> tuple[NameKey, list[Change]]:
    """Return the key with the inner names of cases, and the changes that leave only the public ones in the project."""
    changes: list[Change] = []
    for case in project.cases():
        if not case.public or case.public == case.name:
            continue
        entry = key.entry(case.name)
        kind = "person" if case.kind == "person" else "organisation" if case.kind == "office" else "other"
        if entry is None:
            entry = new_entry([case.name], case.public, kind=kind, pronoun=case.pronoun, case=case.id)
        else:
            entry = replace(entry, public=case.public, case=case.id, pronoun=entry.pronoun or case.pronoun)
        key = key.with_entry(entry)
        changes.append(edit_case(case.id, name=case.public, public=None))
    return key, changes


def copies_beside(project: Project) -> list[str]:
    """Return the names of files beside the project that were made from it earlier and still hold what it held."""
    stem = project.path.stem
    folder = project.path.parent
    found = [p.name for p in folder.glob(f"{stem}*") if p != project.path and not p.name.endswith(("-wal", "-shm"))]
    found += [p.name for p in folder.glob("*.bundle")]
    found += [f"exports/{p.name}" for p in (folder / "exports").glob("*")]
    return sorted(set(found))


def _spots(held: HeldText, names: Names) -> Iterator[Spot]:
    for place in names.pseudonyms.places(held.text):
        yield Spot(held, place.start, place.end, place.new, place.real, place.compound)
    if (
        held.field in SLUGS
        and not names.pseudonyms.holds(held.text)
        and (new := names.rewrite(held.field, held.text)) != held.text
    ):
        yield Spot(held, 0, len(held.text), new, "", compound=False)


def _without_twins(project: Project, changes: Iterator[Change]) -> Iterator[Change]:
    """Yield changes in which no new handle is one that another thing of its kind has."""
    taken: dict[str, set[str]] = {}
    for change in changes:
        handle = change.body.get("handle")
        thing = change.kind.partition(".")[0]
        if isinstance(handle, str):
            if thing not in taken:
                rows = project.db.execute(f"SELECT handle FROM {THINGS[thing].table}")
                taken[thing] = {str(row[0]) for row in rows}
            free, n = handle, 2
            while free in taken[thing]:
                free, n = f"{handle}-{n}", n + 1
            taken[thing].add(free)
            change = replace(change, body={**change.body, "handle": free})  # noqa: PLW2901
        yield change


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-_")


__all__ = [
    "Application",
    "Names",
    "Spot",
    "apply_names",
    "copies_beside",
    "plan_application",
    "plan_removal",
    "remove_for_good",
    "taken_over",
]
