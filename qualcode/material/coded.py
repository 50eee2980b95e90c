"""What is coded: codebook, codings, cases, memos."""

from __future__ import annotations

from dataclasses import replace

from qualcode.core.borders import Border
from qualcode.core.cases import Case
from qualcode.core.codebook import Code, Codebook
from qualcode.core.codings import Coding, Marks, SourceProgress
from qualcode.core.heard import Heard
from qualcode.core.memos import Memo
from qualcode.core.people import Person
from qualcode.core.sources import Source
from qualcode.core.suggestions import Verdict
from qualcode.material.ground import Ground
from qualcode.references import only, pick
from qualcode.store import (
    analysis_rows,
    history_rows,
    reading,
    search_rows,
    team_rows,
)
from qualcode.store.anchors import Anchors


class Coded(Ground):
    """Codebook, codings, cases and memos."""

    def codebook(self) -> Codebook:
        """Return the project's codebook."""
        return self._kept("codebook", lambda: reading.codebook(self.db))

    def code(self, ref: str) -> Code:
        """Return the code of a handle, alias, id, end of an id, or name.

        Raises NotFound with the nearest names, Ambiguous when several fit.
        """
        book = self.codebook()
        if (code := book.by_handle.get(ref)) is not None:
            return code
        return pick(ref, book.standing, _code_names, "code", "qualcode codebook list")

    def codings(
        self,
        *,
        source: Source | None = None,
        code: Code | None = None,
        coder: Person | None = None,
        subtree: bool = False,
        doubtful: bool = False,
    ) -> list[Coding]:
        """Return codings by source and place; with ``subtree`` those of the codes under ``code`` too.

        With ``doubtful`` only those whose place a person should look at.
        """
        codes = None
        if code is not None:
            codes = self.codebook().descendants(code.id) if subtree else frozenset([code.id])
        return reading.codings(
            self.db,
            source=source.id if source else None,
            codes=codes,
            coder=coder.id if coder else None,
            doubtful=doubtful,
        )

    def marks(self, source: Source) -> Marks:
        """Return what margin stripes need of the codings that have a place in a source, by start, longer ones first."""
        return reading.marks(self.db, source.id)

    def whole_codings(self, source: Source) -> list[Coding]:
        """Return the codings about a source as a whole: absences, and themes without a place."""
        return reading.codings(self.db, source=source.id, placed=False)

    def coding(self, ref: str) -> Coding:
        """Return the coding of an id or the end of one.

        Raises NotFound, or Ambiguous when several end alike.
        """
        found = reading.codings(self.db, identifier=ref)
        if not found:
            ids = [row[0] for row in self.db.execute("SELECT id FROM seen_coding WHERE id LIKE ?", (f"%{ref}",))]
            found = [c for i in ids for c in reading.codings(self.db, identifier=i)]
        return only(ref, found, "coding", "qualcode coding list")

    def recent_codes(self, n: int = 9) -> list[str]:
        """Return the ids of the codes that the person at work used last."""
        return history_rows.recent_codes(self.db, self.actor, n)

    def code_counts(self) -> dict[str, int]:
        """Return how many codings each code carries itself; what a consensus repeats counts only where it is chosen."""
        decided = self._counted.decided
        return self._kept("counts", lambda: history_rows.code_counts(self.db, decided=decided))

    def progress(self) -> list[SourceProgress]:
        """Return how far each coder has come in each source."""
        decided = self._counted.decided
        return self._kept("progress", lambda: history_rows.progress(self.db, decided=decided))

    def codings_per_day(self, days: int = 30) -> list[int]:
        """Return how many codings were made on each of so many days up to the newest coding, the oldest first."""
        return self._kept(("per day", days), lambda: history_rows.codings_per_day(self.db, days))

    def cases(self) -> list[Case]:
        """Return the cases by kind and name."""
        return self._kept("cases", lambda: reading.cases(self.db))

    def case(self, ref: str) -> Case:
        """Return the case of a name, public name, id or end of an id.

        Raises NotFound with the nearest names, Ambiguous when several fit.
        """
        return pick(ref, self.cases(), lambda c: (c.name, c.public), "case", "qualcode case list")

    def memos(self, *, about: str | None = None) -> list[Memo]:
        """Return the memos, oldest first; ``about`` is the id of a thing."""
        return analysis_rows.memos(self.db, about=about)

    def rules_changed_at(self, code: Code) -> str:
        """Return when the definition or a rule of a code last changed after it was made; empty when never."""
        return team_rows.rules_changed_at(self.db, code.id)

    def voices(self, source: Source) -> Heard:
        """Return what tells to which cases the passages of a source belong."""
        kept = self._voices.get(source.id)
        if kept is None or kept[0] != source:
            kept = self._voices[source.id] = (source, Heard(source, self.turns(source)))
        return kept[1]

    def borders(self, source: Source) -> list[Border]:
        """Return the borders of meaning units that the person at work set in a source, placed in its newest text."""
        anchors, out = Anchors(self.db), []
        for border in self._kept("borders", lambda: search_rows.borders(self.db, person=self.actor)):
            if anchors.standing(border.source) == source.id:
                place = anchors.place(border.source, border.revision, border.start, border.end).span
                if place is not None:
                    out.append(replace(border, revision=source.text, start=place[0], end=place[1]))
        return out

    def verdicts(self, *, code: Code | None = None) -> list[Verdict]:
        """Return what the person at work made of suggestions, oldest first; nobody sees another's."""
        return search_rows.verdicts(self.db, person=self.actor, code=code.id if code else None)


def _code_names(code: Code) -> tuple[str, ...]:
    return (code.handle, code.name_sv, code.name_en, code.short, *code.aliases)
