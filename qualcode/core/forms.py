"""Forms: closed questions that are answered case by case, each answer with its state.

An answer that is missing is missing for a reason, and the reason is data: what
was never asked, what a file does not let one read, what was asked and left
unanswered, what does not apply to the case, what was lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.core.events import Change
from qualcode.core.ids import new_id

#: The states of an answer; only the first comes with values.
STATES = ("answered", "not-asked", "unreadable", "no-answer", "not-applicable", "loss")
SCALES = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a form.

    ``choices`` are handle and name of each value that may be chosen; without any
    the answer is a number, or free text.  ``several`` may be chosen at once.
    ``scale`` is one of :data:`SCALES`.
    """

    id: str
    form: str
    handle: str
    question: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    several: bool = False
    scale: str = "nominal"
    position: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A form and its items in their order."""

    id: str
    handle: str
    title: str = ""
    description: str = ""
    version: int = 1
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a coder answered to an item about a case: the values, or the state that says why there are none."""

    id: str
    item: str
    case: str
    coder: str
    state: str = "answered"
    values: tuple[str, ...] = ()
    note: str = ""
    made_at: str = ""
    changed_at: str = ""


def add_form(form: Form) -> list[Change]:
    """Return the making of a form with its items."""
    body = {"handle": form.handle, "title": form.title, "description": form.description, "version": form.version}
    return [Change("form.add", form.id, body, "codebook"), *(add_item(item) for item in form.items)]


def add_item(item: Item) -> Change:
    """Return the making of an item."""
    return Change("item.add", item.id, {"form": item.form, "handle": item.handle, **_fields(item)}, "codebook")


def form_differences(old: Form, new: Form) -> list[Change]:
    """Return the changes that make a form say what another does; items are the same by their handles."""
    told = {n: getattr(new, n) for n in ("title", "description", "version") if getattr(new, n) != getattr(old, n)}
    out = [Change("form.edit", old.id, told, "codebook")] if told else []
    known = {item.handle: item for item in old.items}
    for item in new.items:
        before = known.pop(item.handle, None)
        if before is None:
            out.append(add_item(Item(item.id, old.id, item.handle, *_tail(item))))
        elif fields := {k: v for k, v in _fields(item).items() if v != _fields(before)[k]}:
            out.append(Change("item.edit", before.id, fields, "codebook"))
    return out + [Change("item.remove", item.id, {}, "codebook") for item in known.values()]


def remove_form(form: Form) -> list[Change]:
    """Return the removal of a form with its items; answers stay in the log."""
    return [
        *(Change("item.remove", item.id, {}, "codebook") for item in form.items),
        Change("form.remove", form.id, {}, "codebook"),
    ]


def _tail(item: Item) -> tuple[str, tuple[tuple[str, str], ...], bool, str, int]:
    return item.question, item.choices, item.several, item.scale, item.position


def _fields(item: Item) -> dict[str, object]:
    return {
        "question": item.question,
        "choices": [list(choice) for choice in item.choices],
        "several": int(item.several),
        "scale": item.scale,
        "position": item.position,
    }


def answer_item(
    item: str,
    case: str,
    values: Iterable[str] = (),
    *,
    state: str = "answered",
    note: str = "",
    known: Answer | None = None,
) -> Change:
    """Return the answer to an item about a case; ``known`` is the writer's earlier one, which it changes.

    Raises ValueError for an unknown state, values with another state than
    ``answered``, or none with it.
    """
    chosen: Sequence[str] = list(dict.fromkeys(values))
    if state not in STATES or bool(chosen) != (state == "answered"):
        raise ValueError(f"no such answer: {state} {chosen}")
    body: dict[str, object] = {"state": state, "chosen": chosen, "note": note}
    if known is not None:
        return Change("answer.edit", known.id, body, "own")
    return Change("answer.add", new_id(), {"item": item, "case_id": case, **body}, "own")
