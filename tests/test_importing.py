from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.core.sources import Speaker
from qualcode.errors import SourceRejected
from qualcode.importing import carry_out, plan_imports, repairs_of
from qualcode.ingest.details import Details
from qualcode.project import Project

BROKEN = """I: Vad är viktigt för en hand-
läggare här på kontoret tycker du själv då, om du får välja helt fritt?
IP1: Att lyssna. Och att ringa till vård-
centralen innan man skriver något, så att ingen blir överraskad av ett brev.
I: Finns det fler exempel på det som du kan berätta om från förra veckan?
IP1: Ja, e-
post går ju också, men då blir det gärna fel ton och så får man ringa ändå.
"""


def test_a_file_becomes_a_source_with_its_turns_and_its_bytes(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "Intervju 1.txt"
    path.write_text(BROKEN, encoding="utf-8")
    (source,) = carry_out(project, plan_imports(project, [path]))
    assert source.handle == "intervju-1"
    assert source.kind == "transcript"
    assert [t.speaker for t in project.turns(source)] == ["I", "IP1", "I", "IP1"]
    assert project.original(source) == path.read_bytes()


def test_repairs_are_made_and_point_back_to_the_line(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BROKEN, encoding="utf-8")
    (source,) = carry_out(project, plan_imports(project, [path]))
    text = project.text(source)
    assert "handläggare" in text
    assert "vårdcentralen" in text
    assert "e-post" in text
    at = text.index("centralen")
    assert project.line_map(source).line(at) == 4
    assert {e.rule for e in repairs_of(project, source)} >= {"hyphen"}
    assert project.base_text(source) == BROKEN


def test_a_repair_can_be_left_out_before_the_import(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BROKEN, encoding="utf-8")
    plan = plan_imports(project, [path])[0].without(rules={"hyphen"})
    (source,) = carry_out(project, [plan])
    assert "handläggare" not in project.text(source)


def test_the_user_chooses_who_speaks(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Anna: Hej.\nObs: viktigt.\nBo: Hej.\nAnna: Hej då.\nBo: Ja.\n", encoding="utf-8")
    plan = plan_imports(project, [path])[0]
    assert {c.label: c.count for c in plan.candidates} == {"Anna": 2, "Bo": 2}
    (source,) = carry_out(project, [plan.spoken_by([Speaker("Anna", "interviewer")])])
    assert [t.speaker for t in project.turns(source)] == ["Anna", "Anna"]


def test_the_same_content_is_noticed_under_another_name(project: Project, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(BROKEN, encoding="utf-8")
    carry_out(project, plan_imports(project, [tmp_path / "a.txt"]))
    (plan,) = plan_imports(project, [tmp_path / "b.txt"])
    assert plan.duplicate == "a"
    with pytest.raises(SourceRejected, match=r"b\.txt = a"):
        carry_out(project, [plan])
    assert len(project.sources()) == 1


def test_one_bad_file_leaves_the_project_untouched(project: Project, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text(BROKEN, encoding="utf-8")
    bad.write_bytes(b"")
    before = project.revision()
    with pytest.raises(SourceRejected, match=r"b\.txt"):
        plan_imports(project, [good, bad])
    assert project.revision() == before


def test_an_interrupted_import_leaves_the_project_untouched(project: Project, tmp_path: Path) -> None:
    paths = []
    for n in range(3):
        paths.append(tmp_path / f"{n}.txt")
        paths[-1].write_text(f"{BROKEN}{n}\n", encoding="utf-8")

    def stop(n: int, of: int, name: str) -> None:
        if n == 2:
            raise KeyboardInterrupt

    before = project.revision()
    with pytest.raises(KeyboardInterrupt):
        carry_out(project, plan_imports(project, paths), progress=stop)
    assert project.revision() == before
    assert project.sources() == []
    assert project.faults() == []
    assert len(carry_out(project, plan_imports(project, paths))) == 3


def test_front_matter_manifest_and_call_say_more_and_more(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Ett\nplace: Berga\n---\nI: Hej?\n\nIP1: Ja.\n\nI: Jaha?\n", encoding="utf-8")
    manifest = tmp_path / "m.csv"
    manifest.write_text("file,title,kind,case,attr:roll\na.md,Två,transkript,Vera,handläggare\n", encoding="utf-8")
    plans = plan_imports(project, [], manifest=manifest, details=Details(date="2025-02-04"))
    (source,) = carry_out(project, plans)
    assert (source.title, source.place, source.date) == ("Två", "Berga", "2025-02-04")
    assert project.case("Vera").attributes == {"roll": "handläggare"}
    assert project.line_map(source).line(0) == 5
    assert next(s.case for s in source.speakers if s.label == "IP1") == project.case("Vera").id


def test_one_undo_takes_a_whole_import_back_and_one_redo_brings_it(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BROKEN, encoding="utf-8")
    carry_out(project, plan_imports(project, [path], details=Details(case="Vera")))
    text = project.text(project.sources()[0])
    project.undo()
    assert (project.sources(), project.cases()) == ([], [])
    project.redo()
    assert project.text(project.sources()[0]) == text
    assert project.rebuild()
