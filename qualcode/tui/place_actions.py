"""The actions of the screens that list sources, cases, memos and the log."""

from __future__ import annotations

from qualcode.tui.action import N_, Action

OVERVIEW: tuple[Action, ...] = (
    Action("overview.open", "enter", "open", N_("open"), N_("Read the source under the cursor."), footer=True),
    Action("overview.import", "i", "import_files", N_("import"), N_("Import files as sources."), footer=True),
)

SOURCES: tuple[Action, ...] = (
    Action("sources.open", "enter", "open", N_("open"), N_("Read the source under the cursor."), footer=True),
    Action("sources.import", "i", "import_files", N_("import"), N_("Import files as sources."), footer=True),
    Action(
        "sources.edit",
        "e",
        "edit",
        N_("details"),
        N_("Change title, kind, date, place, mode, case and series."),
        footer=True,
    ),
    Action("sources.speakers", "s", "speakers", N_("speakers"), N_("Say who the speakers are."), footer=True),
    Action("sources.memo", "m", "memo", N_("memo"), N_("Write a memo about the source."), footer=True),
    Action(
        "sources.repairs", "r", "repairs", N_("repairs"), N_("Show what the import mended, with reasons."), footer=True
    ),
    Action("sources.up", "K,shift+up", "move(-1)", N_("move up"), N_("Move the source up in the list.")),
    Action("sources.down", "J,shift+down", "move(1)", N_("move down"), N_("Move the source down in the list.")),
    Action("sources.remove", "x,delete", "remove", N_("take away"), N_("Take the source out of the project.")),
)

CASES: tuple[Action, ...] = (
    Action("cases.cell", "enter", "open", N_("change"), N_("Change the cell under the cursor."), footer=True),
    Action("cases.new", "n", "new", N_("new case"), N_("Add a person, an office, a meeting or a file."), footer=True),
    Action("cases.edit", "e", "edit", N_("edit"), N_("Change all of the case in a form."), footer=True),
    Action(
        "cases.attribute", "a", "new_attribute", N_("attribute"), N_("Give the case another attribute."), footer=True
    ),
    Action(
        "cases.sources", "o", "sources", N_("sources"), N_("List the sources of the case and open one."), footer=True
    ),
    Action(
        "cases.sort",
        "s",
        "sort",
        N_("sort"),
        N_("Sort by the column under the cursor, then the other way."),
        footer=True,
    ),
    Action("cases.memo", "m", "memo", N_("memo"), N_("Write a memo about the case.")),
    Action("cases.remove", "x,delete", "remove", N_("take away"), N_("Take the case away; its sources stay.")),
)

PSEUDONYMS: tuple[Action, ...] = (
    Action("pseudonyms.open", "enter", "open", N_("open"), N_("Open the passage shown below."), footer=True),
    Action(
        "pseudonyms.give", "p", "give", N_("pseudonym"), N_("Give the name a pseudonym, kept in the key."), footer=True
    ),
    Action("pseudonyms.mask", "m", "mask", N_("mask"), N_("Mask it, in brackets."), footer=True),
    Action("pseudonyms.leave", "l", "let_be", N_("leave"), N_("Leave it as it is: it names nobody."), footer=True),
    Action(
        "pseudonyms.same",
        "s",
        "same",
        N_("same person"),
        N_("Say that two near names are one person, or not."),
        footer=True,
    ),
    Action(
        "pseudonyms.apply", "A", "apply", N_("replace"), N_("Put the pseudonyms everywhere, after a look."), footer=True
    ),
    Action("pseudonyms.next", "right", "step(1)", N_("next place"), N_("Show the next place of the name.")),
    Action("pseudonyms.previous", "left", "step(-1)", N_("place before"), N_("Show the place before.")),
    Action("pseudonyms.filter", "f", "filter", N_("filter"), N_("Show only what is undecided, or all.")),
    Action("pseudonyms.key", "k", "open_key", N_("key"), N_("Open the key, or make one.")),
)

MEMOS: tuple[Action, ...] = (
    Action("memos.open", "enter", "open", N_("open"), N_("Open what the memo is about."), footer=True),
    Action("memos.edit", "e", "edit", N_("edit"), N_("Rewrite the memo."), footer=True),
    Action(
        "memos.filter", "f", "next_kind", N_("filter"), N_("Show only memos about the next kind of thing."), footer=True
    ),
    Action("memos.new", "n", "new", N_("new memo"), N_("Write a memo about the project as a whole."), footer=True),
    Action("memos.remove", "x,delete", "remove", N_("take away"), N_("Take the memo away.")),
)

LOG: tuple[Action, ...] = (Action("log.more", "m", "more", N_("more"), N_("Show earlier actions too."), footer=True),)
