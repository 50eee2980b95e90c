"""Claims, their evidence and the findings as a coding script that reads back as the same claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import yaml

from qualcode.core.claims import Claim, Evidence
from qualcode.core.condensations import Finding
from qualcode.exchange.shapes import handle_from

_LONGEST = 40


def claims_yaml(
    coder: str,
    claims: Sequence[Claim],
    evidence: Mapping[str, Sequence[Evidence]],
    findings: Sequence[Finding],
    *,
    codes: Mapping[str, str],
    passage: Callable[[Evidence], Mapping[str, object] | None],
) -> str:
    """Return claims and findings as a coding script.

    ``codes`` names codes by id; ``passage`` words where evidence stands
    (``source``, ``quote`` …), None for what has lost its words.
    """
    named = _handles([(f.id, f.name) for f in findings])
    handles = _handles([(c.id, c.sentence) for c in claims])
    data: dict[str, object] = {"coder": coder}
    if findings:
        data["findings"] = {
            named[f.id]: _filled(name=f.name, claim=f.claim, heading=f.heading, bullet=f.bullet, box=f.box)
            for f in findings
        }
    if claims:
        data["claims"] = {
            handles[c.id]: _claim(c, evidence.get(c.id, ()), named, codes=codes, passage=passage) for c in claims
        }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def _claim(
    claim: Claim,
    evidence: Sequence[Evidence],
    findings: Mapping[str, str],
    *,
    codes: Mapping[str, str],
    passage: Callable[[Evidence], Mapping[str, object] | None],
) -> dict[str, object]:
    condition, base = claim.condition, claim.base
    asked = _filled(
        unit="" if base.unit == "person" else base.unit,
        attributes={k: list(v) for k, v in base.attributes.items()},
        sources=list(base.sources),
    )
    places = [(e, p) for e in evidence if (p := passage(e)) is not None]
    return _filled(
        sentence=claim.sentence,
        quantifier=claim.quantifier,
        codes=[codes[c] for c in condition.codes if c in codes],
        every=condition.every,
        facets={k: list(v) for k, v in condition.facets.items()},
        absent=condition.absent,
        query=condition.query,
        lacking=condition.lacking,
        asked=asked,
        finding=findings.get(claim.finding or ""),
        status="" if claim.status == "draft" else claim.status,
        note=claim.note,
        evidence=[{"role": e.role, **p, **_filled(note=e.note)} for e, p in places],
    )


def _handles(names: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return a handle for each id, made of its name, no two alike."""
    out: dict[str, str] = {}
    for n, (identifier, name) in enumerate(names, 1):
        handle = handle_from(name)[:_LONGEST].rstrip("-")
        handle = handle if handle[:1].isalpha() else f"n{n}"
        out[identifier] = handle if handle not in out.values() else f"{handle}-{n}"
    return out


def _filled(**values: object) -> dict[str, object]:
    return {k: v for k, v in values.items() if v not in ("", None, [], {}, False)}
