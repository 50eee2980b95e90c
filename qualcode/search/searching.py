"""Working with what a search finds: saved searches, coding by search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.core.codebook import Code
from qualcode.core.codings import Coding, add_coding
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.matching import Span, containing
from qualcode.core.people import SavedQuery, change_query, save_query
from qualcode.core.query import Either, Restricted
from qualcode.core.query_names import field_word, value_word
from qualcode.core.search import Hit, turn_at
from qualcode.core.sources import Source
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.search.language_reading import sentences

SCOPES = ("hit", "sentence", "turn", "paragraph")


# Saved searches


def save_search(project: Project, name: str, expression: str) -> SavedQuery:
    """Save a search under a name, in place of one that has it already.

    Raises UsageProblem when the search cannot be read.
    """
    project.query(expression)
    name = name.strip()
    if not name:
        raise UsageProblem(_("the search has no name"), _("give one with --save NAME"))
    known = next((q for q in project.queries() if q.name.casefold() == name.casefold()), None)
    if known is None:
        project.apply(save_query(name, expression))
    elif known.expression != expression:
        project.apply(change_query(known.id, expression))
    return project.saved_query(name if known is None else known.id)


def whole_expression(
    project: Project,
    query: str,
    *,
    regex: bool = False,
    exact: bool = False,
    sources: Sequence[Source] = (),
    speaker: str = "",
    kind: str = "",
) -> str:
    """Return a search and its options as one query, which can be saved and run again."""
    out = query.strip()
    if regex and not (len(out) > 2 and out[0] == out[-1] == "/"):
        out = "/" + query.replace("/", r"\/") + "/"
    conditions = []
    if sources:
        conditions.append("källa:" + ",".join(_quoted(s.handle) for s in sources))
    if speaker:
        conditions.append("talare:" + _quoted(speaker))
    if kind:
        conditions.append(f"slag:{kind}")
    if exact:
        conditions.append("exakt:ja")
    project.query(query, regex=regex, exact=exact)
    return with_conditions(project, out, conditions)


def with_conditions(project: Project, query: str, conditions: Sequence[str]) -> str:
    """Return a query that filters narrow down as a whole; the query may be empty where there are filters.

    Raises UsageProblem when the query cannot be read.
    """
    if not query.strip():
        return " ".join(conditions)
    read = project.query(query)
    whole = f"({query})" if conditions and isinstance(read.node, Either | Restricted) else query
    return " ".join([whole, *conditions])


def condition(field: str, value: str, language: str, *, attribute: str = "", excludes: bool = False) -> str:
    """Return a filter in the words of a language: ``condition("speaker", "IP1", "sv")`` is ``talare:IP1``."""
    name = field_word(field, language) + (f".{attribute}" if attribute else "")
    return f"{'-' if excludes else ''}{name}:{_quoted(value_word(field, value, language))}"


def _quoted(name: str) -> str:
    return f'"{name}"' if any(c.isspace() or c in ",|()" for c in name) else name


# Coding by search


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that a search would code; ``coded`` when the person at work has the code on it already."""

    source: Source
    start: int
    end: int
    line: int
    speaker: str
    coded: bool = False


@dataclass(frozen=True, slots=True)
class CodingPlan:
    """What coding by a search would do."""

    code: Code
    expression: str
    passages: tuple[Passage, ...]

    @property
    def new(self) -> tuple[Passage, ...]:
        """The passages that do not have the code yet."""
        return tuple(p for p in self.passages if not p.coded)


def plan_coding(
    project: Project, code: Code, expression: str, *, scope: str = "hit", sources: Sequence[Source] | None = None
) -> CodingPlan:
    """Return the passages that a search finds for a code, each once, and which of them have it already.

    ``scope`` is the hit itself, its sentences, its turn or its paragraph.  Raises UsageProblem for
    a search that cannot be read.
    """
    if scope not in SCOPES:
        raise UsageProblem(
            _("no such extent: {name}").format(name=scope), _("one of: {names}").format(names=", ".join(SCOPES))
        )
    finder = project.finder(project.query(expression))
    return plan_hits(project, code, finder.hits(sources), expression, scope=scope)


def plan_hits(project: Project, code: Code, hits: Iterable[Hit], expression: str, *, scope: str = "hit") -> CodingPlan:
    """Return the passages of some hits of a search for a code, as :func:`plan_coding`; footnotes have no passage."""
    mine: dict[str, list[Coding]] = {}
    for coding in project.codings(code=code):
        if coding.coder == project.actor and coding.start is not None:
            mine.setdefault(coding.source, []).append(coding)
    by_id = {source.id: source for source in project.sources()}
    spans: dict[str, set[Span]] = {}
    for hit in hits:
        if not hit.note and (span := _extent(project, by_id[hit.source], (hit.start, hit.end), scope)) is not None:
            spans.setdefault(hit.source, set()).add(span)
    passages = [
        _passage(project, by_id[source], span, mine.get(source, ()))
        for source, found in spans.items()
        for span in _outermost(sorted(found))
    ]
    return CodingPlan(code, expression, tuple(passages))


def code_passages(
    project: Project, *plans: CodingPlan, facets: Mapping[str, str] | None = None, before: Iterable[Change] = ()
) -> tuple[list[str], str | None]:
    """Put the codes on the new passages of plans as one step, and return the codings' ids and the action's.

    ``before`` is done in the same step, such as making a code.
    """
    made: list[str] = []
    changes = []
    for plan, passage in [(each, passage) for each in plans for passage in each.new]:
        made.append(new_id())
        changes.append(
            add_coding(
                passage.source.id,
                plan.code.id,
                revision=passage.source.text,
                start=passage.start,
                end=passage.end,
                facets=facets,
                origin=f"search:{plan.expression}",
                identifier=made[-1],
            )
        )
    if any(project.source(p.source.id).text != p.source.text for plan in plans for p in plan.new):
        raise QualcodeError(_("a text was corrected since the search"), _("search again"))
    return made, project.apply(*before, *changes) if changes else None


def _passage(project: Project, source: Source, span: Span, mine: Sequence[Coding]) -> Passage:
    start, end = span
    turn = turn_at(project.turns(source), start)
    coded = any((c.start or 0) <= start and end <= (c.end or 0) for c in mine)
    return Passage(source, start, end, project.line_map(source).line(start), turn.speaker if turn else "", coded)


def _extent(project: Project, source: Source, span: Span, scope: str) -> Span | None:
    """Return the passage of a scope around a hit, without the speaker's label."""
    if scope == "hit":
        return span
    text = project.text(source)
    turn = turn_at(project.turns(source), span[0])
    if turn is None or turn.body >= turn.end:
        return span
    if scope == "turn":
        return turn.body, turn.end
    start, last = max(span[0], turn.body), max(span[1] - 1, turn.body)
    if scope == "sentence":
        pieces = [(turn.body + a, turn.body + b) for a, b in sentences(text[turn.body : turn.end], source.language)]
    else:
        pieces = _paragraphs(text, turn.body, turn.end)
    first, end = containing(pieces, start), containing(pieces, last)
    if first < 0:
        return span
    # A hit that runs on into the next turn keeps its own end.
    return pieces[first][0], pieces[end][1] if end >= 0 else span[1]


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    out, at = [], start
    while at < end:
        cut = text.find("\n\n", at, end)
        stop = end if cut < 0 else cut
        piece = text[at:stop]
        if piece.strip():
            begin = at + len(piece) - len(piece.lstrip())
            out.append((begin, begin + len(piece.strip())))
        at = stop + 2
    return out


def _outermost(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans that do not lie within another one."""
    reach = -1
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if end > reach:
            reach = end
            yield start, end
