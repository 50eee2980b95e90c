"""The actions of codebook, condensation table, findings and scenes."""

from __future__ import annotations

from qualcode.tui.action import N_, Action

CODEBOOK: tuple[Action, ...] = (
    Action(
        "codebook.codings",
        "enter",
        "codings",
        N_("codings"),
        N_("List the codings of the code and open one."),
        footer=True,
    ),
    Action("codebook.new", "n", "new('under')", N_("new code"), N_("Make a code under this one."), footer=True),
    Action("codebook.new-beside", "N", "new('after')", N_("new code beside"), N_("Make a code after this one.")),
    Action("codebook.define", "e", "define", N_("define"), N_("Change all that the code says of itself."), footer=True),
    Action("codebook.rename", "r", "rename", N_("rename"), N_("Give the code other names or another handle.")),
    Action("codebook.cut", "c,ctrl+x", "cut", N_("cut"), N_("Take the code up, to be put elsewhere."), footer=True),
    Action(
        "codebook.paste",
        "p",
        "paste('under')",
        N_("put under"),
        N_("Put the code that was cut under this one."),
        footer=True,
    ),
    Action(
        "codebook.paste-before",
        "b",
        "paste('before')",
        N_("put before"),
        N_("Put the code that was cut before this one."),
    ),
    Action(
        "codebook.paste-after", "a", "paste('after')", N_("put after"), N_("Put the code that was cut after this one.")
    ),
    Action(
        "codebook.up", "K,shift+up", "shift(-1)", N_("move up"), N_("Move the code up among its siblings."), ahead=True
    ),
    Action(
        "codebook.down",
        "J,shift+down",
        "shift(1)",
        N_("move down"),
        N_("Move the code down among its siblings."),
    ),
    Action(
        "codebook.in", "L,shift+right", "indent", N_("move in"), N_("Put the code under the one above it."), ahead=True
    ),
    Action(
        "codebook.out",
        "H,shift+left",
        "outdent",
        N_("move out"),
        N_("Put the code beside the one it is under."),
    ),
    Action(
        "codebook.merge",
        "M",
        "merge",
        N_("merge"),
        N_("Merge the code into another, which then holds its codings."),
        footer=True,
    ),
    Action(
        "codebook.split", "s", "split", N_("split up"), N_("Split the code into new ones and go through its codings.")
    ),
    Action("codebook.retire", "t", "retire", N_("retire"), N_("Take the code out of use, or bring it back.")),
    Action("codebook.remove", "x,delete", "remove", N_("take away"), N_("Take the code out of the codebook.")),
    Action(
        "codebook.history", "h", "history", N_("history"), N_("Show how the code came to be what it is."), footer=True
    ),
    Action("codebook.cues", "f", "search_cues", N_("search cues"), N_("Search all texts for the cues of the code.")),
    Action(
        "codebook.old",
        "o",
        "old_codings",
        N_("older codings"),
        N_("List the codings made before the rules last changed."),
    ),
    Action("codebook.sweep", "W", "sweep", N_("sweep"), N_("Go through all candidates for the code.")),
    Action(
        "codebook.axes",
        "A",
        "axes",
        N_("axes and facets"),
        N_("Make, change and take away axes with their pairs, and facets with their values."),
    ),
    Action("codebook.memo", "m", "memo", N_("memo"), N_("Write a memo about the code.")),
    Action("codebook.find", "slash", "find", N_("find"), N_("Find a code by typing."), ahead=True),
    Action("codebook.import", "i", "import_book", N_("import"), N_("Read in a codebook from a YAML file.")),
    Action("codebook.export", "w", "export_book", N_("write out"), N_("Write the codebook to a YAML file.")),
    Action(
        "codebook.open-all", "z", "open_all", N_("open or shut"), N_("Open the whole tree, or shut it."), palette=False
    ),
    Action(
        "codebook.open",
        "right,l",
        "unfold(True)",
        N_("open"),
        N_("Open the code, then go to the first under it."),
        palette=False,
    ),
    Action(
        "codebook.shut",
        "left",
        "unfold(False)",
        N_("shut"),
        N_("Shut the code, then go to the one above it."),
        palette=False,
    ),
    Action(
        "codebook.sheet-down",
        "ctrl+d",
        "scroll_sheet(1)",
        N_("sheet down"),
        N_("Scroll the code's sheet down."),
        palette=False,
    ),
    Action(
        "codebook.sheet-up",
        "ctrl+u",
        "scroll_sheet(-1)",
        N_("sheet up"),
        N_("Scroll the code's sheet up."),
        palette=False,
    ),
)

