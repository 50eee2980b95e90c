"""Coding scripts: one coder's work in a YAML file that people write and read.

A script names passages by their words instead of by positions, so it can be
written by hand, kept beside the texts and replayed.  ``docs/coding-script.md``
describes the format; :mod:`qualcode.exchange.script_resolution` finds the words
in the texts and makes the changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.exchange.quotation_yaml import ScriptQuotation, ScriptVoices, script_quotations, script_voices
from qualcode.exchange.script_parts import Name, Passage, members, name_at, name_in, names_in, passage_in
from qualcode.exchange.script_rules import check_entries
from qualcode.exchange.shapes import check_shape, load_schema
from qualcode.exchange.yaml_nodes import Node, Problem, Problems, read_nodes
from qualcode.i18n import ngettext

SCHEMA = "coding_script.schema.json"


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
    quotations: tuple[ScriptQuotation, ...] = ()
    voices: tuple[ScriptVoices, ...] = ()


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
    entries = [_entry(node, source) for source, listed in members(root, "sources") for node in listed.items]
    return Script(
        file=file,
        coder=root.text("coder").strip(),
        entries=tuple(entries),
        themes=tuple(
            ScriptTheme(handle, node.text("name"), node.text("claim"), name_in(node, "finding"))
            for handle, node in members(root, "themes")
        ),
        findings=tuple(
            ScriptFinding(handle, *(node.text(key) for key in ("name", "claim", "box", "bullet", "heading")))
            for handle, node in members(root, "findings")
        ),
        scenes=tuple(_scene(node) for node in root.each("scenes")),
        claims=tuple(_claim(handle, node) for handle, node in members(root, "claims")),
        quotations=script_quotations(root),
        voices=script_voices(root),
    )


def _entry(node: Node, source: Name) -> Entry:
    facets = node.get("facets")
    return Entry(
        passage=passage_in(node, source),
        codes=names_in(node, "codes"),
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
        linked=names_in(node, "linked") if "linked" in node.entries else None,
        theme=name_in(node, "theme"),
    )


def _claim(handle: Name, node: Node) -> ScriptClaim:
    asked = node.get("asked")
    facets = [(name, tuple(name_at(v) for v in values.items)) for name, values in members(node, "facets")]
    return ScriptClaim(
        handle=handle,
        sentence=node.text("sentence"),
        quantifier=name_in(node, "quantifier"),
        codes=names_in(node, "codes"),
        facets=tuple(facets),
        query=node.text("query"),
        every=node.flag("every"),
        absent=node.flag("absent"),
        lacking=node.flag("lacking"),
        unit=(asked.text("unit") if asked is not None else "") or "person",
        attributes=tuple(
            (name.text, tuple(v.value for v in values.items)) for name, values in members(asked, "attributes")
        )
        if asked is not None
        else (),
        heard_in=asked.texts("sources") if asked is not None else (),
        finding=name_in(node, "finding"),
        status=node.text("status") or "draft",
        note=node.text("note"),
        evidence=tuple(
            ScriptEvidence(item.text("role"), passage_in(item, name_at(item.place("source"))), item.text("note"))
            for item in node.each("evidence")
        ),
    )


def _scene(node: Node) -> ScriptScene:
    low, high = node.number("min_words"), node.number("max_words")
    return ScriptScene(
        key=node.text("id") or node.text("title"),
        title=Name(node.text("title"), node.line, node.column),
        kind=node.text("kind") or "scene",
        event=name_in(node, "event"),
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
                name_in(member, "case"),
            )
            for member in node.each("cast")
        ),
        blocks=tuple(_block(block) for block in node.each("blocks")),
        analysis=node.text("analysis"),
        points=tuple((point.text("text"), name_in(point, "code")) for point in node.each("points")),
        back_references=node.texts("back_references"),
        codes=names_in(node, "codes"),
        masking=tuple((m.text("printed"), m.text("kind"), m.text("reason")) for m in node.each("masking")),
        min_words=150 if low is None else low,
        max_words=600 if high is None else high,
        ended=node.flag("ended"),
    )


def _block(node: Node) -> ScriptBlock:
    passages = []
    for segment in node.each("segments"):
        source = segment.place("source")
        passages.append(passage_in(segment, Name(source.value, source.line, source.column)))
    return ScriptBlock(
        type=node.text("type"),
        text=node.text("text"),
        speaker=node.text("speaker"),
        fidelity=node.text("fidelity") or "paraphrase",
        passages=tuple(passages),
        line=node.line,
        column=node.column,
    )
