"""The marks of a source in columns: they are what the tuples were."""

from __future__ import annotations

from array import array

import pytest

from qualcode.core.codings import Mark, Marks
from qualcode.core.spans import OverlapIndex

MARKS = [Mark("m1", 3, 40, "k1", "elin"), Mark("m2", 3, 9, "k2", "siri"), Mark("m33", 20, 25, "k1", "siri")]


def columns() -> Marks:
    return Marks(
        "m1 m2 m33",
        array("I", [3, 3, 20]),
        array("I", [40, 9, 25]),
        (("k1", "k2"), array("I", [0, 1, 0])),
        (("elin", "siri"), array("I", [0, 1, 1])),
    )


def test_marks_are_given_one_by_one_and_as_slices() -> None:
    marks = columns()
    assert list(marks) == MARKS
    assert [marks[n] for n in range(3)] == MARKS
    assert marks[-1] == MARKS[2]
    assert marks[1:] == MARKS[1:]
    assert list(marks.coders) == ["elin", "siri"]
    with pytest.raises(IndexError):
        marks[3]


def test_an_index_of_columns_finds_what_one_of_tuples_finds_and_leaves_them_as_they_are() -> None:
    marks, plain = columns(), OverlapIndex(MARKS, ordered=True)
    index = OverlapIndex(marks, ordered=True)
    assert index.overlapping(8, 22) == plain.overlapping(8, 22) == [MARKS[0], MARKS[1], MARKS[2]]
    new = Mark("m4", 5, 60, "k2", "elin")
    number = index.add(new)
    assert index[number] == new
    assert index.discard(MARKS[1])
    assert list(index) == [MARKS[0], new, MARKS[2]]
    assert index.covered() == 57
    assert list(marks) == MARKS
