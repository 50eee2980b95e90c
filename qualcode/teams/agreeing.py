"""Agreement in a project: from codings, and what each coder has read, to judgements and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from qualcode.core.agreement.cutting import UNITS
from qualcode.core.agreement.distances import Distance
from qualcode.core.agreement.judgements import Judgements, marked_texts
from qualcode.core.agreement.marks import Mark, MarkedText, Span, marked_text, units_table
from qualcode.core.agreement.tables import Row, Table, tally
from qualcode.core.agreement.trees import rolled_up, tree_distance
from qualcode.core.codebook import Code, Facet
from qualcode.core.codings import Coding
from qualcode.core.ids import short
from qualcode.core.people import Person
from qualcode.core.rounds import Round
from qualcode.core.sources import Source
from qualcode.errors import NotFound, QualcodeError, UsageProblem
from qualcode.exchange.judgement_tables import read_spans, read_units
from qualcode.i18n import _
from qualcode.material import Material
from qualcode.teams.rounds import at_round, hidden_by
from qualcode.teams.units import unit_spans

_OWN = "own:"


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a project is compared; empty means all.

    ``codes`` stand for themselves, with ``subtree`` for what is under them too.
    ``level`` replaces each code by the one above it at that level, 1 being the
    top.  With ``facet`` the values compared are the facet's, of the same
    codings.  ``unit`` is one of :data:`~qualcode.core.agreement.cutting.UNITS`, the turn when empty.
    ``of_round`` is the closed round that is looked back at, if any.
    """

    sources: Sequence[Source] = ()
    codes: Sequence[Code] = ()
    coders: Sequence[Person] = ()
    unit: str = ""
    subtree: bool = False
    level: int | None = None
    facet: Facet | None = None
    of_round: Round | None = None


@contextmanager
def compared(project: Material, of_round: Round | None = None) -> Iterator[tuple[Material, Round | None]]:
    """Yield the material whose codings are compared, and the round as it was then.

    A closed round is compared as it was when it closed, whatever was merged or
    changed since; an open one, or none, as the project is now.  Raises
    QualcodeError while a blind round hides what would be compared.
    """
    if of_round is None:
        yield project, None
        return
    if not of_round.closed:
        hiding = hidden_by(project, of_round)
        if hiding is not None:
            raise QualcodeError(
                _("the round {name} is blind and still open").format(name=hiding.name),
                _("figures are told when it is closed: qualcode round close {name}").format(name=hiding.name),
            )
        yield project, of_round
        return
    then = at_round(project, of_round)
    with closing(then.db):
        yield then, then.round(of_round.id)


def scope_of_round(material: Material, of_round: Round, scope: Scope) -> Scope:
    """Return a scope with what it leaves open taken from a round: its sources, coders, unit.

    Raises UsageProblem for a source that the round does not have, or where nothing of it is left.
    """
    sources = {material.standing_source(s) for s in of_round.sources}
    coders = {material.standing_person(c) for c in of_round.coders}
    strange = next((s.handle for s in scope.sources if s.id not in sources), None) or next(
        (p.name for p in scope.coders if p.id not in coders), None
    )
    if strange is not None:
        raise UsageProblem(
            _("the round {name} does not have {what}").format(name=of_round.name, what=strange),
            _("see: qualcode round list"),
        )
    return replace(
        scope,
        sources=scope.sources or [s for s in material.sources() if s.id in sources],
        coders=scope.coders or [p for p in material.persons() if p.id in coders],
        unit=scope.unit or of_round.unit,
        of_round=of_round if of_round.closed else None,
    )


def judgements(project: Material, scope: Scope) -> Judgements:
    """Return the coders' judgements in a scope, the coders by name, the values by handle.

    Raises UsageProblem for an unknown unit or a level under 1.
    """
    unit = scope.unit or "turn"
    if unit not in UNITS:
        raise UsageProblem(
            _("There is no unit {name}.").format(name=unit),
            _("Choose one of: {names}.").format(names=", ".join(UNITS)),
        )
    if scope.level is not None and scope.level < 1:
        raise UsageProblem(_("Levels of the code tree count from 1."), _("1 is the top of the tree."))
    sources = list(scope.sources) or project.sources()
    wanted = {source.id for source in sources}
    everything = [c for c in project.codings() if c.source in wanted and c.layer.startswith(_OWN)]
    read = readings(project, everything, sources)
    chosen = {person.id for person in scope.coders} or {coder for its in read.values() for coder in its}
    names = _names(project.persons(), chosen)
    codings = [c for c in everything if c.coder in chosen]
    by_code, facet = _values(project, scope), scope.facet

    def values(coding: Coding) -> Sequence[str]:
        found = by_code.get(coding.code, ())
        if not found or facet is None:
            return found
        value = coding.facets.get(facet.handle)
        return () if value is None else (value,)

    texts, whole = _texts(sources, codings, read=read, names=names, values=values)
    if facet is None:
        categories = list(dict.fromkeys(v for found in by_code.values() for v in found))
    else:
        categories = [value.handle for value in facet.values]
    coders = [name for name in names.values() if any(name in text.read for text in texts)]
    given = marked_texts(texts, categories, coders)
    if unit == "character":
        return given
    parts, units = _units(project, sources, texts, whole, unit=unit, coders=coders, of_round=scope.of_round)
    return Judgements(given.coders, given.categories, tuple(parts), texts=given.texts, units=tuple(units), unit=unit)


