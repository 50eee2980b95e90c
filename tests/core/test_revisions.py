from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.revisions import Move, history, inverse
from qualcode.core.texts import Edit, apply_edits, text_hash
from tests.core.test_texts import edited_texts


@given(edited_texts())
def test_the_inverse_of_a_correction_brings_the_text_back(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    assert apply_edits(apply_edits(text, edits), inverse(text, edits)) == text


@given(edited_texts(), st.booleans())
def test_undoing_a_correction_restores_the_words_as_a_further_revision(
    case: tuple[str, tuple[Edit, ...]], redo: bool
) -> None:
    text, edits = case
    moves = [Move("do", "a", text_hash(text), edits), Move("undo", "a")]
    newest, revisions = history(text, [*moves, Move("redo", "a")] if redo else moves)
    assert newest == (apply_edits(text, edits) if redo else text)
    assert len(revisions) == (1 if redo else 2)


def test_two_corrections_made_apart_are_both_kept() -> None:
    text = "Anna säger att hon vill."
    on = text_hash(text)
    newest, _ = history(
        text,
        [Move("do", "a", on, (Edit(0, 4, "Vera"),)), Move("do", "b", on, (Edit(19, 23, "önskar"),))],
    )
    assert newest == "Vera säger att hon önskar."


def test_undoing_the_first_of_two_corrections_leaves_the_second() -> None:
    text = "Anna säger att hon vill."
    first = (Edit(0, 4, "Vera-Lisa"),)
    middle = apply_edits(text, first)
    at = middle.index("vill")
    newest, _ = history(
        text,
        [
            Move("do", "a", text_hash(text), first),
            Move("do", "b", text_hash(middle), (Edit(at, at + 4, "önskar"),)),
            Move("undo", "a"),
        ],
    )
    assert newest == "Anna säger att hon önskar."


@given(st.lists(st.sampled_from(["join", "part"]), max_size=5))
def test_undoing_all_corrections_one_by_one_meets_every_earlier_text(steps: list[str]) -> None:
    base = text = "en hand-\nläggare"
    moves, texts = [], [base]
    for n, step in enumerate(steps):
        edit = Edit(7, 9, "") if step == "join" and "-\n" in text else Edit(7, 7, "-\n")
        moves.append(Move("do", str(n), text_hash(text), (edit,)))
        text, _ = history(base, moves)
        texts.append(text)
    for n in reversed(range(len(steps))):
        moves.append(Move("undo", str(n)))
        assert history(base, moves)[0] == texts[n]
