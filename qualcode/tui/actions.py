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
from qualcode.tui.analysis_actions import CODEBOOK, CONDENSATIONS, FINDINGS, SCENES
from qualcode.tui.claim_actions import CLAIMS, TABLES
from qualcode.tui.form_actions import FORMS
from qualcode.tui.keys import key_names
from qualcode.tui.place_actions import CASES, LOG, MEMOS, OVERVIEW, PSEUDONYMS, SOURCES
from qualcode.tui.quotation_actions import QUOTATIONS
from qualcode.tui.reading_actions import READING
from qualcode.tui.search_actions import SEARCH, SWEEP, WORDS
from qualcode.tui.team_actions import ADJUDICATION, AGREEMENT, COMPARE, CONFLICTS, EXCHANGE, PEOPLE, REVIEW

EVERYWHERE = "all"

_ALL = (
    Action("all.undo", "u,ctrl+z", "undo", N_("undo"), N_("Take back what you did last, also after a restart.")),
    Action("all.redo", "U,ctrl+y", "redo", N_("redo"), N_("Bring back what was undone last.")),
    Action("all.jump", "g", "jump", N_("go to"), N_("Go to any screen by one letter, or to a line."), ahead=True),
    Action("all.palette", "ctrl+p", "command_palette", N_("all commands"), N_("Find any command by typing.")),
    Action("all.help", "question_mark,f1", "help", N_("help"), N_("Show the keys that work here.")),
    Action("all.overview", "f2", "show('overview')", N_("overview"), N_("Progress per source and coder.")),
    Action("all.sources", "f3", "show('sources')", N_("sources"), N_("All sources; import more.")),
    Action("all.reading", "f4", "show('reading')", N_("reading view"), N_("Read and code the source opened last.")),
    Action("all.codebook", "f5", "show('codebook')", N_("codebook"), N_("Make, define, move, merge and split codes.")),
    Action(
        "all.condensations",
        "f6",
        "show('condensations')",
        N_("condensation table"),
        N_("Meaning units, condensed sentences, themes and findings."),
    ),
    Action("all.scenes", "f7", "show('scenes')", N_("scenes"), N_("Compose scenes.")),
    Action("all.search", "f8", "show('search')", N_("search all"), N_("Search all texts.")),
    Action("all.sweep", "shift+f8,f20", "sweep", N_("sweep"), N_("Go through all candidates for one code.")),
    Action(
        "all.words",
        "shift+f7,f19",
        "show('words')",
        N_("word lists"),
        N_("Count words, and find those that mark a group."),
    ),
    Action("all.report", "f9", "report", N_("report"), N_("Print a report to a file.")),
    Action("all.cases", "f10", "show('cases')", N_("cases"), N_("Persons, offices, meetings and files.")),
    Action("all.memos", "f11", "show('memos')", N_("memos"), N_("All memos, and what they are about.")),
    Action(
        "all.pseudonyms",
        "shift+f10,f22",
        "show('pseudonyms')",
        N_("pseudonyms"),
        N_("What may point to somebody, and what is printed instead."),
    ),
    Action("all.log", "f12", "show('log')", N_("log"), N_("What was done, by whom and when.")),
    Action(
        "all.findings",
        "shift+f6,f18",
        "show('findings')",
        N_("findings and themes"),
        N_("Make, rename, order and assign findings and themes."),
    ),
    Action("all.claims", "ctrl+f6", "show('claims')", N_("claims"), N_("Sentences of the report with their counts.")),
    Action("all.tables", "ctrl+f7", "show('tables')", N_("tables"), N_("Codes counted against groups and each other.")),
    Action("all.people", "shift+f2,f14", "show('people')", N_("rounds"), N_("Coders, rounds, and who has read what.")),
    Action("all.exchange", "shift+f3,f15", "show('exchange')", N_("exchange"), N_("Bundles, merging, shared folder.")),
    Action("all.compare", "shift+f4,f16", "show('compare')", N_("side by side"), N_("Two coders or two texts.")),
    Action("all.agreement", "shift+f5,f17", "show('agreement')", N_("agreement"), N_("How far coders agree.")),
    Action(
        "all.conflicts", "shift+f12,f24", "show('conflicts')", N_("conflicts"), N_("What was done apart, to settle.")
    ),
    Action("all.adjudication", "shift+f9,f21", "show('adjudication')", N_("decide"), N_("Decide where coders differ.")),
    Action(
        "all.review",
        "shift+f11,f23",
        "show('review')",
        N_("passages to check"),
        N_("Passages to check in changed texts."),
    ),
    Action(
        "all.quotations",
        "shift+f1,f13",
        "show('quotations')",
        N_("quotations"),
        N_("Quotations in print; voices; the check of a manuscript."),
    ),
    Action(
        "all.settings",
        "ctrl+e",
        "settings",
        N_("settings"),
        N_("Colours, line length, language, and what holds for the project."),
    ),
    Action("all.theme", "ctrl+l", "next_theme", N_("light or dark"), N_("Go on to light, high contrast, or dark.")),
    Action("all.quit", "Q", "quit", N_("quit"), N_("Leave qualcode; everything is saved already.")),
)

