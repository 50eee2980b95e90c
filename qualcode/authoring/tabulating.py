"""Tables and profiles counted from the material: codes by attribute, source, facet, case and each other."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from qualcode.core.cases import Case
from qualcode.core.codebook import Axis, Code, Codebook
from qualcode.core.codings import Coding
from qualcode.core.collation import collation_key
from qualcode.core.sources import Source
from qualcode.core.tables import Balance, Cell, Head, ItemPair, Profile, Rule, Table, joined_groups
from qualcode.core.turns import heading_of
from qualcode.errors import Cancelled, UsageProblem
from qualcode.i18n import _, catalogue, get_language
from qualcode.project import Project

KINDS = ("attribute", "source", "case", "facet", "together")
#: The value of cases that have none of an attribute, of codings that have none of a facet.
NO_VALUE = "–"
_OFTEN = 1000  # codings between two looks at whether to go on


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Selection:
    """What is counted: codes (ids; none for all that carry codings), kinds of source, down to a depth.

    Codes under ``depth`` are counted with the code above them, with ``subtree``
    every code counts what is under it too.  Whose codings count is the project's to tell, see
    :meth:`qualcode.material.Material.counting`.
    """

    codes: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()  # kinds
    depth: int | None = None
    subtree: bool = False
    language: str = ""


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


def attribute_table(
    project: Project, name: str, selection: Selection, rule: Rule, *, cancelled: Callable[[], bool] = _never
) -> Table:
    """Return codes against the values of an attribute of persons; groups too small to show come together.

    Raises UsageProblem for an attribute that no person has.
    """
    work = _Work(project, selection, cancelled=cancelled)
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


def source_table(project: Project, selection: Selection, *, cancelled: Callable[[], bool] = _never) -> Table:
    """Return codes against sources."""
    work = _Work(project, selection, cancelled=cancelled)
    used = {m.source for m in work.marks}
    columns = [Head(s.id, s.handle) for s in project.sources() if s.id in used]
    return work.table("source", columns, lambda m: ((m.source, v) for v in m.voices or ("",)))


def case_table(project: Project, selection: Selection, *, cancelled: Callable[[], bool] = _never) -> Table:
    """Return codes against persons."""
    work = _Work(project, selection, cancelled=cancelled)
    columns = [Head(c.id, c.printed, base=1) for c in work.persons.values() if c.id in work.heard]
    return work.table("case", columns, lambda m: ((v, v) for v in m.voices))


def facet_table(
    project: Project, handle: str, selection: Selection, *, cancelled: Callable[[], bool] = _never
) -> Table:
    """Return codes against the values of a facet; raises UsageProblem when there is no such facet."""
    work = _Work(project, selection, cancelled=cancelled)
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


def together_table(project: Project, selection: Selection, *, cancelled: Callable[[], bool] = _never) -> Table:
    """Return codes against codes: passages that overlap in one source, of whatever coder.

    A pair is counted once for every two passages that overlap, or that are the
    same; a code is not set against itself or those above and under it.  The sum
    of a row is the passages of the code that meet any other.  Raises Cancelled.
    """
    from qualcode.analysis.meetings import Passage, meetings

    work = _Work(project, selection, cancelled=cancelled)
    places: dict[str, dict[tuple[int, int], tuple[set[str], tuple[str, ...]]]] = {}
    for mark in work.marks:
        if mark.start >= 0:
            its = places.setdefault(mark.source, {})
            its.setdefault((mark.start, mark.end), (set(), mark.voices))[0].update(mark.rows)
    passages = {
        source: [
            Passage(start, end, frozenset(codes), frozenset(voices)) for (start, end), (codes, voices) in its.items()
        ]
        for source, its in places.items()
    }
    cells, totals = meetings(passages, work.kin(), cancelled=cancelled)
    rows = work.heads(set(totals))
    return Table("together", rows, rows, cells, totals, asked=len(work.heard))


def table_of(
    project: Project,
    kind: str,
    about: str,
    selection: Selection,
    rule: Rule,
    *,
    cancelled: Callable[[], bool] = _never,
) -> Table:
    """Return a table of one of :data:`KINDS`; ``about`` names its attribute or facet.

    Raises UsageProblem for a kind, an attribute or a facet that there is not, and Cancelled.
    """
    make: dict[str, Callable[[], Table]] = {
        "attribute": lambda: attribute_table(project, about, selection, rule, cancelled=cancelled),
        "source": lambda: source_table(project, selection, cancelled=cancelled),
        "case": lambda: case_table(project, selection, cancelled=cancelled),
        "facet": lambda: facet_table(project, about, selection, cancelled=cancelled),
        "together": lambda: together_table(project, selection, cancelled=cancelled),
    }
    if kind not in make:
        raise UsageProblem(
            _("no table by {name}").format(name=kind), _("one of: {names}").format(names=", ".join(KINDS))
        )
    return make[kind]()


def without_passage(project: Project, selection: Selection) -> tuple[int, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return how many themes count without a passage, and the names of codes found missing with the sources."""
    work = _Work(project, selection)
    named = [(code.name(work.language), work.missing.get(code.id, ())) for code, _depth in work.book.walk()]
    handles = {s.id: s.handle for s in work.sources.values()}
    missing = ((name, tuple(h for i, h in handles.items() if i in its)) for name, its in named if its)
    return len({(m.source, m.coding.code) for m in work.marks if m.start < 0}), tuple(missing)


