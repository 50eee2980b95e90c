"""Tables and profiles counted from the material: codes by attribute, source, facet, case and each other."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.core.cases import Case
from qualcode.core.codebook import Axis, Code, Codebook
from qualcode.core.codings import Coding
from qualcode.core.collation import collation_key
from qualcode.core.people import Person
from qualcode.core.sources import Source
from qualcode.core.tables import Balance, Cell, Head, ItemPair, Profile, Rule, Table, joined_groups
from qualcode.core.turns import heading_of
from qualcode.errors import UsageProblem
from qualcode.i18n import _, catalogue, get_language
from qualcode.project import Project

KINDS = ("attribute", "source", "case", "facet", "together")
#: The value of cases that have none of an attribute, of codings that have none of a facet.
NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is counted: codes (ids; none for all that carry codings), one coder, kinds of source, down to a depth.

    ``layer`` is as in :meth:`qualcode.material.Material.in_layer`.  Codes under
    ``depth`` are counted with the code above them, with ``subtree``
    every code counts what is under it too.
    """

    codes: frozenset[str] = frozenset()
    coder: Person | None = None
    sources: frozenset[str] = frozenset()  # kinds
    depth: int | None = None
    subtree: bool = False
    language: str = ""
    layer: str = ""


def attributes(project: Project) -> list[str]:
    """Return the attributes that part the persons in groups of several, those that are filled in for most first."""
    persons = [c for c in project.cases() if c.kind == "person"]
    names = {name for case in persons for name in case.attributes}
    out = []
    for name in names:
        values = [case.attributes.get(name, "") for case in persons]
        if 1 < len(set(values)) <= max(2, len(persons) // 2):
            out.append((sum(not v for v in values), len(set(values)), collation_key(name), name))
    return [name for *_rest, name in sorted(out)]


def attribute_table(project: Project, name: str, selection: Selection, rule: Rule) -> Table:
    """Return codes against the values of an attribute of persons; groups too small to show come together.

    Raises UsageProblem for an attribute that no person has.
    """
    work = _Work(project, selection)
    if not any(name in case.attributes for case in work.persons.values()):
        raise UsageProblem(
            _("no case has the attribute {name}").format(name=name),
            _("one of: {names}").format(names=", ".join(attributes(project)) or NO_VALUE),
        )
    value = {c.id: c.attributes.get(name, "") or NO_VALUE for c in work.persons.values()}
    sizes: dict[str, int] = {}
    for person in work.heard:
        sizes[value[person]] = sizes.get(value[person], 0) + 1
    others = catalogue(work.language).gettext("other groups")
    under = joined_groups(sizes, rule, others)
    bases: dict[str, int] = {}
    for group, n in sizes.items():
        bases[under[group]] = bases.get(under[group], 0) + n
    columns = [
        Head(g, g, base=bases[g]) for g in sorted(bases, key=lambda g: (g == others, g == NO_VALUE, _natural(g)))
    ]

    def of(mark: _Mark) -> Iterator[tuple[str, str]]:
        yield from ((under[value[v]], v) for v in mark.voices)

    return work.table("attribute", columns, of, about=name)


def source_table(project: Project, selection: Selection) -> Table:
    """Return codes against sources."""
    work = _Work(project, selection)
    used = {m.source for m in work.marks}
    columns = [Head(s.id, s.handle) for s in project.sources() if s.id in used]
    return work.table("source", columns, lambda m: ((m.source, v) for v in m.voices or ("",)))


def case_table(project: Project, selection: Selection) -> Table:
    """Return codes against persons."""
    work = _Work(project, selection)
    columns = [Head(c.id, c.printed, base=1) for c in work.persons.values() if c.id in work.heard]
    return work.table("case", columns, lambda m: ((v, v) for v in m.voices))


def facet_table(project: Project, handle: str, selection: Selection) -> Table:
    """Return codes against the values of a facet; raises UsageProblem when there is no such facet."""
    work = _Work(project, selection)
    facet = next((f for f in work.book.facets if f.handle == handle), None)
    if facet is None:
        raise UsageProblem(
            _("no facet {name}").format(name=handle),
            _("one of: {names}").format(names=", ".join(f.handle for f in work.book.facets) or NO_VALUE),
        )
    columns = [Head(v.handle, v.name(work.language)) for v in facet.values] + [Head("", NO_VALUE)]
    known = {v.handle for v in facet.values}

    def of(mark: _Mark) -> Iterator[tuple[str, str]]:
        value = mark.facets.get(handle, "")
        yield from ((value if value in known else "", v) for v in mark.voices or ("",))

    return work.table("facet", columns, of, about=handle)


def together_table(project: Project, selection: Selection) -> Table:
    """Return codes against codes: passages that overlap in one source, of whatever coder.

    A pair is counted once for every two passages that overlap; a code with itself is not.
    """
    work = _Work(project, selection)
    cells: dict[tuple[str, str], _Tally] = {}
    totals: dict[str, _Tally] = {}
    for one, other in _overlaps(work.marks):
        for a in one.rows:
            for b in other.rows:
                if a == b:
                    continue
                voices = [v for v in one.voices if v in other.voices]
                span = (one.start, one.end, other.start, other.end)
                for x, y in ((a, b), (b, a)):
                    cells.setdefault((x, y), _Tally()).add(one.source, span if x == a else _turned(span), voices)
                    totals.setdefault(x, _Tally()).add(one.source, span if x == a else _turned(span), voices)
    rows = work.heads(set(totals))
    return Table(
        "together",
        rows,
        rows,
        {key: tally.cell() for key, tally in cells.items()},
        {key: tally.cell() for key, tally in totals.items()},
        asked=len(work.heard),
    )


def table_of(project: Project, kind: str, about: str, selection: Selection, rule: Rule) -> Table:
    """Return a table of one of :data:`KINDS`; ``about`` names its attribute or facet.

    Raises UsageProblem for a kind, an attribute or a facet that there is not.
    """
    make: dict[str, Callable[[], Table]] = {
        "attribute": lambda: attribute_table(project, about, selection, rule),
        "source": lambda: source_table(project, selection),
        "case": lambda: case_table(project, selection),
        "facet": lambda: facet_table(project, about, selection),
        "together": lambda: together_table(project, selection),
    }
    if kind not in make:
        raise UsageProblem(
            _("no table by {name}").format(name=kind), _("one of: {names}").format(names=", ".join(KINDS))
        )
    return make[kind]()


def passages_in(project: Project, table: Table, row: str, column: str, selection: Selection) -> list[Coding]:
    """Return the codings that a cell counts, in the order of the sources; those of the row when ``column`` is empty."""
    work = _Work(project, selection)
    if table.kind == "together" and column:
        pairs = [
            (one, other)
            for one, other in _overlaps(work.marks)
            if (row in one.rows and column in other.rows) or (column in one.rows and row in other.rows)
        ]
        found = dict.fromkeys(m.coding.id for pair in pairs for m in pair)
    else:
        found = dict.fromkeys(
            m.coding.id for m in work.marks if row in m.rows and _in_column(project, table, m, column)
        )
    return [m.coding for m in work.marks if m.coding.id in found]


def _in_column(project: Project, table: Table, mark: _Mark, column: str) -> bool:
    if not column:
        return True
    if table.kind == "source":
        return mark.source == column
    if table.kind == "case":
        return column in mark.voices
    if table.kind == "facet":
        return mark.facets.get(table.about, "") == column
    shown = {c.key for c in table.columns}
    values = {c.id: c.attributes.get(table.about, "") or NO_VALUE for c in project.cases()}
    alone = {values[v] for v in mark.voices}
    return column in alone or (column not in values.values() and bool(alone - shown))


def profile(project: Project, axis: Axis, selection: Selection, *, by: Sequence[str] = (), rule: Rule) -> Profile:
    """Return how an axis is spread: in all, per person and per group of ``by``, and pair by pair.

    ``by`` are names of attributes, ``section`` for the sections of documents, ``source`` for sources.
    Both poles may sit on one passage; nothing is weighed against anything.
    """
    work = _Work(project, selection)
    left, right = work.book.descendants(axis.left), work.book.descendants(axis.right)
    marks = [m for m in work.marks if m.coding.code in left or m.coding.code in right]
    groups: list[tuple[str, tuple[Balance, ...]]] = []

    def grouped(
        name: str, key: Callable[[_Mark], Iterable[tuple[str, str]]], bases: Mapping[str, int] | None = None
    ) -> None:
        parts: dict[str, tuple[str, list[_Mark]]] = {}
        for mark in marks:
            for identifier, title in key(mark):
                parts.setdefault(identifier, (title, []))[1].append(mark)
        found = [
            _balance(identifier, title, its, left, right, base=(bases or {}).get(identifier, 0))
            for identifier, (title, its) in parts.items()
        ]
        if name not in ("section", "source"):
            found.sort(key=lambda b: (b.name == NO_VALUE, _natural(b.name)))
        if found:
            groups.append((name, tuple(found)))

    persons = work.persons
    grouped("person", lambda m: ((v, persons[v].printed) for v in m.voices))
    for name in by:
        if name == "section":
            grouped(name, work.sections())
        elif name == "source":
            grouped(name, lambda m: [(m.source, work.sources[m.source].handle)])
        else:
            value = {v: persons[v].attributes.get(name, "") or NO_VALUE for v in work.heard}
            sizes: dict[str, int] = {}
            for v in value.values():
                sizes[v] = sizes.get(v, 0) + 1
            under = joined_groups(sizes, rule, catalogue(work.language).gettext("other groups"))
            keys = {v: under[group] for v, group in value.items()}
            bases: dict[str, int] = {}
            for group in keys.values():
                bases[group] = bases.get(group, 0) + 1
            if len(bases) == 1:
                bases = {}  # all persons together are no group
            grouped(name, lambda m, keys=keys: dict.fromkeys((keys[v], keys[v]) for v in m.voices), bases)  # type: ignore[misc]
    pairs = tuple(
        ItemPair(a, b, work.passages(work.book.descendants(a)), work.passages(work.book.descendants(b)))
        for a, b in axis.pairs
    )
    return Profile(axis.id, _balance("", "", marks, left, right), tuple(groups), pairs)


def _balance(
    key: str, name: str, marks: Sequence[_Mark], left: frozenset[str], right: frozenset[str], *, base: int = 0
) -> Balance:
    lefts = {(m.source, m.start, m.end) for m in marks if m.coding.code in left}
    rights = {(m.source, m.start, m.end) for m in marks if m.coding.code in right}
    return Balance(
        key,
        name,
        len(lefts),
        len(rights),
        len(lefts & rights),
        len({v for m in marks if m.coding.code in left for v in m.voices}),
        len({v for m in marks if m.coding.code in right for v in m.voices}),
        base,
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """A coding with the rows it counts in and whose words it holds."""

    coding: Coding
    rows: tuple[str, ...]
    voices: tuple[str, ...]

    @property
    def source(self) -> str:
        return self.coding.source

    @property
    def start(self) -> int:
        return -1 if self.coding.start is None else self.coding.start

    @property
    def end(self) -> int:
        return -1 if self.coding.end is None else self.coding.end

    @property
    def facets(self) -> Mapping[str, str]:
        return self.coding.facets


@dataclass(slots=True)
class _Tally:
    """Passages, voices and sources of a cell, each once."""

    passages: set[tuple[object, ...]] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def add(self, source: str, span: tuple[int, ...], voices: Iterable[str]) -> None:
        self.passages.add((source, *span))
        self.voices.update(v for v in voices if v)
        self.sources.add(source)

    def cell(self) -> Cell:
        return Cell(len(self.passages), len(self.voices), len(self.sources))


class _Work:
    """The codings of a selection, with rows and voices."""

    def __init__(self, project: Project, selection: Selection) -> None:
        self.project = project
        self.selection = selection
        self.language = selection.language or get_language()
        self.book: Codebook = project.codebook()
        kinds = selection.sources
        self.sources: dict[str, Source] = {s.id: s for s in project.sources() if not kinds or s.kind in kinds}
        self.persons: dict[str, Case] = {c.id: c for c in project.cases() if c.kind == "person"}
        voices = {s.id: project.voices(s) for s in self.sources.values()}
        self.heard = {v for its in voices.values() for v in its.all() if v in self.persons}
        rows: dict[str, tuple[str, ...]] = {}
        self.marks: list[_Mark] = []
        codings = project.codings(coder=selection.coder)
        if selection.layer:
            codings = project.in_layer(codings, selection.layer)
        for coding in codings:
            if coding.source not in self.sources or coding.absent or coding.adrift:
                continue
            if coding.code not in rows:
                rows[coding.code] = self._rows(coding.code)
            if rows[coding.code]:
                of = voices[coding.source].of(coding.start, coding.end)
                self.marks.append(_Mark(coding, rows[coding.code], tuple(v for v in of if v in self.persons)))

    def _rows(self, code: str) -> tuple[str, ...]:
        """Return the codes as which a code counts."""
        path = [c.id for c in self.book.path(code)]
        if self.selection.depth is not None:
            path = path[: self.selection.depth + 1]
        wanted = self.selection.codes
        if self.selection.subtree:
            return tuple(c for c in path if not wanted or c in wanted)
        return tuple(c for c in path[-1:] if not wanted or c in wanted)

    def heads(self, codes: set[str]) -> tuple[Head, ...]:
        """Return the heads of some codes in tree order; depths count from the shallowest above each."""
        out: list[Head] = []
        shown: list[tuple[Code, int]] = []
        for code, depth in self.book.walk():
            if code.id in codes:
                while shown and shown[-1][1] >= depth:
                    shown.pop()
                out.append(Head(code.id, code.name(self.language) or code.handle, len(shown)))
                shown.append((code, depth))
        return tuple(out)

    def table(
        self, kind: str, columns: Sequence[Head], of: Callable[[_Mark], Iterable[tuple[str, str]]], *, about: str = ""
    ) -> Table:
        """Count codes against what ``of`` tells for each mark: columns with the voice that counts there."""
        cells: dict[tuple[str, str], _Tally] = {}
        totals: dict[str, _Tally] = {}
        for mark in self.marks:
            span = (mark.start, mark.end)
            for row in mark.rows:
                for column, voice in of(mark):
                    cells.setdefault((row, column), _Tally()).add(mark.source, span, (voice,))
                totals.setdefault(row, _Tally()).add(mark.source, span, mark.voices)
        return Table(
            kind,
            self.heads(set(totals)),
            tuple(columns),
            {key: tally.cell() for key, tally in cells.items()},
            {key: tally.cell() for key, tally in totals.items()},
            about,
            len(self.heard),
        )

    def passages(self, codes: frozenset[str]) -> int:
        """Return the number of passages that carry any of some codes."""
        return len({(m.source, m.start, m.end) for m in self.marks if m.coding.code in codes})

    def sections(self) -> Callable[[_Mark], list[tuple[str, str]]]:
        """Return what tells for a mark in a document under which heading it stands."""
        headings: dict[str, list[tuple[int, str]]] = {}

        def of(mark: _Mark) -> list[tuple[str, str]]:
            source = self.sources[mark.source]
            if source.kind != "document" or mark.start < 0:
                return []
            if source.id not in headings:
                text = self.project.text(source)
                found = ((t.start, heading_of(text[t.start : t.end])) for t in self.project.turns(source))
                headings[source.id] = [(start, title) for start, title in found if title]
            title = ""
            for start, its in headings[source.id]:
                if start > mark.start:
                    break
                title = its
            name = f"{source.handle}: {title}" if title else source.handle
            return [(name, name)]

        return of


def _overlaps(marks: Sequence[_Mark]) -> Iterator[tuple[_Mark, _Mark]]:
    """Yield each two marks whose passages overlap, in one source; the one that begins first comes first."""
    by_source: dict[str, list[_Mark]] = {}
    for mark in marks:
        if mark.start >= 0:
            by_source.setdefault(mark.source, []).append(mark)
    for its in by_source.values():
        open_now: list[tuple[int, int, _Mark]] = []
        for n, mark in enumerate(sorted(its, key=lambda m: (m.start, m.end))):
            while open_now and open_now[0][0] <= mark.start:
                open_now.pop(0)
            for _end, _n, other in open_now:
                yield other, mark
            insort(open_now, (mark.end, n, mark))


def _turned(span: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return (span[2], span[3], span[0], span[1])


def _natural(name: str) -> tuple[float, tuple[object, ...] | str]:
    """Return a key that sorts numbers by size and then words by the alphabet."""
    try:
        return (float(name.replace(",", ".")), "")
    except ValueError:
        return (float("inf"), str(collation_key(name)))
