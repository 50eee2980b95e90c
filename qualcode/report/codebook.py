"""The codebook report from a codebook and the numbers of codings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.core.codebook import Axis, Code, Codebook
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.report.model import AxisEntry, BookEntry, CodebookReport, CodeEntry, FacetEntry, MethodBox
from qualcode.report.wording import Wording

Public = Callable[[str], str]


def codebook_report(
    codebook: Codebook,
    counts: Mapping[str, int] | None = None,
    *,
    language: str,
    method: MethodBox,
    title: str = "",
    pseudonyms: Pseudonyms | None = None,
) -> CodebookReport:
    """Return the report of a codebook: every standing code in tree order, then axes, facets, references.

    ``counts`` is the number of codings by code id; codes that it lacks count 0,
    and without it no numbers are printed.
    """
    _ = Wording(language).gettext
    public = (pseudonyms or Pseudonyms()).apply
    return CodebookReport(
        title=title or _("Codebook"),
        language=language,
        method=method,
        books=tuple(BookEntry(b.title(language), b.version, public(b.description)) for b in codebook.books),
        codes=tuple(
            _entry(codebook, code, depth, counts, language=language, public=public) for code, depth in codebook.walk()
        ),
        axes=tuple(_axis(codebook, axis, counts, language) for axis in sorted(codebook.axes, key=_position)),
        facets=tuple(
            FacetEntry(f.name(language), f.handle, tuple((v.handle, v.name(language)) for v in f.values))
            for f in sorted(codebook.facets, key=_position)
        ),
        references=_references(codebook),
    )


def _position(thing: object) -> tuple[int, str]:
    return getattr(thing, "position", 0), getattr(thing, "handle", "")


def _entry(
    codebook: Codebook, code: Code, depth: int, counts: Mapping[str, int] | None, *, language: str, public: Public
) -> CodeEntry:
    partner = codebook.by_id.get(codebook.partner(code.id) or "")
    return CodeEntry(
        id=code.id,
        handle=code.handle,
        name=code.name(language) or code.handle,
        depth=depth,
        path=tuple(c.name(language) for c in codebook.path(code.id)),
        short=code.short,
        kind=code.kind,
        status=code.status,
        voiced_by=code.voiced_by,
        ideal_type=code.ideal_type,
        definition=public(code.definition),
        when_to_use=public(code.when_to_use),
        when_not=public(code.when_not),
        example=public(code.example),
        counter_example=public(code.counter_example),
        cues=code.cues,
        near_misses=tuple((m.word, m.why) for m in code.near_misses),
        citation=code.citation,
        aliases=code.aliases,
        partner=partner.name(language) if partner else "",
        count=None if counts is None else counts.get(code.id, 0),
    )


def _axis(codebook: Codebook, axis: Axis, counts: Mapping[str, int] | None, language: str) -> AxisEntry:
    def name(code: str) -> str:
        found = codebook.by_id.get(code)
        return found.name(language) if found else code

    def count(code: str) -> int | None:
        if counts is None or code not in codebook.by_id:
            return None
        return sum(counts.get(c, 0) for c in codebook.descendants(code))

    def ideal_type(code: str) -> bool:
        return code in codebook.by_id and codebook.by_id[code].ideal_type

    return AxisEntry(
        name=axis.name(language) or axis.handle,
        left=name(axis.left),
        right=name(axis.right),
        left_count=count(axis.left),
        right_count=count(axis.right),
        left_ideal_type=ideal_type(axis.left),
        right_ideal_type=ideal_type(axis.right),
        pairs=tuple((name(left), name(right)) for left, right in axis.pairs),
        citation=axis.citation,
    )


def _references(codebook: Codebook) -> tuple[str, ...]:
    """Return the books' lists of references; where they have none, what codes and axes cite."""
    listed = dict.fromkeys(c for book in codebook.books for c in book.citations if c)
    if not listed:
        cited = {c.citation for c in codebook.standing if c.citation} | {
            a.citation for a in codebook.axes if a.citation
        }
        listed = dict.fromkeys(sorted(cited, key=str.casefold))
    return tuple(listed)
