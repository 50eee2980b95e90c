"""Coding scripts: one coder's work in a YAML file that people write and read.

A script names passages by their words instead of by positions, so it can be
written by hand, kept beside the texts and replayed.  ``docs/coding-script.md``
describes the format; :mod:`qualcode.exchange.script_resolution` finds the words
in the texts and makes the changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.core.texts import normalise
from qualcode.errors import QualcodeError
from qualcode.exchange.script_rules import check_entries
from qualcode.exchange.shapes import check_shape, load_schema
from qualcode.exchange.yaml_nodes import Node, Problem, Problems, read_nodes
from qualcode.i18n import ngettext

SCHEMA = "coding_script.schema.json"


@dataclass(frozen=True, slots=True)
class Name:
    """A handle or name as a script writes it, and where."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a source that an entry is about, as the script names them.

    Either ``quote``, or ``first`` and ``last`` words, or a whole ``turn`` (which
    also narrows the search for words), or ``whole`` for the source as a whole.
    """

    source: Name
    line: int
    column: int
    quote: str = ""
    first: str = ""
    last: str = ""
    turn: int | None = None
    occurrence: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a coder says about one passage."""

    passage: Passage
    codes: tuple[Name, ...] = ()
    facets: tuple[tuple[Name, Name], ...] = ()
    memo: str = ""
    absent: bool = False
    rough_time: str = ""
    condensed: str = ""
    linked: tuple[Name, ...] | None = None
    theme: Name | None = None


@dataclass(frozen=True, slots=True)
class ScriptFinding:
    """A finding of a script, under its handle."""

    handle: Name
    name: str
    claim: str
    box: str = ""
    bullet: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ScriptEvidence:
    """A passage that a claim rests on."""

    role: str
    passage: Passage
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScriptClaim:
    """A claim of a script, under its handle; its names are not looked up yet."""

    handle: Name
    sentence: str
    quantifier: Name | None
    codes: tuple[Name, ...]
    facets: tuple[tuple[Name, tuple[Name, ...]], ...]
    query: str
    every: bool
    absent: bool
    lacking: bool
    unit: str
    attributes: tuple[tuple[str, tuple[str, ...]], ...]
    heard_in: tuple[str, ...]
    finding: Name | None
    status: str
    note: str
    evidence: tuple[ScriptEvidence, ...]


@dataclass(frozen=True, slots=True)
class ScriptTheme:
    """A theme of a script, under its handle."""

    handle: Name
    name: str
    claim: str
    finding: Name | None = None


