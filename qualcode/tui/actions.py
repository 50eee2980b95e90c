"""Every action of the terminal: its id, where it works, its keys, and the words for it.

Bindings, key line, help, palette and ``docs/keys.md`` are all read from here.
An action's ``call`` is the method (without ``action_``) of the screen in
question, or of the app for those that work everywhere.

No key needs AltGr or a dead key on a Swedish keyboard, and none is taken by
terminals and multiplexers (ctrl with s, q, b, a, j, o, i, m, h).
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding

from qualcode.i18n import _
from qualcode.tui.action import N_, Action
from qualcode.tui.keys import key_names
from qualcode.tui.reading_actions import READING

EVERYWHERE = "all"

_ALL = (
    Action("all.undo", "u,ctrl+z", "undo", N_("undo"), N_("Take back what you did last, also after a restart.")),
    Action("all.redo", "U,ctrl+y", "redo", N_("redo"), N_("Bring back what was undone last.")),
    Action("all.jump", "g", "jump", N_("go to"), N_("Go to any screen by one letter, or to a line by its number.")),
    Action("all.palette", "ctrl+p", "command_palette", N_("all commands"), N_("Find any command by typing.")),
    Action("all.help", "question_mark,f1", "help", N_("help"), N_("Show the keys that work here.")),
    Action("all.overview", "f2", "show('overview')", N_("overview"), N_("Progress per source and coder.")),
    Action("all.sources", "f3", "show('sources')", N_("sources"), N_("All sources; import more.")),
    Action("all.reading", "f4", "show('reading')", N_("reading view"), N_("Read and code the source opened last.")),
    Action(
        "all.condensations",
        "f5",
        "show('condensations')",
        N_("condensation table"),
        N_("Meaning units, condensed sentences, themes and findings."),
    ),
    Action("all.scenes", "f6", "show('scenes')", N_("scenes"), N_("Compose scenes.")),
    Action("all.search", "f7", "show('search')", N_("search all"), N_("Search all texts.")),
    Action("all.log", "f8", "show('log')", N_("log"), N_("What was done, by whom and when.")),
    Action("all.theme", "f9", "next_theme", N_("theme"), N_("Go on to the next theme: light, high contrast, dark.")),
    Action("all.quit", "Q", "quit", N_("quit"), N_("Leave qualcode; everything is saved already.")),
)

_OVERVIEW = (
    Action("overview.open", "enter", "open", N_("open"), N_("Read the source under the cursor."), footer=True),
    Action("overview.import", "i", "import_files", N_("import"), N_("Import files as sources."), footer=True),
)

_SOURCES = (
    Action("sources.open", "enter", "open", N_("open"), N_("Read the source under the cursor."), footer=True),
    Action("sources.import", "i", "import_files", N_("import"), N_("Import files as sources."), footer=True),
    Action("sources.memo", "m", "memo", N_("memo"), N_("Write a memo about the source."), footer=True),
    Action(
        "sources.repairs", "r", "repairs", N_("repairs"), N_("Show what the import mended, with reasons."), footer=True
    ),
    Action("sources.remove", "x,delete", "remove", N_("take away"), N_("Take the source out of the project.")),
)

_CONDENSATIONS = (
    Action(
        "condensations.open",
        "enter",
        "open",
        N_("open"),
        N_("Open the passage; on a finding, its whole trace."),
        footer=True,
    ),
    Action("condensations.text", "e", "edit_text", N_("sentence"), N_("Rewrite the condensed sentence."), footer=True),
    Action("condensations.theme", "t", "set_theme", N_("theme"), N_("Choose or make the theme."), footer=True),
    Action(
        "condensations.finding",
        "f",
        "set_finding",
        N_("finding"),
        N_("Choose or make the theme's finding."),
        footer=True,
    ),
    Action(
        "condensations.trace",
        "s",
        "trace",
        N_("trace"),
        N_("Show the trace from the finding to the lines."),
        footer=True,
    ),
    Action("condensations.remove", "x,delete", "remove", N_("take away"), N_("Take the row away.")),
)

_SCENES = (
    Action("scenes.new", "n", "new", N_("new scene"), N_("Begin a new scene."), footer=True),
    Action("scenes.edit", "enter,e", "edit", N_("edit"), N_("Edit what the cursor is on."), footer=True),
    Action("scenes.block", "b", "add_block", N_("new block"), N_("Write a block."), footer=True),
    Action("scenes.cast", "c", "add_cast", N_("cast"), N_("Add a person to the cast."), footer=True),
    Action("scenes.type", "t", "next_type", N_("type"), N_("Change the block's type to the next one."), footer=True),
    Action(
        "scenes.fidelity", "f", "next_fidelity", N_("fidelity"), N_("Change how near the block stays to its source.")
    ),
    Action("scenes.up", "K,shift+up", "move(-1)", N_("move up"), N_("Move the block up.")),
    Action("scenes.down", "J,shift+down", "move(1)", N_("move down"), N_("Move the block down.")),
    Action("scenes.ended", "a", "toggle_ended", N_("ended"), N_("Say that the closing beat is the end on purpose.")),
    Action("scenes.passage", "p", "passage", N_("passage"), N_("Open the passage that the block rests on.")),
    Action("scenes.previous", "left_parenthesis", "turn_to(-1)", N_("previous scene"), N_("Show the scene before.")),
    Action("scenes.next", "right_parenthesis", "turn_to(1)", N_("next scene"), N_("Show the scene after.")),
    Action("scenes.remove", "x,delete", "remove", N_("take away"), N_("Take away the block or the person.")),
)

_SEARCH = (
    Action("search.open", "enter", "open", N_("open"), N_("Open the hit in the reading view."), footer=True),
    Action("search.query", "slash", "query", N_("new search"), N_("Change what is searched for."), footer=True),
)

_LOG = (Action("log.more", "m", "more", N_("more"), N_("Show earlier actions too."), footer=True),)

CONTEXTS: dict[str, tuple[Action, ...]] = {
    EVERYWHERE: _ALL,
    "overview": _OVERVIEW,
    "sources": _SOURCES,
    "reading": READING,
    "condensations": _CONDENSATIONS,
    "scenes": _SCENES,
    "search": _SEARCH,
    "log": _LOG,
}


def all_actions() -> Iterator[tuple[str, Action]]:
    """Yield every action with its context."""
    for context, actions in CONTEXTS.items():
        for action in actions:
            yield context, action


def context_title(context: str) -> str:
    """Return the words for a context."""
    return {
        EVERYWHERE: _("Everywhere"),
        "overview": _("Overview"),
        "sources": _("Sources"),
        "reading": _("Reading view"),
        "condensations": _("Condensation table"),
        "scenes": _("Scenes"),
        "search": _("Search"),
        "log": _("Log"),
    }[context]


def bindings(context: str) -> list[Binding]:
    """Return the key bindings of a context, which Textual may rebind by their ids."""
    return [
        Binding(action.keys, action.call, action.title, show=False, id=action.id, priority=action.ahead)
        for action in CONTEXTS[context]
    ]


def keys_page() -> str:
    """Return the page ``docs/keys.md`` in the language in force, with the default keys."""
    lines = [
        "# " + _("Keys of the terminal"),
        "",
        _("This page is made from the program; the ids are those of the key file."),
        "",
        _("Keys are rebound in `~/.config/qualcode/keys.toml`, or in the file that `QUALCODE_KEYS` names:"),
        "",
        "```toml",
        "[keys]",
        '"reading.code" = ["c", "enter"]',
        '"all.undo" = "u"',
        "```",
    ]
    for context, actions in CONTEXTS.items():
        lines += ["", f"## {context_title(context)}", ""]
        lines += [f"| {_('Key')} | {_('Action')} | {_('What it does')} | id |", "|---|---|---|---|"]
        lines += [
            f"| {' '.join(f'`{k}`' for k in key_names(a.keys))} | {_(a.title)} | {_(a.help)} | `{a.id}` |"
            for a in actions
        ]
    return "\n".join(lines) + "\n"
