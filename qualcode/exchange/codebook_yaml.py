"""Codebooks in YAML files: read to the values of the core, checked line by line.

The format is described in ``docs/codebook-format.md`` and in
``codebook.schema.json``; :mod:`qualcode.exchange.codebook_writer` writes it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qualcode.core.codebook import Axis, BookInfo, Code, Codebook, Facet, FacetValue, NearMiss, code_id
from qualcode.core.ids import stable_id
from qualcode.errors import BadCodebook
from qualcode.exchange.codebook_rules import check_rules
from qualcode.exchange.codebook_writer import write_codebook
from qualcode.exchange.shapes import check_shape, load_schema
from qualcode.exchange.yaml_nodes import Node, Problem, Problems, read_nodes
from qualcode.i18n import ngettext

__all__ = ["Problem", "check_codebook", "read_codebook", "write_codebook"]

SCHEMA = "codebook.schema.json"


def check_codebook(path: Path) -> list[Problem]:
    """Return every problem of a codebook file in the order of its lines; an empty list for a sound file."""
    return _read(Path(path))[1]


def read_codebook(path: Path) -> Codebook:
    """Read a codebook file; codes come in tree order, siblings in the order of the file.

    Raises BadCodebook, naming file, line and mend of the first error, when the
    file breaks the rules of its format.
    """
    root, found = _read(Path(path))
    errors = [problem for problem in found if problem.severity == "error"]
    if errors or root is None:
        first, more = errors[0], len(errors) - 1
        message = str(first)
        if more:
            message += " " + ngettext("({n} more problem)", "({n} more problems)", more).format(n=more)
        raise BadCodebook(message, first.mend)
    return codebook_from(root)


def _read(path: Path) -> tuple[Node | None, list[Problem]]:
    problems = Problems(str(path))
    root = read_nodes(path, problems)
    if root is not None:
        check_shape(root, load_schema(SCHEMA), problems)
        check_rules(root, problems)
    return root, problems.in_order()


def codebook_from(root: Node) -> Codebook:
    """Return the codebook that sound nodes hold."""
    about = root.place("codebook")
    book = about.text("id")
    info = BookInfo(
        id=stable_id("codebook", book),
        handle=book,
        title_sv=about.place("title").text("sv"),
        title_en=about.place("title").text("en"),
        version=about.number("version") or 1,
        description=about.text("description"),
        citations=about.texts("citations"),
    )
    ids = {n.text("id"): n.text("uid") or code_id(book, n.text("id")) for n in root.each("codes")}
    siblings: Counter[str] = Counter()
    codes = []
    for node in root.each("codes"):
        parent = node.text("parent")
        codes.append(_code(node, book, ids, siblings[parent]))
        siblings[parent] += 1
    flat = Codebook(codes=tuple(codes))
    return Codebook(
        codes=flat.standing,
        axes=tuple(_axis(node, book, ids, n) for n, node in enumerate(root.each("axes"))),
        facets=tuple(_facet(node, book, n) for n, node in enumerate(root.each("facets"))),
        books=(info,),
    )


def _code(node: Node, book: str, ids: dict[str, str], position: int) -> Code:
    name = node.place("name")
    return Code(
        id=ids[node.text("id")],
        handle=node.text("id"),
        name_sv=name.text("sv"),
        name_en=name.text("en"),
        short=node.text("short"),
        kind=node.text("kind") or "theme",
        parent=ids.get(node.text("parent")),
        definition=node.text("definition"),
        when_to_use=node.text("when"),
        when_not=node.text("not_when"),
        example=node.text("example"),
        counter_example=node.text("counter_example"),
        cues=node.texts("cues"),
        near_misses=tuple(NearMiss(m.text("word"), m.text("why")) for m in node.each("near_misses")),
        not_forms=node.texts("not_forms"),
        citation=node.text("source"),
        colour=node.text("colour"),
        status=node.text("status") or "active",
        aliases=node.texts("aliases"),
        ideal_type=node.flag("ideal_type"),
        voiced_by=node.text("voiced_by") or "anyone",
        position=position,
        codebook=book,
    )


def _axis(node: Node, book: str, ids: dict[str, str], position: int) -> Axis:
    left, right = (ids[handle] for handle in node.texts("poles"))
    return Axis(
        id=node.text("uid") or stable_id("axis", book, node.text("id")),
        handle=node.text("id"),
        name_sv=node.place("name").text("sv"),
        name_en=node.place("name").text("en"),
        left=left,
        right=right,
        pairs=tuple((ids[p.text("left")], ids[p.text("right")]) for p in node.each("pairs")),
        citation=node.text("source"),
        position=position,
        codebook=book,
    )


def _facet(node: Node, book: str, position: int) -> Facet:
    values = tuple(
        FacetValue(v.text("id"), v.place("name").text("sv"), v.place("name").text("en"), v.text("key"))
        for v in node.each("values")
    )
    return Facet(
        id=node.text("uid") or stable_id("facet", book, node.text("id")),
        handle=node.text("id"),
        name_sv=node.place("name").text("sv"),
        name_en=node.place("name").text("en"),
        values=values,
        position=position,
        codebook=book,
    )
