"""Forms as YAML, and answers to them as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.core.forms import STATES, Form, Item
from qualcode.core.ids import new_id
from qualcode.exchange.coding_script import refusal
from qualcode.exchange.judgement_tables import bad_row, shown, table_rows, values_in
from qualcode.exchange.shapes import check_shape, load_schema
from qualcode.exchange.yaml_nodes import Node, Problems, read_nodes
from qualcode.i18n import _

SCHEMA = "form.schema.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of a table: the line it stands on, the case and item as named there, the values or the state."""

    line: int
    case: str
    item: str
    values: tuple[str, ...]
    state: str
    note: str


def read_form(path: Path) -> Form:
    """Return the form of a YAML file, with new ids.

    Raises QualcodeError, naming file, line and mend of the first problem.
    """
    problems = Problems(str(path))
    root = read_nodes(path, problems)
    if root is not None:
        check_shape(root, load_schema(SCHEMA), problems)
        seen: set[str] = set()
        for node in root.each("items"):
            handle = node.text("item")
            if handle in seen:
                problems.add(
                    node.place("item"),
                    _("There are two items {name}.").format(name=handle),
                    _("Give each item a handle of its own."),
                )
            seen.add(handle)
    found = problems.in_order()
    if found or root is None:
        raise refusal(found)
    identifier = new_id()
    items = tuple(_item(node, identifier, n) for n, node in enumerate(root.each("items"), 1))
    return Form(
        identifier, root.text("form"), root.text("title"), root.text("description"), root.number("version") or 1, items
    )


def _item(node: Node, form: str, position: int) -> Item:
    choices = node.get("choices")
    return Item(
        new_id(),
        form,
        node.text("item"),
        node.text("question"),
        tuple((key, value.value) for key, value in choices.entries.items()) if choices is not None else (),
        node.flag("several"),
        node.text("scale") or "nominal",
        position,
    )


def read_answers(path: Path) -> Iterator[Row]:
    """Yield the answers of a CSV file with the columns case, item, value, and if wanted state and note.

    ``|`` parts several values; a row without a value names the state.  Raises UsageProblem with file, row and mend.
    """
    for line, cells in table_rows(path, ("case", "item", "value"), more=("state", "note")):
        values, state = tuple(values_in(cells["value"])), cells["state"].casefold()
        if state and state not in STATES:
            message = _("there is no state {name}; choose one of: {names}")
            raise bad_row(path, line, message.format(name=shown(state), names=", ".join(STATES)))
        if values and state not in ("", STATES[0]):
            raise bad_row(path, line, _("a value goes with no state but answered; leave one of them out"))
        if not values and state in ("", STATES[0]):
            message = _("neither a value nor a state; give the value, or the state: {names}")
            raise bad_row(path, line, message.format(names=", ".join(STATES[1:])))
        yield Row(line, cells["case"], cells["item"], values, state or STATES[0], cells["note"])


__all__ = ["Row", "read_answers", "read_form"]
