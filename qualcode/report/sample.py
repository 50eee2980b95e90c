"""The sample report: who was interviewed, where, how and when, with no small cell exposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from qualcode.core.cases import Case
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.small_cells import SMALLEST, hidden_cells, in_spans, small_values
from qualcode.core.sources import Source
from qualcode.report.model import MethodBox, Report
from qualcode.report.wording import Wording

_FEW_VALUES = 12


@dataclass(frozen=True, slots=True)
class CountRow:
    """A value with how many persons and interviews have it; ``values`` are those taken together in it."""

    value: str
    persons: int
    interviews: int
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountTable:
    """Persons and interviews by one attribute; ``attribute`` is ``place``, ``mode``, ``date`` or ``attr:NAME``."""

    attribute: str
    title: str
    rows: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Persons by two attributes; a cell is None where it would expose somebody."""

    title: str
    row_name: str
    column_name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...], int], ...]  # value, cells, sum
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One interview of the list: number, printed name, how, month, and what may be said of the person."""

    number: int
    name: str
    mode: str
    month: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the material: title, date, series and version."""

    title: str
    date: str
    series: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SampleReport(Report):
    """Who and what the study rests on; ``k`` is the smallest number of persons shown by themselves."""

    name: ClassVar[str] = "sample"
    persons: int = 0
    interviews: int = 0
    observations: int = 0
    words: int = 0
    first: str = ""  # month, YYYY-MM
    last: str = ""
    k: int = SMALLEST
    tables: tuple[CountTable, ...] = ()
    cross: CrossTable | None = None
    attributes: tuple[str, ...] = ()  # the columns of the list of interviews
    listed: tuple[InterviewRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _Interview:
    source: Source
    persons: tuple[str, ...]  # ids of cases


def sample_report(
    sources: Sequence[Source],
    cases: Iterable[Case],
    *,
    language: str,
    method: MethodBox,
    title: str = "",
    pseudonyms: Pseudonyms | None = None,
    by: Sequence[str] = (),
    cross: tuple[str, str] | None = None,
    k: int = SMALLEST,
    listed: bool = False,
) -> SampleReport:
    """Return the report of the sample.

    Persons are the cases of kind person that interviews belong to or whose
    speakers answer in them.  ``by`` names the attributes to count by, all with
    few values by default; ``cross`` two of them for a table of both; with
    ``listed`` each interview is a row, in which a value is left out where too
    few persons share it together with those before it.
    """
    wording, public = Wording(language), pseudonyms or Pseudonyms()
    people = {case.id: case for case in cases if case.kind == "person"}
    interviews = [_Interview(s, _answering(s, people)) for s in sources if s.kind == "transcript"]
    asked = {identifier: people[identifier] for i in interviews for identifier in i.persons}
    names = tuple(by) or _attributes(asked.values())
    values = {name: {i: public.apply(case.attributes.get(name, "")) for i, case in asked.items()} for name in names}
    told = Telling(wording, k)
    tables = [told.attribute(name, values[name], interviews) for name in names]
    tables += [told.place(interviews, public), told.mode(interviews), told.months(interviews)]
    dates = sorted(s.source.date[:7] for s in interviews if s.source.date)
    return SampleReport(
        title=title or wording.gettext("Sample"),
        language=language,
        method=method,
        persons=len(asked),
        interviews=len(interviews),
        observations=sum(s.kind == "fieldnote" for s in sources),
        words=sum(s.words for s in sources if s.kind != "document"),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        k=k,
        tables=tuple(t for t in tables if t.rows),
        cross=told.cross(*cross, values) if cross and all(name in values for name in cross) else None,
        attributes=names if listed else (),
        listed=told.interviews(interviews, asked, values, public) if listed else (),
        documents=tuple(
            DocumentRow(public.apply(s.title), s.date, public.apply(s.series), s.version)
            for s in sorted(sources, key=lambda s: (s.series, s.version or 0, s.date, s.title))
            if s.kind == "document"
        ),
    )


def told_persons(report: SampleReport) -> dict[str, int]:
    """Return the counts of persons that the report tells, by where they stand; all of them together are no group."""
    found = {
        f"{table.title}: {row.value}": row.persons
        for table in report.tables
        for row in table.rows
        if row.persons != report.persons
    }
    if report.cross is not None:
        for value, cells, _sum in report.cross.rows:
            for column, n in zip(report.cross.columns, cells, strict=True):
                found[f"{report.cross.title}: {value}, {column}"] = n or 0
    return found


def _answering(source: Source, people: Mapping[str, Case]) -> tuple[str, ...]:
    spoken = [s.case for s in source.speakers if s.role == "respondent"]
    return tuple(dict.fromkeys(c for c in (source.case, *spoken) if c and c in people))


def _attributes(cases: Iterable[Case]) -> tuple[str, ...]:
    """Return the attributes worth counting by: in words, with few values, and not another one for each person."""
    values: dict[str, list[str]] = {}
    for case in cases:
        for name, value in case.attributes.items():
            values.setdefault(name, []).append(value)
    return tuple(
        name
        for name, found in values.items()
        if len(set(found)) <= _FEW_VALUES and len(set(found)) < max(2, len(found)) and not all(map(_number, found))
    )


def _number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


class Telling:
    """How counts may be told: in one language, nothing of fewer than ``k`` persons by itself."""

    def __init__(self, wording: Wording, k: int) -> None:
        self._wording, self._k = wording, k

    def attribute(self, name: str, values: Mapping[str, str], interviews: Sequence[_Interview]) -> CountTable:
        """Return persons and interviews by an attribute; numbers in spans, other values from the most to the least."""
        given = {identifier: value for identifier, value in values.items() if value}
        if given and all(map(_number, given.values())):
            runs = in_spans(sorted(given.values(), key=lambda v: float(v.replace(",", "."))), self._k)
            spans = {value: _span(run[0], run[-1]) for run in runs for value in run}
            given = {identifier: spans[value] for identifier, value in given.items()}
            order = list(dict.fromkeys(spans.values()))
        else:
            order = []
        return self._table(f"attr:{name}", name[:1].upper() + name[1:], given, interviews, order)

    def place(self, interviews: Sequence[_Interview], public: Pseudonyms) -> CountTable:
        """Return where the interviews took place."""
        return self._by_source("place", self._wording.gettext("Place"), interviews, lambda s: public.apply(s.place))

    def mode(self, interviews: Sequence[_Interview]) -> CountTable:
        """Return how the interviews took place."""
        title = self._wording.gettext("How the interview took place")
        return self._by_source("mode", title, interviews, lambda s: self._wording.mode(s.mode))

    def months(self, interviews: Sequence[_Interview]) -> CountTable:
        """Return when the interviews took place, in spans of months that hold at least ``k`` interviews."""
        months = sorted(i.source.date[:7] for i in interviews if i.source.date)
        spans = {month: self._wording.months(run[0], run[-1]) for run in in_spans(months, self._k) for month in run}
        order = list(dict.fromkeys(spans.values()))
        title = self._wording.gettext("When")
        return self._by_source("date", title, interviews, lambda s: spans.get(s.date[:7], ""), order)

    def _by_source(
        self,
        attribute: str,
        title: str,
        interviews: Sequence[_Interview],
        value: Callable[[Source], str],
        order: Sequence[str] = (),
    ) -> CountTable:
        found: dict[str, set[str]] = {}
        held: Counter[str] = Counter()
        for interview in interviews:
            word = value(interview.source)
            if word:
                found.setdefault(word, set()).update(interview.persons or (interview.source.id,))
                held[word] += 1
        return self._merged(attribute, title, {w: len(ids) for w, ids in found.items()}, held, order)

    def _table(
        self,
        attribute: str,
        title: str,
        values: Mapping[str, str],
        interviews: Sequence[_Interview],
        order: Sequence[str],
    ) -> CountTable:
        held = Counter(word for i in interviews for word in {values[p] for p in i.persons if p in values})
        return self._merged(attribute, title, Counter(values.values()), held, order)

    def _merged(
        self, attribute: str, title: str, persons: Mapping[str, int], held: Mapping[str, int], order: Sequence[str]
    ) -> CountTable:
        small = small_values(persons, self._k)
        if small and sum(persons[w] for w in small) < self._k:
            return CountTable(attribute, title, ())  # even all together they are too few
        words = list(order) or sorted(persons, key=lambda w: (-persons[w], w.casefold()))
        rows = [CountRow(w, persons[w], held[w]) for w in words if w not in small]
        if small:
            together = tuple(sorted(small, key=str.casefold))
            rows.append(
                CountRow(
                    self._wording.gettext("Taken together: {values}").format(values=", ".join(together)),
                    sum(persons[w] for w in small),
                    sum(held[w] for w in small),
                    together,
                )
            )
        return CountTable(attribute, title, tuple(rows))

    def cross(self, row: str, column: str, values: Mapping[str, Mapping[str, str]]) -> CrossTable:
        """Return persons by two attributes; small values are merged before, small cells left out after."""
        rows, columns = (self._taken_together(values[name]) for name in (row, column))
        both = sorted(rows.keys() & columns.keys())
        row_words, column_words = ([w for w, _n in Counter(x[i] for i in both).most_common()] for x in (rows, columns))
        counts = Counter((rows[i], columns[i]) for i in both)
        table = [[counts[r, c] for c in column_words] for r in row_words]
        hidden = hidden_cells(table, self._k)
        return CrossTable(
            self._wording.gettext("{row} by {column}").format(row=row[:1].upper() + row[1:], column=column),
            row,
            column,
            tuple(column_words),
            tuple(
                (word, tuple(None if (r, c) in hidden else n for c, n in enumerate(cells)), sum(cells))
                for r, (word, cells) in enumerate(zip(row_words, table, strict=True))
            ),
            tuple(sum(cells) for cells in zip(*table, strict=True)),
        )

    def _taken_together(self, values: Mapping[str, str]) -> dict[str, str]:
        given = {identifier: value for identifier, value in values.items() if value}
        small = small_values(Counter(given.values()), self._k)
        other = self._wording.gettext("Taken together: {values}").format(values=", ".join(sorted(small)))
        return {identifier: other if value in small else value for identifier, value in given.items()}

    def interviews(
        self,
        interviews: Sequence[_Interview],
        asked: Mapping[str, Case],
        values: Mapping[str, Mapping[str, str]],
        public: Pseudonyms,
    ) -> tuple[InterviewRow, ...]:
        """Return every interview as a row, with the values that enough persons share, as the tables merge them."""
        held = {name: self._merged_values(given) for name, given in values.items()}
        ordered = sorted(interviews, key=lambda i: (i.source.date, i.source.handle))
        months = in_spans(sorted(i.source.date[:7] for i in ordered if i.source.date), self._k)
        spans = {month: self._wording.months(run[0], run[-1]) for run in months for month in run}
        held["mode"] = self._merged_values({p: self._wording.mode(i.source.mode) for i in ordered for p in i.persons})
        held["date"] = {p: spans.get(i.source.date[:7], "") for i in ordered for p in i.persons}
        out = []
        for n, interview in enumerate(ordered, 1):
            names = [public.apply(asked[p].printed) for p in interview.persons]
            shown = _shared(interview.persons[0], held, self._k) if len(interview.persons) == 1 else ("",) * len(held)
            out.append(InterviewRow(n, ", ".join(names), shown[-2], shown[-1], shown[:-2]))
        return tuple(out)

    def _merged_values(self, values: Mapping[str, str]) -> dict[str, str]:
        given = {identifier: value for identifier, value in values.items() if value}
        small = small_values(Counter(given.values()), self._k)
        return {i: "/".join(sorted(small, key=str.casefold)) if v in small else v for i, v in given.items()}


def _shared(person: str, values: Mapping[str, Mapping[str, str]], k: int) -> tuple[str, ...]:
    """Return a person's values in order, each only where ``k`` persons share it together with those shown before."""
    alike = set(next(iter(values.values()), {}))
    shown = []
    for held in values.values():
        value = held.get(person, "")
        sharing = {p for p in alike if held.get(p, "") == value}
        if value and len(sharing) >= k:
            alike = sharing
            shown.append(value)
        else:
            shown.append("")
    return tuple(shown)


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"
