"""The actions of the screens for working as a team, and for what stands side by side."""

from __future__ import annotations

from qualcode.tui.action import N_, Action


def _motion(context: str, name: str, keys: str, call: str, title: str) -> Action:
    return Action(f"{context}.{name}", keys, call, title, title, palette=False)


PEOPLE: tuple[Action, ...] = (
    Action(
        "people.open",
        "enter",
        "open",
        N_("read on"),
        N_("Open the next source of the round that you have not read."),
        footer=True,
    ),
    Action("people.new", "n", "new", N_("new round"), N_("Open a round of coding side by side."), footer=True),
    Action("people.edit", "e", "edit", N_("change"), N_("Change name, unit, sources and coders of an open round.")),
    Action(
        "people.close", "c", "close_round", N_("close"), N_("Close the round: what is known now counts."), footer=True
    ),
    Action(
        "people.decide",
        "d",
        "decide",
        N_("decide"),
        N_("Decide where the coders of a closed round differ."),
        footer=True,
    ),
    Action(
        "people.figures", "f", "figures", N_("agreement"), N_("Show how far the round's coders agree."), footer=True
    ),
    Action("people.work-as", "w", "work_as", N_("who works"), N_("Go on as another coder."), footer=True),
    Action("people.coder", "p", "new_coder", N_("new coder"), N_("Add a coder before they begin.")),
    Action(
        "people.down", "ctrl+d", "scroll_below(1)", N_("below down"), N_("Scroll the lower part down."), palette=False
    ),
    Action("people.up", "ctrl+u", "scroll_below(-1)", N_("below up"), N_("Scroll the lower part up."), palette=False),
)

EXCHANGE: tuple[Action, ...] = (
    Action(
        "exchange.open", "enter", "open", N_("look in"), N_("Check the bundle and tell what is in it."), footer=True
    ),
    Action(
        "exchange.merge",
        "m",
        "merge",
        N_("merge"),
        N_("Show what the bundle would bring, and merge it after a yes."),
        footer=True,
    ),
    Action(
        "exchange.merge-all",
        "M",
        "merge_new",
        N_("merge all new"),
        N_("Do the same with all bundles that hold anything new, as one step."),
    ),
    Action(
        "exchange.write",
        "w",
        "write_bundle",
        N_("write"),
        N_("Write what a colleague lacks into a bundle."),
        footer=True,
    ),
    Action(
        "exchange.sync",
        "s",
        "sync",
        N_("sync"),
        N_("Take in what others left in the shared folder, and leave there what it lacks."),
        footer=True,
    ),
    Action("exchange.folder", "f", "folder", N_("folder"), N_("Choose the shared folder."), footer=True),
    Action("exchange.other", "o", "other", N_("other file"), N_("Name a bundle that lies elsewhere.")),
    Action(
        "exchange.join",
        "j",
        "join",
        N_("one text"),
        N_("Make one of two sources that are nearly the same text; doubtful passages are listed."),
    ),
    Action("exchange.conflicts", "c", "conflicts", N_("conflicts"), N_("Go to the conflicts.")),
    Action(
        "exchange.stop", "escape", "stop", N_("stop"), N_("Stop what is being done; nothing is changed."), palette=False
    ),
)

CONFLICTS: tuple[Action, ...] = (
    *(
        Action(
            f"conflicts.take-{n}",
            str(n),
            f"settle('{n}')",
            N_("take this"),
            N_("Take the value of this number."),
            palette=False,
        )
        for n in range(1, 10)
    ),
    Action("conflicts.keep", "k", "settle('keep')", N_("keep"), N_("Keep both, or leave it as it is shown.")),
    Action("conflicts.join", "j", "settle('join')", N_("join"), N_("They are the same: join them.")),
    Action("conflicts.merge", "m", "settle('merge')", N_("merge codes"), N_("Merge the later code into the earlier.")),
    Action("conflicts.restore", "r", "settle('restore')", N_("bring back"), N_("Bring back what was taken away.")),
    Action("conflicts.remove", "x", "settle('remove')", N_("let go"), N_("Let it go, since it was taken away.")),
    Action(
        "conflicts.reason",
        "w",
        "ask_why",
        N_("give reasons"),
        N_("Ask for a reason with each choice from now on, or no longer."),
        footer=True,
    ),
    Action(
        "conflicts.filter", "f", "next_filter", N_("filter"), N_("Show open, settled, or joined ones."), footer=True
    ),
    Action("conflicts.open", "enter", "open", N_("open"), N_("Open what the conflict is about."), footer=True),
    Action(
        "conflicts.down",
        "ctrl+d",
        "scroll_below(1)",
        N_("below down"),
        N_("Scroll the lower part down."),
        palette=False,
    ),
    Action(
        "conflicts.up", "ctrl+u", "scroll_below(-1)", N_("below up"), N_("Scroll the lower part up."), palette=False
    ),
)