CONTEXTS: dict[str, tuple[Action, ...]] = {
    EVERYWHERE: _ALL,
    "overview": OVERVIEW,
    "sources": SOURCES,
    "reading": READING,
    "codebook": CODEBOOK,
    "condensations": CONDENSATIONS,
    "findings": FINDINGS,
    "claims": CLAIMS,
    "tables": TABLES,
    "scenes": SCENES,
    "quotations": QUOTATIONS,
    "search": SEARCH,
    "sweep": SWEEP,
    "words": WORDS,
    "cases": CASES,
    "memos": MEMOS,
    "pseudonyms": PSEUDONYMS,
    "log": LOG,
    "people": PEOPLE,
    "exchange": EXCHANGE,
    "compare": COMPARE,
    "agreement": AGREEMENT,
    "conflicts": CONFLICTS,
    "adjudication": ADJUDICATION,
    "review": REVIEW,
    "forms": FORMS,
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
        "codebook": _("Codebook"),
        "condensations": _("Condensation table"),
        "findings": _("Findings and themes"),
        "claims": _("Claims"),
        "tables": _("Tables"),
        "scenes": _("Scenes"),
        "quotations": _("Quotations"),
        "search": _("Search"),
        "sweep": _("Sweep"),
        "words": _("Word lists"),
        "cases": _("Cases"),
        "memos": _("Memos"),
        "pseudonyms": _("Pseudonyms"),
        "log": _("Log"),
        "people": _("Coders and rounds"),
        "exchange": _("Exchange"),
        "compare": _("Side by side"),
        "agreement": _("Agreement"),
        "conflicts": _("Conflicts"),
        "adjudication": _("Decisions"),
        "review": _("Passages to check"),
        "forms": _("Forms"),
    }[context]


def bindings(context: str) -> list[Binding]:
    """Return the key bindings of a context, which Textual may rebind by their ids.

    The app takes keys of priority by itself, before it hands others on to the
    widget in focus.  In the reading view all are, so that keys pressed in one
    burst work in their order.
    """
    in_order = context == "reading"
    return [
        Binding(action.keys, action.call, action.title, show=False, id=action.id, priority=in_order or action.ahead)
        for action in CONTEXTS[context]
    ]


def keys_page() -> str:
    """Return the page ``docs/keys.md`` in the language in force, with the default keys."""
    head = " | ".join((_("Key"), _("Action"), _("What it does"), "id"))
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
        lines += [f"| {head} |", "|---|---|---|---|"]
        lines += [
            f"| {' '.join(f'`{k}`' for k in key_names(a.keys))} | {_(a.title)} | {_(a.help)} | `{a.id}` |"
            for a in actions
        ]
    return "\n".join(lines) + "\n"