def passages_in(project: Project, table: Table, row: str, column: str, selection: Selection) -> list[Coding]:
    """Return the codings that a cell counts, in the order of the sources; those of the row when ``column`` is empty."""
    work = _Work(project, selection)
    if table.kind == "together" and column:
        found = {m.coding.id for m in _meeting(work.marks, row, column)}
    else:
        within = _column_of(project, table, column)
        found = {m.coding.id for m in work.marks if row in m.rows and within(m)}
    return [m.coding for m in work.marks if m.coding.id in found]


def _column_of(project: Project, table: Table, column: str) -> Callable[[_Mark], bool]:
    """Return what tells whether a mark counts in a column; any does where none is named."""
    if not column:
        return lambda _mark: True
    if table.kind == "source":
        return lambda mark: mark.source == column
    if table.kind == "case":
        return lambda mark: column in mark.voices
    if table.kind == "facet":
        return lambda mark: mark.facets.get(table.about, "") == column
    known = {c.key for c in table.columns}
    values = {c.id: c.attributes.get(table.about, "") or NO_VALUE for c in project.cases()}
    joined = column not in values.values()

    def of(mark: _Mark) -> bool:
        its = {values[v] for v in mark.voices}
        return column in its or (joined and bool(its - known))

    return of


def _meeting(marks: Sequence[_Mark], one: str, other: str) -> Iterator[_Mark]:
    """Yield the marks of either code that overlap one of the other's."""
    for mine, theirs in ((one, other), (other, one)):
        for source in {m.source for m in marks if theirs in m.rows}:
            spans = sorted((m.start, m.end) for m in marks if m.source == source and m.start >= 0 and theirs in m.rows)
            furthest = list(accumulate((end for _start, end in spans), max))
            for mark in marks:
                if mark.source == source and mark.start >= 0 and mine in mark.rows:
                    begun = bisect_left(spans, (mark.end, -1))
                    if begun and furthest[begun - 1] > mark.start:
                        yield mark


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

    passages: set[tuple[str, int, int]] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def add(self, mark: _Mark, voices: Iterable[str]) -> None:
        # A theme of a source as a whole is told by its voices; it has no passage yet.
        if mark.start >= 0:
            self.passages.add((mark.source, mark.start, mark.end))
        self.voices.update(voices)
        self.sources.add(mark.source)

    def cell(self) -> Cell:
        return Cell(len(self.passages), len(self.voices - {""}), len(self.sources))


class _Work:
    """The codings of a selection, with rows and voices."""

    def __init__(self, project: Project, selection: Selection, *, cancelled: Callable[[], bool] = _never) -> None:
        self._cancelled = cancelled
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
        self.missing: defaultdict[str, set[str]] = defaultdict(set)  # code → sources
        for n, coding in enumerate(project.codings()):
            self._look(n)
            if coding.source not in self.sources or coding.adrift:
                continue
            if coding.code not in rows:
                rows[coding.code] = self._rows(coding.code)
            if coding.absent:
                if rows[coding.code]:
                    self.missing[coding.code].add(coding.source)
            elif rows[coding.code]:
                of = voices[coding.source].of(coding.start, coding.end)
                self.marks.append(_Mark(coding, rows[coding.code], tuple(v for v in of if v in self.persons)))

    def _look(self, n: int) -> None:
        if n % _OFTEN == 0 and self._cancelled():
            raise Cancelled(_("Stopped."))

    def kin(self) -> dict[str, frozenset[str]]:
        """Return for each code itself with those above and under it."""
        above = {c.id: frozenset(a.id for a in self.book.path(c.id)) for c, _depth in self.book.walk()}
        under: dict[str, set[str]] = {code: set() for code in above}
        for code, its in above.items():
            for one in its:
                under[one].add(code)
        return {code: its | under[code] for code, its in above.items()}

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
        cells: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)
        totals: defaultdict[str, _Tally] = defaultdict(_Tally)
        for n, mark in enumerate(self.marks):
            self._look(n)
            within = [(column, (voice,)) for column, voice in of(mark)]
            for row in mark.rows:
                for column, voices in within:
                    cells[row, column].add(mark, voices)
                totals[row].add(mark, mark.voices)
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


def _natural(name: str) -> tuple[float, tuple[object, ...] | str]:
    """Return a key that sorts numbers by size and then words by the alphabet."""
    try:
        return (float(name.replace(",", ".")), "")
    except ValueError:
        return (float("inf"), str(collation_key(name)))
