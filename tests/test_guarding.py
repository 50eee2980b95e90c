"""What leaves the project is looked through; hard leaks refuse it unless a reason is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.authoring.printing import print_report
from qualcode.core.cases import Case, add_case
from qualcode.core.condensations import add_condensation, add_finding, add_theme
from qualcode.core.ids import new_id
from qualcode.core.leaks import small_cells
from qualcode.core.memos import add_memo
from qualcode.core.name_key import NameKey, new_entry
from qualcode.errors import QualcodeError, SourceRejected, UsageProblem
from qualcode.project import Project
from qualcode.protection.guarding import Printed, check_file, guard, leaks_in, own_pronouns, report_texts
from tests.conftest import put_source

TEXT = "I: Hej.\n\nIP1: Jag heter Zerafina och bor i Qvarnby. Ring 070-174 06 05.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with Project.create(tmp_path / "studie") as made:
        made.apply(add_case(Case(new_id(), "Anna Berg", public="Vera", pronoun="hen")))
        yield made


def key() -> NameKey:
    return NameKey("p", (new_entry(["Zerafina Wulff", "Zerafina"], "Tove"),))


def kinds(project: Project, text: str, held: NameKey | None = None) -> list[tuple[str, str, bool]]:
    return [(x.kind, x.words, x.hard) for x in leaks_in(guard(project, held), [Printed("här", text)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vera lyssnar.", []),
        ("Zerafinas chef", [("name", "Zerafinas", True)]),
        ("ZERAFINA WULFF", [("name", "ZERAFINA WULFF", True)]),
        ("Zerafinaärendet", [("name", "Zerafina", True)]),
        ("Anna Bergs ord", [("case", "Anna Bergs", True)]),
        ("Ring 070-174 06 05", [("number", "070-174 06 05", True)]),
        ("Skriv till a.b@exempel.se", [("number", "a.b@exempel.se", True)]),
        ("Sedan kom Gunilla in.", [("finding", "Gunilla", False)]),
        ("Vera kom. Hon satte sig.", [("pronoun", "Vera … Hon", True)]),
        ("I regeln 2010:110 och år 2014.", []),
    ],
)
def test_a_text_is_looked_through(project: Project, text: str, found: list[tuple[str, str, bool]]) -> None:
    assert kinds(project, text, key()) == found


def test_others_words_may_use_any_pronoun(project: Project) -> None:
    watch = guard(project)
    assert leaks_in(watch, [Printed("citat", "Vera kom. Hon satte sig.", told=False)]) == []
    data = {"blocks": [{"type": "dash_turn", "text": "Vera, hon är trött."}], "quote": "Vera kom. Hon gick."}
    assert leaks_in(watch, report_texts(data)) == []


def test_cells_of_few_persons_are_leaks() -> None:
    assert [(leak.where, leak.words) for leak in small_cells({"a": 0, "b": 2, "c": 3})] == [("b", "2")]


def _condensed(project: Project, words: str) -> None:
    source = put_source(project, "intervju", TEXT)
    project.apply(add_condensation(source.id, revision=source.text, start=9, end=13, text=words))


def test_a_report_that_shows_somebody_is_refused_with_the_places(project: Project) -> None:
    _condensed(project, "Ring 070-174 06 05.")
    with pytest.raises(QualcodeError, match="shows somebody") as refused:
        print_report(project, "condensation", to="html")
    assert "condensed" in refused.value.message
    assert "--allow" in refused.value.hint


def test_a_reason_lets_it_pass_and_is_logged(project: Project) -> None:
    _condensed(project, "Ring 070-174 06 05.")
    with pytest.raises(UsageProblem, match="reason holds"):
        print_report(project, "condensation", to="html", allow="numret 070-174 06 05 är allmänt")
    rendered = print_report(project, "condensation", to="html", allow="numret är myndighetens eget")
    assert b"070-174" in rendered.data
    assert any("reason is in the log" in note for note in rendered.notes)
    row = project.db.execute("SELECT document, format, counts, reason FROM release").fetchone()
    assert row == ("condensation", "html", '{"number":1}', "numret är myndighetens eget")


def test_what_is_uncertain_is_printed_with_a_note(project: Project) -> None:
    _condensed(project, "Gunilla Karlsson lyssnar.")
    notes = print_report(project, "condensation", to="html").notes
    assert any("Look at" in note and "does not mean anonymous" in note for note in notes)


def test_a_refusal_never_tells_a_real_name_of_the_key(project: Project) -> None:
    from qualcode.protection.guarding import refusal

    words = refusal("codebook", leaks_in(guard(project, key()), [Printed("koder 3", "Zerafina lyssnar")]))
    assert "Zerafina" not in words
    assert "Tove" in words


def test_own_texts_keep_to_the_pronouns(project: Project) -> None:
    project.apply(add_memo("project", "p", "Vera tvekar. Hon ser bort.", title="Om mötet"))
    assert [(leak.where, leak.words) for leak in own_pronouns(project)] == [("Om mötet", "Vera … Hon")]


def _docx(path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_paragraph("Vera lyssnar.")
    document.add_paragraph("Zerafina talar.")
    document.core_properties.author = "Sven Utredare"
    document.core_properties.last_modified_by = "python-docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:p xmlns:w="{space}"><w:del w:author="Sven"><w:r><w:delText>struket</w:delText></w:r></w:del></w:p>'
        ),
    )
    document.save(str(path))


def test_a_word_file_is_looked_through_with_what_it_hides(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "bilaga.docx"
    _docx(path)
    found = {(leak.kind, leak.words) for leak in check_file(guard(project, key()), path)}
    assert ("name", "Zerafina") in found
    assert {("metadata", "Sven Utredare"), ("metadata", "Sven"), ("metadata", "struket")} <= found


@pytest.mark.parametrize("to", ["docx", "odt", "html", "md", "pdf"])
def test_our_own_reports_hide_nothing(project: Project, tmp_path: Path, to: str) -> None:
    _condensed(project, "Vera lyssnar.")
    path = tmp_path / f"rapport.{to}"
    path.write_bytes(print_report(project, "condensation", to=to).data)
    assert check_file(guard(project, key()), path) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Rad ett\n\nZerafina"),
        ("a.md", "# Zerafina"),
        ("a.csv", "namn;antal\nZerafina;3\n"),
        ("a.html", "<html><head><meta name=author content='Z'></head><body><p>Zera<b>fina</b></p></body></html>"),
        ("a.json", '{"name": "Zerafina"}'),
    ],
)
def test_other_files_are_looked_through(project: Project, tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    assert "name" in {leak.kind for leak in check_file(guard(project, key()), path)}


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pdf"])
def test_damaged_files_give_a_message(project: Project, tmp_path: Path, name: str) -> None:
    for data in (b"", b"PK\x03\x04skrap", b"%PDF-1.4 skrap"):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(SourceRejected):
            check_file(guard(project), path)
    with pytest.raises(UsageProblem):
        check_file(guard(project), tmp_path / "a.xlsx")


def test_the_digits_of_a_hash_are_nobodys(project: Project) -> None:
    assert kinds(project, "ab12f8508630665ce1170a94bb02c3d4e5f60718") == []
    assert [kind for kind, _words, _hard in kinds(project, "numret 850863-0665 står här")] == ["number"]


def test_a_part_of_an_appendix_is_looked_through_like_the_report_itself(project: Project, tmp_path: Path) -> None:
    theme, finding = new_id(), new_id()
    project.apply(
        add_finding("Fynd", "Så är det.", identifier=finding),
        add_theme("Tema", "Anna Berg gör så.", finding=finding, identifier=theme),
    )
    source = put_source(project, "intervju-1")
    project.apply(
        add_condensation(source.id, revision=source.text, start=0, end=9, text="Ring 070-174 06 05.", theme=theme)
    )
    plan = tmp_path / "appendix.yaml"
    plan.write_text("title: Bilagor\nparts:\n  - report: condensation\n", encoding="utf-8")
    with pytest.raises(QualcodeError, match="070-174"):
        print_report(project, "appendix", to="html")
