"""Guarding what leaves the project: names, numbers, pronouns and file properties are looked through before it goes.

Hard leaks refuse the handing out; a reason, which is logged, lets them pass.
Nothing found is no promise of anonymity.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.leaks import Leak, counts, in_order, small_cells
from qualcode.core.name_key import NameKey
from qualcode.core.pronouns import Spoken, text_breaks, without_pronouns
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.texts import text_hash
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.reasons import personal_reason
from qualcode.store.blindness import hidden_things
from qualcode.store.held_texts import held_texts

if TYPE_CHECKING:
    from qualcode.language.swedish.findings import Personal

#: Kinds of number that are somebody's beyond doubt, from this confidence on.
_NUMBERS = frozenset({"personnummer", "samordningsnummer", "phone", "email", "birth-date"})
_SURE_NUMBER = 0.9
_SURE_NAME = 0.9
#: What every one of those holds: an at sign, a word of being born, or seven digits not far apart.
_MAY_BE_NUMBER = re.compile(r"@|(?i:född)|\d(?:\D{0,3}\d){6}")
_KEPT = 512
_SHOWN = 20
_GAP = "\n\n"
_found: OrderedDict[str, tuple[Personal, ...]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Guard:
    """What is known of names: real ones, those that may be printed, and the pronouns that people go by.

    ``allowed`` are public names and their parts, in small letters; ``ordinary`` tells whether the material
    has a word in small letters too.
    """

    real: Pseudonyms
    inner: Pseudonyms
    allowed: frozenset[str]
    people: tuple[Spoken, ...]
    least: int
    ordinary: Callable[[str], bool]


def personal(text: str, *, quick: bool = False, language: str = "sv") -> tuple[Personal, ...]:
    """Return what may be personal in a text, as the language finds it; remembered for texts asked about lately.

    ``quick`` goes without the lexicon, which takes seconds to load: ordinary words are then told from names
    by the text alone.
    """
    from qualcode.language.swedish.names import find_names
    from qualcode.language.swedish.numbers import numbers
    from qualcode.search.language_reading import personal as find_personal

    digest = f"{text_hash(text)}{quick}{language}"
    if digest in _found:
        _found.move_to_end(digest)
        return _found[digest]
    found = (
        tuple([*numbers(text), *find_names(text)] if quick else find_personal(text, language)) if text.strip() else ()
    )
    _found[digest] = found
    while len(_found) > _KEPT:
        _found.popitem(last=False)
    return found


def guard(project: Project, key: NameKey | None = None) -> Guard:
    """Return what guards what leaves a project; with its open ``key`` the real names are known too."""
    from qualcode.language.words import lexicon

    words = lexicon("sv")
    cases = project.cases()
    entries = key.entries if key is not None else ()
    public = {case.printed for case in cases} | {e.public for e in entries}
    public |= {member.name for scene in project.scenes() for member in scene.cast}
    public |= {person.name for person in project.persons()}
    public |= set(key.left) if key is not None else set()
    rules = {e.public: e.pronoun for e in entries} | {c.printed: c.pronoun for c in cases if c.kind == "person"}
    rules |= {m.name: m.pronoun for scene in project.scenes() for m in scene.cast if m.pronoun}
    forms = frozenset(real for e in entries for real in e.real)
    return Guard(
        Pseudonyms(
            ((real, e.public) for e in entries for real in e.real),
            is_word=lambda word: word not in forms and word in words,
        ),
        Pseudonyms((c.name, c.public) for c in cases if c.public and c.public != c.name),
        frozenset(part.casefold() for name in public for part in (name, *re.split(r"[\s-]+", name)) if part),
        tuple(Spoken(name, rule) for name, rule in sorted(rules.items()) if name[:1].isupper()),
        project.least_cell,
        lru_cache(maxsize=None)(lambda word: _is_ordinary(project, word)),
    )


class Printed(NamedTuple):
    """A text that is to be handed out: the words for where it stands, the text, and whether it is the authors' own."""

    where: str
    text: str
    told: bool = True


