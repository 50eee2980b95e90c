"""Scores of lemmas, of search by lemma, of compounds and of line-end hyphens."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.core.hyphens import HyphenJudge
from qualcode.language.evaluate.gold import Sentence, paragraphs, read, read_conllu, read_tsv
from qualcode.language.evaluate.scores import Score
from qualcode.language.swedish.lexicon import SwedishLexicon
from qualcode.language.words import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NO_WORDS = frozenset("PUNCT NUM SYM".split())


def swedish() -> SwedishLexicon:
    """Return the shared Swedish lexicon."""
    found = lexicon("sv")
    assert isinstance(found, SwedishLexicon)
    return found


def lemmas(path: Path) -> list[Score]:
    """Score display lemmas of gold tokens, without regard to case, punctuation and numbers left out."""
    words = swedish()
    every, sets = Score("lemma of all words"), Score("gold lemma among the readings")
    kinds: dict[str, Score] = {}
    for sentence in read_conllu(path):
        for token in sentence.tokens:
            if token.upos in _NO_WORDS or not any(c.isalpha() for c in token.form):
                continue
            said, gold = words.lemma(token.form).lower(), token.lemma.lower()
            for score in (every, kinds.setdefault(token.upos, Score(token.upos))):
                score.add({gold}, {said})
            if said != gold:
                every.miss(f"{token.upos} {token.form} {said} ({gold})")
            sets.add({gold}, {gold} & words.lemmas(token.form))
    return [every, sets, *sorted(kinds.values(), key=lambda s: -s.asked)]


def lemma_search(cues: Path, texts: Sequence[Path]) -> list[Score]:
    """Score search by lemma: cues with patterns of their inflections, compounds, and forms that do not count."""
    words = swedish()
    counts = Counter(word for path in texts for word in _vocabulary(path))
    types, tokens = Score("types"), Score("tokens")
    for row in read_tsv(cues):
        cue, inflections, compounds, ignored = [*row, "", "", ""][:4]
        wanted = re.compile(f"(?:{inflections})|(?:{compounds or '(?!)'})")
        left_out = re.compile(ignored or "(?!)")
        for form, n in counts.items():
            gold = wanted.fullmatch(form) is not None
            if not gold and left_out.fullmatch(form):
                continue
            said = any(lemma == cue for lemma, _role in words.analyse(form))
            for score, weight in ((types, 1), (tokens, n)):
                score.right += weight * (gold and said)
                score.said += weight * said
                score.asked += weight * gold
            if gold != said:
                types.miss(f"{'missed' if gold else 'wrong'} {cue}: {form} ({n})")
    return [types, tokens]


def _vocabulary(path: Path) -> Iterator[str]:
    if path.suffix == ".conllu":
        for sentence in read_conllu(path):
            yield from (token.form.lower() for token in sentence.tokens if _WORD.fullmatch(token.form))
    else:
        text = re.sub(r"(?<=\w)[-\u00ad][ \t]*\r?\n[ \t]*(?=[a-zåäö])(?!(?:och|eller|samt) )", "", read(path))
        yield from (match.group().lower() for match in _WORD.finditer(text))


def compounds(path: Path) -> list[Score]:
    """Score the last split of compounds, and how often a simple word is split."""
    words = swedish()
    right, simple = Score("right head"), Score("simple words left whole")
    for word, answer, *_rest in read_tsv(path):
        parts = words.split(word)
        if answer == "-":
            simple.add({word}, {word} if parts is None else set())
            if parts is not None:
                simple.miss(f"{word}: {'|'.join(parts)}")
        else:
            head = answer.rpartition("|")[2]
            right.add({(word, head)}, {(word, parts[-1])} if parts else set())
            if not parts or parts[-1] != head:
                right.miss(f"{word}: {'|'.join(parts or ('-',))} ({answer})")
    return [right, simple]


def hyphens(path: Path, exceptions: Path | None = None) -> list[Score]:
    """Score the decisions on line-end hyphens.

    On a text, all are to be joined but those of the exceptions' table (file, left, right, actions parted by |).
    On CoNLL-U, every third longer word is broken where syllables meet, and every hyphened word at its hyphen.
    """
    score = Score("line-end hyphens")
    if path.suffix == ".conllu":
        lines, gold = _broken(read_conllu(path))
    else:
        lines = [line.strip() for line in read(path).splitlines()]
        gold = _exceptions(exceptions, path.stem)
    judge = HyphenJudge("\n".join(lines), lexicon("sv"), lexicon("en"))
    ends = [i for i, line in enumerate(lines) if re.search(r"\w[-\u00ad‐‑]$", line)]
    for i in ends:
        after = next((line for line in lines[i + 1 :] if line), "")
        left, right = lines[i].split()[-1][:-1], after.split(None, 1)[0] if after else ""
        answers = gold.get((left, right), {"join"})
        said = judge.decide(lines[i], after).action
        score.add({(i, said if said in answers else min(answers))}, {(i, said)})
        if said not in answers:
            score.miss(f"{left}- {right}: {said} ({'|'.join(sorted(answers))})")
    return [score]


def _exceptions(path: Path | None, name: str) -> dict[tuple[str, str], set[str]]:
    rows = [row for row in read_tsv(path) if row[0].lower() == name.lower()] if path else []
    return {(row[1], row[2]): set(row[3].split("|")) for row in rows}


def _broken(sentences: Sequence[Sentence]) -> tuple[list[str], dict[tuple[str, str], set[str]]]:
    """Return lines that end in broken words, and the answers for natural hyphens."""
    lines: list[str] = []
    gold: dict[tuple[str, str], set[str]] = {}
    seen = 0
    for block in paragraphs(sentences):
        line = ""
        for token in (token for sentence in block for token in sentence.tokens):
            form = token.form
            at = form.find("-", 1) if re.fullmatch(r"\w+-\w+", form) else None
            if at:
                gold[form[:at], form[at + 1 :]] = {"keep"}
                lines.append(f"{line}{form[:at]}-")
                line = form[at + 1 :]
            elif len(form) > 6 and form.isalpha() and (seen := seen + 1) % 3 == 0 and (at := _syllable(form)):
                lines.append(f"{line}{form[:at]}-")
                line = form[at:]
            else:
                line += form
            line += " " if token.space else ""
        lines += [line, ""]
    # A word that is followed by a comma takes it along to the next line.
    answers = {}
    for i, line in enumerate(lines[:-1]):
        if line.endswith("-") and lines[i + 1]:
            left, right = line.split()[-1][:-1], lines[i + 1].split(None, 1)[0]
            for (a, b), actions in gold.items():
                if left.endswith(a) and right.startswith(b):
                    answers[left, right] = actions
    return lines, answers


def _syllable(word: str) -> int | None:
    """Return a place before a consonant that a vowel follows, two letters or more from either end."""
    places = [m.start() for m in re.finditer(r"(?<=.)[bcdfghjklmnpqrstvwxz](?=[aeiouyåäö])", word.lower())]
    places = [place for place in places if 2 <= place <= len(word) - 2]
    return places[zlib.crc32(word.encode()) % len(places)] if places else None
