"""Scores of negation marks, of persons and of numbers."""

from __future__ import annotations

from pathlib import Path

from qualcode.language.evaluate.gold import Sentence, read, read_entities, read_jsonl, read_tsv
from qualcode.language.evaluate.scores import Score
from qualcode.language.swedish.findings import Personal
from qualcode.language.swedish.negation import negation as find_negation
from qualcode.language.swedish.numbers import numbers as find_numbers
from qualcode.language.swedish.personal import find_personal

_PERSONS = frozenset({"PER", "PRS", "PERSON", "person"})
_UNSURE = 0.4  # findings below are shown as capitals that nothing explains, not as persons


def negation(path: Path) -> list[Score]:
    """Score negation marks: lines with ``tokens``, ``i``, ``verb`` and ``neg``."""
    score = Score("negated")
    for value in read_jsonl(path):
        tokens, i = [str(token) for token in value["tokens"]], int(value["i"])
        said = find_negation(tokens, i, verb=bool(value["verb"])) is not None
        score.right += said and bool(value["neg"])
        score.said += said
        score.asked += bool(value["neg"])
        if said != bool(value["neg"]):
            sentence = " ".join([*tokens[:i], f"[{tokens[i]}]", *tokens[i + 1 :]])
            score.miss(f"{'missed' if value['neg'] else 'wrong'}: {sentence}")
    return [score]


def persons(path: Path) -> list[Score]:
    """Score persons by token, and how many are found as anything at all."""
    score, anything = Score("persons"), Score("persons, found as anything")
    text, tokens = _document(read_entities(path))
    found = find_personal(text)
    sure = [finding for finding in found if finding.kind == "person" and finding.confidence >= _UNSURE]
    for start, end, form, gold in tokens:
        person = gold.rpartition("-")[2] in _PERSONS
        said = _covers(sure, start, end)
        score.right += person and said
        score.said += said
        score.asked += person
        if person:
            anything.add({start}, {start} if _covers(found, start, end) else set())
        if person != said:
            score.miss(
                f"{'missed' if person else 'wrong'}: {text[max(0, start - 30) : start]}[{form}]{text[end : end + 30]}"
            )
    return [score, anything]


def _document(sentences: list[Sentence]) -> tuple[str, list[tuple[int, int, str, str]]]:
    """Return sentences as one text, line by line, and its words with their places and entities."""
    parts: list[str] = []
    words: list[tuple[int, int, str, str]] = []
    at = 0
    for sentence in sentences:
        for token in sentence.tokens:
            if any(c.isalpha() for c in token.form):
                words.append((at, at + len(token.form), token.form, token.entity))
            piece = token.form + (" " if token.space else "")
            parts.append(piece)
            at += len(piece)
        parts.append("\n\n")
        at += 2
    return "".join(parts), words


def _covers(findings: list[Personal], start: int, end: int) -> bool:
    """Tell whether a finding overlaps a token; findings are sorted and do not overlap."""
    low, high = 0, len(findings)
    while low < high:
        middle = (low + high) // 2
        if findings[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return low < len(findings) and findings[low].start < end


def numbers(path: Path) -> list[Score]:
    """Score numbers by kind: JSONL with ``text`` and ``spans``, or a table of kind, value and text."""
    scores: dict[str, Score] = {}
    for text, spans in _numbered(path):
        said = [(f.start, f.end, f.kind) for f in find_numbers(text)]
        for start, end, kind in spans:
            score = scores.setdefault(kind, Score(kind))
            score.asked += 1
            hit = any(k == kind and a <= start and end <= b for a, b, k in said)
            score.right += hit
            score.said += hit
            if not hit:
                score.miss(f"missed: {text[max(0, start - 20) : end + 20]}")
        for start, end, kind in said:
            if not any(k == kind and start < b and a < end for a, b, k in spans):
                scores.setdefault(kind, Score(kind)).said += 1
                scores[kind].miss(f"wrong: {text[max(0, start - 20) : end + 20]}")
    return [scores[kind] for kind in sorted(scores)]


def _numbered(path: Path) -> list[tuple[str, list[tuple[int, int, str]]]]:
    if path.suffix in (".jsonl", ".json"):
        return [(v["text"], [(int(a), int(b), str(k)) for a, b, k in v.get("spans", [])]) for v in read_jsonl(path)]
    if path.suffix == ".txt":
        return [(read(path), [])]
    rows = []
    for kind, value, *rest in read_tsv(path):
        text = rest[0] if rest else value
        at = text.find(value)
        rows.append((text, [(at, at + len(value), kind)]))
    return rows
