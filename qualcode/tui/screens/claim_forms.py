"""The forms of a claim and of the ranges of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qualcode.authoring.claim_fields import attributes_named, facets_named, pairs_text
from qualcode.authoring.claim_words import range_words
from qualcode.core.claims import UNITS, Base, Claim, Condition
from qualcode.core.quantifiers import Quantifier, reset_quantifier, set_quantifier
from qualcode.core.sources import KINDS
from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language
from qualcode.project import Project
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.fields import Choice, Field
from qualcode.wording import case_kind, source_kind


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a claim's form comes to; None for what was not changed, ``problem`` for what is wrong in it."""

    sentence: str | None = None
    quantifier: str | None = None
    condition: Condition | None = None
    base: Base | None = None
    finding: str | None = None
    note: str | None = None
    problem: str = ""


def claim_form_fields(project: Project, claim: Claim | None) -> list[Field]:
    """Return the rows of a claim's form."""
    language = get_language()
    condition, base = (claim.condition, claim.base) if claim else (Condition(), Base())
    book = project.codebook()
    codes = ", ".join(book.by_id[c].handle for c in condition.codes if c in book.by_id)
    words = [Choice(q.handle, q.word(language), range_words(q)) for q in project.quantifiers()]
    units = [Choice(u, case_kind(u) if u != "source" else _("source")) for u in UNITS]
    kinds = [Choice("", _("all")), *(Choice(k, source_kind(k)) for k in KINDS)]
    findings = [Choice("", _("no finding")), *(Choice(f.id, f.name) for f in project.findings())]
    yes_no = (Choice("", _("no")), Choice("yes", _("yes")))
    first = condition.codes[0] if condition.codes else ""
    name = book.path_name(first, language) if first in book.by_id else ""
    return [
        Field("sentence", _("sentence"), claim.sentence if claim else "", lines=3),
        Field("quantifier", _("word"), claim.quantifier if claim else "", (Choice("", _("none")), *words)),
        Field("codes", _("codes"), codes, placeholder=name or _("handles with commas between")),
        Field("every", _("each of the codes"), "yes" if condition.every else "", yes_no),
        Field("facets", _("facets"), pairs_text(dict(condition.facets)), placeholder="modality=ought"),
        Field("absent", _("found missing"), "yes" if condition.absent else "", yes_no),
        Field("query", _("search"), condition.query, placeholder="lemma:samordna"),
        Field("lacking", _("counts where not found"), "yes" if condition.lacking else "", yes_no),
        Field("unit", _("counted are"), base.unit, tuple(units)),
        Field("attributes", _("asked"), pairs_text(dict(base.attributes)), placeholder="roll=handläggare"),
        Field("heard_in", _("heard in"), base.sources[0] if len(base.sources) == 1 else "", tuple(kinds)),
        Field("finding", _("finding"), (claim.finding or "") if claim else "", tuple(findings)),
        Field("note", _("note"), claim.note if claim else ""),
    ]


def read_claim_form(project: Project, claim: Claim | None, written: Mapping[str, str]) -> ReadForm:
    """Return what was changed in a claim's form, looked up."""
    old = claim.condition if claim else Condition()
    base = claim.base if claim else Base()
    sentence = " ".join(written["sentence"].split()) if "sentence" in written else None
    if not (sentence if sentence is not None or claim is None else claim.sentence):
        return ReadForm(problem=_("the claim has no sentence"))
    try:
        condition = replace(
            old,
            every=bool(written["every"]) if "every" in written else old.every,
            absent=bool(written["absent"]) if "absent" in written else old.absent,
            lacking=bool(written["lacking"]) if "lacking" in written else old.lacking,
        )
        if "codes" in written:
            refs = [ref.strip() for ref in written["codes"].split(",") if ref.strip()]
            condition = replace(condition, codes=tuple(dict.fromkeys(project.code(ref).id for ref in refs)))
        if "facets" in written:
            condition = replace(condition, facets=facets_named(project, written["facets"].split(";")))
        if "query" in written:
            condition = replace(condition, query=written["query"])
            if condition.query:
                project.finder(project.query(condition.query))
        if "unit" in written:
            base = replace(base, unit=written["unit"])
        if "attributes" in written:
            base = replace(base, attributes=attributes_named(project, written["attributes"].split(";"), base.unit))
        if "heard_in" in written:
            base = replace(base, sources=(written["heard_in"],) if written["heard_in"] else ())
    except QualcodeError as error:
        return ReadForm(problem=f"{error.message} {error.hint}".strip())
    return ReadForm(
        sentence,
        written.get("quantifier"),
        condition if claim is None or condition != claim.condition else None,
        base if claim is None or base != claim.base else None,
        written.get("finding"),
        written.get("note"),
    )


def show_ranges(place: Place) -> None:
    """Show the words for how many with their ranges, and change the one chosen."""
    known = {q.handle: q for q in place.project.quantifiers()}
    language = get_language()
    offered = [Choice(q.handle, q.word(language), range_words(q) + (" ●" if q.own else "")) for q in known.values()]

    def then(handle: str | None) -> None:
        if handle:
            _ask_range(place, known[handle])

    place.app.push_screen(Choose(_("What the words mean"), offered), then)


def _ask_range(place: Place, q: Quantifier) -> None:
    def written(value: float | None) -> str:
        return "" if value is None else f"{value:g}"

    fields = [
        Field("from_percent", _("from per cent"), written(q.from_percent)),
        Field("to_percent", _("to per cent"), written(q.to_percent)),
        Field("least", _("least number"), written(q.least)),
        Field("most", _("greatest number"), written(q.most)),
        Field("outside", _("left outside, at least"), written(q.outside)),
        Field("reset", _("as at first"), "", (Choice("", _("no")), Choice("yes", _("yes")))),
    ]

    def then(changed: Mapping[str, str] | None) -> None:
        if not changed:
            return
        if changed.get("reset"):
            if q.own:
                place.change(reset_quantifier(q.handle))
            return
        new = _range(q, changed)
        if isinstance(new, Quantifier):
            place.change(set_quantifier(new))

    def check(changed: Mapping[str, str]) -> str:
        new = _range(q, changed)
        return new if isinstance(new, str) else ""

    place.app.push_screen(FormScreen(q.word(get_language()), fields, check=check), then)


def _range(q: Quantifier, changed: Mapping[str, str]) -> Quantifier | str:
    """Return a quantifier with other bounds, or what is wrong with them."""
    try:
        bounds: dict[str, float | int | None] = {
            name: float(changed[name].replace(",", ".") or default)
            for name, default in (("from_percent", "0"), ("to_percent", "100"))
            if name in changed
        }
        bounds |= {name: int(changed[name] or "0") for name in ("least", "outside") if name in changed}
        if "most" in changed:
            bounds["most"] = int(changed["most"]) if changed["most"] else None
        new = replace(q, **bounds)  # type: ignore[arg-type]
        set_quantifier(new)
    except ValueError:
        return _("no number lies in that range")
    return new
