from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.reanchor import LIKE, edits_between, likeness, reanchor
from qualcode.core.texts import apply_edits

TEXT = """I: Hur var den första tiden?

IP1: Den första tiden var ganska rörig. Man visste inte vem man skulle ringa till.

I: Och sedan?

IP1: Sedan blev det bättre, när vi fick en egen kontaktperson på kontoret i Berga.
"""


@given(st.text("ab c\n.", max_size=60), st.text("ab c\n.", max_size=60))
def test_the_edits_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    assert apply_edits(old, edits_between(old, new)) == new


def _passage(words: str) -> tuple[int, int]:
    at = TEXT.index(words)
    return at, at + len(words)


def test_a_mended_word_keeps_its_passage() -> None:
    start, end = _passage("ganska rörig")
    anchor = reanchor(TEXT, TEXT.replace("rörig", "rörigt"), start, end)
    assert anchor.how == "carried"
    assert anchor.likeness > 0.9


def test_a_passage_whose_paragraph_moved_is_found_again() -> None:
    paragraphs = TEXT.split("\n\n")
    start, end = _passage("när vi fick en egen kontaktperson")
    moved = "\n\n".join([paragraphs[3].rstrip(), *paragraphs[:3]]) + "\n"
    anchor = reanchor(TEXT, moved, start, end)
    assert anchor.start is not None
    assert moved[anchor.start : anchor.end] == "när vi fick en egen kontaktperson"


def test_a_deleted_passage_is_adrift() -> None:
    start, end = _passage("Sedan blev det bättre, när vi fick en egen kontaktperson på kontoret i Berga.")
    assert reanchor(TEXT, TEXT[: start - 5], start, end).how == "adrift"


def _talk(seed: int) -> str:
    """Return turns of words as unevenly common as in speech."""
    chance = random.Random(seed)
    syllables = "ba de fi go hu ka le mi no pu ra se ti vo åk är ös".split()
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(1200)]
    turns = []
    for n in range(70):
        said = [words[min(1199, int(chance.paretovariate(0.6)))] for _ in range(chance.randint(5, 40))]
        turns.append(f"{'I' if n % 2 else 'IP1'}: {' '.join(said)}.")
    return "\n\n".join(turns) + "\n"


def _changed(text: str, seed: int) -> str:
    """Return a text with typos mended, sentences put in and taken out."""
    chance = random.Random(seed)
    paragraphs = text.split("\n\n")
    for n in sorted(chance.sample(range(len(paragraphs)), 12), reverse=True):
        kind = chance.randrange(3)
        if kind == 0:
            paragraphs[n] = paragraphs[n].replace("ka", "ck", 1)
        elif kind == 1:
            paragraphs.insert(n, "IP1: Det här sades också den gången, men kom inte med.")
        else:
            del paragraphs[n]
    return "\n\n".join(paragraphs)


def test_no_passage_is_attached_wrongly_unseen() -> None:
    wrong = listed = gone = exact = 0
    for seed in range(3):
        old = _talk(seed)
        new = _changed(old, seed)
        chance = random.Random(seed + 100)
        for _ in range(60):
            start = chance.randrange(len(old) - 200)
            end = start + chance.randrange(20, 180)
            anchor = reanchor(old, new, start, end)
            if anchor.how != "carried":
                listed += old[start:end] in new
                gone += old[start:end] not in new
            elif anchor.start is not None:
                alike = likeness(old[start:end], new[anchor.start : anchor.end])
                wrong += alike < LIKE
                exact += alike > 0.95
    assert wrong == 0
    assert listed <= 0.05 * 180
    assert exact >= 0.9 * (180 - gone)
