"""Bundles that qualcode did not write, under right checksums: refused whole, or all of it can be read."""

from __future__ import annotations

import base64
import gzip
import inspect
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.bodies import fault
from qualcode.core.events import Clock, canonical, digest, head_id
from qualcode.core.ids import new_id
from qualcode.core.kinds import KINDS, THINGS
from qualcode.core.people import Action
from qualcode.errors import BundleRejected
from qualcode.material import Material
from qualcode.project import Project
from qualcode.store import bundle, folding
from qualcode.teams import bundles, merging, settling
from qualcode.teams.conflict_words import tell
from tests.samples import sample, sample_value

_HEAD = ("session", "seq", "prev", "hlc", "actor", "layer", "action", "kind", "object", "source")
_BLANK_TO_FILL = {"project", "source", "redaction"}
_SALT = b"0123456789abcdef"

numbers = st.one_of(
    st.integers(-3, 40),
    st.sampled_from([2**53, 2**63, 2**64, -(2**63) - 1, 10**400, 1.5, 1e308, float("nan"), float("inf")]),
)
words = st.one_of(st.text(max_size=8), st.sampled_from(["\ud800", "\x00", "a" * 64, "\x1b[2J", "ok"]))
plain = st.one_of(st.none(), st.booleans(), numbers, words)
junk = st.recursive(
    plain, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)), max_leaves=8
)
deep = st.integers(20, 3000).map(lambda n: "[" * n + "]" * n)


@pytest.fixture
def full(study: Project) -> Project:
    """A study with one thing of every kind."""
    study.apply(*(sample(study, name, "ett") for name in THINGS if name not in _BLANK_TO_FILL))
    return study


def forged(
    project: Project, events: Sequence[tuple[dict[str, Any], bytes]], about: dict[str, Any] | None = None
) -> bytes:
    """Return a bundle of events, each a head and a body as it stands in the file, with every checksum right."""
    clock = Clock("7" + "f" * 9 + "0" * 6)
    whos, runs, times, counts, names, places, ids = [], [], [], [], [], [], []
    last = 0
    for n, (changed, body) in enumerate(events):
        head: dict[str, Any] = {
            "session": new_id(), "seq": 1, "prev": None, "hlc": clock.tick(), "actor": project.actor,
            "layer": "analysis", "action": new_id(), "kind": "memo.add", "object": new_id(), "source": None,
        } | changed  # fmt: skip
        try:
            ids.append(head_id(*(head[name] for name in _HEAD), digest(_SALT + body), ()))
        except (UnicodeEncodeError, TypeError):
            ids.append("0" * 40)
        whos.append([*(head[name] for name in ("session", "actor", "layer", "kind")), 0])
        runs.append([n, 1, head["seq"], head["prev"], []])
        try:
            ms, count = int(head["hlc"][:12], 16), int(head["hlc"][12:], 16)
        except (TypeError, ValueError):
            ms, count = head["hlc"], 0
        times.append(ms - last if type(ms) is int else ms)
        last = ms if type(ms) is int else last
        counts.append(count)
        names += [head["action"], head["object"]]
        places.append([head["source"], ""])
    salts = base64.b64encode(_SALT * len(ids)).decode()
    line = ["e", whos, runs, times, counts, names, places, list(range(len(ids))), [], [], [], [], salts]
    return sealed(project, [json.dumps(line).encode(), *(body for _head, body in events)], ids, about)


def sealed(project: Project, lines: Sequence[bytes], ids: Sequence[str], about: dict[str, Any] | None = None) -> bytes:
    """Return a bundle of lines and the ids of the events in them."""
    manifest = bundles.pack(project)[1].as_data()
    manifest |= {"number": len(ids), "digest": bundle.digest_of(ids), "holds": {}, "withheld": [], "needs": []}
    first = json.dumps(manifest | (about or {})).encode()
    return bundle.sealed(gzip.compress(b"".join(line + b"\n" for line in [first, *lines]), 1))


def read_all(project: Project) -> None:
    """Read whatever can be read of a project."""
    for name, method in inspect.getmembers(Material, inspect.isfunction):
        needed = [p for p in inspect.signature(method).parameters.values() if p.default is p.empty]
        if len(needed) == 1 and not name.startswith("_") and name not in ("words", "forget_words", "index_words"):
            getattr(project, name)()
    for source in project.sources():
        project.text(source), project.turns(source), project.revisions(source), project.notes(source)
    for conflict in project.conflicts():
        tell(project, conflict).sentence()
        settling.choices(project, conflict)
    assert all(isinstance(action, Action) for action in project.log())


def tried(project: Project, data: bytes) -> bool:
    """Try to merge, and return whether it came in; either way the project is whole, and in the end as it was."""
    before = folding.dump(project.db)
    try:
        plan = merging.unite(project, [("x.bundle", data)])
    except BundleRejected:
        assert folding.dump(project.db) == before
        return False
    read_all(project)
    assert project.rebuild()
    if plan.new:
        step = project.undo()
        assert step is not None
        assert step.kinds[0][0] == "bundle.merge"
    assert folding.dump(project.db) == before
    return True