CONDENSATIONS: tuple[Action, ...] = (
    Action(
        "condensations.open",
        "enter",
        "open",
        N_("open"),
        N_("Open the passage; on a theme or finding, its whole trace."),
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
    Action(
        "condensations.findings",
        "a",
        "findings",
        N_("all themes"),
        N_("Go to findings and themes, to rename, order and assign them."),
        footer=True,
    ),
    Action("condensations.beside", "v", "beside", N_("trace beside"), N_("Show or hide the trace beside the table.")),
    Action("condensations.memo", "m", "memo", N_("memo"), N_("Write a memo about the row.")),
    Action("condensations.up", "K,shift+up", "move(-1)", N_("move up"), N_("Move the row up within its theme.")),
    Action("condensations.down", "J,shift+down", "move(1)", N_("move down"), N_("Move the row down within its theme.")),
    Action("condensations.remove", "x,delete", "remove", N_("take away"), N_("Take the row away.")),
)

FINDINGS: tuple[Action, ...] = (
    Action("findings.open", "enter", "open", N_("trace"), N_("Show the trace down to the lines."), footer=True),
    Action("findings.theme", "n", "new_theme", N_("new theme"), N_("Make a theme under this finding."), footer=True),
    Action("findings.finding", "N", "new_finding", N_("new finding"), N_("Make a finding."), footer=True),
    Action("findings.edit", "e", "edit", N_("edit"), N_("Change the name and the claim."), footer=True),
    Action(
        "findings.assign", "f", "assign", N_("assign"), N_("Choose the finding that the theme carries."), footer=True
    ),
    Action("findings.up", "K,shift+up", "move(-1)", N_("move up"), N_("Move the finding or theme up.")),
    Action("findings.down", "J,shift+down", "move(1)", N_("move down"), N_("Move the finding or theme down.")),
    Action("findings.memo", "m", "memo", N_("memo"), N_("Write a memo about the finding or theme.")),
    Action("findings.remove", "x,delete", "remove", N_("take away"), N_("Take the finding or theme away.")),
)

SCENES: tuple[Action, ...] = (
    Action("scenes.new", "n", "new", N_("new scene"), N_("Begin a new scene."), footer=True),
    Action("scenes.edit", "enter,e", "edit", N_("edit"), N_("Edit what the cursor is on."), footer=True),
    Action(
        "scenes.block",
        "b",
        "add_block",
        N_("add"),
        N_("Add a block, a point, a masking or a reference back."),
        footer=True,
    ),
    Action("scenes.cast", "c", "add_cast", N_("cast"), N_("Add a person to the cast."), footer=True),
    Action("scenes.type", "t", "next_type", N_("type"), N_("Change the block's type to the next one."), footer=True),
    Action(
        "scenes.fidelity", "f", "next_fidelity", N_("fidelity"), N_("Change how near the block stays to its source.")
    ),
    Action("scenes.up", "K,shift+up", "move(-1)", N_("move up"), N_("Move the block, person, point or masking up.")),
    Action(
        "scenes.down", "J,shift+down", "move(1)", N_("move down"), N_("Move the block, person, point or masking down.")
    ),
    Action("scenes.ended", "a", "toggle_ended", N_("ended"), N_("Say that the closing beat is the end on purpose.")),
    Action("scenes.passage", "p", "passage", N_("passage"), N_("Open the passage that the block rests on.")),
    Action("scenes.memo", "m", "memo", N_("memo"), N_("Write a memo about the scene.")),
    Action(
        "scenes.previous", "left_parenthesis,left", "turn_to(-1)", N_("previous scene"), N_("Show the scene before.")
    ),
    Action("scenes.next", "right_parenthesis,right", "turn_to(1)", N_("next scene"), N_("Show the scene after.")),
    Action(
        "scenes.preview-down",
        "ctrl+d",
        "scroll_preview(1)",
        N_("preview down"),
        N_("Scroll the preview down."),
        palette=False,
    ),
    Action(
        "scenes.preview-up",
        "ctrl+u",
        "scroll_preview(-1)",
        N_("preview up"),
        N_("Scroll the preview up."),
        palette=False,
    ),
    Action(
        "scenes.remove",
        "x,delete",
        "remove",
        N_("take away"),
        N_("Take away what the cursor is on; on the title, the scene."),
    ),
)