def leaks_in(watch: Guard, texts: Iterable[Printed], *, quick: bool = False) -> list[Leak]:
    """Return the leaks of the texts of one document, hard ones first; ``quick`` as in :func:`personal`.

    Neighbouring texts are read together, so that a name that is clear in one is
    seen in the next.  Pronouns are looked at in the authors' own texts only:
    others speak freely.
    """
    listed = [printed for printed in texts if printed.text.strip()]
    out = [leak for printed in listed for leak in _name_leaks(watch, printed)]
    out += _personal_leaks(watch, listed, quick=quick)
    out += _pronoun_leaks(watch, listed)
    return in_order(_without_doubles(out))


def sure_leaks(watch: Guard, texts: Iterable[Printed]) -> Iterator[Leak]:
    """Yield only what leaves no doubt in texts that stand by themselves: names that are known, and numbers."""
    from qualcode.language.swedish.numbers import numbers

    for printed in texts:
        yield from _name_leaks(watch, printed)
        if _MAY_BE_NUMBER.search(printed.text):
            for found in numbers(printed.text):
                if found.kind in _NUMBERS and found.confidence >= _SURE_NUMBER:
                    words = printed.text[found.start : found.end]
                    yield Leak("number", printed.where, " ".join(words.split()), found.reason, hard=True)


def report_texts(data: object, where: str = "", *, told: bool = True) -> Iterable[Printed]:
    """Yield the texts of a report's data with where each stands: ``scenes 3 › blocks 1 › paragraphs``."""
    if isinstance(data, str):
        yield Printed(where, data, told)
    elif isinstance(data, Mapping):
        told = told and data.get("type") not in _SPEECH and data.get("fidelity") != "verbatim"
        for name, value in data.items():
            if name not in _NO_TEXT and not (name in _NAMED and isinstance(value, str)):
                place = f"{where} › {name}" if where else str(name)
                yield from report_texts(value, place, told=told and name not in _QUOTED)
    elif isinstance(data, list | tuple):
        plain = all(isinstance(value, str) for value in data)
        for n, value in enumerate(data, start=1):
            yield from report_texts(value, where if plain else f"{where} {n}", told=told)


#: Fields of a report's data that hold ids, closed values and references to literature, and the box on the method.
_NO_TEXT = frozenset({"id", "kind", "status", "language", "format", "citation", "references", "method"})
#: The name of a report; in an appendix the whole data of a part go by it.
_NAMED = frozenset({"report"})
_QUOTED = frozenset({"quote", "quotes", "quotation", "example", "counter_example", "cues"})
_SPEECH = frozenset({"motto", "reported_speech", "block_quote", "dash_turn", "researcher_question"})


def let_out(
    project: Project, leaks: Sequence[Leak], *, document: str, shape: str, allow: str = "", watch: Guard | None = None
) -> tuple[str, ...]:
    """Refuse what holds hard leaks, or log the reason for which they may pass; return notes on what to look at.

    Raises QualcodeError with the places when there are hard leaks and no reason
    to ``allow`` them, UsageProblem when the reason itself holds a name.
    """
    hard = [leak for leak in leaks if leak.hard]
    soft = [leak for leak in leaks if not leak.hard]
    notes = [looks(soft)] if soft else []
    if not hard:
        return tuple(notes)
    if not allow.strip():
        raise QualcodeError(refusal(document, hard), _("Put it right, or print it even so with --allow “reason”."))
    watch = watch or guard(project)
    if any(leak.hard for leak in leaks_in(watch, [Printed("", allow, told=False)])):
        raise UsageProblem(
            _("the reason holds a name or a number itself"), _("it is kept in the log; word it without them")
        )
    project.apply(
        Change(
            "release.add", new_id(), {"document": document, "format": shape, "counts": counts(hard), "reason": allow}
        )
    )
    text = ngettext(
        "Printed with {n} place that shows somebody; the reason is in the log.",
        "Printed with {n} places that show somebody; the reason is in the log.",
        len(hard),
    )
    return (*notes, text.format(n=len(hard)))