def _object(project: Project, thing: str, which: int) -> str:
    """Return the id of a new thing, one that is there, or one of another kind."""
    if thing == "action":
        there = [a.id for a in project.log() if ("code.add", 4) in a.kinds or ("code.add", 5) in a.kinds]
    else:
        there = [row[0] for row in project.db.execute(f"SELECT id FROM {THINGS[thing].table} ORDER BY made_at, id")]
    (other,) = project.db.execute("SELECT id FROM code ORDER BY made_at, id LIMIT 1").fetchone()
    return [new_id(), *there[-1:], other, other][which]


def _body(project: Project, data: st.DataObject, kind: str) -> bytes:
    thing = THINGS.get(KINDS[kind].thing)
    body: dict[str, Any] = {}
    if KINDS[kind].does == "correct":
        body = {"on": project.sources()[0].text, "edits": [[0, 2, "I", "hand", "", ""]]}
    elif thing is not None and KINDS[kind].does in ("create", "set"):
        body = {f.name: v for f in thing.fields if (v := sample_value(project, f, "två")) is not None}
    for name in data.draw(st.lists(st.sampled_from([*body, "\ud800", "okänt"]), max_size=1)):
        if data.draw(st.booleans()) and name in body:
            del body[name]
        else:
            body[name] = data.draw(junk)
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=data.draw(st.integers(0, 9)) == 9)
    if body and data.draw(st.integers(0, 19)) == 0:
        text = text.replace(json.dumps(next(iter(sorted(body.items())))[1]), data.draw(deep), 1)
    return text.encode("utf-8", "surrogatepass")


@given(data=st.data())
def test_a_body_in_no_form_is_refused_and_one_in_form_can_be_read(full: Project, data: st.DataObject) -> None:
    events = []
    # What takes words out for good cannot be taken back after it was tried.
    kinds = sorted(set(KINDS) - {"redaction.add"})
    for kind in data.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=2)):
        head = {"kind": kind, "object": _object(full, KINDS[kind].thing, data.draw(st.integers(0, 2)))}
        if data.draw(st.booleans()):
            head |= {"source": full.sources()[0].id, "layer": f"own:{full.actor}"}
        events.append((head, _body(full, data, kind)))
    tried(full, forged(full, events))


@given(data=st.data())
def test_a_head_in_no_form_is_refused(full: Project, data: st.DataObject) -> None:
    memo = canonical({"about": "p", "about_kind": "project", "text": "hej"}).encode()
    name = data.draw(st.sampled_from(_HEAD))
    tried(full, forged(full, [({name: data.draw(junk)}, memo)]))


@given(data=st.data())
def test_what_a_bundle_says_of_itself_may_be_anything(full: Project, data: st.DataObject) -> None:
    memo = canonical({"about": "p", "about_kind": "project", "text": "hej"}).encode()
    known = sorted(bundles.pack(full)[1].as_data())
    about = data.draw(st.dictionaries(st.sampled_from(known), junk, min_size=1, max_size=2))
    tried(full, forged(full, [({}, memo)], about))


@pytest.mark.parametrize("kind", sorted(k for k in KINDS if KINDS[k].does in ("create", "set")))
def test_each_field_of_each_kind_is_of_its_form(kind: str, full: Project) -> None:
    thing = THINGS[KINDS[kind].thing]
    body = {f.name: v for f in thing.fields if (v := sample_value(full, f, "ett")) is not None}
    if thing.name == "project":
        body["quotation_rules"] = {}
    if thing.name == "source":
        body |= {"speakers": [], "apparatus": [], "rebase": None, "base": "a" * 64, "original": "a" * 64}
    assert fault(kind, canonical(body)) == ""
    for field in thing.fields:
        wrong: list[object] = [[[[]]], {"a": [[]]}, 2**60, True, "\ud800"] + ([1] if field.type != "int" else ["1"])
        for value in wrong if field.type != "real" else wrong[:-1]:
            if field.type == "json" and field.name in ("quotation_rules",):
                continue
            assert fault(kind, json.dumps(body | {field.name: value}, sort_keys=True, separators=(",", ":"))) == "form"
    assert fault(kind, canonical(body | {"okänt": 1})) == "unknown"
    assert fault(kind, canonical(body).replace(":", ": ", 1)) == "form"


def test_a_thing_cannot_become_one_of_another_kind(full: Project) -> None:
    code = full.code("lyssna").id
    assert not tried(full, forged(full, [({"kind": "finding.edit", "object": code}, b'{"name":"x"}')]))


def test_a_field_of_a_later_version_is_told_as_such(full: Project) -> None:
    with pytest.raises(BundleRejected, match="newer"):
        merging.unite(full, [("x.bundle", forged(full, [({}, b'{"about":"p","about_kind":"project","later":1}')]))])


def test_what_is_in_form_comes_in(full: Project) -> None:
    assert tried(full, forged(full, [({}, b'{"about":"p","about_kind":"project"}')]))
