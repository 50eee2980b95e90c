"""Several people work apart and merge in any order: what must hold whatever they do.

The model beside them keeps, per copy, the set of events it has seen; each event
is remembered with what its writer knew.  Everything that the merge promises is
held against that.
"""

from __future__ import annotations

import shutil
import tempfile
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from qualcode.core import codebook as books
from qualcode.core import codings
from qualcode.core.agreement.asking import figures
from qualcode.core.agreement.requests import Request
from qualcode.core.codebook import Code
from qualcode.core.conflicts import JOINED, resolve
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.kinds import KINDS
from qualcode.core.memos import add_memo
from qualcode.core.people import undo_action
from qualcode.core.redactions import redact
from qualcode.core.sources import remove_source
from qualcode.core.texts import Edit
from qualcode.project import Project
from qualcode.store import conflicts, folding, history_rows, redactions, schema
from qualcode.teams import bundles, merging
from qualcode.teams.agreeing import Scope, compared, judgements, scope_of_round, used_categories
from qualcode.teams.rounds import close_round, open_round
from tests.conftest import put_source

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
NAMES = ("Elin", "Sara", "Jonas")
WHO = st.integers(0, len(NAMES) - 1)
CODES = st.integers(0, 3)


def events(project: Project) -> dict[str, tuple[str, str]]:
    """Return the events of a copy: id to kind and object."""
    return {row[0]: (row[1], row[2]) for row in project.db.execute("SELECT id, kind, object FROM event")}


def packed(project: Project) -> bytes:
    """Return the whole of a copy as a bundle."""
    return bundles.pack(project)[0]


def merged(into: Project, *data: bytes, anew: bool | None = None) -> None:
    """Merge bundles as one step, some of the times as if they were so large that indexes are made anew."""
    anew = sum(map(len, data)) % 2 == 0 if anew is None else anew
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "better_anew", lambda _new, _there: anew)
        merging.unite(into, [(f"colleague-{n}.bundle", its) for n, its in enumerate(data)])


def figures_of(project: Project, of_round: str) -> list[tuple[object, ...]]:
    """Return the figures of a closed round."""
    with compared(project, project.round(of_round)) as (material, then):
        assert then is not None
        scope = scope_of_round(material, then, Scope())
        given = judgements(material, scope)
        request = Request(("alpha", "char_f1", "span_f1"), categories=used_categories(given, material, scope))
        return [(f.measure, f.value, f.n_units, dict(f.counts or {})) for f in figures(given, request)]


