"""Readers of gold files: CoNLL-U, token columns with entities, and tables and lines of our own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qualcode.errors import SourceRejected
from qualcode.i18n import _


@dataclass(frozen=True, slots=True)
class Token:
    """A surface token with its lemma, part of speech and entity (O, B-PER …), and whether a blank follows."""

    form: str
    lemma: str = "_"
    upos: str = "_"
    space: bool = True
    entity: str = "O"


@dataclass(slots=True)
class Sentence:
    """Tokens of a sentence; ``opens`` marks the first one of a paragraph."""

    tokens: list[Token] = field(default_factory=list)
    opens: bool = False


def read(path: Path) -> str:
    """Return the text of a file in UTF-8.

    Raises:
        SourceRejected: The file cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceRejected(
            _("{path} cannot be read as text in UTF-8.").format(path=path), _("Check its name and its encoding.")
        ) from error


def read_conllu(path: Path) -> list[Sentence]:
    """Return the sentences of a CoNLL-U file by surface tokens; empty nodes are left out."""
    sentences: list[Sentence] = []
    current, opens, skip = Sentence(), False, 0
    for line in [*read(path).splitlines(), ""]:
        if not line.strip():
            if current.tokens:
                sentences.append(current)
            current, skip = Sentence(), 0
        elif line.startswith("#"):
            opens = opens or line.startswith(("# newdoc", "# newpar"))
        else:
            columns = line.split("\t")
            if len(columns) < 10:
                raise _unreadable(path, line)
            if "." in columns[0]:
                continue
            if skip:
                skip -= 1
                continue
            if "-" in columns[0]:
                first, last = columns[0].split("-")
                skip = int(last) - int(first) + 1
                columns[2:4] = [columns[1], "_"]
            if not current.tokens:
                current.opens, opens = opens, False
            misc = dict(part.partition("=")[::2] for part in columns[9].split("|"))
            current.tokens.append(
                Token(columns[1], columns[2], columns[3], misc.get("SpaceAfter") != "No", misc.get("NER", "O"))
            )
    return sentences


def read_entities(path: Path) -> list[Sentence]:
    """Return sentences with entities.

    JSONL: ``{"tokens": […], "tags": […]}`` a line, or ``{"text": …, "spans": [[start, end, kind], …]}``.
    Columns: CoNLL-U with ``NER=`` in the last column, or token and BIO tag (``Anna<TAB>B-PER``), with or
    without a number in front, blank lines between sentences, as in Universal NER and most others.
    """
    if path.suffix in (".jsonl", ".json"):
        return [_sentence_of(value, path) for value in read_jsonl(path)]
    if path.suffix == ".conllu":
        return read_conllu(path)
    sentences: list[Sentence] = []
    current = Sentence()
    for line in [*read(path).splitlines(), ""]:
        if not line.strip():
            if current.tokens:
                sentences.append(current)
            current = Sentence()
        elif not line.startswith("# "):
            columns = line.split("\t") if "\t" in line else line.split(" ")
            if columns[0].isdigit() and len(columns) > 2:
                columns = columns[1:]
            tag = next((c for c in columns[1:] if re.fullmatch(r"O|0|[BIESLU]-\w+|[A-Z]{3}", c)), "O")
            current.tokens.append(Token(columns[0], entity="O" if tag == "0" else tag))
    return sentences


def _sentence_of(value: dict[str, Any], path: Path) -> Sentence:
    if "tokens" in value:
        tags = value.get("tags") or value.get("labels") or value.get("ner_tags") or ["O"] * len(value["tokens"])
        return Sentence(
            [Token(form, entity=str(tag)) for form, tag in zip(value["tokens"], tags, strict=True)], opens=True
        )
    if "text" not in value:
        raise _unreadable(path, json.dumps(value)[:60])
    spans = [(int(a), int(b), str(kind)) for a, b, kind in value.get("spans", [])]
    tokens = [
        Token(
            match.group(),
            entity=next((kind for a, b, kind in spans if a < match.end() and match.start() < b), "O"),
            space=value["text"][match.end() : match.end() + 1].isspace(),
        )
        for match in re.finditer(r"\w+(?:[-.:’']\w+)*|[^\w\s]", value["text"])
    ]
    return Sentence(tokens, opens=True)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file with one JSON object a line.

    Raises:
        SourceRejected: A line is not a JSON object.
    """
    values = []
    for line in read(path).splitlines():
        if line.strip():
            try:
                value = json.loads(line)
            except json.JSONDecodeError as error:
                raise _unreadable(path, line) from error
            if not isinstance(value, dict):
                raise _unreadable(path, line)
            values.append(value)
    return values


def read_tsv(path: Path) -> Iterator[list[str]]:
    """Yield the columns of a table; lines that begin with # are comments."""
    for line in read(path).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def paragraphs(sentences: Sequence[Sentence], *, longest: int = 10) -> Iterator[list[Sentence]]:
    """Yield sentences by paragraph, or in blocks where the file marks none."""
    block: list[Sentence] = []
    for sentence in sentences:
        if block and (sentence.opens or len(block) >= longest):
            yield block
            block = []
        block.append(sentence)
    if block:
        yield block


def running_text(block: Sequence[Sentence]) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the text of some sentences, and the spans of their tokens and of themselves in it."""
    text, tokens, spans = "", [], []
    for sentence in block:
        if text and not text[-1].isspace():
            text += " "
        start = len(text)
        for i, token in enumerate(sentence.tokens):
            tokens.append((len(text), len(text) + len(token.form)))
            text += token.form + (" " if token.space and i < len(sentence.tokens) - 1 else "")
        spans.append((start, len(text)))
    return text, tokens, spans


def _unreadable(path: Path, line: str) -> SourceRejected:
    return SourceRejected(
        _("{path} is not in a format of this task: {line}").format(path=path, line=line[:40]),
        _("The formats are described in docs/language.md."),
    )
