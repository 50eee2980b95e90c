"""What several people do side by side: forms, rounds, reading marks, decisions, conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qualcode.core.adjudication import Decision
from qualcode.core.conflicts import Conflict
from qualcode.core.counted import LAYERS, Counted
from qualcode.core.forms import Answer, Form
from qualcode.core.people import Person
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

    @contextmanager
    def counting(self, layer: str = "", *, coder: Person | None = None) -> Iterator[Counted]:
        """Read only a layer's codings and a coder's work meanwhile; nothing given is everything there is to see.

        ``layer`` is one of :data:`qualcode.core.counted.LAYERS`, or the name of a round for its
        consensus.  Raises NotFound or Ambiguous for another name.
        """
        by = coder.id if coder is not None else ""
        known = not layer or layer in LAYERS
        before, now = (
            self._counted,
            Counted(layer, coder=by) if known else Counted(round=self.round(layer).id, coder=by),
        )
        self._count(now)
        try:
            yield now
        finally:
            self._count(before)

    @property
    def counted(self) -> Counted:
        """What is read now; see :meth:`counting`."""
        return self._counted

    def _count(self, counted: Counted) -> None:
        if counted != self._counted:
            self._counted = counted
            blindness.count(self.db, counted)
            self.forget()
            self._hits.clear()

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