ADJUDICATION: tuple[Action, ...] = (
    Action(
        "adjudication.first", "1", "decide('first')", N_("first"), N_("Keep the first coder's coding."), footer=True
    ),
    Action(
        "adjudication.second", "2", "decide('second')", N_("second"), N_("Keep the second coder's coding."), footer=True
    ),
    Action("adjudication.both", "3", "decide('both')", N_("both"), N_("Keep both codings."), footer=True),
    Action(
        "adjudication.neither", "4", "decide('neither')", N_("neither"), N_("Keep none of the codings."), footer=True
    ),
    Action(
        "adjudication.border",
        "5",
        "border",
        N_("new border"),
        N_("Choose other words for the first code by the keys of the reading view."),
        footer=True,
    ),
    Action(
        "adjudication.rule",
        "r",
        "rule",
        N_("rule"),
        N_("Amend the rule when to use the code; lists what was coded under the old one."),
        footer=True,
    ),
    Action("adjudication.reason", "w", "why", N_("reason"), N_("Write the reason of the next decision.")),
    Action("adjudication.next", "n,down", "go(1)", N_("next"), N_("Go on without deciding.")),
    Action("adjudication.previous", "b,up", "go(-1)", N_("back"), N_("Go back without deciding.")),
    Action("adjudication.next-group", "N,pagedown", "go_group(1)", N_("next group"), N_("Go on to the next group.")),
    Action(
        "adjudication.previous-group",
        "B,pageup",
        "go_group(-1)",
        N_("group before"),
        N_("Go back to the group before."),
    ),
    Action(
        "adjudication.by-code", "c", "group_by('code')", N_("group by code"), N_("Put the places in groups by code.")
    ),
    Action(
        "adjudication.by-pair",
        "p",
        "group_by('pair')",
        N_("group by pair"),
        N_("Put them in groups by pair of coders."),
    ),
    Action("adjudication.by-kind", "k", "group_by('kind')", N_("group by kind"), N_("Put them in groups by kind.")),
    Action(
        "adjudication.by-place", "t", "group_by('place')", N_("in text order"), N_("Go through the texts in order.")
    ),
    Action(
        "adjudication.only",
        "f",
        "only",
        N_("only this group"),
        N_("Leave all other groups out, or take them in again."),
    ),
    Action("adjudication.round", "o", "choose_round", N_("round"), N_("Choose the closed round.")),
    Action(
        "adjudication.agreed", "a", "agreed", N_("take over"), N_("Take what all coded alike into the consensus layer.")
    ),
    Action("adjudication.log", "l", "log", N_("rounds in figures"), N_("Show the closed rounds one after the other.")),
    Action("adjudication.open", "enter", "open", N_("open"), N_("Open the passage in the reading view.")),
)

AGREEMENT: tuple[Action, ...] = (
    Action(
        "agreement.open",
        "enter",
        "open",
        N_("differences"),
        N_("List the places where coders differ on the code."),
        footer=True,
    ),
    Action(
        "agreement.round",
        "o",
        "choose_round",
        N_("round"),
        N_("Choose a round, or all that is coded now."),
        footer=True,
    ),
    Action("agreement.unit", "e", "choose_unit", N_("unit"), N_("Choose the unit that is compared."), footer=True),
    Action(
        "agreement.coefficient",
        "c",
        "choose_measures",
        N_("measures"),
        N_("Choose the coefficients that are shown."),
        footer=True,
    ),
    Action(
        "agreement.level", "t", "next_level", N_("level of tree"), N_("Count codes as the code above them at a level.")
    ),
    Action(
        "agreement.pairs",
        "p",
        "view('pairs')",
        N_("pairs"),
        N_("Show every pair of coders, or the codes again."),
        footer=True,
    ),
    Action(
        "agreement.sources",
        "s",
        "view('sources')",
        N_("by source"),
        N_("Show every source by itself, or the codes again."),
        footer=True,
    ),
    Action("agreement.interval", "i", "interval", N_("intervals"), N_("Reckon intervals by drawing the sources anew.")),
    Action("agreement.write", "w", "write_file", N_("write out"), N_("Write all figures to a CSV file.")),
    Action("agreement.form", "f", "form", N_("form"), N_("Tell how far coders agree on the items of a form.")),
    Action("agreement.report", "r", "report", N_("report"), N_("Print the agreement report.")),
    Action("agreement.reasons", "m", "reasons", N_("why none"), N_("Tell why figures have no value.")),
    Action("agreement.stop", "escape", "stop", N_("stop"), N_("Stop reckoning."), palette=False),
)