class Apart(RuleBasedStateMachine):
    """Three people with copies of one project."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        first = self.folder / "0.qualcode"
        with Project.create(first, coder=NAMES[0]) as project:
            put_source(project, "intervju")
            self.codes = [new_id() for _ in range(4)]
            project.apply(*(books.add_code(Code(c, f"k{i}", f"kod {i}")) for i, c in enumerate(self.codes)))
            for name in NAMES[1:]:
                project.work_as(name)
                project.apply(add_memo("project", "p", "hej"))
            self.seen: dict[str, set[str]] = {}
            known = set(events(project))
        self.copies: list[Project] = []
        for n, name in enumerate(NAMES):
            path = self.folder / f"{n}.qualcode"
            if n:
                shutil.copyfile(first, path)
            self.copies.append(Project.open(path, coder=name))
        order = list(known)
        with Project.open(first, write=False) as project:
            rows = project.db.execute("SELECT id FROM event ORDER BY hlc, id").fetchall()
        order = [row[0] for row in rows]
        for i, event in enumerate(order):
            self.seen[event] = set(order[:i])
        self.redacted = False
        self.told: dict[str, object] = {}

    def _do(self, who: int, *changes: Change) -> None:
        copy = self.copies[who]
        before = set(events(copy))
        copy.apply(*changes)
        self._note(copy, before)

    def _note(self, copy: Project, before: set[str]) -> None:
        new = copy.db.execute("SELECT id FROM event ORDER BY hlc, id").fetchall()
        known = set(before)
        for (event,) in new:
            if event not in before:
                self.seen[event] = set(known)
                known.add(event)

    # What people do

    @rule(who=WHO, code=CODES, start=st.integers(0, 150), length=st.integers(1, 60))
    def code_a_passage(self, who: int, code: int, start: int, length: int) -> None:
        copy = self.copies[who]
        if sources := copy.sources():
            source = sources[0]
            end = min(start + length, source.characters)
            if start < end:
                change = codings.add_coding(source.id, self.codes[code], revision=source.text, start=start, end=end)
                self._do(who, change)

    @rule(who=WHO, pick=st.integers(0, 5), size=st.integers(1, 9))
    def change_a_coding(self, who: int, pick: int, size: int) -> None:
        copy = self.copies[who]
        found = copy.codings()
        if found:
            c = found[pick % len(found)]
            source = copy.source(c.source)
            if size > 6:
                self._do(who, codings.remove_coding(c))
            elif size > 3 or source.characters < size:
                self._do(who, codings.recode(c, self.codes[size % 4]))
            else:
                self._do(who, codings.resize_coding(c, revision=source.text, start=0, end=size))

    @rule(who=WHO, start=st.integers(0, 200), length=st.integers(0, 12), new=st.sampled_from(["", "ny", "längre text"]))
    def correct_the_text(self, who: int, start: int, length: int, new: str) -> None:
        for source in self.copies[who].sources()[:1]:
            edit = Edit(min(start, source.characters), min(start + length, source.characters), new)
            body = {"on": source.text, "edits": [edit.as_list()]}
            self._do(who, Change("source.correct", source.id, body, "corpus", source.id))

    @rule(who=WHO, code=CODES, name=st.sampled_from(["norm", "Normen", "aktör"]))
    def rename_a_code(self, who: int, code: int, name: str) -> None:
        self._do(who, books.rename_code(self.codes[code], name_sv=name))

    @rule(who=WHO, code=CODES, text=st.sampled_from(["så", "inte så"]))
    def define_a_code(self, who: int, code: int, text: str) -> None:
        self._do(who, books.define_code(self.codes[code], definition=text))

    @rule(who=WHO, a=CODES, b=CODES)
    def move_a_code(self, who: int, a: int, b: int) -> None:
        self._do(who, books.move_code(self.codes[a], self.codes[b] if a != b else None))

    @rule(who=WHO, a=CODES, b=CODES)
    def merge_codes(self, who: int, a: int, b: int) -> None:
        if a != b:
            self._do(who, books.merge_code(self.codes[a], self.codes[b]))

    @rule(who=WHO, a=CODES, b=CODES)
    def split_a_code(self, who: int, a: int, b: int) -> None:
        self._do(who, books.split_code(self.codes[a], [self.codes[b]]))

    @rule(who=WHO, code=CODES)
    def remove_a_code(self, who: int, code: int) -> None:
        if self.codes[code] in self.copies[who].codebook().by_id:
            self._do(who, books.remove_code(self.codes[code]))

    @rule(who=WHO)
    def write_a_memo(self, who: int) -> None:
        for c in self.copies[who].codings()[:1]:
            self._do(who, add_memo("coding", c.id, "så"))

    @rule(who=WHO, n=st.integers(0, 30))
    def remove_or_redact_the_source(self, who: int, n: int) -> None:
        copy = self.copies[who]
        for source in copy.sources()[:1]:
            if n == 0:
                self._do(who, remove_source(source.id))
            elif n == 1:
                ids, texts, originals = redactions.words_about(copy.db, source.id)
                self._do(who, redact(source.id, events=ids, texts=texts, originals=originals))
                self.redacted = True

    @rule(who=WHO)
    def undo(self, who: int) -> None:
        copy = self.copies[who]
        before = set(events(copy))

        action = history_rows.undoable(copy.db, copy.actor)
        if action is not None:
            copy.apply(undo_action(action))
            self._note(copy, before)

    @rule(who=WHO)
    def redo(self, who: int) -> None:
        copy = self.copies[who]
        before = set(events(copy))
        from qualcode.core.people import redo_action

        action = history_rows.redoable(copy.db, copy.actor)
        if action is not None:
            copy.apply(redo_action(action))
            self._note(copy, before)

    @rule(who=WHO)
    def open_anew_under_another_clock(self, who: int) -> None:
        copy = self.copies[who]
        path = copy.path
        copy.close()
        self.copies[who] = opened = Project.open(path, coder=NAMES[who])
        skew = (who - 1) * 3_600_000 * 24 * 400
        opened._clock._wall = lambda: 1_760_000_000_000 + skew

    @rule(who=WHO, other=WHO)
    def go_on_in_a_copied_file(self, who: int, other: int) -> None:
        if who != other:
            source, target = self.copies[who], self.copies[other]
            lost = set(events(target)) - set(events(source))
            if not lost:
                source.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                path = target.path
                target.close()
                for ending in ("-wal", "-shm"):
                    path.with_name(path.name + ending).unlink(missing_ok=True)
                shutil.copyfile(source.path, path)
                self.copies[other] = Project.open(path, coder=NAMES[other])

    @rule(who=WHO, pick=st.integers(0, 5))
    def settle_a_conflict(self, who: int, pick: int) -> None:
        copy = self.copies[who]
        waiting = [c for c in copy.conflicts() if c.open]
        if waiting:
            chosen = waiting[pick % len(waiting)]
            self._do(who, resolve(chosen, "keep"))
            after = {c.id: c for c in copy.conflicts()}
            if chosen.sort not in ("used",):
                assert not after[chosen.id].open, chosen

    # Merging

    @rule(a=WHO, b=WHO)
    def merge(self, a: int, b: int) -> None:
        if a == b:
            return
        into, other = self.copies[a], self.copies[b]
        ours, theirs = events(into), events(other)
        data = packed(other)
        merged(into, data)
        assert set(events(into)) == set(ours) | set(theirs)
        once = folding.dump(into.db)
        merged(into, data)
        assert folding.dump(into.db) == once
        assert into.faults() == []
        self._nothing_is_lost(into, other)

    def _nothing_is_lost(self, into: Project, other: Project) -> None:
        bodies = dict(into.db.execute("SELECT id, json FROM event"))
        blanked = {row[0] for row in into.db.execute("SELECT id FROM event WHERE redacted_by IS NOT NULL")}
        for event, body in other.db.execute("SELECT id, json FROM event"):
            assert bodies[event] == body or event in blanked
        if not self.redacted:
            wanted = {r[0] for r in other.db.execute("SELECT revision FROM coding WHERE revision IS NOT NULL")}
            there = {r[0] for r in into.db.execute("SELECT hash FROM text_version WHERE text IS NOT NULL")}
            assert wanted <= there

    @rule(a=WHO, b=WHO)
    def merge_and_take_back(self, a: int, b: int) -> None:
        if a == b:
            return
        into = self.copies[a]
        before, had = folding.dump(into.db), set(events(into))
        merged(into, packed(self.copies[b]))
        if set(events(into)) == had:
            return
        after = folding.dump(into.db)
        from qualcode.errors import QualcodeError

        try:
            into.undo()
        except QualcodeError:
            assert self.redacted
            return
        assert set(events(into)) == had
        assert folding.dump(into.db) == before
        into.redo()
        assert folding.dump(into.db) == after

    @rule(order=st.permutations(range(3)))
    def in_any_order_the_same(self, order: list[int]) -> None:
        first, second, third = order
        one_by_one = [self._result(0, [packed(self.copies[1]), packed(self.copies[2])])]
        one_by_one.append(self._result(first, [packed(self.copies[second]), packed(self.copies[third])]))
        # a ∪ (b ∪ c): the others meet first.
        path = self._copy(second, "met")
        with Project.open(path, coder="Elin") as met:
            merged(met, packed(self.copies[third]))
            together = packed(met)
        one_by_one.append(self._result(first, [together]))
        both = packed(self.copies[third]), packed(self.copies[second])
        for anew in (False, True):
            with Project.open(self._copy(first, "result"), coder="Elin") as project:
                merged(project, *both, anew=anew)
                one_by_one.append((set(events(project)), folding.dump(project.db)))
                assert project.faults() == []
        assert all(result == one_by_one[0] for result in one_by_one)

    def _copy(self, who: int, name: str) -> Path:
        path = self.folder / f"{name}.qualcode"
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        self.copies[who].db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.copies[who].path, path)
        return path

    def _result(self, who: int, bundles_of_others: list[bytes]) -> tuple[set[str], bytes]:
        with Project.open(self._copy(who, "result"), coder="Elin") as project:
            for data in bundles_of_others:
                merged(project, data)
            return set(events(project)), folding.dump(project.db)

    @rule(who=WHO, unit=st.sampled_from(["turn", "character", "source"]))
    def close_a_round(self, who: int, unit: str) -> None:
        copy = self.copies[who]
        sources = [source for source in copy.sources() if source.text and copy.text(source)]
        if not sources or len(self.told) > 3:
            return
        before = set(events(copy))
        made = open_round(copy, f"runda {new_id()[-6:]}", sources, copy.persons(), unit=unit, blind=False)
        close_round(copy, made)
        self._note(copy, before)
        self.told[made.id] = figures_of(copy, made.id)

    @rule(who=WHO)
    def closed_rounds_keep_their_figures(self, who: int) -> None:
        copy = self.copies[who]
        for made in copy.rounds():
            if made.closed and made.id in self.told:
                assert figures_of(copy, made.id) == self.told[made.id]

    # What always holds

    @precondition(lambda self: hasattr(self, "copies"))
    @invariant()
    def tables_are_those_of_the_log(self) -> None:
        for copy in self.copies:
            assert copy.rebuild()

    @precondition(lambda self: hasattr(self, "copies"))
    @invariant()
    def every_pair_made_apart_is_listed_once(self) -> None:
        for copy in self.copies:
            known = events(copy)
            things: dict[str, list[str]] = {}
            for event, (kind, thing) in known.items():
                if KINDS[kind].thing != "action":
                    things.setdefault(thing, []).append(event)
            apart = {
                frozenset(pair)
                for its in things.values()
                for pair in combinations(its, 2)
                if pair[0] not in self.seen[pair[1]] and pair[1] not in self.seen[pair[0]]
            }
            listed: dict[frozenset[str], set[bool]] = {}
            for c in conflicts.read(copy.db):
                for pair in c.pairs:
                    if KINDS[known[pair[0]][0]].thing != "action" and KINDS[known[pair[1]][0]].thing != "action":
                        listed.setdefault(frozenset(pair), set()).add(c.sort == JOINED)
            assert set(listed) == apart
            assert all(len(lists) == 1 for lists in listed.values())

    @precondition(lambda self: hasattr(self, "copies"))
    @invariant()
    def the_codebook_is_a_forest_and_no_coding_is_lost(self) -> None:
        for copy in self.copies:
            book = copy.codebook()
            standing = {c.id for c in book.standing}
            assert {c.id for c in book.codes if c.merged_into is None} == standing
            lost = {c.about for c in copy.conflicts() if c.sort == "used"}
            known = self._known_gone(copy)
            for code, source, start, end, adrift in copy.db.execute(
                "SELECT now_code, now_source, now_start, now_end, adrift FROM coding"
            ):
                assert code in standing or code in lost or code in known
                row = copy.db.execute("SELECT characters FROM source WHERE id = ?", (source,)).fetchone()
                if row is not None and not adrift:
                    assert 0 <= start < end <= row[0]

    def _known_gone(self, copy: Project) -> set[str]:
        """Codes removed by someone who had seen every coding on them."""
        return {
            row[0]
            for row in copy.db.execute("SELECT object FROM event WHERE kind = 'code.remove'")
            if row[0] not in copy.codebook().by_id
        }

    def teardown(self) -> None:
        for copy in getattr(self, "copies", ()):
            self.closed_rounds_keep_their_figures(self.copies.index(copy))
            assert copy.faults() == []
            copy.close()
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)


TestApart = Apart.TestCase
_long = settings.get_profile("long")
_chosen = settings()
TestApart.settings = settings(
    _chosen,
    max_examples=12 if _chosen.max_examples < _long.max_examples else 300,
    stateful_step_count=25 if _chosen.max_examples < _long.max_examples else 60,
)
