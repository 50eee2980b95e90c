"""Names replaced everywhere, codings kept in place, and nothing of the names left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.core.cases import Case, add_case
from qualcode.core.codebook import Code, add_code
from qualcode.core.codings import add_coding
from qualcode.core.condensations import add_condensation
from qualcode.core.ids import new_id
from qualcode.core.memos import add_memo
from qualcode.core.name_key import NameKey, mask, new_entry
from qualcode.core.scenes import Block, CastMember, Scene, SceneSegment, add_scene
from qualcode.core.sources import edit_source
from qualcode.errors import ProjectUnavailable, QualcodeError
from qualcode.mending import correct_words
from qualcode.project import Project
from qualcode.protection.pseudonymising import apply_names, plan_application, remove_for_good, taken_over
from qualcode.store import bundle_writer, folding
from tests.conftest import put_source

TALK = """I: Vad gör Zerafina på kontoret i Qvarnby?

IP1: Zerafina Wulff lyssnar. Zerafinas chef heter Xaver, och Zerafinaärendet är
välkänt. ZERAFINA skrattar, men Wulffs regler gäller. Ring 070-174 06 55.

I: Och Xaver?

IP1: Xavers kontor ligger i Qvarnby, bredvid kassan.
"""
SECRETS = ("Zerafina", "ZERAFINA", "Wulff", "Xaver", "Qvarnby", "zerafina", "wulff")


def key() -> NameKey:
    out = NameKey("")
    for entry in (
        new_entry(["Zerafina Wulff", "Zerafina", "Wulff"], "Vera", pronoun="hon"),
        new_entry(["Xaver"], "Nils"),
        new_entry(["Qvarnby"], mask("kommun i norr"), kind="place"),
    ):
        out = out.with_entry(entry)
    return out


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "studie") as made:
        yield made


def filled(project: Project) -> None:
    code = Code(new_id(), "lyssna", "Lyssna")
    project.apply(add_code(code))
    source = put_source(project, "intervju-zerafina-wulff", TALK)
    project.apply(edit_source(source.id, file_name="Zerafina Wulff.txt", title="Zerafina"))
    source = project.sources()[0]
    at = TALK.index("Zerafina Wulff lyssnar")
    project.apply(add_coding(source.id, code.id, revision=source.text, start=at, end=at + 23))
    project.apply(
        add_condensation(source.id, revision=source.text, start=at, end=at + 40, text="Zerafina lyssnar på Xaver.")
    )
    project.apply(add_memo("source", source.id, "Ring Zerafina Wulff.", title="Om Zerafina"))
    project.apply(add_case(Case(new_id(), "Zerafina Wulff", attributes={"ort": "Qvarnby"})))
    segment = SceneSegment(source.id, source.text, at, at + 23)
    blocks = (Block("block_quote", "Zerafina Wulff lyssnar.", "Zerafina", "verbatim", (segment,)),)
    project.apply(add_scene(Scene(new_id(), "Hos Zerafina", cast=(CastMember("Zerafina"),), blocks=blocks)))


def quotes(project: Project) -> list[str]:
    source = project.sources()[0]
    return [project.quote(source, c.start, c.end) for c in project.codings()]


def test_a_name_is_replaced_in_texts_and_in_everything_else(project: Project) -> None:
    filled(project)
    apply_names(project, plan_application(project, key()))
    source = project.sources()[0]
    text = project.text(source)
    assert "Vera lyssnar. Veras chef heter Nils, och Veraärendet är" in text
    assert "VERA skrattar, men Veras regler" in text
    assert "i [kommun i norr]?" in text
    assert source.handle == "intervju-vera"
    assert source.file_name == "Vera.txt"
    (memo,) = project.memos()
    assert (memo.title, memo.text) == ("Om Vera", "Ring Vera.")
    assert project.cases()[0].name == "Vera"
    assert project.cases()[0].attributes == {"ort": "[kommun i norr]"}
    assert project.condensations()[0].text == "Vera lyssnar på Nils."
    (scene,) = project.scenes()
    assert (scene.title, scene.blocks[0].text, scene.cast[0].name) == ("Hos Vera", "Vera lyssnar.", "Vera")
    assert quotes(project) == ["Vera lyssnar."]
    assert project.segment_quote(scene.blocks[0].segments[0]) == "Vera lyssnar."


def test_one_undo_brings_the_names_back(project: Project) -> None:
    filled(project)
    before = folding.dump(project.db)
    apply_names(project, plan_application(project, key()))
    project.undo()
    assert project.text(project.sources()[0]) == TALK
    assert quotes(project) == ["Zerafina Wulff lyssnar."]
    assert project.memos()[0].text == "Ring Zerafina Wulff."
    assert len(before) > 0


def test_the_log_of_a_replacement_tells_no_name(project: Project) -> None:
    filled(project)
    last = project.revision()
    apply_names(project, plan_application(project, key()))
    bodies = project.db.execute("SELECT json FROM event ORDER BY rowid DESC").fetchall()[: project.revision() - last]
    assert bodies
    assert not any(secret in row[0] for row in bodies for secret in SECRETS)


def test_nothing_is_taken_away_while_names_still_stand(project: Project) -> None:
    filled(project)
    with pytest.raises(QualcodeError, match="still hold"):
        remove_for_good(project, key())
    assert quotes(project) == ["Zerafina Wulff lyssnar."]


def file_bytes(project: Project) -> bytes:
    return b"".join(p.read_bytes() for p in project.path.parent.glob(f"{project.path.name}*"))


def test_no_name_is_left_in_the_file_after_it_was_taken_out_for_good(project: Project) -> None:
    filled(project)
    project.set_ui_state("terminal", {"query": "Zerafina"})
    list(project.search("lemma:Zerafina"))
    source = project.sources()[0]
    correct_words(project, source, [(TALK.index("välkänt"), TALK.index("välkänt") + 7)], "okänt")
    apply_names(project, plan_application(project, key()))
    done = remove_for_good(project, key())
    assert done.events > 0
    assert done.texts > 0
    data = file_bytes(project)
    assert not [secret for secret in SECRETS if secret.encode() in data]
    source = project.sources()[0]
    assert "Veraärendet är\nokänt" in project.text(source)
    assert quotes(project) == ["Vera lyssnar."]
    assert project.segment_quote(project.scenes()[0].blocks[0].segments[0]) == "Vera lyssnar."
    assert project.quote(source, project.condensations()[0].start, project.condensations()[0].end).startswith("Vera")
    assert project.memos()[0].text == "Ring Vera."
    assert project.line_map(source).line(project.text(source).index("bredvid")) == 8
    assert project.faults() == []
    assert project.rebuild()
    assert quotes(project) == ["Vera lyssnar."]


def test_what_was_taken_out_for_good_cannot_be_undone(project: Project) -> None:
    filled(project)
    apply_names(project, plan_application(project, key()))
    remove_for_good(project, key())
    with pytest.raises(QualcodeError, match="for good"):
        project.undo()


def test_a_colleagues_older_copy_brings_no_name_back_and_keeps_its_codings(project: Project, tmp_path: Path) -> None:
    import shutil

    from qualcode.teams import bundles, merging

    filled(project)
    project.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "hos-sara").mkdir()
    copy = tmp_path / "hos-sara" / "studie.qualcode"
    shutil.copyfile(project.path, copy)
    with Project.open(copy, coder="Sara") as theirs:
        source = theirs.sources()[0]
        at = TALK.index("Xavers kontor")
        theirs.apply(add_coding(source.id, theirs.codebook().codes[0].id, revision=source.text, start=at, end=at + 13))
        bundles.write_bundle(theirs, tmp_path / "sara.bundle")
        apply_names(project, plan_application(project, key()))
        remove_for_good(project, key())
        merging.merge_bundles(project, [tmp_path / "sara.bundle"])
        assert sorted(quotes(project)) == ["Nils kontor", "Vera lyssnar."]
        held = project.db.execute("SELECT group_concat(text, '') FROM text_version").fetchone()[0]
        held += project.db.execute("SELECT group_concat(json, '') FROM event").fetchone()[0]
        assert not [secret for secret in SECRETS if secret in held]
        bundles.write_bundle(project, tmp_path / "tillbaka.bundle")
        merging.merge_bundles(theirs, [tmp_path / "tillbaka.bundle"])
        assert sorted(quotes(theirs)) == ["Nils kontor", "Vera lyssnar."]
        assert folding.dump(theirs.db) == folding.dump(project.db)
        assert theirs.faults() == project.faults() == []


def test_a_new_copy_made_from_a_bundle_stands_as_the_project_does(project: Project, tmp_path: Path) -> None:
    from qualcode.teams import merging

    filled(project)
    apply_names(project, plan_application(project, key()))
    remove_for_good(project, key())
    whole = tmp_path / "hel.bundle"
    whole.write_bytes(bundle_writer.pack(project.db, project.manifest())[0])
    with merging.open_bundle(whole, tmp_path / "ny", coder="Jonas") as other:
        assert folding.dump(other.db) == folding.dump(project.db)
        assert quotes(other) == ["Vera lyssnar."]


def test_a_second_round_takes_out_names_that_came_later(project: Project) -> None:
    filled(project)
    apply_names(project, plan_application(project, key()))
    remove_for_good(project, key())
    source = project.sources()[0]
    later = key().with_entry(new_entry(["kassan"], "[en verksamhet]", kind="organisation"))
    apply_names(project, plan_application(project, later))
    remove_for_good(project, later)
    assert b"bredvid kassan" not in file_bytes(project)
    assert quotes(project) == ["Vera lyssnar."]
    assert project.sources()[0].id == source.id
    assert project.faults() == []


def test_a_file_that_another_program_reads_is_told_about_and_cleared_later(project: Project) -> None:
    import sqlite3

    filled(project)
    apply_names(project, plan_application(project, key()))
    project.db.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(project.path)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM event").fetchone()
    with pytest.raises(ProjectUnavailable, match="another program"):
        remove_for_good(project, key())
    other.close()
    remove_for_good(project, key())
    assert not [secret for secret in SECRETS if secret.encode() in file_bytes(project)]


def test_inner_names_of_cases_move_into_the_key(project: Project) -> None:
    project.apply(add_case(Case(new_id(), "Zerafina Wulff", public="Vera", pronoun="hen")))
    taken, changes = taken_over(project, NameKey("p"))
    project.apply(*changes)
    remove_for_good(project, taken)
    (case,) = project.cases()
    assert (case.name, case.public) == ("Vera", "")
    (entry,) = taken.entries
    assert (entry.real, entry.public, entry.pronoun, entry.case) == (("Zerafina Wulff",), "Vera", "hen", case.id)
    assert b"Zerafina" not in file_bytes(project)


WORDS = st.lists(
    st.sampled_from(
        [
            "Zerafina",
            "Zerafinas",
            "Zerafina Wulff",
            "Xaver",
            "och",
            "sa",
            "Zera-\nfina",
            "ZERAFINA",
            "regler",
            ",",
            ".\n",
        ]
    ),
    min_size=3,
    max_size=40,
)


@given(words=WORDS, spans=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 8)), min_size=1, max_size=6))
@settings(max_examples=25)
def test_applying_pseudonyms_never_moves_a_coding_to_other_words(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], spans: list[tuple[int, int]]
) -> None:
    from qualcode.core.pseudonyms import Pseudonyms

    pieces = [" ".join(words[:n]) for n in range(len(words) + 1)]
    text = pieces[-1]
    public = Pseudonyms(key().pairs())
    with Project.create(tmp_path_factory.mktemp("p") / "studie") as project:
        code = Code(new_id(), "k", "k")
        project.apply(add_code(code))
        source = put_source(project, "text", text, speakers=())
        wanted = []
        for first, length in spans:
            first %= len(words)  # noqa: PLW2901
            last = min(len(words), first + length)
            start = len(pieces[first]) + (1 if first else 0)
            end = len(pieces[last])
            # A passage of whole words whose ends no name crosses reads afterwards as its own words replaced.
            whole = public.apply(text) == public.apply(text[:start]) + public.apply(text[start:end]) + public.apply(
                text[end:]
            )
            if start < end and text[start:end].strip() and whole:
                project.apply(add_coding(source.id, code.id, revision=source.text, start=start, end=end))
                wanted.append(public.apply(text[start:end]))
        application = plan_application(project, key())
        if application.changes:
            apply_names(project, application)
        assert sorted(quotes(project)) == sorted(wanted)
        remove_for_good(project, key())
        assert sorted(quotes(project)) == sorted(wanted)
        assert project.faults() == []
        data = file_bytes(project)
        assert b"Zerafina" not in data
        assert b"Xaver" not in data
