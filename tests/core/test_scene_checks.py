from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.core.cases import Case
from qualcode.core.scene_checks import check_scene
from qualcode.core.scenes import Block, CastMember, Point, Scene, SceneSegment

WORDS = "Jag förstår att det är svårt, men intyget räcker inte."
SEGMENT = SceneSegment("s", "r", 0, 54)
SCENE = Scene(
    "x",
    "Mötet",
    lead_in="Att läkaren kan bli medaktör illustreras i följande scen:",
    cast=(CastMember("Eli", "handläggare", pronoun="hen"), CastMember("Läkaren", "läkare", pronoun="han")),
    blocks=(
        Block("setup", "”Eli” tar bussen till vårdcentralen. Hen har packat ned två pärmar."),
        Block("dash_turn", WORDS, speaker="Läkaren", fidelity="verbatim", segments=(SEGMENT,)),
        Block("closing_beat", "Eli går ut i regnet."),
    ),
    analysis="Scenen visar två normer.",
    points=(Point("Lyssnandet får vänta.", "lyssna"),),
    min_words=5,
    ended=True,
)


def checks(scene: Scene, words: str | None = WORDS, cases: tuple[Case, ...] = ()) -> list[tuple[str, int]]:
    return [(p.check, p.block) for p in check_scene(scene, lambda _: words, cases, ("kontor Berga",))]


def with_block(n: int, **changes: object) -> Scene:
    blocks = list(SCENE.blocks)
    blocks[n - 1] = replace(blocks[n - 1], **changes)  # type: ignore[arg-type]
    return replace(SCENE, blocks=tuple(blocks))


def test_a_sound_scene_passes_every_check() -> None:
    assert checks(SCENE) == []


def test_a_verbatim_block_must_equal_its_passage_whatever_the_line_ends() -> None:
    assert checks(SCENE, WORDS.replace(" ", "\n")) == []
    assert checks(with_block(2, text=WORDS.replace("svårt", "jobbigt"))) == [("not_verbatim", 2)]


def test_a_passage_whose_words_are_gone_is_named() -> None:
    assert checks(SCENE, None) == [("words_gone", 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jag förstår […] men intyget räcker inte.", []),
        ("Jag förstår att det [att vänta] är svårt", []),
        ("Jag begriper […] men intyget räcker inte.", [("not_edited", 2)]),
        ("men intyget räcker inte […] Jag förstår", [("not_edited", 2)]),
    ],
)
def test_an_edited_block_may_leave_out_and_clarify_but_not_add(text: str, found: list[tuple[str, int]]) -> None:
    assert checks(with_block(2, text=text, fidelity="edited")) == found


def test_a_pronoun_against_the_rule_is_found() -> None:
    assert checks(with_block(3, text="Eli går ut. Hon fryser.")) == [("pronoun", 3)]


def test_a_pronoun_that_another_of_the_cast_goes_by_is_let_through() -> None:
    assert checks(with_block(3, text="Eli ser på läkaren när han går.")) == []


def test_everyone_named_must_be_in_the_cast() -> None:
    assert checks(with_block(3, text="”Yvonne” vinkar.")) == [("not_in_cast", 3)]
    assert checks(with_block(2, speaker="Anette")) == [("not_in_cast", 2)]


@pytest.mark.parametrize("text", ["Den 13 februari 2025 regnar det.", "Ring 070-123 45 67.", "De ses på kontor Berga."])
def test_dates_numbers_and_inner_places_are_found(text: str) -> None:
    assert checks(with_block(3, text=text)) == [("unmasked", 3)]


def test_a_name_that_has_a_public_form_is_found() -> None:
    case = Case("c", "Margareta", public="Eli")
    assert ("unmasked", 3) in checks(with_block(3, text="Margaretas väska står kvar."), cases=(case,))


def test_length_end_lead_in_and_analysis_are_wanted() -> None:
    bare = replace(SCENE, lead_in="", analysis="", points=(), ended=False, min_words=100)
    assert [c for c, _ in checks(bare)] == ["too_short", "no_end", "no_lead_in", "no_analysis"]
    assert [c for c, _ in checks(replace(bare, kind="vignette", ended=True, min_words=1))] == []


def test_analysis_words_do_not_belong_in_the_telling() -> None:
    assert checks(with_block(3, text="Detta illustrerar normen.")) == [("analysis_word", 3)]
