"""Interview guides in YAML: a bank of questions with variants for each role (``docs/guides.md``)."""

from __future__ import annotations

from pathlib import Path

import yaml

from qualcode.core.guides import Guide, Question, QuestionBank, guide_id, question_id
from qualcode.exchange.coding_script import refusal
from qualcode.exchange.shapes import check_shape, load_schema, nearest
from qualcode.exchange.yaml_nodes import Node, Problems, read_nodes
from qualcode.i18n import _

SCHEMA = "guide.schema.json"


def read_guides(path: Path) -> QuestionBank:
    """Read a file of interview guides.

    Raises QualcodeError, naming file, line and mend of the first problem.
    """
    problems = Problems(str(path))
    root = read_nodes(path, problems)
    if root is not None:
        check_shape(root, load_schema(SCHEMA), problems)
        if not problems.found:
            _check_names(root, problems)
    found = problems.in_order()
    if found or root is None:
        raise refusal(found)
    every = tuple(node.text("id") for node in root.each("guides"))
    return QuestionBank(
        tuple(_guide(n, node) for n, node in enumerate(root.each("guides"), 1)),
        tuple(_question(n, node, every) for n, node in enumerate(root.each("questions"), 1)),
    )


def guides_yaml(bank: QuestionBank) -> str:
    """Return interview guides as YAML that :func:`read_guides` reads back."""
    every = tuple(g.handle for g in bank.guides)
    data = {
        "guides": [
            _filled(id=g.handle, title=g.title, role=g.role, minutes=g.minutes, intro=g.intro, closing=g.closing)
            for g in bank.guides
        ],
        "questions": [
            _filled(
                id=q.handle,
                topic=q.topic,
                text=q.text,
                guides=[] if q.guides == every else list(q.guides),
                variants=dict(q.variants),
                probes=list(q.probes),
                codes=list(q.codes),
                note=q.note,
            )
            for q in bank.questions
        ],
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def _filled(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def _guide(position: int, node: Node) -> Guide:
    handle = node.text("id")
    return Guide(
        guide_id(handle),
        handle,
        node.text("title").strip(),
        node.text("role").strip(),
        node.text("intro").strip(),
        node.text("closing").strip(),
        node.number("minutes"),
        position,
    )


def _question(position: int, node: Node, every: tuple[str, ...]) -> Question:
    handle, variants = node.text("id"), node.get("variants")
    return Question(
        question_id(handle),
        handle,
        node.text("text").strip(),
        node.text("topic").strip(),
        node.texts("guides") or every,
        {key: value.value for key, value in variants.entries.items()} if variants is not None else {},
        node.texts("probes"),
        node.texts("codes"),
        node.text("note").strip(),
        position,
    )


def _check_names(root: Node, problems: Problems) -> None:
    """Note every id that stands twice, and every guide that a question names and the file does not have."""
    for key in ("guides", "questions"):
        seen: dict[str, int] = {}
        for node in root.each(key):
            name = node.text("id")
            if name in seen:
                message = _("The id “{name}” stands twice; it is already on line {line}.")
                problems.add(node.place("id"), message.format(name=name, line=seen[name]), _("Give it another id."))
            seen.setdefault(name, node.line)
    known = [node.text("id") for node in root.each("guides")]
    for node in root.each("questions"):
        asked = node.texts("guides") or tuple(known)
        for item in node.each("guides"):
            _check_guide(item, item.value, known, problems)
        variants = node.get("variants")
        for name in variants.keys if variants is not None else ():
            assert variants is not None
            at = variants.keys[name]
            _check_guide(at, name, known, problems)
            if name in known and name not in asked:
                message = _("“{name}” has a wording of a question that it does not ask.").format(name=name)
                problems.add(at, message, _("Add it to “guides”, or take the wording away."))


def _check_guide(at: Node, name: str, known: list[str], problems: Problems) -> None:
    if name not in known:
        near = nearest(name, known)
        mend = (
            _("Did you mean “{word}”?").format(word=near)
            if near
            else _("Name one of: {names}.").format(names=", ".join(known))
        )
        problems.add(at, _("There is no guide “{name}”.").format(name=name), mend)