COMPARE: tuple[Action, ...] = (
    Action(
        "compare.next",
        "n",
        "difference(1)",
        N_("next difference"),
        N_("Go to the next place that differs."),
        footer=True,
    ),
    Action(
        "compare.previous",
        "N",
        "difference(-1)",
        N_("last difference"),
        N_("Go to the last place that differs."),
        footer=True,
    ),
    Action(
        "compare.code",
        "c",
        "code",
        N_("set code"),
        N_("Choose codes for the selection, else the sentence, on this side."),
    ),
    Action("compare.turn", "r", "select('turn')", N_("turn"), N_("Select the turn; again adds the next.")),
    Action("compare.free", "v", "free", N_("select freely"), N_("From now on every motion extends the selection.")),
    Action("compare.pick", "p", "pick", N_("choose"), N_("Choose coders or sources to put side by side."), footer=True),
    Action("compare.pick-right", "P", "pick_right", N_("choose right"), N_("Choose only what stands to the right.")),
    Action("compare.source", "s", "source", N_("source"), N_("Choose the source that two coders are compared on.")),
    Action("compare.mode", "t", "mode", N_("coders or texts"), N_("Compare two coders, or two sources."), footer=True),
    Action("compare.link", "i", "link", N_("link"), N_("Scroll both sides together, or each by itself."), footer=True),
    Action("compare.swap", "x", "swap", N_("swap"), N_("Let left and right change places."), footer=True),
    Action("compare.other", "tab", "other", N_("other side"), N_("Go to the other side."), footer=True),
    Action("compare.stop", "escape", "stop", N_("stop"), N_("Stop comparing."), palette=False),
    Action(
        "compare.themes",
        "T",
        "themes",
        N_("theme list"),
        N_("List the themes of this side's source that have no place yet, and what is absent from it."),
    ),
    Action("compare.open", "enter", "open", N_("open"), N_("Open the place in the reading view.")),
    _motion("compare", "left", "left,h", "step('char',-1)", N_("left")),
    _motion("compare", "right", "right,l", "step('char',1)", N_("right")),
    _motion("compare", "up", "up,k", "row(-1)", N_("up")),
    _motion("compare", "down", "down,j", "row(1)", N_("down")),
    _motion("compare", "extend-left", "shift+left", "step('char',-1,True)", N_("extend left")),
    _motion("compare", "extend-right", "shift+right", "step('char',1,True)", N_("extend right")),
    _motion("compare", "extend-up", "shift+up", "row(-1,True)", N_("extend up")),
    _motion("compare", "extend-down", "shift+down", "row(1,True)", N_("extend down")),
    _motion("compare", "next-turn", "d,ctrl+down", "step('turn',1)", N_("next turn")),
    _motion("compare", "previous-turn", "D,ctrl+up", "step('turn',-1)", N_("previous turn")),
    _motion("compare", "page-down", "pagedown,space", "page(1)", N_("page down")),
    _motion("compare", "page-up", "pageup", "page(-1)", N_("page up")),
    _motion("compare", "start", "home,ctrl+home", "edge('start')", N_("start of the text")),
    _motion("compare", "end", "end,ctrl+end,G", "edge('end')", N_("end of the text")),
)

REVIEW: tuple[Action, ...] = (
    Action(
        "review.accept", "a", "accept", N_("it is right"), N_("Say that the place found is the right one."), footer=True
    ),
    Action("review.accept-all", "A", "accept_all", N_("all are right"), N_("Say so of all that were found.")),
    Action(
        "review.border",
        "b",
        "border",
        N_("new border"),
        N_("Choose the words by the keys of the reading view."),
        footer=True,
    ),
    Action("review.remove", "x,delete", "remove", N_("let go"), N_("Take your coding away."), footer=True),
    Action("review.open", "enter", "open", N_("open"), N_("Open the place in the reading view."), footer=True),
    Action(
        "review.join",
        "j",
        "join",
        N_("one text"),
        N_("Make one of two sources that are nearly the same text; doubtful passages are listed."),
    ),
    Action(
        "review.replace",
        "i",
        "replace",
        N_("changed file"),
        N_("Put a changed file in the place of a source's text."),
        footer=True,
    ),
)
