"""The actions of the reading view."""

from __future__ import annotations

from qualcode.tui.action import N_, Action


def _motion(name: str, keys: str, call: str, title: str, help_: str = "") -> Action:
    return Action(f"reading.{name}", keys, call, title, help_ or title, palette=False)


READING: tuple[Action, ...] = (
    Action(
        "reading.code",
        "c,enter",
        "code",
        N_("set code"),
        N_("Choose codes for the selection, else the sentence."),
        footer=True,
        ahead=True,
    ),
    Action("reading.turn", "r", "select('turn')", N_("turn"), N_("Select the turn; again adds the next."), footer=True),
    Action(
        "reading.sentence",
        "s",
        "select('sentence')",
        N_("sentence"),
        N_("Select the sentence; again adds the next."),
        footer=True,
    ),
    Action(
        "reading.facets",
        "f",
        "facets",
        N_("facets"),
        N_("Set the facets of the coding at hand."),
        footer=True,
        ahead=True,
    ),
    Action(
        "reading.condense",
        "K",
        "condense",
        N_("condense"),
        N_("Condense the passage to one sentence."),
        footer=True,
        ahead=True,
    ),
    Action(
        "reading.memo",
        "m",
        "memo",
        N_("memo"),
        N_("Write a memo on the coding at hand, else on the source."),
        footer=True,
        ahead=True,
    ),
    Action("reading.word", "o", "select('word')", N_("select word"), N_("Select the word; again adds the next.")),
    Action(
        "reading.paragraph",
        "p",
        "select('paragraph')",
        N_("select paragraph"),
        N_("Select the paragraph; again adds the next."),
    ),
    Action("reading.less", "minus,S", "shrink", N_("select less"), N_("Take the last unit off the selection.")),
    Action("reading.free", "v", "free", N_("select freely"), N_("From now on every motion extends the selection.")),
    Action("reading.again", "V", "reselect", N_("select again"), N_("Take up the last selection again.")),
    Action("reading.release", "escape", "release", N_("let go"), N_("Let the selection and the hits go.")),
    Action(
        "reading.repeat", "full_stop", "repeat", N_("repeat code"), N_("Put the codes chosen last on this passage too.")
    ),
    *(
        Action(
            f"reading.recent-{n}",
            str(n),
            f"recent({n})",
            N_("recent code"),
            N_("Put one of the nine codes used last on the passage."),
            palette=False,
        )
        for n in range(1, 10)
    ),
    Action(
        "reading.in-vivo",
        "i",
        "in_vivo",
        N_("in vivo code"),
        N_("Make a code from the selected words and set it."),
        ahead=True,
    ),
    Action("reading.recode", "R", "recode", N_("recode"), N_("Give the coding at hand another code."), ahead=True),
    Action("reading.remove", "x,delete", "remove", N_("remove coding"), N_("Take the coding at hand away.")),
    Action(
        "reading.hand", "a", "next_in_hand", N_("next coding here"), N_("Take the next of the codings here in hand.")
    ),
    Action(
        "reading.grow",
        "greater_than_sign",
        "resize(1)",
        N_("grow coding"),
        N_("Move the end of the coding at hand a word on."),
    ),
    Action(
        "reading.shrink",
        "less_than_sign",
        "resize(-1)",
        N_("shrink coding"),
        N_("Move the end of the coding at hand a word back."),
    ),
    Action(
        "reading.fit",
        "equals_sign",
        "fit",
        N_("fit coding"),
        N_("Give the coding at hand the borders of the selection."),
    ),
    Action("reading.pin", "asterisk", "pin", N_("pin code"), N_("Keep the code at hand coloured in the text.")),
    Action(
        "reading.scene", "plus", "to_scene", N_("to scene"), N_("Add the passage to a scene as a block."), ahead=True
    ),
    Action(
        "reading.claim",
        "P",
        "to_claim",
        N_("to claim"),
        N_("Bind the passage to a claim, as support, contrast or contradiction."),
        ahead=True,
    ),
    Action(
        "reading.sweep",
        "W",
        "sweep",
        N_("sweep"),
        N_("Go through all candidates for the code at hand, or for one to choose."),
    ),
    Action("reading.copy", "ctrl+c", "copy", N_("copy"), N_("Copy the selection with its source and line.")),
    Action(
        "reading.copy-file",
        "C",
        "copy_to_file",
        N_("copy to file"),
        N_("Add the passage with its source and line to exports/passages.md."),
    ),
    Action("reading.find", "slash", "find", N_("find"), N_("Find words in this text."), ahead=True),
    Action("reading.side", "ctrl+t", "side", N_("side panel"), N_("Show or hide the side panel.")),
    Action("reading.fold", "z", "fold", N_("fold turn"), N_("Shut the turn to one row, or open it.")),
    Action("reading.fold-all", "Z", "fold_all", N_("fold all"), N_("Shut or open all turns.")),
    _motion("left", "left,h", "step('char',-1)", N_("left")),
    _motion("right", "right,l", "step('char',1)", N_("right")),
    _motion("up", "up,k", "row(-1)", N_("up")),
    _motion("down", "down,j", "row(1)", N_("down")),
    _motion("extend-left", "shift+left", "step('char',-1,True)", N_("extend left")),
    _motion("extend-right", "shift+right", "step('char',1,True)", N_("extend right")),
    _motion("extend-up", "shift+up", "row(-1,True)", N_("extend up")),
    _motion("extend-down", "shift+down", "row(1,True)", N_("extend down")),
    _motion("next-word", "w,ctrl+right", "step('word',1)", N_("next word")),
    _motion("previous-word", "b,ctrl+left", "step('word',-1)", N_("previous word")),
    _motion("extend-word", "ctrl+shift+right", "step('word',1,True)", N_("extend by a word")),
    _motion("extend-word-back", "ctrl+shift+left", "step('word',-1,True)", N_("extend back by a word")),
    _motion("next-sentence", "right_parenthesis", "step('sentence',1)", N_("next sentence")),
    _motion("previous-sentence", "left_parenthesis", "step('sentence',-1)", N_("previous sentence")),
    _motion("next-turn", "d,ctrl+down", "step('turn',1)", N_("next turn")),
    _motion("previous-turn", "D,ctrl+up", "step('turn',-1)", N_("previous turn")),
    _motion("next-coding", "e", "coding(1)", N_("next coding")),
    _motion("previous-coding", "E", "coding(-1)", N_("previous coding")),
    _motion("next-uncoded", "y", "coding(1,False)", N_("next uncoded stretch")),
    _motion("previous-uncoded", "Y", "coding(-1,False)", N_("previous uncoded stretch")),
    _motion("next-hit", "n", "hit(1)", N_("next hit")),
    _motion("previous-hit", "N", "hit(-1)", N_("previous hit")),
    _motion("page-down", "pagedown,space", "page(1)", N_("page down")),
    _motion("page-up", "pageup", "page(-1)", N_("page up")),
    _motion("half-down", "ctrl+d", "page(0.5)", N_("half a page down")),
    _motion("half-up", "ctrl+u", "page(-0.5)", N_("half a page up")),
    _motion("row-start", "home", "edge('row-start')", N_("start of the row")),
    _motion("row-end", "end", "edge('row-end')", N_("end of the row")),
    _motion("start", "ctrl+home", "edge('start')", N_("start of the text")),
    _motion("end", "ctrl+end,G", "edge('end')", N_("end of the text")),
)
