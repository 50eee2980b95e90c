"""What a report prints as quoted is found again, word for word, when the file is checked as a manuscript."""

from __future__ import annotations

from pathlib import Path

from qualcode.authoring.printing import print_report
from qualcode.authoring.quote_checking import check_manuscript
from qualcode.project import Project


def test_meaning_units_of_a_printed_condensation_are_checked_and_stand_word_for_word(
    told: Project, tmp_path: Path
) -> None:
    file = tmp_path / "koncentrering.docx"
    file.write_bytes(print_report(told, "condensation", to="docx", language="sv").data)
    done = check_manuscript(told, file, least_words=2)
    assert done is not None
    assert [checked.verdict for checked in done.checked] == ["verbatim", "verbatim"]
