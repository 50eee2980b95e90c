"""What the body of each kind of event may hold, checked before anything that came from elsewhere is believed.

Hashes vouch that a bundle is as it was written, not that qualcode wrote it.  A body is in order when it is in
canonical form, names only fields of its thing, and each value is of the form that reading it back takes for granted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from types import MappingProxyType

from qualcode.core.codebook import FacetValue, NearMiss
from qualcode.core.events import canonical
from qualcode.core.kinds import KINDS, THINGS
from qualcode.core.quotations import Rework
from qualcode.core.scenes import CastMember, Masking, Point, SceneSegment
from qualcode.core.sources import Speaker
from qualcode.core.texts import Edit

Check = Callable[[object], bool]

#: Whole numbers beyond this are not kept exactly by every program that reads JSON.
LARGEST = 2**53
#: The first clock reading that is no longer in the year 9999.
LATEST = "e677d21fdc000000"

_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEX = re.compile(r"[0-9a-f]+")
_READING = 16
_LAYERS = ("codebook", "corpus", "analysis")


def _text(value: object) -> bool:
    return type(value) is str


def _int(value: object) -> bool:
    return type(value) is int and -LARGEST <= value <= LARGEST


def _natural(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST


def _real(value: object) -> bool:
    return _int(value) or type(value) is float  # Canonical JSON has no infinities here; see _strict.


def _hash(value: object) -> bool:
    return type(value) is str and _DIGEST.fullmatch(value) is not None


def _maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _list(check: Check) -> Check:
    return lambda value: type(value) is list and all(map(check, value))


def _map(check: Check) -> Check:
    return lambda value: type(value) is dict and all(map(check, value.values()))


def _row(*checks: Check, least: int | None = None) -> Check:
    """Return the check of a list of which each element has a check of its own; from ``least`` on they may lack."""
    shortest = len(checks) if least is None else least
    return lambda value: (
        type(value) is list
        and shortest <= len(value) <= len(checks)
        and all(check(v) for check, v in zip(checks, value, strict=False))
    )


def _values_of(record: type) -> Check:
    """Return the check of a list that holds the fields of a record in their order."""
    of = {"str": _text, "int": _natural, "str | None": _maybe(_text)}
    its = fields(record)
    return _row(*(of[str(f.type)] for f in its), least=sum(f.default is MISSING for f in its))


def _record(**checks: Check) -> Check:
    """Return the check of an object that has at least these members."""
    return lambda value: type(value) is dict and all(n in value and check(value[n]) for n, check in checks.items())


def _span(value: object) -> bool:
    return type(value) is list and len(value) == 2 and all(map(_natural, value)) and value[0] <= value[1]


def _flat(value: object, depth: int = 0) -> bool:
    """Tell whether a value is plain data that is not nested beyond measure."""
    if isinstance(value, list):
        return depth < 8 and all(_flat(v, depth + 1) for v in value)
    if isinstance(value, dict):
        return depth < 8 and all(_flat(v, depth + 1) for v in value.values())
    return value is None or isinstance(value, bool) or _text(value) or _real(value)


_TEXTS = _list(_text)
_EDIT = _values_of(Edit)
_EDITS: Check = lambda value: type(value) is list and all(_EDIT(e) and e[0] <= e[1] for e in value)  # noqa: E731
_HOLDINGS: Check = lambda value: (  # noqa: E731
    type(value) is dict and all(_TEXTS(v) or _list(_span)(v) for v in value.values())
)

_TYPES: Mapping[str, Check] = {"text": _text, "int": _int, "real": _real, "json": _flat}
_FORMS: Mapping[str, Check] = {
    "speakers": _list(_values_of(Speaker)),
    "apparatus": _list(_map(_flat)),
    "rebase": _record(base=_text, edits=_EDITS, at=_text, carried=_map(_list(_row(_natural, _natural, _natural)))),
    "near_misses": _list(_values_of(NearMiss)),
    "facet.choices": _list(_values_of(FacetValue)),
    "item.choices": _list(_row(_text, _text)),
    "pairs": _list(_row(_text, _text)),
    "cast_list": _list(_values_of(CastMember)),
    "points": _list(_values_of(Point)),
    "masking": _list(_values_of(Masking)),
    "blocks": _list(
        _record(type=_text, text=_text, speaker=_text, fidelity=_text, segments=_list(_values_of(SceneSegment)))
    ),
    "wording": _record(revision=_text, spans=_list(_span), reworks=_list(_values_of(Rework))),
    "variants": _map(_text),
    "claim.facets": _map(_TEXTS),
    "claim.attributes": _map(_TEXTS),
    "checked": _record(counted=_TEXTS, asked=_TEXTS),
    "quotation_rules": _map(_flat),
    "counts": _map(_int),
    "known": _HOLDINGS,
    "laid": _map(_row(_text, _natural, _maybe(_text), _list(_natural))),
    "placed": _map(lambda value: value == [] or _span(value)),
    **dict.fromkeys(
        "citations cues not_forms aliases split_into codes back_references guides probes printed_in sources coders "
        "reasons events codings results chosen heard_in texts originals".split(),
        _TEXTS,
    ),
    **dict.fromkeys("start end position version number first_line".split(), _natural),
    "revision": _hash,
    "base": _hash,
    "original": _hash,
}
#: What a list or an object may not lack, since what reads it asks for it wherever it is named.
_NEVER_EMPTY = frozenset(("sources", "coders", "known", "laid", "placed", "wording"))
_FAMILIES: Mapping[str, Check] = {
    "attr": lambda value: _text(value) or _real(value) or _TEXTS(value),
    "facet": lambda value: _text(value) or _TEXTS(value),
    "voice": _row(_int, _text, _text),
}
#: What a thing cannot be made without.
_NEEDED: Mapping[str, frozenset[str]] = {
    "coding": frozenset(("source", "code")),
    "condensation": frozenset(("source", "revision", "start", "end")),
    "evidence": frozenset(("claim", "source")),
    "reading": frozenset(("source",)),
    "quotation": frozenset(("source", "wording", "number")),
    "suggestion": frozenset(("code", "source", "revision", "start", "end")),
    "border": frozenset(("source", "revision", "start", "end")),
    "adjudication": frozenset(("round", "source", "code", "kind", "codings", "results")),
    "item": frozenset(("form",)),
    "answer": frozenset(("item", "case_id", "state")),
    "memo": frozenset(("about_kind", "about")),
    "round": frozenset(("sources", "coders")),
    "resolution": frozenset(("sort", "events")),
    "redaction": frozenset(("events", "texts", "originals")),
    "source": frozenset(("base",)),
}


def _checks_of(thing: str) -> Mapping[str, Check]:
    out: dict[str, Check] = {}
    for field in THINGS[thing].fields:
        check = _FORMS.get(f"{thing}.{field.name}") or _FORMS.get(field.name) or _TYPES[field.type]
        out[field.name] = check if field.name in _NEVER_EMPTY else _maybe(check)
    return MappingProxyType(out)


_CHECKS = {thing: _checks_of(thing) for thing in THINGS}
_CORRECTION = {"on": _hash, "edits": _EDITS}


def _no_constant(name: str) -> float:
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=_no_constant).decode


def fault(kind: str, body: str) -> str:
    """Return what is wrong with the body of an event of a kind.

    ``unknown`` names a field that this version does not know, ``form`` is a value or text that is not of its form;
    empty when all is in order.
    """
    try:
        values = _decode(body)
        if type(values) is not dict or canonical(values) != body:
            return "form"
        body.encode()
    except (ValueError, RecursionError):
        return "form"
    return _fault(kind, values)


def _fault(kind: str, values: Mapping[str, object]) -> str:
    of = KINDS[kind]
    if of.thing == "action" or of.does in ("remove", "restore"):
        return "unknown" if values else ""
    if of.does == "correct":
        sound = set(values) == set(_CORRECTION) and all(check(values[n]) for n, check in _CORRECTION.items())
        return "" if sound else "form"
    checks, family = _CHECKS[of.thing], THINGS[of.thing].family
    unknown = ""
    for name, value in values.items():
        check = checks.get(name)
        if check is None and family and name.startswith(f"{family}:"):
            check = _maybe(_FAMILIES[family])
        if check is None:
            unknown = "unknown"
        elif not check(value):
            return "form"
    start, end = values.get("start"), values.get("end")
    if (start is None) != (end is None) or (isinstance(start, int) and isinstance(end, int) and start > end):
        return "form"
    if of.does == "create" and any(values.get(n) is None for n in _NEEDED.get(of.thing, ())):
        return "form"
    return unknown


def sound_heads(numbers: Sequence[int], hlcs: Sequence[str], layers: Sequence[str], *ids: Sequence[str]) -> bool:
    """Tell whether numbers, clock readings, layers and ids of events are such as qualcode writes."""
    if not all(layer in _LAYERS or layer.startswith(("own:", "consensus:")) for layer in set(layers)):
        return False
    if {*map(len, hlcs)} != {_READING} or _HEX.fullmatch("".join(hlcs)) is None or max(hlcs) >= LATEST:
        return False
    return min(numbers) > 0 and max(numbers) <= LARGEST and all(map(all, ids))
