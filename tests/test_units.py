"""The units of a source."""

from __future__ import annotations

import pytest

from qualcode.project import Project
from qualcode.teams.units import unit_spans
from tests.conftest import put_source

TEXT = "I: Hur var det?\n\nIP1: – Det var svårt … Men det gick bra! \n\nIP1: […]\n"


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("turn", ["Hur var det", "Det var svårt … Men det gick bra"]),
        ("sentence", ["Hur var det", "Det var svårt", "Men det gick bra"]),
        ("paragraph", ["I: Hur var det", "IP1: – Det var svårt … Men det gick bra", "IP1"]),
        ("source", []),
    ],
)
def test_a_unit_goes_from_its_first_letter_to_its_last(project: Project, unit: str, words: list[str]) -> None:
    source = put_source(project, "intervju", TEXT)
    said = project.text(source)
    assert [said[a:b] for a, b in unit_spans(project, source, unit)] == words
