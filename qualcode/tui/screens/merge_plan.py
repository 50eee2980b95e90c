"""What a merge would bring, what is in a bundle, and what an exchange did, as pages to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.tui.figures import number, per_cent
from qualcode.tui.screens.dialogs import Dialog
from qualcode.wording import counted

if TYPE_CHECKING:
    from qualcode.teams.bundles import Contents, Count
    from qualcode.teams.merging import MergePlan
    from qualcode.teams.syncing import Synced


class MergePlanScreen(Dialog[bool]):
    """Shows what a merge would do; Enter or F2 says yes to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f2,j,y", "yes", show=False),
        Binding("n", "leave", show=False),
    ]

    def __init__(self, plan: MergePlan, join_key: str) -> None:
        anything = plan.new > 0
        hint = _("⏎ merge   ↑↓ scroll   Esc leave it") if anything else _("Esc close")
        super().__init__(_("What the merge would bring"), hint)
        self._page, self._anything = plan_page(plan, join_key), anything

    def compose_box(self) -> ComposeResult:
        """Yield the plan."""
        with VerticalScroll(classes="long"):
            yield Static(self._page)

    def on_mount(self) -> None:
        """Take the room there is."""
        self.query_one(VerticalScroll).styles.max_height = self.room()

    def action_yes(self) -> None:
        """Say yes; with nothing new there is nothing to say yes to."""
        self.dismiss(self._anything)


def plan_page(plan: MergePlan, join_key: str) -> Content:
    """Return what came, or would come, in: arrivals, counts by person, what was joined, conflicts as sentences.

    ``join_key`` is the key that makes one of two sources of nearly the same text.
    """
    lines: list[Content] = []
    for arrival in plan.arrivals:
        about = ngettext(
            "from {name}, {day}: {new} new change, {known} known",
            "from {name}, {day}: {new} new changes, {known} known",
            arrival.new,
        ).format(name=arrival.sender, day=arrival.made[:10], new=number(arrival.new), known=number(arrival.known))
        lines.append(Content.assemble((arrival.file, "bold"), (f"  {about}", "$quiet")))
    if not plan.new:
        lines.append(Content(_("There is nothing new in it.")))
    lines += _counts(plan.counts)
    if plan.texts:
        n = plan.texts
        lines.append(Content(ngettext("{n} new text", "{n} new texts", n).format(n=n)))
    if plan.hidden:
        lines.append(Content(""))
        lines.append(Content(_("What others coded in a blind round comes along and stays hidden until it is closed.")))
    if plan.joined:
        n = plan.joined
        text = ngettext(
            "{n} thing changed in several places is joined without a question.",
            "{n} things changed in several places are joined without a question.",
            n,
        )
        lines += [Content(""), Content(text.format(n=n))]
    if plan.conflicts:
        n = len(plan.conflicts)
        head = ngettext("{n} conflict to decide afterwards", "{n} conflicts to decide afterwards", n).format(n=n)
        lines += [Content(""), Content(head).stylize("bold $warning")]
        lines += [Content(f"  {told.sentence()}") for told in plan.told]
    lines += _alike(plan, join_key)
    return Content("\n").join(lines)


def _alike(plan: MergePlan, key: str) -> list[Content]:
    if not plan.twins:
        return []
    head = Content(_("Nearly the same text")).stylize("bold $warning")
    pairs = []
    for pair in plan.twins:
        one, other = pair.names()
        share = per_cent(pair.percent / 100)
        told = _("{one} and {other}: {share} of their lines in common").format(one=one, other=other, share=share)
        pairs.append(Content(f"  {told}"))
    hint = (
        _("Once they are in, {key} on the exchange screen makes two of them one; doubtful passages are listed.")
        if plan.dry_run
        else _("{key} on the exchange screen makes two of them one; doubtful passages are listed.")
    )
    return [Content(""), head, *pairs, Content(hint.format(key=key)).stylize("$quiet")]


def contents_page(contents: Contents) -> Content:
    """Return what is in a bundle."""
    about = contents.manifest
    rows = [
        (_("project"), about.title),
        (_("written by"), f"{about.actor_name}, {about.made[:16].replace('T', ' ')}"),
        (_("for"), about.to),
        (_("changes"), number(contents.number)),
        (_("texts"), number(contents.texts)),
        (_("files"), number(contents.originals)),
        (_("size"), f"{number(max(1, round(contents.size / 1000)))} kB"),
    ]
    lines = [Content.assemble((f"{title:<14}", "$quiet"), value) for title, value in rows if value]
    if about.needs:
        lines.append(Content(_("It goes on from changes that the receiver must have.")))
    if contents.hidden:
        lines.append(Content(_("What others coded in a blind round is in it too and is not counted.")))
    if about.withheld:
        lines.append(Content(_("Some work was left out on purpose.")))
    return Content("\n").join([*lines, *_counts(contents.counts)])


def synced_page(synced: Synced, join_key: str) -> Content:
    """Return what an exchange through a folder did."""
    lines: list[Content] = []
    if synced.plan is not None:
        lines.append(plan_page(synced.plan, join_key))
        if synced.plan.new:
            lines += [Content(""), Content(_("Undo takes the whole merge back."))]
    if synced.written:
        n = synced.number
        text = ngettext("Left in the folder: {file}, {n} change.", "Left in the folder: {file}, {n} changes.", n)
        lines += [Content(""), Content(text.format(file=synced.written, n=number(n)))]
    if synced.plan is None and not synced.written:
        lines.append(Content(_("The folder and the project hold the same.")))
    if synced.skipped:
        lines += [Content(""), Content(_("Left alone")).stylize("bold")]
        lines += [Content.assemble(s.file, (f"  {s.why}", "$quiet")) for s in synced.skipped]
    return Content("\n").join(lines)


def _counts(counts: Sequence[Count]) -> list[Content]:
    out: list[Content] = []
    for person in dict.fromkeys(c.person for c in counts):
        told = [counted(c.kind, c.number) for c in counts if c.person == person]
        out += [Content(""), Content(person).stylize("bold"), *(Content(f"  {line}") for line in told)]
    return out
