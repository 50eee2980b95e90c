"""What the analysis makes of it: condensations, findings, claims, scenes, quotations."""

from __future__ import annotations

from qualcode.core.attribution import QuotationRules
from qualcode.core.claims import Claim, Evidence
from qualcode.core.condensations import Condensation, Finding, Theme, Trace
from qualcode.core.guides import QuestionBank
from qualcode.core.quantifiers import Quantifier, with_defaults
from qualcode.core.quotations import Quotation
from qualcode.core.scene_checks import check_scene
from qualcode.core.scenes import Problem, Scene, SceneSegment
from qualcode.core.search import turn_at
from qualcode.core.sources import Source
from qualcode.core.voices import VoiceSet
from qualcode.material.shared import Shared
from qualcode.references import pick
from qualcode.store import (
    analysis_rows,
    claim_rows,
    quotation_rows,
)
from qualcode.store.anchors import Anchors
from qualcode.store.guide_rows import question_bank


class Analysed(Shared):
    """Condensations, findings, claims, scenes and quotations."""

    def claims(self) -> list[Claim]:
        """Return the claims in their order."""
        return self._kept("claims", lambda: claim_rows.claims(self.db))

    def claim(self, ref: str) -> Claim:
        """Return the claim of a number in the list, a sentence, id or end of an id; raises NotFound or Ambiguous."""
        found = self.claims()
        if ref.isdigit() and 1 <= int(ref) <= len(found):
            return found[int(ref) - 1]
        return pick(ref, found, lambda c: (c.sentence,), "claim", "qualcode claim list")

    def evidence(self, *, claim: Claim | None = None) -> list[Evidence]:
        """Return the evidence of every claim, or of one, in its order."""
        return claim_rows.evidence(self.db, claim=claim.id if claim else None)

    def evidence_piece(self, ref: str) -> Evidence:
        """Return the piece of evidence of an id or the end of one; raises NotFound or Ambiguous."""
        return pick(ref, self.evidence(), lambda _e: (), "evidence", "qualcode evidence list")

    def quantifiers(self) -> tuple[Quantifier, ...]:
        """Return the quantifiers in force, from most to fewest."""
        return self._kept("quantifiers", lambda: with_defaults(claim_rows.quantifiers(self.db)))

    def findings(self) -> list[Finding]:
        """Return the findings in their order."""
        return analysis_rows.findings(self.db)

    def themes(self) -> list[Theme]:
        """Return the themes in their order."""
        return analysis_rows.themes(self.db)

    def condensations(self) -> list[Condensation]:
        """Return the condensed sentences in their order."""
        return analysis_rows.condensations(self.db)

    def finding(self, ref: str) -> Finding:
        """Return the finding of a name or id; raises NotFound or Ambiguous."""
        return pick(ref, self.findings(), lambda f: (f.name,), "finding", "qualcode finding list")

    def theme(self, ref: str) -> Theme:
        """Return the theme of a name or id; raises NotFound or Ambiguous."""
        return pick(ref, self.themes(), lambda t: (t.name,), "theme", "qualcode theme list")

    def condensation(self, ref: str) -> Condensation:
        """Return the condensation of an id or the end of one; raises NotFound or Ambiguous."""
        return pick(ref, self.condensations(), lambda c: (c.text,), "condensation", "qualcode condense list")

    def traces(self, *, finding: Finding | None = None) -> list[Trace]:
        """Return every line of descent from finding to source line, in the order of findings and themes."""
        findings = {f.id: f for f in self.findings()}
        themes = {t.id: t for t in self.themes()}
        order = {t: i for i, t in enumerate(themes)}
        rank = {f: i for i, f in enumerate(findings)}
        sources = {s.id: s for s in self.sources()}
        out = []
        for c in self.condensations():
            theme = themes.get(c.theme or "")
            its = findings.get(theme.finding or "") if theme else None
            if finding is not None and (its is None or its.id != finding.id):
                continue
            out.append(self._trace(c, sources[c.source], theme, its))
        last = len(order) + len(rank)
        return sorted(
            out,
            key=lambda t: (
                rank.get(t.finding.id, last) if t.finding else last,
                order.get(t.theme.id, last) if t.theme else last,
            ),
        )

    def _trace(self, c: Condensation, source: Source, theme: Theme | None, finding: Finding | None) -> Trace:
        first = last = 0
        speaker = ""
        if c.start is not None and c.end is not None:
            first, last = self.line_map(source).lines(c.start, c.end)
            turn = turn_at(self.turns(source), c.start)
            speaker = turn.speaker if turn else ""
        quote = self.quote(source, c.start, c.end)
        return Trace(finding, theme, c, quote, source.handle, speaker, first, last, c.codes)

    def question_bank(self) -> QuestionBank:
        """Return the interview guides and their questions."""
        return self._kept("guides", lambda: question_bank(self.db))

    def scenes(self) -> list[Scene]:
        """Return the scenes in their order."""
        return analysis_rows.scenes(self.db)

    def scene(self, ref: str) -> Scene:
        """Return the scene of a title, id or number; raises NotFound or Ambiguous."""
        found = self.scenes()
        if ref.isdigit() and 1 <= int(ref) <= len(found):
            return found[int(ref) - 1]
        return pick(ref, found, lambda s: (s.title,), "scene", "qualcode scene list")

    def place_of(self, segment: SceneSegment) -> tuple[int, int] | None:
        """Return where a passage stands in its source's newest text; None when its words are gone."""
        return Anchors(self.db).place(segment.source, segment.revision, segment.start, segment.end).span

    def segment_quote(self, segment: SceneSegment) -> str | None:
        """Return the words that a passage holds now; None when they are gone."""
        span = self.place_of(segment)
        return None if span is None else self.quote(self.source(segment.source), *span)

    def check_scene(self, scene: Scene) -> list[Problem]:
        """Return what the checks find wrong with a scene."""
        places = {source.place for source in self.sources() if source.place}
        return check_scene(scene, self.segment_quote, self.cases(), places)

    def quotations(self) -> list[Quotation]:
        """Return the quotations by source and number."""
        return self._kept("quotations", lambda: quotation_rows.quotations(self.db))

    def quotation(self, ref: str) -> Quotation:
        """Return the quotation of a number (``IP3:14``) or id; raises NotFound or Ambiguous."""
        return pick(ref, self.quotations(), lambda q: (q.handle,), "quotation", "qualcode quotation list")

    def numbers_taken(self) -> list[tuple[str, int]]:
        """Return prefix and number of every quotation ever made, those gone too."""
        return [(prefix, number) for _id, prefix, number in quotation_rows.numbered(self.db)]

    def quotation_rules(self) -> QuotationRules:
        """Return how the project prints and weighs quotations."""
        return self._kept("quotation rules", lambda: quotation_rows.rules(self.db)[1])

    def voice_sets(self) -> list[VoiceSet]:
        """Return the voice sets in their order."""
        return self._kept("voices", lambda: quotation_rows.voice_sets(self.db))

    def voice_set(self, ref: str) -> VoiceSet:
        """Return the voice set of a name or id; raises NotFound or Ambiguous."""
        return pick(ref, self.voice_sets(), lambda v: (v.name,), "voices", "qualcode voices list")
