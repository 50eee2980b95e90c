"""Keys: the registry, the key file, and the page about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui.actions import CONTEXTS, EVERYWHERE, all_actions, keys_page
from qualcode.tui.app import QualcodeApp
from qualcode.tui.keys import KeyFile, read_key_file, shown_key
from qualcode.tui.screens.jump import PLACES, REPORT
from qualcode.tui.screens.reading import ReadingScreen
from tests.tui.conftest import Open

NEEDS_ALTGR_OR_DEAD = {
    "left_square_bracket", "right_square_bracket", "left_curly_bracket", "right_curly_bracket", "backslash", "at",
    "dollar_sign", "vertical_line", "tilde", "grave_accent", "circumflex_accent", "acute_accent",
}  # fmt: skip
TAKEN_BY_TERMINALS = {f"ctrl+{c}" for c in "sqbajoimh"}


def read(tmp_path: Path, text: str) -> KeyFile:
    path = tmp_path / "keys.toml"
    path.write_text(text, "utf-8")
    return read_key_file(path, {c: [(a.id, a.keys) for a in x] for c, x in CONTEXTS.items()}, EVERYWHERE)


def test_no_key_needs_altgr_or_is_taken_by_terminals() -> None:
    keys = {key for _, action in all_actions() for key in action.keys.split(",")}
    assert not keys & (NEEDS_ALTGR_OR_DEAD | TAKEN_BY_TERMINALS)


def test_every_key_does_one_thing_per_screen() -> None:
    for context, actions in CONTEXTS.items():
        shared = () if context == EVERYWHERE else CONTEXTS[EVERYWHERE]
        keys = [key for a in (*shared, *actions) for key in a.keys.split(",")]
        assert sorted(keys) == sorted(set(keys)), context


def test_the_jump_has_a_letter_for_every_screen() -> None:
    assert set(PLACES.values()) - {REPORT} == set(CONTEXTS) - {EVERYWHERE}


def test_ids_are_unique_and_name_their_context() -> None:
    ids = [a.id for _, a in all_actions()]
    assert len(ids) == len(set(ids))
    assert all(a.id.startswith(f"{context}.") for context, a in all_actions())


def test_a_key_file_rebinds_and_two_keys_can_be_swapped(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '[keys]\n"reading.code" = ["k", "enter"]\n"reading.up" = "up"\n"reading.find" = "."\n"reading.repeat" = "/"\n',
    )
    assert found.problems == ()
    assert found.keys["reading.code"] == "k,enter"
    assert found.keys["reading.find"] == "full_stop"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[keys]\n"reading.cod" = "c"', "did you mean reading.code"),
        ('[keys]\n"reading.memo" = "c"', "taken by"),
        ('[keys]\n"reading.memo" = "u"', "taken by all.undo"),
        ('[keys]\n"reading.memo" = 3', "needs a key"),
        ("[keys\n", "cannot be read"),
        ("keys = 3", "must be a table"),
    ],
)
def test_what_is_wrong_in_a_key_file_is_reported_and_passed_over(tmp_path: Path, text: str, words: str) -> None:
    found = read(tmp_path, text)
    assert not found.keys
    assert words in found.problems[0]


def test_no_key_file_is_no_problem(tmp_path: Path) -> None:
    assert read_key_file(tmp_path / "none.toml", {}, EVERYWHERE) == KeyFile({})


async def test_a_rebound_key_works_and_the_old_one_does_not(opened: Open) -> None:
    async with opened("reading", keys='[keys]\n"reading.turn" = "ctrl+x"\n"x.y" = "q"\n') as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert app.keys.problems
        await pilot.press("r")
        assert screen.view.selection is None
        await pilot.press("ctrl+x")
        assert screen.view.selection is not None


def test_the_page_about_keys_names_every_action() -> None:
    page = keys_page()
    assert all(f"`{action.id}`" in page for _, action in all_actions())
    assert shown_key("ctrl+p") == "ctrl+p"
    assert QualcodeApp.BINDINGS
