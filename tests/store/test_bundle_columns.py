"""Events in columns: they come out as they went in, and what is in no form is refused whole."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.events import body_hash, canonical, head_id
from qualcode.errors import BundleRejected
from qualcode.project import Project
from qualcode.store.bundle import Carried, Unreadable
from qualcode.store.bundle_columns import EventColumns
from qualcode.store.bundle_reader import Bundle
from qualcode.teams import merging
from tests.store.test_forged_bundles import junk, sealed, tried

_NOW = 0x19A202BA8
_NAMES = st.sampled_from(["tanke", "1k81bl0sa46s", "kod:2", "å", 'citat"', "rad\\n\n", "\x7f", "x" * 90])
_PLACES = st.integers(0, 40)


@st.composite
def carried(draw: st.DrawFn) -> list[tuple[Carried, str | int | None, list[str | int]]]:
    """Return events as they would be sent, each with the one before it and its parents as a bundle tells them."""
    out: list[tuple[Carried, str | int | None, list[str | int]]] = []
    last: dict[str, tuple[int, str]] = {}
    reading = _NOW << 16
    for n in range(draw(st.integers(1, 25))):
        session = draw(st.sampled_from(["ett", "två", "tre"]))
        kind = draw(st.sampled_from(["coding.add", "coding.add", "memo.add", "coding.remove"]))
        source = draw(st.sampled_from(["s1", "s2", None])) if draw(st.booleans()) else "s1"
        body: dict[str, object] = {}
        if kind == "coding.add":
            start = draw(_PLACES)
            body = {"code": draw(_NAMES), "end": start + draw(_PLACES), "revision": "ab" * 32, "start": start}
            body |= {"source": draw(st.sampled_from(["s1", "s2"]))} | draw(st.sampled_from([{}, {"facet:a": "b"}]))
        elif kind == "memo.add":
            body = {"about": draw(_NAMES), "about_kind": "project"}
        blanked = draw(st.integers(0, 6)) == 0
        text, salt = canonical(body), draw(st.binary(min_size=16, max_size=16))
        number, latest = last.get(session, (0, ""))
        prev: str | None = latest or None
        if draw(st.integers(0, 6)) == 0:
            number, prev = draw(st.sampled_from([(0, None), (number + 5, "cd" * 20)]))
        before = 1 if prev is not None and prev == latest else prev
        named: list[str | int] = draw(st.lists(st.integers(0, n - 1), unique=True, max_size=2)) if n else []
        named += ["ef" * 20] if draw(st.integers(0, 6)) == 0 else []
        reading += draw(st.sampled_from([0, 1, 1 << 16, 0x12345678]))
        parents = sorted(out[p][0].id if isinstance(p, int) else p for p in named)
        actor, layer = draw(st.sampled_from([("elin", "own:elin"), ("sara", "analysis")]))
        head = (session, number + 1, prev, f"{reading:016x}", actor, layer, draw(_NAMES), kind, draw(_NAMES), source)
        digest = body_hash(text, salt)
        event = head_id(*head, digest, parents)
        kept = (b"", None, "12" * 20) if blanked else (salt, text, None)
        out.append((Carried(event, *head, digest, *kept), before, named))
        last[session] = (number + 1, event)
    return out


@given(events=carried(), cut=st.integers(0, 25))
def test_events_come_out_as_they_went_in(
    study: Project, events: list[tuple[Carried, str | int | None, list[str | int]]], cut: int
) -> None:
    columns = EventColumns()
    lines = []
    for part in (events[:cut], events[cut:]):
        for event, before, parents in part:
            columns.add(event, before, parents)
        lines += columns.line().encode().split(b"\n")[:-1] if part else []
    ids = [event.id for event, _before, _parents in events]
    batches = list(Bundle(sealed(study, lines, ids)).events())
    assert [Carried._make(row) for batch in batches for row in batch.rows()] == [event for event, *_rest in events]
    parents = {
        event.id: tuple(sorted(ids[p] if isinstance(p, int) else p for p in named))
        for event, _b, named in events
        if named
    }
    assert {event: found for batch in batches for event, found in batch.parents.items()} == parents
    loose = [(row[0], other, before) for batch in batches for row, other, before in batch.loose]
    assert sorted(loose) == sorted(
        (event.id, other, other is before)
        for event, before, named in events
        for other in (before, *named)
        if isinstance(other, str)
    )


@given(events=carried(), data=st.data())
def test_a_part_of_a_batch_has_the_codings_of_its_events(
    study: Project, events: list[tuple[Carried, str | int | None, list[str | int]]], data: st.DataObject
) -> None:
    columns = EventColumns()
    for event, before, parents in events:
        columns.add(event, before, parents)
    lines = columns.line().encode().split(b"\n")[:-1]
    (batch,) = Bundle(sealed(study, lines, [event.id for event, *_rest in events])).events()
    kept = data.draw(st.lists(st.booleans(), min_size=len(events), max_size=len(events)))
    part = batch.only(kept)
    assert list(part.rows()) == [row for row, its in zip(batch.rows(), kept, strict=True) if its]
    its = part.codings
    for n, at, which, start, end in zip(its.events, its.at, its.which, its.starts, its.ends, strict=True):
        source, revision = its.places[at]
        said = {"code": its.codes[which], "end": end, "revision": revision, "source": source, "start": start}
        assert json.loads(part.row(n)[13]) == said


_COLUMNS = (
    "mark", "who", "runs", "times", "counts", "names", "places", "at", "codes", "which", "starts", "lengths", "salts"
)  # fmt: skip


def line_of(study: Project) -> dict[str, Any]:
    """Return the columns of three codings and a memo on the first source and with the first code."""
    source, code = study.sources()[0], study.codebook().standing[0]
    return {
        "mark": "e",
        "who": [["s", "a", "own:a", "coding.add", 1], ["s", "a", "own:a", "memo.add", 0]],
        "runs": [[0, 2, 1, None, []], [1, 1], [0, 1]],
        "times": [_NOW << 4, 0, 70, 0],
        "counts": [0, 1, 0, 0],
        "names": ["h1", "c1", "h2", "c2", "h3", "m1", "h4", "c3"],
        "places": [[source.id, source.text], [None, ""]],
        "at": [0, 0, 1, 0],
        "codes": [code.id],
        "which": [0, 0, 0],
        "starts": [0, 5, 9],
        "lengths": [4, 0, 7],
        "salts": base64.b64encode(bytes(range(64))).decode(),
    }


_MEMO = b'{"about":"p","about_kind":"project","text":"hej"}'


def bundled(study: Project, columns: dict[str, Any], bodies: tuple[bytes, ...] = (_MEMO,)) -> bytes:
    """Return a bundle of columns, under the right digest if there is one."""
    lines = [json.dumps([columns[name] for name in _COLUMNS]).encode(), *bodies]
    ids: tuple[str, ...] = ("",) * 9999
    opened = Bundle(sealed(study, lines, ids))
    try:
        for _batch in opened.events():
            pass
    except Unreadable:
        ids = tuple(opened.ids)
    return sealed(study, lines, ids)


def test_columns_in_form_come_in(study: Project) -> None:
    assert tried(study, bundled(study, line_of(study)))


_FORGERIES: dict[str, dict[str, Any]] = {
    "who without a kind": {"who": [["s", "a", "own:a", 1], ["s", "a", "own:a", "memo.add", 0]]},
    "who in no layer": {"who": [["s", "a", "mine", "coding.add", 1], ["s", "a", "own:a", "memo.add", 0]]},
    "who is nobody": {"who": [["s", "", "own:a", "coding.add", 1], ["s", "a", "own:a", "memo.add", 0]]},
    "who in no session": {"who": [["", "a", "own:a", "coding.add", 1], ["", "a", "own:a", "memo.add", 0]]},
    "a name that is none": {"who": [["s", 7, "own:a", "coding.add", 1], ["s", "a", "own:a", "memo.add", 0]]},
    "a plain memo": {"who": [["s", "a", "own:a", "coding.add", 1], ["s", "a", "own:a", "memo.add", 1]]},
    "plainer than plain": {"who": [["s", "a", "own:a", "coding.add", 2], ["s", "a", "own:a", "memo.add", 0]]},
    "truly plain": {"who": [["s", "a", "own:a", "coding.add", True], ["s", "a", "own:a", "memo.add", 0]]},
    "a run of someone unknown": {"runs": [[0, 2, 1, None, []], [2, 1], [0, 1]]},
    "a run counted from the end": {"runs": [[0, 2, 1, None, []], [-1, 1], [0, 1]]},
    "a run of none": {"runs": [[0, 2, 1, None, []], [1, 1], [0, 0], [0, 1]]},
    "a run of less than none": {"runs": [[0, 2, 1, None, []], [1, 1], [0, 2], [0, -1]]},
    "a run too long": {"runs": [[0, 2, 1, None, []], [1, 1], [0, 2]]},
    "a run without end": {"runs": [[0, 2, 1, None, []], [1, 1], [0, 10**18]]},
    "a run too short": {"runs": [[0, 2, 1, None, []], [1, 1]]},
    "a run of half an event": {"runs": [[0, 2, 1, None, []], [1, 1], [0, 1.0]]},
    "no beginning": {"runs": [[0, 2], [1, 1], [0, 1]]},
    "a beginning after nothing": {"runs": [[0, 2, 1, 1, []], [1, 1], [0, 1]]},
    "a beginning in the middle": {"runs": [[0, 2, 2, None, []], [1, 1], [0, 1]]},
    "the first after another": {"runs": [[0, 2, 1, "ab" * 20, []], [1, 1], [0, 1]]},
    "a number left out": {"runs": [[0, 2, 1, None, []], [1, 1, 4, 1, []], [0, 1]]},
    "a number beyond all": {"runs": [[0, 2, 2**60, "ab" * 20, []], [1, 1], [0, 1]]},
    "the number nought": {"runs": [[0, 2, 0, "ab" * 20, []], [1, 1], [0, 1]]},
    "one before that is not here": {"runs": [[0, 2, 5, "ab" * 20, []], [1, 1], [0, 1]]},
    "one before that is no id": {"runs": [[0, 2, 5, ["ab"], []], [1, 1], [0, 1]]},
    "a parent of its own": {"runs": [[0, 2, 1, None, []], [1, 1, 3, 1, [2]], [0, 1]]},
    "a parent counted from the end": {"runs": [[0, 2, 1, None, []], [1, 1, 3, 1, [-1]], [0, 1]]},
    "a parent that is not here": {"runs": [[0, 2, 1, None, []], [1, 1, 3, 1, ["ab" * 20]], [0, 1]]},
    "a parent that is no id": {"runs": [[0, 2, 1, None, []], [1, 1, 3, 1, [True]], [0, 1]]},
    "parents that are no list": {"runs": [[0, 2, 1, None, "01"], [1, 1], [0, 1]]},
    "a blank without what blanked it": {"runs": [[0, 2, 1, None, []], [1, 1, 3, 1, [], "ab" * 20], [0, 1]]},
    "two blanks in one": {"runs": [[0, 2, 1, None, []], [1, 2, 3, 1, [], "ab" * 20, "cd" * 20]]},
    "a blanked column": {"runs": [[0, 1, 1, None, [], "ab" * 20, "cd" * 20], [0, 1], [1, 1], [0, 1]]},
    "a time before": {"times": [_NOW << 4, 0, 70, -1]},
    "a count before": {"counts": [1, 0, 0, 0]},
    "a count too large": {"counts": [0, 1 << 16, 0, 0]},
    "a count below nought": {"counts": [0, 1, -1, 0]},
    "before all time": {"times": [-5, 0, 70, 0]},
    "after all time": {"times": [1 << 48, 0, 70, 0]},
    "the year ten thousand": {"times": [0xE677D21FDC00, 0, 70, 0]},
    "a time in parts": {"times": [_NOW << 4, 0, 70.0, 0]},
    "a true time": {"times": [_NOW << 4, False, 70, 0]},
    "a time too few": {"times": [_NOW << 4, 0, 70]},
    "a count too few": {"counts": [0, 1, 0]},
    "an action without a thing": {"names": ["h1", "c1", "h2", "c2", "h3", "m1", "h4"]},
    "a thing too many": {"names": ["h1", "c1", "h2", "c2", "h3", "m1", "h4", "c3", "h5", "c5"]},
    "a thing without a name": {"names": ["h1", "c1", "h2", "c2", "h3", "m1", "h4", ""]},
    "a name that is a number": {"names": ["h1", "c1", "h2", "c2", "h3", "m1", "h4", 4]},
    "half a letter": {"names": ["h1", "c1", "h2", "c2", "h3", "\ud800", "h4", "c3"]},
    "a place unknown": {"at": [0, 0, 1, 2]},
    "a place counted from the end": {"at": [0, 0, 1, -2]},
    "a place too few": {"at": [0, 0, 1]},
    "a coding in no source": {"at": [0, 0, 1, 1]},
    "a coding without a code": {"which": [0, 0, 1]},
    "a code counted from the end": {"which": [0, 0, -1]},
    "a code in parts": {"which": [0, 0, 0.0]},
    "a coding too few": {"which": [0, 0]},
    "a coding too many": {"which": [0, 0, 0, 0], "starts": [0, 5, 9, 9], "lengths": [4, 0, 7, 7]},
    "a start too few": {"starts": [0, 5]},
    "a start before the text": {"starts": [0, -1, 9]},
    "a start in parts": {"starts": [0, 5.0, 9]},
    "a true start": {"starts": [0, True, 9]},
    "a start in letters": {"starts": [0, "5", 9]},
    "a start beyond all numbers": {"starts": [0, 2**53 + 1, 9]},
    "an end before the start": {"lengths": [4, -1, 7]},
    "an end beyond all numbers": {"lengths": [4, 2**53, 7]},
    "an end too few": {"lengths": [4, 0]},
    "a salt too few": {"salts": base64.b64encode(bytes(48)).decode()},
    "a salt too long": {"salts": base64.b64encode(bytes(65)).decode()},
    "a salt in other letters": {"salts": "å" * 86 + "=="},
    "salts one by one": {"salts": ["AAAAAAAAAAAAAAAAAAAAAA=="] * 4},
    "a code that is a number": {"codes": [4]},
    "a code in quotation marks": {"codes": ['x","end":0,"y":"']},
    "a code without a name": {"codes": [""]},
    "a mapping for a list": {"which": {"0": 0, "1": 0, "2": 0}},
    "a text for a list": {"names": "h1c1h2c2"},
}


@pytest.mark.parametrize("change", _FORGERIES.values(), ids=list(_FORGERIES))
def test_a_column_in_no_form_is_refused(change: dict[str, Any], study: Project) -> None:
    assert not tried(study, bundled(study, line_of(study) | change))


@pytest.mark.parametrize("place", [["s", "ab" * 31], ["s", "AB" * 32], ['s"', "ab" * 32], [7, "ab" * 32], ["s"], "s"])
def test_a_place_in_no_form_is_refused(place: object, study: Project) -> None:
    assert not tried(study, bundled(study, line_of(study) | {"places": [place, [None, ""]]}))


@pytest.mark.parametrize("bodies", [(), (_MEMO, _MEMO), (b"[]",), (b"",), (b'{"about": "p","about_kind":"project"}',)])
def test_a_body_too_few_or_too_many_or_in_no_form_is_refused(bodies: tuple[bytes, ...], study: Project) -> None:
    assert not tried(study, bundled(study, line_of(study), bodies))


def test_a_kind_of_a_later_version_is_told_as_such(study: Project) -> None:
    who = [["s", "a", "own:a", "coding.add", 1], ["s", "a", "own:a", "dream.add", 0]]
    with pytest.raises(BundleRejected, match="newer"):
        merging.unite(study, [("x.bundle", bundled(study, line_of(study) | {"who": who}))])


def _spoilt(draw: st.DrawFn, columns: dict[str, Any]) -> dict[str, Any]:
    """Return columns of which a value here or there is another, lacks, or stands twice."""
    out: dict[str, Any] = json.loads(json.dumps(columns))
    for _time in range(draw(st.integers(1, 3))):
        at: Any = out
        key: Any = draw(st.sampled_from(_COLUMNS[1:]))
        while isinstance(at[key], list) and at[key] and draw(st.integers(0, 3)):
            at, key = at[key], draw(st.integers(0, len(at[key]) - 1))
        what = draw(st.sampled_from(["other", "lacks", "twice"])) if isinstance(at, list) else "other"
        if what == "other":
            at[key] = draw(junk)
        elif what == "lacks":
            del at[key]
        else:
            at.insert(key, at[key])
    return out


@given(data=st.data())
def test_columns_that_were_spoilt_are_refused_or_can_be_read(study: Project, data: st.DataObject) -> None:
    tried(study, bundled(study, data.draw(st.composite(_spoilt)(line_of(study)))))


@pytest.mark.parametrize(("at", "comes_in"), [((_NOW << 4) + 70, True), ((_NOW << 4) + 69, False)])
def test_lines_follow_each_other_in_time(at: int, comes_in: bool, study: Project) -> None:
    first = line_of(study)
    second = first | {"who": [], "places": [], "codes": [], "runs": [[0, 1]], "times": [at], "counts": [0], "at": [0]}
    second |= {"names": ["h5", "c4"], "which": [0], "starts": [3], "lengths": [2], "salts": "A" * 22 + "=="}
    later = json.dumps([second[name] for name in _COLUMNS]).encode()
    assert tried(study, bundled(study, first, (_MEMO, later))) == comes_in