def readings(
    material: Material, codings: Iterable[Coding], sources: Iterable[Source]
) -> dict[str, dict[str, list[Span] | None]]:
    """Return for each source and coder the spans read, None for the whole source.

    A coder with marks of reading has read what they cover, and what they coded;
    one without any has read the sources in which they coded anything; who is
    not there has never opened the source.  Where a blind round hides
    others' codings, their marks are left out too: they would read as silence.
    """
    wanted, blind = {source.id for source in sources}, material.blind_sources()
    me = material.standing_person(material.actor)
    read: dict[str, dict[str, list[Span] | None]] = {}
    for mark in material.readings():
        if mark.source not in wanted or (mark.source in blind and mark.coder != me):
            continue
        of_source = read.setdefault(mark.source, {})
        if mark.start is None or mark.end is None:
            of_source[mark.coder] = None
        elif (spans := of_source.setdefault(mark.coder, [])) is not None:
            spans.append((mark.start, mark.end))
    marked = {(source, coder) for source, its in read.items() for coder in its}
    for coding in codings:
        of_source = read.setdefault(coding.source, {})
        if (coding.source, coding.coder) not in marked:
            of_source[coding.coder] = None
        elif (spans := of_source[coding.coder]) is not None and coding.start is not None and coding.end is not None:
            spans.append((coding.start, coding.end))
    return read


def used_categories(given: Judgements, project: Material, scope: Scope) -> list[str]:
    """Return the values to give figures of: those that were chosen, or the codes that were asked for."""
    if scope.codes and scope.level is None and scope.facet is None:
        handles = _handles(project)
        return [handles[code.id] for code in scope.codes]
    chosen = {value for text in given.texts for own in text.marks.values() for value in own}
    for table in given.units or ():
        chosen.update(value for row in table.rows for cell in row if isinstance(cell, frozenset) for value in cell)
    return [value for value in given.categories if value in chosen]


def code_tree_distance(project: Material) -> Distance:
    """Return the distance of codes, named by their handles, in the project's code tree."""
    handles = _handles(project)
    return tree_distance({handles[i]: [handles[c.id] for c in project.codebook().path(i)] for i in handles})


def facet_of(project: Material, ref: str) -> Facet:
    """Return the facet of a handle or name; raises NotFound with the names there are."""
    facets = project.codebook().facets
    for facet in facets:
        if ref.casefold() in (facet.handle.casefold(), facet.name_sv.casefold(), facet.name_en.casefold()):
            return facet
    raise NotFound(
        _("There is no facet {name}.").format(name=ref),
        _("Choose one of: {names}.").format(names=", ".join(f.handle for f in facets) or "–"),
    )


def _handles(project: Material) -> dict[str, str]:
    """Return the codes' handles by their ids; codes of one handle get the ends of their ids."""
    standing = project.codebook().standing
    known = Counter(code.handle for code in standing)
    return {c.id: c.handle if known[c.handle] == 1 else f"{c.handle} {short(c.id)}" for c in standing}


def _names(people: Sequence[Person], chosen: Iterable[str]) -> dict[str, str]:
    """Return the coders' names by their ids; people of one name, or of none, get the ends of their ids."""
    names = {person.id: person.name for person in people}
    order = {identifier: i for i, identifier in enumerate(names)}
    wanted = sorted(set(chosen), key=lambda identifier: (order.get(identifier, len(order)), identifier))
    known = Counter(names.get(identifier, "") for identifier in wanted)
    return {
        identifier: name
        if (name := names.get(identifier, "")) and known[name] == 1
        else f"{name} {short(identifier)}".strip()
        for identifier in wanted
    }


