"""Scores of tokens and sentences, on running text made of gold sentences."""

from __future__ import annotations

from pathlib import Path

from qualcode.language.evaluate.gold import paragraphs, read_conllu, running_text
from qualcode.language.evaluate.scores import Score
from qualcode.language.swedish.sentences import sentences as split_sentences


def tokens(path: Path) -> list[Score]:
    """Score the borders of tokens."""
    from qualcode.language.swedish.pipeline import make_tokenizer

    tokenizer = make_tokenizer()
    score = Score("tokens")
    for block in paragraphs(read_conllu(path)):
        text, gold, _spans = running_text(block)
        said = [(t.idx, t.idx + len(t)) for t in tokenizer(text) if not t.is_space]
        score.add(gold, said)
        for a, b in sorted(set(said) - set(gold)):
            score.miss(f"{text[max(0, a - 15) : a]}[{text[a:b]}]{text[b : b + 15]}")
    return [score]


def sentences(path: Path) -> list[Score]:
    """Score whole sentences: both borders must be right."""
    score = Score("sentences")
    for block in paragraphs(read_conllu(path)):
        text, _tokens, gold = running_text(block)
        said = split_sentences(text)
        score.add(gold, said)
        for a, b in sorted(set(said) - set(gold)):
            score.miss(
                f"said …{text[max(0, a - 20) : a]}[{text[a : a + 15]}…{text[max(a, b - 25) : b]}]{text[b : b + 20]}"
            )
    return [score]
