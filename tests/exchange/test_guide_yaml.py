from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.exchange.guide_yaml import guides_yaml, read_guides
from qualcode.exchange.shipped import example_corpus

SMALL = """guides:
  - {id: a, title: Guide A, role: handläggare, minutes: 60}
  - {id: b, title: Guide B}
questions:
  - {id: dag, topic: Arbetet, text: "Hur ser dagen ut?", variants: {b: "Hur är enheten?"}, probes: [Varför?]}
  - {id: mer, text: "Något mer?", guides: [a]}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "guide.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_question_without_guides_is_asked_in_all(tmp_path: Path) -> None:
    bank = read_guides(written(tmp_path, SMALL))
    assert [(q.handle, q.guides) for q in bank.questions] == [("dag", ("a", "b")), ("mer", ("a",))]
    assert bank.guides[0].minutes == 60
    assert bank.questions[0].asked_in("b") == "Hur är enheten?"


@pytest.mark.parametrize("text", [SMALL, (example_corpus() / "intervjuguide.yaml").read_text("utf-8")])
def test_what_is_written_reads_back_the_same(tmp_path: Path, text: str) -> None:
    bank = read_guides(written(tmp_path, text))
    assert read_guides(written(tmp_path, guides_yaml(bank))) == bank


@pytest.mark.parametrize(
    ("old", "new", "line", "named"),
    [
        ("guides: [a]", "guides: [aa]", 6, "aa"),
        ("id: mer", "id: dag", 6, "dag"),
        ("variants: {b:", "variants: {c:", 5, "c"),
        ("minutes: 60", "minutes: 0", 2, "0"),
        ("id: b, title: Guide B", "id: b", 3, "title"),
        ("guides: [a]", "guides: [b], variants: {a: X}", 6, "a"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, named: str) -> None:
    with pytest.raises(QualcodeError) as problem:
        read_guides(written(tmp_path, SMALL.replace(old, new)))
    assert f"guide.yaml:{line}:" in problem.value.message
    assert named in problem.value.message
    assert problem.value.hint