def _values(project: Material, scope: Scope) -> dict[str, list[str]]:
    """Return which values a coding of each code stands for, before facets are looked at."""
    book, handles = project.codebook(), _handles(project)
    deep = scope.subtree or (scope.level is not None and bool(scope.codes))
    found: dict[str, list[str]] = {}
    for code in scope.codes or book.standing:
        for identifier in book.descendants(code.id) if deep else (code.id,):
            found.setdefault(identifier, []).append(handles[code.id])
    if scope.level is not None:
        paths = {identifier: [handles[c.id] for c in book.path(identifier)] for identifier in found}
        return {identifier: [above] for identifier, above in rolled_up(paths, scope.level).items()}
    return found


_Whole = Mapping[str, Mapping[str, frozenset[str]]]


def _texts(
    sources: Sequence[Source],
    codings: Sequence[Coding],
    *,
    read: Mapping[str, Mapping[str, list[Span] | None]],
    names: Mapping[str, str],
    values: Callable[[Coding], Sequence[str]],
) -> tuple[list[MarkedText], _Whole]:
    """Return the marked texts, and by source and coder the values said of a source as a whole."""
    marks: dict[str, list[Mark]] = {}
    whole: dict[str, dict[str, frozenset[str]]] = {}
    for coding in codings:
        if coding.absent or coding.adrift:
            continue
        coder = names[coding.coder]
        if coding.start is None or coding.end is None:
            own = whole.setdefault(coding.source, {})
            own[coder] = own.get(coder, frozenset()).union(values(coding))
        else:
            own_marks = marks.setdefault(coding.source, [])
            own_marks += (Mark(coder, value, coding.start, coding.end) for value in values(coding))
    texts = []
    for source in sources:
        seen = {names[person]: spans for person, spans in read.get(source.id, {}).items() if person in names}
        texts.append(marked_text(source.handle or short(source.id), source.characters, marks.get(source.id, ()), seen))
    return texts, whole


def _units(
    project: Material,
    sources: Sequence[Source],
    texts: Sequence[MarkedText],
    whole: _Whole,
    *,
    unit: str,
    coders: Sequence[str],
    of_round: Round | None,
) -> tuple[list[str], list[Table]]:
    if unit in ("source", "case"):
        return _whole_units(project, sources, texts, whole, unit=unit, coders=coders)
    laid = {} if of_round is None else project.laid_out(of_round)
    tables = []
    for source, text in zip(sources, texts, strict=True):
        if project.text(source) or not source.characters:
            tables.append(units_table(text, unit_spans(project, source, unit), coders))
        elif of_round is not None and unit == of_round.unit and source.id in laid:
            tables.append(units_table(text, laid[source.id].units, coders))
        else:
            raise QualcodeError(
                _(
                    "the words of a source were taken out for good, so that its units cannot be told any more: {unit}"
                ).format(unit=unit),
                _("Choose the round's unit, or one of: {names}.").format(names="character, source, case"),
            )
    return [text.name for text in texts], tables


def _whole_units(
    project: Material,
    sources: Sequence[Source],
    texts: Sequence[MarkedText],
    whole: _Whole,
    *,
    unit: str,
    coders: Sequence[str],
) -> tuple[list[str], list[Table]]:
    """Return sources, or the cases that they belong to, as units; a source without a case is one by itself.

    A coder saw a case who has read all of its sources.
    """
    names = {case.id: case.printed for case in project.cases()} if unit == "case" else {}
    groups: dict[str, list[tuple[Source, MarkedText]]] = {}
    for source, text in zip(sources, texts, strict=True):
        groups.setdefault(source.case if source.case in names else source.id, []).append((source, text))
    parts = [names.get(key, members[0][1].name) for key, members in groups.items()]
    tables = []
    for members in groups.values():
        row: list[frozenset[str] | None] = []
        for coder in coders:
            if all(_read_whole(text, coder) for _source, text in members):
                said = (whole.get(source.id, {}).get(coder, frozenset()) for source, _text in members)
                marked = (frozenset(text.marks.get(coder, {})) for _source, text in members)
                row.append(frozenset().union(*said, *marked))
            else:
                row.append(None)
        rows: list[Row] = [tuple(row)]
        tables.append(tally(coders, rows))
    return parts, tables


def _read_whole(text: MarkedText, coder: str) -> bool:
    spans = text.read.get(coder, [])
    return text.read.get(coder) is not None and (not text.length or spans == [(0, text.length)])


__all__ = [
    "Scope",
    "code_tree_distance",
    "compared",
    "facet_of",
    "judgements",
    "read_spans",
    "read_units",
    "readings",
    "scope_of_round",
    "used_categories",
]
