"""The actions of search, sweep and word lists."""

from __future__ import annotations

from qualcode.tui.action import N_, Action

_ORDERS = (
    (N_("by source"), N_("Sort the hits by source and place.")),
    (N_("by the word before"), N_("Sort the hits by the word before.")),
    (N_("by the second word before"), N_("Sort the hits by the second word before.")),
    (N_("by the word after"), N_("Sort the hits by the word after.")),
    (N_("by the second word after"), N_("Sort the hits by the second word after.")),
    (N_("by the hit"), N_("Sort the hits by their own words.")),
    (N_("by speaker"), N_("Sort the hits by speaker.")),
)

SWEEP: tuple[Action, ...] = (
    Action("sweep.yes", "y,j", "accept", N_("yes"), N_("Set the code on the passage."), footer=True),
    Action("sweep.no", "n", "reject", N_("no"), N_("Reject the passage; it does not come again."), footer=True),
    Action(
        "sweep.other", "e", "other", N_("other code"), N_("Set another code on it instead."), footer=True, ahead=True
    ),
    Action("sweep.skip", "space", "skip", N_("skip"), N_("Leave the passage for later."), footer=True),
    Action("sweep.open", "enter", "open", N_("open"), N_("Open the passage in the reading view."), footer=True),
    Action("sweep.code", "c", "choose_code", N_("which code"), N_("Sweep for another code."), footer=True, ahead=True),
    Action("sweep.back", "backspace,b", "back", N_("back"), N_("Go back to the candidate before.")),
    Action(
        "sweep.end-on", "right,greater_than_sign", "border('end','word',1)", N_("longer"), N_("Take in the next word.")
    ),
    Action(
        "sweep.end-back",
        "left,less_than_sign",
        "border('end','word',-1)",
        N_("shorter"),
        N_("Leave the last word out."),
    ),
    Action(
        "sweep.start-on", "shift+right", "border('start','word',1)", N_("later start"), N_("Leave the first word out.")
    ),
    Action(
        "sweep.start-back",
        "shift+left",
        "border('start','word',-1)",
        N_("earlier start"),
        N_("Take in the word before."),
    ),
    Action(
        "sweep.sentence-on",
        "right_parenthesis",
        "border('end','sentence',1)",
        N_("sentence more"),
        N_("Take in the next sentence."),
    ),
    Action(
        "sweep.sentence-back",
        "left_parenthesis",
        "border('end','sentence',-1)",
        N_("sentence less"),
        N_("Leave the last sentence out."),
    ),
    Action("sweep.borders", "0", "first_borders", N_("first borders"), N_("Give the passage its first borders back.")),
    Action("sweep.exclude", "x", "exclude", N_("no cue"), N_("Let the word found not count as a cue of the code.")),
    Action("sweep.facets", "f", "facets", N_("facets"), N_("Choose the facets that the coding gets."), ahead=True),
    Action("sweep.stop", "escape", "stop", N_("stop"), N_("Stop looking for candidates."), palette=False),
    Action("sweep.again", "r", "again", N_("look again"), N_("Look for candidates anew; skipped ones come last.")),
)

WORDS: tuple[Action, ...] = (
    Action(
        "words.forms", "enter", "open", N_("forms"), N_("Show the forms behind the word; search for one."), footer=True
    ),
    Action(
        "words.list",
        "1",
        "mode('list')",
        N_("frequent words"),
        N_("List the words by how frequent they are."),
        footer=True,
    ),
    Action(
        "words.keyness", "2", "mode('keyness')", N_("key words"), N_("List the words that mark the group."), footer=True
    ),
    Action(
        "words.collocations",
        "3",
        "mode('collocations')",
        N_("company"),
        N_("List the words that keep company with the word."),
        footer=True,
    ),
    Action(
        "words.figures",
        "4",
        "mode('figures')",
        N_("variety"),
        N_("Show how varied the words of each source are."),
        footer=True,
    ),
    Action("words.group", "f", "group('group')", N_("group"), N_("Choose whose words are counted."), footer=True),
    Action("words.against", "F", "group('against')", N_("other group"), N_("Choose what the group is set against.")),
    Action("words.word", "k", "ask_word", N_("which word"), N_("Name the word whose company is listed."), ahead=True),
    Action("words.search", "o", "search", N_("search"), N_("Search for the word with its compounds.")),
    Action("words.sort", "s", "sort", N_("sort"), N_("Sort by the next column.")),
    Action("words.turn", "S", "turn_round", N_("turn round"), N_("Turn the order round.")),
    Action("words.content", "c", "content", N_("function words"), N_("Leave function words such as och out, or not.")),
    Action("words.written", "t", "written", N_("forms as written"), N_("Count forms as written, or lemmas.")),
    Action(
        "words.filter", "slash", "filter", N_("filter"), N_("Show only words with some letters in them."), ahead=True
    ),
    Action("words.stop", "x,delete", "stop", N_("leave out"), N_("Put the word on the list of words left out.")),
    Action("words.stop-list", "X", "stop_list", N_("words left out"), N_("Change the list of words left out.")),
    Action("words.wider", "plus", "window(1)", N_("wider"), N_("Count words that stand further off as company.")),
    Action("words.closer", "minus", "window(-1)", N_("closer"), N_("Count only words that stand closer as company.")),
    Action("words.write", "w", "write", N_("write out"), N_("Write the list to a CSV file.")),
    Action("words.leave", "escape", "leave", N_("back"), N_("Leave the filter, or stop counting.")),
)

SEARCH: tuple[Action, ...] = (
    Action("search.open", "enter", "open", N_("open"), N_("Open the hit in the reading view."), footer=True),
    Action("search.query", "slash", "query", N_("new search"), N_("Change what is searched for."), footer=True),
    Action("search.code", "c", "code", N_("set code"), N_("Code the marked hits, else the one here."), footer=True),
    Action("search.auto", "A", "auto", N_("code all"), N_("Put a code on every hit, after a look."), footer=True),
    Action("search.mark", "space", "mark", N_("mark"), N_("Mark the hit, or take its mark away."), footer=True),
    Action("search.filters", "f", "filters", N_("filters"), N_("Choose filters in a form."), footer=True),
    Action("search.mark-all", "a", "mark_all", N_("mark all"), N_("Mark all hits, or none.")),
    Action("search.scope", "t", "next_scope", N_("extent"), N_("Code hit, sentence, turn or paragraph.")),
    Action("search.negated", "n", "turn('negated')", N_("negated"), N_("Only negated hits, only others, or all.")),
    Action("search.coded", "k", "turn('coded')", N_("coded"), N_("Only hits without a code, only coded ones, or all.")),
    Action("search.clear", "X", "clear", N_("no filters"), N_("Take all filters away.")),
    Action("search.groups", "b", "groups", N_("counts"), N_("Show how many hits each source, speaker or case has.")),
    *(
        Action(f"search.order-{n}", str(n), f"order({n})", title, about)
        for n, (title, about) in enumerate(_ORDERS, start=1)
    ),
    Action("search.saved", "o", "saved", N_("saved searches"), N_("Run a saved search, also on new material only.")),
    Action("search.save", "S", "save", N_("keep search"), N_("Keep the search with its filters under a name.")),
    Action("search.write", "w", "write", N_("write out"), N_("Write the hits to a CSV file.")),
    Action("search.again", "r", "again", N_("search again"), N_("Run the search once more.")),
    Action("search.stop", "escape", "stop", N_("stop"), N_("Stop the search, go to the hits, or let the marks go.")),
)