def check_report(
    project: Project,
    data: Mapping[str, object],
    *,
    document: str,
    shape: str,
    key: NameKey | None,
    allow: str,
    cells: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """Look through a report's data before it is printed, and return notes; raises as :func:`let_out` does.

    ``cells`` are the counts of persons in it, by where they stand.
    """
    watch = guard(project, key)
    leaks = leaks_in(watch, report_texts(data), quick=True)
    leaks = in_order([*leaks, *small_cells(cells or {}, least=watch.least)])
    return let_out(project, leaks, document=document, shape=shape, allow=allow, watch=watch)


def own_pronouns(project: Project, key: NameKey | None = None) -> list[Leak]:
    """Return the pronouns to look at in the authors' own texts: told scenes, condensations, memos, claims."""
    watch = guard(project, key)
    hidden = hidden_things(project.db)
    out: list[Leak] = []
    scenes = {scene.id: scene for scene in project.scenes()}
    for scene in scenes.values():
        texts = [Printed(scene.title, scene.lead_in)]
        for n, block in enumerate(scene.blocks, start=1):
            told = block.type not in _SPEECH and block.fidelity != "verbatim"
            texts.append(Printed(_("{title}, block {n}").format(title=scene.title, n=n), block.text, told))
        out += _pronoun_leaks(watch, [*texts, Printed(scene.title, scene.analysis)])
    for held in held_texts(project.db):
        if held.field in ("text", "claim") and held.id not in hidden:
            out += _pronoun_leaks(watch, [Printed(held.name, held.text)])
    return in_order(out)


def check_file(watch: Guard, path: Path) -> list[Leak]:
    """Return the leaks of a finished file: its text, and what its format keeps beside the text.

    Raises QualcodeError when it cannot be read.
    """
    from qualcode.ingest.finished import read_finished

    finished = read_finished(path)
    found = leaks_in(watch, (Printed(where, text) for where, text in finished.texts))
    hidden = [Leak("metadata", where, words, reason, hard=True) for where, words, reason in finished.traces]
    return in_order([*found, *hidden])


def refusal(document: str, leaks: Sequence[Leak]) -> str:
    """Word what a document was refused for, place by place; the words themselves are cut short."""
    head = ngettext(
        "{document} shows somebody at {n} place and was not written:",
        "{document} shows somebody at {n} places and was not written:",
        len(leaks),
    ).format(document=document, n=len(leaks))
    lines = [f"  {leak_place(leak)}" for leak in leaks[:_SHOWN]]
    if len(leaks) > _SHOWN:
        more = len(leaks) - _SHOWN
        lines.append("  " + ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join((head, *lines))


def looks(leaks: Sequence[Leak]) -> str:
    """Word in one line what a person should look at."""
    named = ", ".join(f"{leak_kind(kind)}: {n}" for kind, n in counts(leaks).items())
    head = ngettext("Look at {n} place ({kinds}).", "Look at {n} places ({kinds}).", len(leaks))
    where = _("See them with: qualcode check leaks FILE.")
    return " ".join((head.format(n=len(leaks), kinds=named), where, no_promise()))


def no_promise() -> str:
    """Word what a check cannot say."""
    return _("Nothing found does not mean anonymous.")


def leak_place(leak: Leak) -> str:
    """Word one leak: where, what, why."""
    if leak.kind == "name":
        # A real name is not told in messages, which end up in logs.
        return _("{where}: {reason} ({instead})").format(
            where=leak.where, reason=leak_reason(leak), instead=leak.instead
        )
    return _("{where}: “{words}” – {reason}").format(where=leak.where, words=leak.words, reason=leak_reason(leak))


def leak_kind(kind: str) -> str:
    """Word a kind of leak."""
    return {
        "name": _("real name"),
        "case": _("inner name of a case"),
        "number": _("number"),
        "metadata": _("file property"),
        "finding": _("possible name"),
        "pronoun": _("pronoun"),
        "cell": _("small cell"),
    }[kind]


def leak_reason(leak: Leak) -> str:
    """Word why something is a leak."""
    known: dict[str, Callable[[], str]] = {
        "a real name of the key": lambda: _("a real name of the key"),
        "the inner name of a case": lambda: _("the inner name of a case"),
        "a cell of few persons": lambda: _("a cell of few persons"),
        "breaks the pronoun rule": lambda: _("breaks the pronoun rule {rule}").format(rule=leak.instead),
        "another pronoun than at first": lambda: _("another pronoun than at first: {rule}").format(rule=leak.instead),
        "the author's name": lambda: _("the author's name"),
        "a comment": lambda: _("a comment"),
        "a tracked change": lambda: _("a tracked change"),
    }
    return known[leak.reason]() if leak.reason in known else personal_reason(leak.reason)


def _name_leaks(watch: Guard, printed: Printed) -> Iterator[Leak]:
    # A text is often printed as it was typed, where the same inner name may be somebody's public one.
    where, text, _told = printed
    for kind, names, reason in (
        ("name", watch.real, "a real name of the key"),
        ("case", watch.inner, "the inner name of a case"),
    ):
        for place in names.places(text):
            if kind == "name" or place.real.casefold() not in watch.allowed:
                yield Leak(kind, where, text[place.start : place.end], reason, hard=True, instead=place.new)


def _is_ordinary(project: Project, word: str) -> bool:
    seek = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return any(seek.search(project.text(source)) for source in project.sources())


def _personal_leaks(watch: Guard, listed: Sequence[Printed], *, quick: bool) -> Iterable[Leak]:
    for at in range(0, len(listed), _SHOWN * 10):
        part = listed[at : at + _SHOWN * 10]
        starts, position = [], 0
        for _where, text, _told in part:
            starts.append(position)
            position += len(text) + len(_GAP)
        n = 0
        whole = _GAP.join(printed.text for printed in part)
        for found in sorted(personal(whole, quick=quick)):
            while n + 1 < len(starts) and starts[n + 1] <= found.start:
                n += 1
            where, text, _told = part[n]
            words = text[found.start - starts[n] : found.end - starts[n]]
            leak = _personal_leak(watch, where, " ".join(words.split()), found)
            if leak is not None:
                yield leak


def _personal_leak(watch: Guard, where: str, words: str, found: Personal) -> Leak | None:
    if found.kind in _NUMBERS:
        return Leak("number", where, words, found.reason, hard=found.confidence >= _SURE_NUMBER)
    if found.kind == "person" and found.confidence >= _SURE_NAME:
        parts = [part.casefold() for part in re.split(r"[\s-]+", words)]
        known = all(part in watch.allowed or part.removesuffix("s") in watch.allowed for part in parts)
        if not known and not (len(parts) == 1 and watch.ordinary(parts[0])):
            return Leak("finding", where, words, found.reason, hard=False)
    return None


def _pronoun_leaks(watch: Guard, listed: Sequence[Printed]) -> Iterable[Leak]:
    starts, position = [], 0
    for printed in listed:
        starts.append(position)
        position += len(printed.text) + len(_GAP)
    # Who is named in others' words may be meant in the authors' next ones.
    whole = _GAP.join(printed.text if printed.told else without_pronouns(printed.text) for printed in listed)
    for found in text_breaks(whole, watch.people):
        where = listed[bisect_right(starts, found.start) - 1].where
        reason = "another pronoun than at first" if found.learnt else "breaks the pronoun rule"
        words = f"{found.name} … {found.pronoun}"
        yield Leak("pronoun", where, words, reason, hard=found.sure, instead=found.rule)


def _without_doubles(leaks: Iterable[Leak]) -> list[Leak]:
    """Leave out what is told harder already at the same place."""
    listed = list(leaks)
    hard = Counter((leak.where, leak.words.casefold()) for leak in listed if leak.kind in ("name", "case"))
    return [leak for leak in listed if leak.kind != "finding" or not hard[leak.where, leak.words.casefold()]]
