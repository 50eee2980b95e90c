from __future__ import annotations

from qualcode.project import Project
from tests.conftest import put_source


def test_a_whole_word_is_found_in_a_suspended_compound_and_a_prefix_only_as_written(project: Project) -> None:
    source = put_source(project, "a", "IP1: Handlings- och tolkningsutrymmet krymper.\n")
    text = project.text(source)
    assert [text[h.start : h.end] for h in project.search("handlingsutrymmet")] == ["Handlings- och tolkningsutrymmet"]
    assert list(project.search("handlingsutrym*")) == []
