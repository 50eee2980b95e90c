"""The actions of the claims and of the tables."""

from __future__ import annotations

from qualcode.tui.action import N_, Action

CLAIMS: tuple[Action, ...] = (
    Action("claims.open", "enter", "open", N_("open"), N_("Go to its passages; there, open the passage."), footer=True),
    Action("claims.new", "n", "new", N_("new claim"), N_("Make a claim."), footer=True),
    Action("claims.edit", "e", "edit", N_("edit"), N_("Change sentence, word, condition and base."), footer=True),
    Action(
        "claims.status",
        "s",
        "status_next",
        N_("status"),
        N_("Mark the claim as draft, checked, printed …"),
        footer=True,
    ),
    Action(
        "claims.role",
        "r",
        "role",
        N_("role"),
        N_("Change what the evidence under the cursor does: supports, contrasts, contradicts."),
        footer=True,
    ),
    Action("claims.flagged", "f", "flagged", N_("only flagged"), N_("Show only flagged claims, or all."), footer=True),
    Action(
        "claims.whose",
        "A",
        "whose",
        N_("whose work"),
        N_("Choose the coder or the layer whose codings count."),
    ),
    Action("claims.history", "h", "history", N_("history"), N_("Show how the claim came to be what it is.")),
    Action("claims.words", "w", "words", N_("ranges"), N_("Show and set what alla, de flesta, några … mean.")),
    Action("claims.note", "t", "note", N_("note"), N_("Write why the evidence under the cursor says what it does.")),
    Action("claims.up", "K,shift+up", "move(-1)", N_("move up"), N_("Move the claim up.")),
    Action("claims.down", "J,shift+down", "move(1)", N_("move down"), N_("Move the claim down.")),
    Action("claims.memo", "m", "memo", N_("memo"), N_("Write a memo about the claim.")),
    Action(
        "claims.remove",
        "x,delete",
        "remove",
        N_("take away"),
        N_("Take the claim away, or the evidence under the cursor."),
    ),
)

TABLES: tuple[Action, ...] = (
    Action(
        "tables.open", "enter", "open", N_("passages"), N_("List the passages of the cell and open one."), footer=True
    ),
    Action("tables.kind", "b", "next_table", N_("by"), N_("Choose what the codes are counted against."), footer=True),
    Action("tables.measure", "v", "next_measure", N_("counts"), N_("Count voices, passages or sources."), footer=True),
    Action(
        "tables.deeper", "plus,d", "deeper(1)", N_("deeper"), N_("Show a level more of the code tree."), footer=True
    ),
    Action("tables.shallower", "minus,D", "deeper(-1)", N_("shallower"), N_("Show a level less of the code tree.")),
    Action(
        "tables.sort",
        "s",
        "sort",
        N_("sort"),
        N_("Sort by the column under the cursor, or as the codebook."),
        footer=True,
    ),
    Action("tables.swap", "x", "swap", N_("swap"), N_("Let rows and columns change places."), footer=True),
    Action("tables.code", "f", "filter", N_("only one code"), N_("Show only what is under one code, or all again.")),
    Action(
        "tables.whose",
        "A",
        "whose",
        N_("whose work"),
        N_("Choose the coder or the layer whose codings count."),
    ),
    Action("tables.small", "z", "toggle_small", N_("hide small"), N_("Hide what may point persons out, as in print.")),
    Action("tables.export", "w", "write_csv", N_("write out"), N_("Write the table to a CSV file.")),
)
