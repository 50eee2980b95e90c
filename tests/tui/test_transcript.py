"""The reading view alone: motion, selection, what is painted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from qualcode.core.codings import Mark
from qualcode.core.layout import Lines
from qualcode.core.sources import Turn
from qualcode.tui.colours import CodePaint, contrast, readable
from qualcode.tui.widgets.steps import Steps
from qualcode.tui.widgets.transcript import Reading, Transcript

TEXT = "I: Hur går det?\n\nIP1: Bra, tack. Det är t.ex. lugnt nu. Men inte alltid.\n\nI: Jaså?\n"
END = TEXT.index("alltid.") + 7
LAST = TEXT.index("I: Jaså?")
TURNS = (Turn(1, "I", 0, 3, 15), Turn(2, "IP1", 17, 22, END), Turn(3, "I", LAST, LAST + 3, LAST + 8))
MARKS = (Mark("m1", 22, 32, "a"), Mark("m2", 27, END, "b"))
PAINT = {"a": CodePaint("#e69f00", "a"), "b": CodePaint("#56b4e9", "b")}


@asynccontextmanager
async def shown(text: str = TEXT, size: tuple[int, int] = (80, 12)) -> AsyncIterator[Transcript]:
    turns = TURNS if text == TEXT else ()
    labels = [t.speaker for t in turns]
    reading = Reading(
        text, turns, labels, [x == "I" for x in labels], MARKS if turns else (), PAINT, lambda p: p // 40 + 1, 3
    )

    class Alone(App[None]):
        def compose(self) -> ComposeResult:
            yield Transcript(reading)

    async with Alone().run_test(size=size) as pilot:
        view = pilot.app.query_one(Transcript)
        view.focus()
        await pilot.pause()
        yield view


def picture(view: Transcript) -> list[str]:
    return ["".join(s.text for s in view.render_line(y)).rstrip() for y in range(view.size.height)]


async def test_labels_lines_and_stripes_stand_beside_the_text() -> None:
    async with shown() as view:
        rows = picture(view)
        assert rows[0].split() == ["I", "1", "Hur", "går", "det?"]
        assert rows[2].startswith("IP1")
        assert rows[2].rstrip().endswith(("ab", "ab   "))
        assert all(len(r) <= 80 for r in rows)


async def test_a_turn_is_selected_and_a_second_press_adds_the_next() -> None:
    async with shown() as view:
        view.move_to(30)
        view.select_unit("turn")
        assert view.selection == (22, END)
        view.select_unit("turn")
        assert view.selection == (22, LAST + 8)
        view.shrink_unit()
        assert view.selection == (22, END)
        view.shrink_unit()
        assert view.selection is None


async def test_without_a_selection_the_sentence_is_meant() -> None:
    async with shown() as view:
        view.move_to(35)
        assert TEXT[slice(*view.target())] == "Det är t.ex. lugnt nu."


async def test_free_selection_follows_every_motion() -> None:
    async with shown() as view:
        view.move_to(22)
        view.toggle_free()
        view.step("word", 1)
        view.step("sentence", 1)
        assert view.selection == (22, TEXT.index("Det"))
        view.clear_selection(to_start=True)
        assert (view.cursor, view.selection) == (22, None)
        view.reselect()
        assert view.selection == (22, TEXT.index("Det"))


async def test_the_innermost_coding_is_at_hand_until_another_is_taken() -> None:
    async with shown() as view:
        view.move_to(28)
        assert view.hand == "m1"
        view.next_in_hand()
        assert view.hand == "m2"
        view.step("char", 1)
        assert view.hand == "m2"
        view.move_to(3)
        assert view.hand is None


async def test_resizing_keeps_the_top_row_in_its_place_in_the_text() -> None:
    text = "\n\n".join(f"Stycke {n} " + "ord " * 60 for n in range(80))
    async with shown(text, (70, 12)) as view:
        view.move_to(text.index("Stycke 40"))
        top = view.top_position()
        view.measure = 40
        view.on_resize()
        page = view._page
        assert page is not None
        row = page.layout.row_of(top)
        assert page.layout.start[row] <= top <= page.layout.end[row]
        assert abs(view.top_position() - top) <= page.cols.text


async def test_coding_and_uncoded_stretches_are_gone_to() -> None:
    async with shown() as view:
        assert view.step_coding(1)
        assert view.cursor == 22
        assert not view.step_coding(1, coded=False)  # what the interviewer asks is passed over
        view.reading = replace(view.reading, quiet=())
        assert view.step_coding(1, coded=False)
        assert TEXT[slice(*view.target())] == "Jaså?"
        assert not view.step_coding(1, coded=False)


async def test_the_word_before_a_turn_is_the_last_of_the_turn_before() -> None:
    async with shown() as view:
        view.move_to(22)
        view.step("word", -1)
        assert TEXT[view.cursor :].startswith("det?")
        assert view.steps.backward("word", 3) == 3


async def test_labels_are_no_part_of_what_is_selected() -> None:
    async with shown() as view:
        view.move_to(15)  # after the first turn
        view.select_unit("word")
        assert TEXT[slice(*view.target())] == "Bra"
        view.clear_selection()
        view.move_to(15)
        view.toggle_free()
        view.step("sentence", 1)
        view.step("turn", 1)
        assert TEXT[slice(*view.target())] == "Bra, tack. Det är t.ex. lugnt nu. Men inte alltid."


async def test_a_folded_turn_shows_one_row() -> None:
    async with shown(size=(44, 12)) as view:
        before = len(picture(view))
        view.move_to(30)
        view.toggle_fold()
        rows = picture(view)
        assert "…" in rows[2]
        view.toggle_fold(everything=True)
        view.toggle_fold(everything=True)
        assert len(picture(view)) == before


async def test_wide_marks_and_control_characters_keep_the_columns() -> None:
    async with shown("字字字 e\u0301\u0302e \x1b[31m röd\tflik 😀 slut") as view:
        row = picture(view)[0]
        assert "\x1b" not in row
        assert "\t" not in row
        view.step_edge("row-end")
        assert view.cursor == len(view.reading.text)


@settings(suppress_health_check=list(HealthCheck), max_examples=120)
@given(st.sampled_from(["char", "word", "sentence", "paragraph", "turn"]), st.integers(0, len(TEXT)))
def test_every_step_leads_on_and_never_into_a_label(unit: str, at: int) -> None:
    lines = Lines(TEXT, TURNS)
    steps = Steps(TEXT, TURNS, lines)
    label = {p for t in TURNS for p in range(t.start, t.body)}
    forward, backward = steps.forward(unit, at), steps.backward(unit, at)
    assert at <= forward <= len(TEXT)
    assert backward <= max(at, 3)
    assert forward not in label - {at}
    assert backward not in label - {at, 0}


def test_code_colours_can_be_read_on_any_ground() -> None:
    for ground in ("#16191d", "#faf8f3", "#000000"):
        for colour in ("#e69f00", "#0072b2", "#111111", "#fefefe"):
            assert contrast(readable(colour, ground), ground) >= 3


async def test_the_mouse_draws_a_selection_and_takes_words_sentences_turns_and_stripes() -> None:
    async with shown() as view:
        pilot = Pilot(view.app)
        page = view._page
        assert page is not None
        left, row = page.cols.gutter, page.layout.row_of(TEXT.index("Bra"))
        at = TEXT.index("tack") - page.layout.start[row]
        await pilot.mouse_down(view, offset=(left + at, row))
        await pilot.hover(view, offset=(left + at + 2, row))
        await pilot.hover(view, offset=(left + at + 4, row))
        await pilot.mouse_up(view, offset=(left + at + 4, row))
        assert view.selection is not None
        assert TEXT[slice(*view.selection)] == "tack"
        await pilot.click(view, offset=(left + at, row))
        assert view.selection is None
        await pilot.click(view, offset=(left + at, row), times=2)
        assert TEXT[slice(*view.target())] == "tack"
        await pilot.click(view, offset=(left + at, row), times=3)
        assert TEXT[slice(*view.target())] == "Bra, tack."
        await pilot.click(view, offset=(1, row))
        assert view.selection == (22, END)
        second = next(n for n in range(len(view.index)) if view.index[n].id == "m2")
        lane = left + page.cols.text + 1 + view.lanes[second]
        await pilot.click(view, offset=(lane, row))
        assert view.hand == "m2"
