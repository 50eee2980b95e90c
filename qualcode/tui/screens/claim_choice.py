"""Binding a passage of the reading view to a claim."""

from __future__ import annotations

from qualcode.authoring.claim_words import count_words, role_word
from qualcode.authoring.claiming import standings
from qualcode.core.claims import ROLES, add_claim, add_evidence
from qualcode.core.ids import new_id
from qualcode.i18n import _
from qualcode.tui.figures import quote
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.widgets.fields import Choice


def add_to_claim(screen: CodingScreen) -> None:
    """Ask for a claim, or the sentence of a new one, and for what the passage does to it."""
    opened = screen.opened
    if opened is None:
        return
    start, end = screen.view.target()
    if start >= end:
        screen.refuse(screen.nothing_here)
        return
    words = " ".join(opened.text[start:end].split())
    source = opened.source
    offered = [Choice(s.claim.id, s.claim.sentence, count_words(s)) for s in standings(screen.project)]

    def chosen(answer: str | None) -> None:
        if answer:
            roles = [Choice(role, role_word(role)) for role in ROLES]
            screen.app.push_screen(Choose(_("What does it do?"), roles, quote=words), lambda role: bind(answer, role))

    def bind(answer: str, role: str | None) -> None:
        if not role:
            return
        changes = []
        claim = answer
        if answer.startswith("new:"):
            claim = new_id()
            last = max((c.position for c in screen.project.claims()), default=0)
            changes.append(add_claim(answer[4:], position=last + 1, identifier=claim))
        place = max((e.position for e in screen.project.evidence() if e.claim == claim), default=0) + 1
        changes.append(add_evidence(claim, role, source.id, revision=source.text, start=start, end=end, position=place))
        screen.write(*changes, done=_("bound to the claim"))

    dialog = Choose(_("To which claim?"), offered, quote=quote(words, 200), new=_("＋ new claim {typed}"))
    screen.app.push_screen(dialog, chosen)
