"""The main screens as plain text, held against golden files; QUALCODE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from qualcode.core.cases import Case, add_case
from qualcode.core.codings import add_coding
from qualcode.core.condensations import add_condensation, add_finding, add_theme
from qualcode.core.ids import new_id
from qualcode.core.memos import add_memo
from qualcode.core.scenes import Block, CastMember, Scene, add_scene
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.places import places
from tests.tui.conftest import Open

GOLDEN = Path(__file__).parent / "golden"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")


def screen_text(app: QualcodeApp) -> str:
    """Return what the screen shows, without blanks at line ends and with one moment for all."""
    rows = ("".join(s.text for s in strip).rstrip() for strip in app.screen._compositor.render_strips())
    return _MOMENT.sub(lambda m: "2026-01-31 12:00"[: len(m[0])], "\n".join(rows)) + "\n"


def check(app: QualcodeApp, name: str) -> None:
    """Hold the screen against its golden file, or write that anew."""
    path, text = GOLDEN / f"{name}.txt", screen_text(app)
    if os.environ.get("QUALCODE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.fixture
def worked(study: Project) -> Project:
    """The study with a little of everything in it."""
    source = study.sources()[0]
    text = study.text(source)

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    for code, words in (("lyssna", "Man måste kunna lyssna"), ("regler", "vi måste följa våra regler"),
                        ("norm", "Lyhördhet, tycker jag absolut."), ("aktor", "nästan en motaktör")):  # fmt: skip
        start, end = at(words)
        study.apply(add_coding(source.id, study.code(code).id, revision=source.text, start=start, end=end))
    coded = study.codings()
    start, end = at("vi måste följa våra regler")
    finding = add_finding("Båda på en gång", "Båda normerna bärs av samma person.", position=0)
    theme = add_theme("Lyssna och lyda", "Lyssnandet slutar där regeln börjar.", position=0, finding=finding.object)
    study.apply(finding, theme)
    study.apply(
        add_condensation(
            source.id,
            revision=source.text,
            start=start,
            end=end,
            text="Lyssnar, men är bunden av reglerna.",
            codes=[c.code for c in coded[:2]],
            theme=theme.object,
        ),
        add_memo("coding", coded[0].id, "Säger hon detta om sig själv?"),
        add_case(Case(new_id(), "Vera", "handläggaren", attributes={"kontor": "Berga"})),
        add_scene(
            Scene(
                new_id(),
                "Samtalet",
                lead_in="Att lyssna och att lyda sker i samma samtal.",
                cast=(CastMember("Vera", "handläggare", pronoun="hon"),),
                blocks=(Block("action", "Vera lägger ifrån sig pennan."), Block("dash_turn", "Jag hör dig.", "Vera")),
            )
        ),
    )
    return study


@pytest.mark.parametrize("place", [p for p in places() if p not in ("exchange", "pseudonyms")])
async def test_a_screen_looks_as_it_did(opened: Open, worked: Project, place: str) -> None:
    async with opened(place, size=(100, 30)) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        if place == "reading":
            app.screen.action_coding(1)  # type: ignore[attr-defined]
            await pilot.pause(0.1)
        check(app, place)


@pytest.mark.parametrize(
    ("name", "keys"), [("picker", "c"), ("jump", "g"), ("help", "question_mark"), ("legend", "ctrl+r")]
)
async def test_what_a_key_shows_looks_as_it_did(opened: Open, worked: Project, name: str, keys: str) -> None:
    async with opened("reading", size=(100, 30)) as (app, pilot):
        await pilot.press(keys)
        await pilot.pause(0.1)
        check(app, name)


async def test_the_trace_stands_beside_the_condensation_table(opened: Open, worked: Project) -> None:
    async with opened("condensations", size=(120, 20)) as (app, pilot):
        await pilot.pause(0.1)
        check(app, "condensations-beside")
        await pilot.press("v")
        await pilot.pause(0.1)
        assert "Lyssnandet slutar" not in screen_text(app)


async def test_the_reading_view_fits_a_small_terminal(opened: Open, worked: Project) -> None:
    async with opened("reading", size=(80, 24)) as (app, pilot):
        await pilot.pause(0.1)
        check(app, "reading-80x24")
        assert all(len(row) <= 80 for row in screen_text(app).split("\n"))
