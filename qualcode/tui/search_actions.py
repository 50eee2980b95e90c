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
