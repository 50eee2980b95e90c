"""Word lists of the material: frequent words, words that mark a group, words that keep company, forms of a lemma.

A group is told by filters of the search language: ``slag:fältanteckning``, ``fall.kontor:Berga``,
``talare:IP3``, ``roll:respondent``.  Speakers' labels are never counted.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.function_words import is_function_word
from qualcode.analysis.keyness import Companion, Key, Variety, companions, keyness, variety
from qualcode.core.matching import Span
from qualcode.core.query import Lemma, Restricted
from qualcode.core.query_names import ANY_ROLE, INFLECTION
from qualcode.core.sources import Source
from qualcode.errors import NotFound, UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.search.finder import Finder
from qualcode.store.word_index import Form, LemmaForms


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list: occurrences, per million, and the number of sources that have it."""

    word: str
    n: int
    per_million: float
    range: int


@dataclass(frozen=True, slots=True)
class WordForm:
    """A form in which a lemma stands: its role in the form, occurrences and number of sources."""

    form: str
    role: str
    n: int
    range: int


@dataclass(frozen=True, slots=True)
class _Part:
    """What is said in one source of a group; ``number`` is the source's in the index."""

    source: Source
    number: int
    spans: Sequence[Span]


def word_list(
    project: Project, group: str = "", *, forms: bool = False, content: bool = False, least: int = 1
) -> list[Word]:
    """Return the words of a group, or of everything, the most frequent first: lemmas, or with ``forms`` forms.

    ``content`` leaves function words out.  Raises UsageProblem for a group that is not told by filters.
    """
    naming = _naming(project, forms=forms)
    words, ranges = _counted(project, group, naming)
    total = sum(words.values())
    found = [
        Word(word, n, n * 1e6 / total, ranges.get(word, 0))
        for word, n in words.items()
        if n >= least and not (content and is_function_word(word, project.language))
    ]
    return sorted(found, key=lambda w: (-w.n, w.word))


def key_words(project: Project, group: str, against: str = "", *, content: bool = False, least: int = 3) -> list[Key]:
    """Return the lemmas that mark a group against another one, or against everything else.

    Raises UsageProblem for a group that is not told by filters, or that is everything.
    """
    naming = _naming(project, forms=False)
    mine, ranges = _counted(project, group, naming)
    others, _ranges = _counted(project, against, naming)
    if not against:
        others.subtract(mine)
    for words, told in ((mine, group), (others, against)):
        if told and not words:
            raise UsageProblem(
                _("no text belongs to the group {group}").format(group=told),
                _("see the sources and their kinds with: qualcode source list"),
            )
    if not +others:
        raise UsageProblem(
            _("there is nothing to set against each other"), _("name a group by filters, such as slag:intervju")
        )
    found = keyness(mine, +others, ranges, least=least)
    return [k for k in found if not (content and is_function_word(k.word, project.language))]


def collocations(
    project: Project, lemma: str, group: str = "", *, window: int = 5, content: bool = False, least: int = 3
) -> list[Companion]:
    """Return the lemmas that stand within ``window`` words of a lemma more often than elsewhere.

    Compounds with the lemma count as it.  Raises NotFound when no text has the lemma.
    """
    found = _lemma(project, lemma)
    naming = _naming(project, forms=False)
    wanted = frozenset(found.roles)
    near: Counter[int] = Counter()
    everywhere: Counter[int] = Counter()
    ranges: Counter[str] = Counter()
    node = 0
    for part in _parts(project, group):
        here: Counter[int] = Counter()
        for stretch in _stretches(project, part):
            everywhere.update(stretch)
            at = [i for i, form in enumerate(stretch) if form in wanted]
            node += len(at)
            # Where two windows overlap, a word in both is counted once.
            inside = {k for i in at for k in range(max(0, i - window), min(len(stretch), i + window + 1))}
            here.update(stretch[k] for k in inside.difference(at))
        near.update(here)
        ranges.update({naming(form) for form in here})
    result = companions(
        _named(near, naming),
        _named(everywhere, naming),
        ranges,
        node=node,
        seen=max(1, sum(near.values())),
        least=least,
    )
    return [c for c in result if not (content and is_function_word(c.word, project.language))]


