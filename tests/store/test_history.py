"""Undo, redo, rebuild: over any history the step-by-step tables equal the rebuilt ones."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from qualcode.core import codebook as books
from qualcode.core import codings, condensations
from qualcode.core.codebook import Code
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.memos import add_memo
from qualcode.core.sources import remove_source
from qualcode.core.texts import Edit
from qualcode.project import Project
from qualcode.store import folding
from tests.conftest import put_source

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


class Work(RuleBasedStateMachine):
    """A person works in a project, changes her mind, closes and opens it again."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.qualcode"
        self.project = Project.create(self.path, coder="Elin")
        put_source(self.project, "intervju")
        self.codes = [new_id() for _ in range(4)]
        self.project.apply(*(books.add_code(Code(c, f"k{i}", f"k{i}")) for i, c in enumerate(self.codes)))

    def _source(self):  # type: ignore[no-untyped-def]
        return next(iter(self.project.sources()), None)

    @rule(n=st.integers(0, 3), start=st.integers(0, 200), length=st.integers(1, 40))
    def code_a_passage(self, n: int, start: int, length: int) -> None:
        if (source := self._source()) is not None:
            end = min(start + length, source.characters)
            if start < end:
                self.project.apply(
                    codings.add_coding(source.id, self.codes[n], revision=source.text, start=start, end=end)
                )

    @rule(start=st.integers(0, 200), length=st.integers(0, 12), new=st.sampled_from(["", "ny", "längre text"]))
    def correct_the_text(self, start: int, length: int, new: str) -> None:
        if (source := self._source()) is not None:
            edit = Edit(min(start, source.characters), min(start + length, source.characters), new)
            body = {"on": source.text, "edits": [edit.as_list()]}
            self.project.apply(Change("source.correct", source.id, body, "corpus", source.id))

    @rule(a=st.integers(0, 3), b=st.integers(0, 3))
    def move_a_code(self, a: int, b: int) -> None:
        self.project.apply(books.move_code(self.codes[a], self.codes[b] if a != b else None))

    @rule(a=st.integers(0, 3), b=st.integers(0, 3))
    def merge_codes(self, a: int, b: int) -> None:
        if a != b:
            self.project.apply(books.merge_code(self.codes[a], self.codes[b]))

    @rule()
    def work_on_the_first_coding(self) -> None:
        if found := self.project.codings():
            self.project.apply(codings.qualify(found[0], {"modality": "is"}), add_memo("coding", found[0].id, "så"))

    @rule()
    def remove_the_last_coding(self) -> None:
        if found := self.project.codings():
            self.project.apply(codings.remove_coding(found[-1]))

    @rule()
    def condense_the_first_coding(self) -> None:
        for c in self.project.codings()[:1]:
            source = self.project.source(c.source)
            if c.start is not None and c.end is not None:
                self.project.apply(
                    condensations.add_condensation(
                        source.id, revision=source.text, start=c.start, end=c.end, text="kort", codes=[c.code]
                    )
                )

    @rule()
    def remove_the_source(self) -> None:
        if (source := self._source()) is not None:
            self.project.apply(remove_source(source.id))

    @rule()
    def undo(self) -> None:
        before = folding.dump(self.project.db).split(b"action ")[0]
        if self.project.undo() is not None:
            self.project.redo()
            texts = [line for line in before.splitlines() if not line.startswith((b"revision", b"source"))]
            after = folding.dump(self.project.db).split(b"action ")[0]
            assert texts == [line for line in after.splitlines() if not line.startswith((b"revision", b"source"))]
            self.project.undo()

    @rule()
    def redo(self) -> None:
        self.project.redo()

    @rule()
    def close_and_open(self) -> None:
        self.project.close()
        self.project = Project.open(self.path, coder="Elin")

    @precondition(lambda self: hasattr(self, "project"))
    @invariant()
    def step_by_step_equals_rebuilt(self) -> None:
        assert self.project.rebuild()

    @precondition(lambda self: hasattr(self, "project"))
    @invariant()
    def every_coding_stands_on_a_code_and_inside_its_text(self) -> None:
        book = self.project.codebook()
        standing = {c.id for c in book.standing}
        for c in self.project.codings():
            assert c.code in standing
            if c.start is not None and c.end is not None:
                assert 0 <= c.start < c.end <= self.project.source(c.source).characters

    def teardown(self) -> None:
        if hasattr(self, "project"):
            assert self.project.faults() == []
            self.project.close()
            self.folder.cleanup()


TestWork = Work.TestCase
TestWork.settings = settings(settings.get_profile("default"), max_examples=25, stateful_step_count=25)
