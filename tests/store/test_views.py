from __future__ import annotations

import json
import sqlite3

from qualcode.core.codings import add_coding
from qualcode.core.condensations import add_condensation, add_finding, add_theme
from qualcode.core.kinds import THINGS
from qualcode.project import Project
from qualcode.store.schema import SCHEMA_VERSION


def test_every_field_of_a_thing_has_its_column(project: Project) -> None:
    for thing in THINGS.values():
        columns = {row[1] for row in project.db.execute(f"PRAGMA table_info({thing.table})")}
        assert thing.field_names() | {thing.family_column} - {""} <= columns


def test_another_program_reads_codings_with_their_words(study: Project) -> None:
    source = study.source("intervju-01")
    at = study.text(source).index("lyssna")
    study.apply(
        add_coding(
            source.id,
            study.code("lyssna").id,
            revision=source.text,
            start=at,
            end=at + 6,
            facets={"modality": "ought"},
        )
    )
    other = sqlite3.connect(f"file:{study.path}?mode=ro", uri=True)
    other.row_factory = sqlite3.Row
    (row,) = other.execute("SELECT * FROM v_codings").fetchall()
    assert (row["source"], row["coder"], row["code"], row["quote"]) == ("intervju-01", "Elin", "lyssna", "lyssna")
    assert json.loads(row["facets"]) == {"modality": "ought"}
    assert other.execute("SELECT path FROM v_codes WHERE handle = 'lyssna'").fetchone()[0] == "norm › lyssna"
    assert other.execute("SELECT codes FROM v_segments").fetchone()[0] == "lyssna"
    assert other.execute("SELECT count(*) FROM v_turns WHERE speaker = 'IP1'").fetchone()[0] == 2
    assert other.execute("SELECT count(*) FROM v_log").fetchone()[0] == study.revision()
    other.close()


def test_the_trace_of_a_condensation_can_be_read_in_sql(study: Project) -> None:
    source = study.source("intervju-01")
    finding, theme = add_finding("Fynd", "Så är det."), add_theme("Tema", "Så blir det.")
    study.apply(finding, theme)
    from qualcode.core.condensations import edit

    study.apply(
        edit("theme", theme.object, finding=finding.object),
        add_condensation(source.id, revision=source.text, start=3, end=6, text="Kort.", theme=theme.object),
    )
    row = study.db.execute("SELECT meaning_unit, condensed, theme, finding FROM v_condensations").fetchone()
    assert row == ("Vad", "Kort.", "Tema", "Fynd")


def test_the_documented_views_are_those_of_the_file(project: Project) -> None:
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text(encoding="utf-8")
    views = {row[0] for row in project.db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert views
    assert all(f"`{view}`" in text for view in views)
    assert project.db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