def lemma_forms(project: Project, lemma: str, group: str = "", *, compounds: bool = True) -> list[WordForm]:
    """Return the forms in which a lemma stands, the most frequent first.

    Raises NotFound when no text has the lemma.
    """
    found = _lemma(project, lemma, compounds=compounds)
    counts: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for part in _parts(project, group):
        here = Counter(form for form in _forms(project, part) if form in found.roles)
        counts.update(here)
        held.update(here.keys())
    written = {form.id: form.form for form in project.words.forms(found.roles)}
    merged: dict[str, tuple[str, int, int]] = {}
    for form, n in counts.items():
        name = written[form].lower()
        role, before, ranged = merged.get(name, (found.roles[form], 0, 0))
        merged[name] = (role, before + n, max(ranged, held[form]))
    out = [WordForm(form, role, n, ranged) for form, (role, n, ranged) in merged.items()]
    return sorted(out, key=lambda f: (-f.n, f.form))


def varieties(project: Project, group: str = "") -> list[tuple[Source | None, Variety]]:
    """Return how varied the words of each source of a group are, and at the end, under None, of all together."""
    written: dict[int, str] = {}
    lemmas: dict[str, str] = {}
    out: list[tuple[Source | None, Variety]] = []
    everything: list[str] = []
    parts = [(part.source, _forms(project, part)) for part in _parts(project, group)]
    for form in project.words.forms():
        written[form.id] = form.form.lower()
        lemmas.setdefault(form.form.lower(), form.lemma.lower())
    for source, forms in parts:
        words = [written[form] for form in forms]
        everything += words
        out.append((source, variety(words, lemmas)))
    return [*out, (None, variety(everything, lemmas))]


def _lemma(project: Project, lemma: str, *, compounds: bool = True) -> LemmaForms:
    project.index_words()
    node = Lemma(lemma.lower(), ANY_ROLE if compounds else INFLECTION)
    found = project.words.lemma(node.lemma, node.roles)
    if not found.roles:
        raise NotFound(_("no text has the word {name}").format(name=lemma), _("see: qualcode words list"))
    return found


def _parts(project: Project, group: str) -> Iterator[_Part]:
    """Yield the sources of a group with what is said in it, without the speakers' labels."""
    project.index_words()
    finder = _finder(project, group)
    numbers = project.words.numbers()
    for source in project.sources():
        if source.id not in numbers:
            continue
        if finder is None:
            spans = [(t.body, t.end) for t in project.turns(source) if t.body < t.end]
        else:
            spans = finder.spans(source)
        if spans:
            yield _Part(source, numbers[source.id], spans)


def _finder(project: Project, group: str) -> Finder | None:
    if not group.strip():
        return None
    query = project.query(group)
    if not isinstance(query.node, Restricted) or query.node.node is not None:
        raise UsageProblem(
            _("a group of texts is told by filters: {group}").format(group=group),
            _("such as slag:fältanteckning, talare:IP1, fall.kontor:Berga or källa:intervju*"),
        )
    return project.finder(query)


def _forms(project: Project, part: _Part) -> array[int]:
    return project.words.tokens(part.number).within(part.spans)


def _stretches(project: Project, part: _Part) -> Iterator[array[int]]:
    """Yield the words of each stretch by itself, since no window reaches from one speaker to another."""
    tokens = project.words.tokens(part.number)
    numbers, starts = tokens.numbers(), tokens.borders()[::2]
    for start, end in part.spans:
        yield numbers[bisect_left(starts, start) : bisect_left(starts, end)]


def _naming(project: Project, *, forms: bool) -> Callable[[int], str]:
    """Return what gives the word that a form is listed under."""
    project.index_words()
    name: Callable[[Form], str] = (lambda f: f.form.lower()) if forms else (lambda f: f.lemma)
    names = {form.id: name(form) for form in project.words.forms()}
    if not forms:
        # A capital at the start of a sentence makes no other word; a name keeps its own.
        small = {word for word in names.values() if word[:1].islower()}
        names = {number: low if (low := word.lower()) in small else word for number, word in names.items()}
    return names.__getitem__


def _named(counts: Mapping[int, int], naming: Callable[[int], str]) -> Counter[str]:
    out: Counter[str] = Counter()
    for form, n in counts.items():
        out[naming(form)] += n
    return out


def _counted(project: Project, group: str, naming: Callable[[int], str]) -> tuple[Counter[str], Counter[str]]:
    """Return the occurrences of each word in a group, and the number of sources that have it."""
    counts: Counter[int] = Counter()
    held: Counter[str] = Counter()
    for part in _parts(project, group):
        here = Counter(_forms(project, part))
        counts.update(here)
        held.update({naming(form) for form in here})
    return _named(counts, naming), held
