"""What several people do side by side: forms, rounds, reading marks, decisions, conflicts."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.core.adjudication import Decision
from qualcode.core.codings import Coding
from qualcode.core.conflicts import Conflict
from qualcode.core.forms import Answer, Form
from qualcode.core.rounds import Laid, Reading, Round
from qualcode.core.sources import Source
from qualcode.material.coded import Coded
from qualcode.references import pick
from qualcode.store import (
    blindness,
    conflicts,
    team_rows,
)


class Shared(Coded):
    """Forms, rounds, reading marks, decisions and conflicts."""

    def in_layer(self, codings: Iterable[Coding], layer: str) -> list[Coding]:
        """Return the codings of a layer: ``coders`` for the coders' own, ``consensus``, or the name of a round for its.

        Raises NotFound or Ambiguous for another name.
        """
        if layer == "coders":
            return [c for c in codings if c.layer.startswith("own:")]
        if layer == "consensus":
            return [c for c in codings if not c.layer.startswith("own:")]
        wanted = f"consensus:{self.round(layer).id}"
        return [c for c in codings if c.layer == wanted]

    def forms(self) -> list[Form]:
        """Return the forms by handle, each with its items."""
        return self._kept("forms", lambda: team_rows.forms(self.db))

    def form(self, ref: str) -> Form:
        """Return the form of a handle, title, id or end of an id; raises NotFound or Ambiguous."""
        return pick(ref, self.forms(), lambda f: (f.handle, f.title), "form", "qualcode form list")

    def answers(self, *, form: Form | None = None) -> list[Answer]:
        """Return each coder's latest answer to each item about each case."""
        wanted = None if form is None else {item.id for item in form.items}
        return [a for a in team_rows.answers(self.db) if wanted is None or a.item in wanted]

    def rounds(self) -> list[Round]:
        """Return the rounds of coding, oldest first."""
        return self._kept("rounds", lambda: team_rows.rounds(self.db))

    def round(self, ref: str) -> Round:
        """Return the round of a name, id or end of an id; raises NotFound or Ambiguous."""
        return pick(ref, self.rounds(), lambda r: (r.name,), "round", "qualcode round list")

    def readings(self, *, source: Source | None = None) -> list[Reading]:
        """Return who has read which source, or which range of it."""
        return [r for r in team_rows.readings(self.db) if source is None or r.source == source.id]

    def laid_out(self, of_round: Round) -> dict[str, Laid]:
        """Return how a closed round's sources were laid out when it closed, by their ids."""
        return team_rows.laid_out(self.db, of_round.id)

    def blind_sources(self) -> frozenset[str]:
        """Return the ids of the sources on which others' codings are hidden now."""
        return blindness.blind_sources(self.db)

    def decisions(self, *, of_round: Round | None = None) -> list[Decision]:
        """Return what was decided where coders differed, oldest first."""
        return [d for d in team_rows.decisions(self.db) if of_round is None or d.round == of_round.id]

    def conflicts(self) -> list[Conflict]:
        """Return the conflicts, settled ones and what was joined too, but none that a blind round hides."""
        return self._kept("conflicts", self._conflicts)

    def conflict(self, ref: str) -> Conflict:
        """Return the conflict of an id or the end of one; raises NotFound or Ambiguous."""
        return pick(ref, self.conflicts(), lambda _c: (), "conflict", "qualcode conflict list")

    def _conflicts(self) -> list[Conflict]:
        hidden = blindness.hidden_things(self.db)
        return [c for c in conflicts.read(self.db) if c.about not in hidden and hidden.isdisjoint(c.lost)]