@dataclass(frozen=True, slots=True)
class ScriptBlock:
    """A block of a scene with the passages that it rests on."""

    type: str
    text: str
    speaker: str
    fidelity: str
    passages: tuple[Passage, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ScriptScene:
    """A scene of a script; names of cases and codes are not looked up yet."""

    key: str
    title: Name
    kind: str
    event: Name | None
    setting: str
    narrator: str
    lead_in: str
    lead_in_role: str
    cast: tuple[tuple[str, str, str, str, str, Name | None], ...]
    blocks: tuple[ScriptBlock, ...]
    analysis: str
    points: tuple[tuple[str, Name | None], ...]
    back_references: tuple[str, ...]
    codes: tuple[Name, ...]
    masking: tuple[tuple[str, str, str], ...]
    min_words: int
    max_words: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Script:
    """One coder's work, as written."""

    file: str
    coder: str
    entries: tuple[Entry, ...] = ()
    themes: tuple[ScriptTheme, ...] = ()
    findings: tuple[ScriptFinding, ...] = ()
    scenes: tuple[ScriptScene, ...] = ()
    claims: tuple[ScriptClaim, ...] = ()


def check_script(path: Path) -> list[Problem]:
    """Return every problem of a script's form; whether its words are in the texts is not asked here."""
    return _read(Path(path))[1]


def read_script(path: Path) -> Script:
    """Read a coding script.

    Raises QualcodeError, naming file, line and mend of the first problem.
    """
    root, found = _read(Path(path))
    if found or root is None:
        raise refusal(found)
    return _script(root, str(path))


def refusal(problems: list[Problem]) -> QualcodeError:
    """Return the error that names the first of some problems and how many there are."""
    first, more = problems[0], len(problems) - 1
    message = str(first)
    if more:
        message += " " + ngettext("({n} more problem)", "({n} more problems)", more).format(n=more)
    return QualcodeError(message, first.mend)


def _read(path: Path) -> tuple[Node | None, list[Problem]]:
    problems = Problems(str(path))
    root = read_nodes(path, problems)
    if root is not None:
        check_shape(root, load_schema(SCHEMA), problems)
        check_entries(root, problems)
    return root, problems.in_order()


def _script(root: Node, file: str) -> Script:
    entries = [_entry(node, source) for source, listed in _members(root, "sources") for node in listed.items]
    return Script(
        file=file,
        coder=root.text("coder").strip(),
        entries=tuple(entries),
        themes=tuple(
            ScriptTheme(handle, node.text("name"), node.text("claim"), _name(node, "finding"))
            for handle, node in _members(root, "themes")
        ),
        findings=tuple(
            ScriptFinding(handle, *(node.text(key) for key in ("name", "claim", "box", "bullet", "heading")))
            for handle, node in _members(root, "findings")
        ),
        scenes=tuple(_scene(node) for node in root.each("scenes")),
        claims=tuple(_claim(handle, node) for handle, node in _members(root, "claims")),
    )


def _members(root: Node, key: str) -> list[tuple[Name, Node]]:
    node = root.get(key)
    if node is None:
        return []
    return [(Name(k, node.keys[k].line, node.keys[k].column), value) for k, value in node.entries.items()]


def _name(node: Node, key: str) -> Name | None:
    found = node.get(key)
    return Name(found.value, found.line, found.column) if found is not None else None


def _names(node: Node, key: str) -> tuple[Name, ...]:
    return tuple(Name(item.value, item.line, item.column) for item in node.each(key))


def _passage(node: Node, source: Name) -> Passage:
    return Passage(
        source=source,
        line=node.line,
        column=node.column,
        quote=normalise(node.text("quote")),
        first=normalise(node.text("from")),
        last=normalise(node.text("to")),
        turn=node.number("turn"),
        occurrence=node.number("occurrence"),
        whole=node.flag("whole"),
    )


def _entry(node: Node, source: Name) -> Entry:
    facets = node.get("facets")
    return Entry(
        passage=_passage(node, source),
        codes=_names(node, "codes"),
        facets=tuple(
            (Name(key, facets.keys[key].line, facets.keys[key].column), Name(value.value, value.line, value.column))
            for key, value in facets.entries.items()
        )
        if facets is not None
        else (),
        memo=node.text("memo"),
        absent=node.flag("absent"),
        rough_time=node.text("rough_time"),
        condensed=node.text("condensed"),
        linked=_names(node, "linked") if "linked" in node.entries else None,
        theme=_name(node, "theme"),
    )


def _claim(handle: Name, node: Node) -> ScriptClaim:
    asked = node.get("asked")
    facets = [(name, tuple(_at(v) for v in values.items)) for name, values in _members(node, "facets")]
    return ScriptClaim(
        handle=handle,
        sentence=node.text("sentence"),
        quantifier=_name(node, "quantifier"),
        codes=_names(node, "codes"),
        facets=tuple(facets),
        query=node.text("query"),
        every=node.flag("every"),
        absent=node.flag("absent"),
        lacking=node.flag("lacking"),
        unit=(asked.text("unit") if asked is not None else "") or "person",
        attributes=tuple(
            (name.text, tuple(v.value for v in values.items)) for name, values in _members(asked, "attributes")
        )
        if asked is not None
        else (),
        heard_in=asked.texts("sources") if asked is not None else (),
        finding=_name(node, "finding"),
        status=node.text("status") or "draft",
        note=node.text("note"),
        evidence=tuple(
            ScriptEvidence(item.text("role"), _passage(item, _at(item.place("source"))), item.text("note"))
            for item in node.each("evidence")
        ),
    )


def _at(node: Node) -> Name:
    return Name(node.value, node.line, node.column)


def _scene(node: Node) -> ScriptScene:
    low, high = node.number("min_words"), node.number("max_words")
    return ScriptScene(
        key=node.text("id") or node.text("title"),
        title=Name(node.text("title"), node.line, node.column),
        kind=node.text("kind") or "scene",
        event=_name(node, "event"),
        setting=node.text("setting"),
        narrator=node.text("narrator") or "none",
        lead_in=node.text("lead_in"),
        lead_in_role=node.text("lead_in_role") or "illustrates",
        cast=tuple(
            (
                member.text("name"),
                member.text("role"),
                member.text("organisation"),
                member.text("pronoun"),
                member.text("presence") or "present",
                _name(member, "case"),
            )
            for member in node.each("cast")
        ),
        blocks=tuple(_block(block) for block in node.each("blocks")),
        analysis=node.text("analysis"),
        points=tuple((point.text("text"), _name(point, "code")) for point in node.each("points")),
        back_references=node.texts("back_references"),
        codes=_names(node, "codes"),
        masking=tuple((m.text("printed"), m.text("kind"), m.text("reason")) for m in node.each("masking")),
        min_words=150 if low is None else low,
        max_words=600 if high is None else high,
        ended=node.flag("ended"),
    )


def _block(node: Node) -> ScriptBlock:
    passages = []
    for segment in node.each("segments"):
        source = segment.place("source")
        passages.append(_passage(segment, Name(source.value, source.line, source.column)))
    return ScriptBlock(
        type=node.text("type"),
        text=node.text("text"),
        speaker=node.text("speaker"),
        fidelity=node.text("fidelity") or "paraphrase",
        passages=tuple(passages),
        line=node.line,
        column=node.column,
    )
