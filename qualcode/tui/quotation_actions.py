"""The actions of the quotations screen."""

from __future__ import annotations

from qualcode.tui.action import N_, Action


def _motion(name: str, keys: str, call: str, title: str, help_: str) -> Action:
    # The list would take the arrows for itself.
    return Action(f"quotations.{name}", keys, call, title, help_, palette=False, ahead=True)


QUOTATIONS: tuple[Action, ...] = (
    Action("quotations.open", "enter", "open", N_("open"), N_("Open the passage in the reading view."), footer=True),
    Action(
        "quotations.elide",
        "e",
        "elide",
        N_("elide"),
        N_("Put […] in the place of the words, or print them."),
        footer=True,
    ),
    Action("quotations.mask", "m", "mask", N_("mask"), N_("Hide the words behind [text]."), footer=True),
    Action(
        "quotations.clarify", "k", "clarify", N_("clarify"), N_("Put [text] in the place of the words."), footer=True
    ),
    Action("quotations.explain", "f", "explain", N_("explain"), N_("Put [text] after the words.")),
    Action(
        "quotations.clean",
        "c",
        "clean",
        N_("clean"),
        N_("Leave out pauses, fillers and repeated words."),
        footer=True,
    ),
    Action("quotations.plain", "p", "plain", N_("as it stands"), N_("Take back all that was done to the words.")),
    Action(
        "quotations.attribution",
        "a",
        "next_attribution",
        N_("attribution"),
        N_("Say who speaks before, after, or not at all."),
        footer=True,
    ),
    Action("quotations.layout", "l", "next_layout", N_("block or line"), N_("Print it as a block or in the line.")),
    Action("quotations.theme", "t", "set_theme", N_("theme"), N_("Choose the theme it belongs to.")),
    Action("quotations.note", "n", "note", N_("note"), N_("Write a note about it.")),
    Action("quotations.memo", "M", "memo", N_("memo"), N_("Write a memo about the quotation.")),
    Action("quotations.voices", "v", "to_voices", N_("voice set"), N_("Put it into a voice set, or make one.")),
    Action("quotations.by-voices", "b", "by_voices", N_("by voice set"), N_("List by voice set, or by source.")),
    Action("quotations.mark", "y", "next_mark", N_("mark"), N_("Say how the voice stands to those before it.")),
    Action("quotations.lead-in", "i", "lead_in", N_("lead-in"), N_("Write the text that leads the voice in.")),
    Action("quotations.up", "K,shift+up", "move(-1)", N_("move up"), N_("Move the voice up in its set."), ahead=True),
    Action(
        "quotations.down", "J,shift+down", "move(1)", N_("move down"), N_("Move the voice down in its set."), ahead=True
    ),
    Action("quotations.accept", "s", "accept", N_("accept"), N_("Accept how it reads after the text was corrected.")),
    Action("quotations.ledger", "o", "ledger", N_("who is quoted"), N_("Show who is quoted how much.")),
    Action(
        "quotations.check",
        "w",
        "check_file",
        N_("check a file"),
        N_("Look up the quotations of a manuscript."),
        ahead=True,
    ),
    _motion("word-left", "left", "word(-1)", N_("word before"), N_("Go to the word before.")),
    _motion("word-right", "right", "word(1)", N_("next word"), N_("Go to the next word.")),
    _motion("more-left", "shift+left", "word(-1,True)", N_("select back"), N_("Select the word before too.")),
    _motion("more-right", "shift+right", "word(1,True)", N_("select on"), N_("Select the next word too.")),
    Action("quotations.remove", "x,delete", "remove", N_("take away"), N_("Take it out of its voice set, or away.")),
)
