"""Claims in words: counts, flags, bases and conditions, in the language of a screen or of a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qualcode.authoring.claiming import unit_name, units
from qualcode.core.claims import Base, Claim, Condition, Standing
from qualcode.core.collation import collation_key
from qualcode.core.quantifiers import Quantifier
from qualcode.i18n import catalogue, get_language
from qualcode.project import Project

FLAG = "✗"


def status_word(status: str, language: str = "") -> str:
    """Word a claim's status."""
    _ = catalogue(language or get_language()).gettext
    words = {
        "draft": _("draft"),
        "checked": _("checked"),
        "printed": _("printed"),
        "withdrawn": _("withdrawn"),
    }
    return words.get(status, status)


def role_word(role: str, language: str = "") -> str:
    """Word what evidence does to its claim."""
    _ = catalogue(language or get_language()).gettext
    return {"supports": _("supports"), "contrasts": _("contrasts"), "contradicts": _("contradicts")}.get(role, role)


def unit_word(unit: str, n: int, language: str = "") -> str:
    """Word a number of units: ``8 persons``."""
    ngettext = catalogue(language or get_language()).ngettext
    pattern = {
        "person": ngettext("{n} person", "{n} persons", n),
        "office": ngettext("{n} office", "{n} offices", n),
        "meeting": ngettext("{n} meeting", "{n} meetings", n),
        "file": ngettext("{n} case file", "{n} case files", n),
        "source": ngettext("{n} source", "{n} sources", n),
    }.get(unit, "{n}")
    return pattern.format(n=n)


def count_words(now: Standing, language: str = "") -> str:
    """Return ``7 of 8``; empty when the claim counts nothing."""
    _ = catalogue(language or get_language()).gettext
    return _("{n} of {of}").format(n=now.n, of=now.of) if now.claim.condition else ""


def problem_words(now: Standing, language: str = "") -> str:
    """Return why a claim is flagged, such as ``✗ 5 of 8 is fewer than “almost all”``; empty when it is not."""
    if not now.flagged:
        return ""
    language = language or get_language()
    _ = catalogue(language).gettext
    word = _quoted(now.quantifier.word(language) if now.quantifier else now.claim.quantifier, language)
    said = {
        "few": _("{n} of {of} is fewer than {word} says"),
        "many": _("{n} of {of} is more than {word} says"),
        "empty": _("nobody is asked"),
        "uncounted": _("nothing tells what {word} counts"),
        "unknown": _("{word} or the query is not known"),
    }[now.problem].format(n=now.n, of=now.of, word=word)
    fits = ", ".join(_quoted(q.word(language), language) for q in now.fits)
    if fits and now.problem in ("few", "many"):
        said += "; " + _("fitting: {words}").format(words=fits)
    return f"{FLAG} {said}"


def moved_words(project: Project, now: Standing, language: str = "") -> list[str]:
    """Return what is another than when the claim was checked, a line for each way of moving, with names."""
    language = language or get_language()
    _ = catalogue(language).gettext
    known = units(project)
    lines = (
        (now.came, _("now count: {names}")),
        (now.went, _("no longer count: {names}")),
        (now.joined, _("asked since: {names}")),
        (now.left, _("no longer asked: {names}")),
    )
    return [line.format(names=", ".join(names(known, ids))) for ids, line in lines if ids]


def names(known: Mapping[str, object], ids: Collection[str]) -> list[str]:
    """Return the printed names of units in alphabetical order."""
    return sorted((unit_name(known.get(i)) for i in ids), key=collation_key)  # type: ignore[arg-type]


def base_words(base: Base, language: str = "") -> str:
    """Return which units are asked, ``persons, roll: handläggare``."""
    language = language or get_language()
    _ = catalogue(language).gettext
    kinds = {
        "person": _("persons"),
        "office": _("offices"),
        "meeting": _("meetings"),
        "file": _("case files"),
        "source": _("sources"),
    }
    heard = {"transcript": _("in transcripts"), "fieldnote": _("in field notes"), "document": _("in documents")}
    parts = [kinds.get(base.unit, base.unit)]
    parts += [f"{name}: {_either(values, language)}" for name, values in base.attributes.items()]
    parts += [heard.get(kind, kind) for kind in base.sources]
    return ", ".join(parts)


def condition_words(project: Project, condition: Condition, language: str = "") -> str:
    """Return what a unit must have to count, with the codes' names."""
    language = language or get_language()
    _ = catalogue(language).gettext
    book = project.codebook()
    parts = []
    if condition.codes:
        called = [book.by_id[c].name(language) if c in book.by_id else "?" for c in condition.codes]
        both = _("and")
        joined = f" {both} ".join(called) if condition.every else _either(called, language)
        parts.append(_("found missing: {what}").format(what=joined) if condition.absent else joined)
    facets = {f.handle: f for f in book.facets}
    for handle, values in condition.facets.items():
        facet = facets.get(handle)
        worded = {v.handle: v.name(language) for v in facet.values} if facet else {}
        named = facet.name(language) if facet else handle
        parts.append(f"{named}: {_either([worded.get(v, v) for v in values], language)}")
    if condition.query:
        parts.append(_("search: {query}").format(query=condition.query))
    said = "; ".join(parts)
    return _("not: {what}").format(what=said) if condition.lacking and said else said


def range_words(quantifier: Quantifier, language: str = "") -> str:
    """Return the range of a quantifier: ``at least 3, up to 75 %, at least 1 outside``."""
    language = language or get_language()
    messages = catalogue(language)
    _ = messages.gettext
    q = quantifier
    parts = []
    if q.most is not None and q.most == q.least:
        parts.append(_("exactly {n}").format(n=q.least))
    else:
        if q.least:
            parts.append(_("at least {n}").format(n=q.least))
        if q.most is not None:
            parts.append(_("at most {n}").format(n=q.most))
    if q.from_percent > 0:
        parts.append(_("from {n} %").format(n=figure(q.from_percent, language)))
    if q.to_percent < 100 and q.most != 0:
        parts.append(_("up to {n} %").format(n=figure(q.to_percent, language)))
    if q.outside and q.most is None:
        parts.append(_("at least {n} left outside").format(n=q.outside))
    return ", ".join(parts)


def figure(value: float, language: str) -> str:
    """Return a number with as many decimals as it has, with a comma in Swedish."""
    text = f"{value:g}"
    return text.replace(".", ",") if language == "sv" else text


def sentence_and_count(now: Standing, language: str = "") -> str:
    """Return the sentence with its count after it, ``… (7 of 8)``."""
    count = count_words(now, language)
    return f"{now.claim.sentence} ({count})" if count else now.claim.sentence


def claim_short(claim: Claim, width: int = 60) -> str:
    """Return the beginning of a claim's sentence."""
    return claim.sentence if len(claim.sentence) <= width else claim.sentence[: width - 1].rstrip() + "…"


def _either(values: Sequence[str], language: str) -> str:
    _ = catalogue(language).gettext
    either = _("or")
    return f" {either} ".join(values)


def _quoted(text: str, language: str) -> str:
    return f"”{text}”" if language == "sv" else f"“{text}”"
