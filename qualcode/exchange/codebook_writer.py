"""Codebooks written to YAML in one stable order, so that versions can be compared line by line.

Codes stand in tree order with their keys in a fixed order; long texts are
folded blocks.  What is read back is what was written, and writing it again
gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from qualcode.core.codebook import Axis, BookInfo, Code, Codebook, Facet, code_id
from qualcode.core.fold import standing_code
from qualcode.core.ids import stable_id

WIDTH = 100
_IN_FLOW = re.compile(r"[^\W_](?:[\w \-/.()%&+”’–…]*[\w)%.…])?")
_IN_BLOCK = re.compile(r"[^\W_](?:[\w \-/.()%&+”’–…,;!?'\"]*[\w)%.…!?”])?")
_PRINTABLE = re.compile(r"[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_RESOLVER = Resolver()


def write_codebook(codebook: Codebook, book: str, target: Path | TextIO, *, schema: str = "") -> None:
    """Write one book of a codebook to a path or an open text file.

    ``book`` is the book's handle; codes made in the project go along with the
    code that they stand under, and with the book when it is the only one.
    A merged code lives on as an alias of the code that took it in.  ``schema``
    is the path of the schema for editors, written on the first line.
    """
    text = codebook_text(codebook, book, schema=schema)
    if isinstance(target, Path):
        target.write_text(text, encoding="utf-8", newline="\n")
    else:
        target.write(text)


def codebook_text(codebook: Codebook, book: str, *, schema: str = "") -> str:
    """Return one book of a codebook as YAML, as :func:`write_codebook` writes it."""
    info = next((b for b in codebook.books if b.handle == book), None)
    info = info or BookInfo(stable_id("codebook", book), book, book)
    codes = _codes_of(codebook, book)
    handles = {code.id: code.handle for code in codes}
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += _info(info)
    facets = [f for f in sorted(codebook.facets, key=_place) if _belongs(f.codebook, book, codebook)]
    if facets:
        lines += ["", "facets:"]
        for facet in facets:
            lines += _facet(facet, book)
    axes = [a for a in sorted(codebook.axes, key=_place) if a.left in handles and a.right in handles]
    if axes:
        lines += ["", "axes:"]
        for axis in axes:
            lines += _axis(axis, book, handles)
    lines += ["", "codes:" if codes else "codes: []"]
    merged = _merged_names(codebook)
    for n, code in enumerate(codes):
        lines += [""] * (n > 0)
        lines += _code(code, book, handles.get(code.parent or ""), merged.get(code.id, ()))
    return "\n".join(lines) + "\n"


def _belongs(owner: str | None, book: str, codebook: Codebook) -> bool:
    return owner == book or (owner is None and len(codebook.books) <= 1)


def _place(thing: Axis | Facet) -> tuple[int, str]:
    return thing.position, thing.handle


def _codes_of(codebook: Codebook, book: str) -> list[Code]:
    chosen: set[str] = set()
    out = []
    for code in codebook.standing:
        if _belongs(code.codebook, book, codebook) or (code.codebook is None and code.parent in chosen):
            chosen.add(code.id)
            out.append(code)
    return out


def _merged_names(codebook: Codebook) -> dict[str, list[str]]:
    into = {code.id: code.merged_into for code in codebook.codes}
    out: dict[str, list[str]] = {}
    for code in sorted(codebook.codes, key=lambda c: c.handle):
        if code.merged_into is not None:
            out.setdefault(standing_code(code.id, into), []).extend((code.handle, *code.aliases))
    return out


def _info(info: BookInfo) -> list[str]:
    lines = ["codebook:", f"  id: {info.handle}", f"  title: {_name(info.title_sv, info.title_en, info.handle)}"]
    lines.append(f"  version: {info.version}")
    lines += _text("description", info.description, 2)
    if info.citations:
        lines.append("  citations:")
        for citation in info.citations:
            lines += _member(citation, 4)
    return lines


def _facet(facet: Facet, book: str) -> list[str]:
    lines = [f"  - id: {facet.handle}"]
    if facet.id != stable_id("facet", book, facet.handle):
        lines.append(f"    uid: {facet.id}")
    lines += [f"    name: {_name(facet.name_sv, facet.name_en, facet.handle)}", "    values:"]
    for value in facet.values:
        key = f", key: {scalar(value.key, flow=True)}" if value.key else ""
        name = _name(value.name_sv, value.name_en, value.handle)
        lines.append(f"      - {{id: {scalar(value.handle, flow=True)}, name: {name}{key}}}")
    return lines


def _axis(axis: Axis, book: str, handles: dict[str, str]) -> list[str]:
    lines = [f"  - id: {axis.handle}"]
    if axis.id != stable_id("axis", book, axis.handle):
        lines.append(f"    uid: {axis.id}")
    lines.append(f"    name: {_name(axis.name_sv, axis.name_en, axis.handle)}")
    lines.append(f"    poles: [{handles[axis.left]}, {handles[axis.right]}]")
    pairs = [(handles[a], handles[b]) for a, b in axis.pairs if a in handles and b in handles]
    if pairs:
        lines.append("    pairs:")
        lines += [f"      - {{left: {a}, right: {b}}}" for a, b in pairs]
    return lines + _text("source", axis.citation, 4)


def _code(code: Code, book: str, parent: str | None, merged: Sequence[str]) -> list[str]:
    lines = [f"  - id: {code.handle}"]
    if code.id != code_id(book, code.handle):
        lines.append(f"    uid: {code.id}")
    lines.append(f"    kind: {code.kind}")
    if parent is not None:
        lines.append(f"    parent: {parent}")
    lines.append(f"    name: {_name(code.name_sv, code.name_en, code.handle)}")
    lines += _text("short", code.short, 4)
    if code.status != "active":
        lines.append(f"    status: {code.status}")
    lines += _text("colour", code.colour, 4)
    if code.ideal_type:
        lines.append("    ideal_type: true")
    if code.voiced_by != "anyone":
        lines.append(f"    voiced_by: {code.voiced_by}")
    lines += _text("definition", code.definition, 4)
    lines += _text("when", code.when_to_use, 4)
    lines += _text("not_when", code.when_not, 4)
    lines += _text("example", code.example, 4)
    lines += _text("counter_example", code.counter_example, 4)
    lines += _list("cues", code.cues)
    if code.near_misses:
        lines.append("    near_misses:")
        for miss in code.near_misses:
            first, *rest = [*_text("word", miss.word, 8), *_text("why", miss.why, 8)]
            lines += ["      - " + first.lstrip(" "), *rest]
    lines += _list("not_forms", code.not_forms)
    aliases = [*code.aliases, *(name for name in merged if name not in code.aliases and name != code.handle)]
    lines += _list("aliases", aliases)
    return lines + _text("source", code.citation, 4)


def _name(sv: str, en: str, handle: str) -> str:
    pairs = [(k, v) for k, v in (("sv", sv), ("en", en)) if v] or [("sv", handle)]
    return "{" + ", ".join(f"{k}: {scalar(v, flow=True)}" for k, v in pairs) + "}"


def _list(key: str, words: Sequence[str]) -> list[str]:
    if not words:
        return []
    line = f"    {key}: [{', '.join(scalar(word, flow=True) for word in words)}]"
    if len(line) <= WIDTH:
        return [line]
    return [f"    {key}:", *(line for word in words for line in _member(word, 6))]


def _member(text: str, indent: int) -> list[str]:
    first, *rest = _text("-", text, indent)
    return [first.replace("-:", "-", 1), *rest]


def _text(key: str, text: str, indent: int) -> list[str]:
    """Return a key with its text: on its line, or as a block below it when it is long."""
    if not text:
        return []
    blank = " " * indent
    plain = f"{blank}{key}: {scalar(text)}"
    if len(plain) <= WIDTH and "\n" not in text:
        return [plain]
    if not _PRINTABLE.fullmatch(text.replace("\n", "")) or any(p != p.strip() for p in text.split("\n")):
        return [plain]
    if "\n" in text:
        if text.startswith("\n") or text.endswith("\n"):
            return [plain]
        return [f"{blank}{key}: |-", *(f"{blank}  {line}".rstrip() for line in text.split("\n"))]
    if "  " in text:
        return [plain]
    return [f"{blank}{key}: >-", *_folded(text, indent + 2)]


def _folded(text: str, indent: int) -> Iterator[str]:
    blank = " " * indent
    # Only an ordinary space may be folded; textwrap would break at others too.
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > WIDTH - indent:
            yield blank + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield blank + line


def scalar(text: str, *, flow: bool = False) -> str:
    """Return a text as YAML on one line, quoted where it could be read as something else.

    ``flow`` says that it stands inside brackets or braces.
    """
    pattern = _IN_FLOW if flow else _IN_BLOCK
    if pattern.fullmatch(text) and _reads_as_text(text):
        return text
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\n")
        elif char == "\t":
            out.append("\\t")
        elif _PRINTABLE.fullmatch(char):
            out.append(char)
        else:
            code = ord(char)
            out.append(f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return '"' + "".join(out) + '"'


def _reads_as_text(text: str) -> bool:
    tag: str = _RESOLVER.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag == "tag:yaml.org,2002:str"
