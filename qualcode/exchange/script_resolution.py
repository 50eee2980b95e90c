"""Coding scripts turned into changes: words looked up in texts, handles in the codebook.

Every change has an id that follows from the coder, the source and the words,
so a script that is read twice makes the same things and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.core.claims import Base, Condition, add_claim, add_evidence
from qualcode.core.codebook import Codebook
from qualcode.core.codings import add_coding
from qualcode.core.condensations import add_condensation, add_finding, add_theme
from qualcode.core.events import Change
from qualcode.core.ids import stable_id
from qualcode.core.memos import add_memo
from qualcode.core.scenes import Block, CastMember, Masking, Point, Scene, SceneSegment, add_scene
from qualcode.exchange.coding_script import Entry, Script, ScriptClaim, ScriptScene, refusal
from qualcode.exchange.passages import PassageLost, SearchedText, SourceText
from qualcode.exchange.quotation_resolution import quotation_changes, voice_changes
from qualcode.exchange.script_parts import Name, Passage
from qualcode.exchange.shapes import nearest
from qualcode.exchange.yaml_nodes import Problem, Problems
from qualcode.i18n import _


def resolve(
    script: Script,
    texts: Mapping[str, SourceText],
    codebook: Codebook,
    *,
    others: Sequence[Script] = (),
    cases: Mapping[str, str] | None = None,
    quantifiers: Mapping[str, str] | None = None,
) -> list[Change]:
    """Return the changes that a script stands for, as :func:`resolution` makes them.

    Raises QualcodeError, naming file, line and mend of the first problem.
    """
    changes, problems = resolution(script, texts, codebook, others=others, cases=cases, quantifiers=quantifiers)
    if problems:
        raise refusal(problems)
    return changes


def resolution(
    script: Script,
    texts: Mapping[str, SourceText],
    codebook: Codebook,
    *,
    others: Sequence[Script] = (),
    cases: Mapping[str, str] | None = None,
    quantifiers: Mapping[str, str] | None = None,
) -> tuple[list[Change], list[Problem]]:
    """Return the changes that a script stands for, and what in it cannot be found.

    ``texts`` are the sources by handle; ``others`` the scripts whose themes and
    findings this one may name; ``cases`` the ids of cases by name, for scenes;
    ``quantifiers`` their handles by handle and word, for claims.  Findings come
    first, then themes, codings, memos, condensations, scenes, claims with evidence, quotations and voice sets.
    """
    work = _Resolution(script, texts, codebook, tuple(others), cases or {}, quantifiers or {})
    changes = [*work.findings(), *work.themes(), *work.entries(), *work.scenes(), *work.claims(), *work.quotations()]
    return changes, work.problems.in_order()


@dataclass(slots=True)
class _Resolution:
    script: Script
    texts: Mapping[str, SourceText]
    codebook: Codebook
    others: tuple[Script, ...]
    cases: Mapping[str, str]
    quantifiers: Mapping[str, str]
    problems: Problems = field(init=False)
    _searched: dict[str, SearchedText] = field(default_factory=dict)
    _seen: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _theme_ids: dict[str, str] = field(init=False)
    _finding_ids: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.problems = Problems(self.script.file)
        scripts = (*reversed(self.others), self.script)
        self._theme_ids = {t.handle.text: _id(s, "theme", t.handle.text) for s in scripts for t in s.themes}
        self._finding_ids = {f.handle.text: _id(s, "finding", f.handle.text) for s in scripts for f in s.findings}

    def findings(self) -> list[Change]:
        """Return the findings of the script."""
        return [
            add_finding(
                f.name,
                f.claim,
                box=f.box,
                bullet=f.bullet,
                heading=f.heading,
                position=n,
                identifier=self._finding_ids[f.handle.text],
            )
            for n, f in enumerate(self.script.findings)
        ]

    def themes(self) -> list[Change]:
        """Return the themes of the script."""
        out = []
        for n, theme in enumerate(self.script.themes):
            finding = self.known(theme.finding, self._finding_ids, _("finding"))
            identifier = self._theme_ids[theme.handle.text]
            out.append(add_theme(theme.name, theme.claim, finding=finding, position=n, identifier=identifier))
        return out

    def entries(self) -> list[Change]:
        """Return the codings, then the memos, then the condensations of the script."""
        codings: list[Change] = []
        memos: list[Change] = []
        condensations: list[Change] = []
        for entry in self.script.entries:
            passage = entry.passage
            text = self.text(passage.source)
            facets = self._facets(entry.facets)
            codes = self.codes(entry.codes)
            linked = codes if entry.linked is None else self.codes(entry.linked)
            theme = self.known(entry.theme, self._theme_ids, _("theme"))
            if text is None:
                continue
            span = None if passage.whole else self.span(passage, text)
            if span is None and not passage.whole:
                continue
            key = (text.source.id, *_words(passage))
            made = [self._coding(entry, text.source, code, span=span, facets=facets, key=key) for code in codes]
            codings += made
            about = made[0] if made else None
            if entry.condensed and span is not None:
                condensation = add_condensation(
                    text.source.id,
                    revision=text.source.hash,
                    start=span[0],
                    end=span[1],
                    text=entry.condensed,
                    codes=linked,
                    theme=theme,
                    position=len(condensations),
                    identifier=self.new_id("condensation", *key),
                )
                condensations.append(condensation)
                about = about or condensation
            if entry.memo:
                memos.append(self._memo(entry.memo, about, text.source.id, key))
        return [*codings, *memos, *condensations]

    def scenes(self) -> list[Change]:
        """Return the scenes of the script."""
        return [add_scene(self._scene(scene, n)) for n, scene in enumerate(self.script.scenes)]

    def claims(self) -> list[Change]:
        """Return the claims of the script, each followed by its evidence; all as drafts."""
        out = []
        for n, claim in enumerate(self.script.claims):
            identifier = claim_id(self.script, claim)
            word = self.known(claim.quantifier, self.quantifiers, _("quantifier"))
            condition = Condition(
                tuple(self.codes(claim.codes)),
                claim.every,
                self._choices(claim.facets),
                claim.absent,
                claim.query,
                claim.lacking,
            )
            out.append(
                add_claim(
                    claim.sentence,
                    quantifier=word or "",
                    condition=condition,
                    base=Base(claim.unit, dict(claim.attributes), claim.heard_in),
                    finding=self.known(claim.finding, self._finding_ids, _("finding")),
                    note=claim.note,
                    position=n,
                    identifier=identifier,
                )
            )
            out += self._evidence(claim, identifier)
        return out

    def quotations(self) -> list[Change]:
        """Return the quotations of the script, then its voice sets."""
        themes, findings = self._theme_ids, self._finding_ids
        changes, ids = quotation_changes(self.script.quotations, self, themes=themes, cases=self.cases)
        return [
            *changes,
            *voice_changes(self.script.voices, self, quotations=ids, themes=themes, findings=findings),
        ]

    def _evidence(self, claim: ScriptClaim, identifier: str) -> Iterator[Change]:
        for n, item in enumerate(claim.evidence):
            text = self.text(item.passage.source)
            span = None if text is None or item.passage.whole else self.span(item.passage, text)
            if text is None or (span is None and not item.passage.whole):
                continue
            start, end = span or (None, None)
            yield add_evidence(
                identifier,
                item.role,
                text.source.id,
                revision=text.source.hash,
                start=start,
                end=end,
                note=item.note,
                position=n,
                identifier=self.new_id("evidence", identifier, text.source.id, *_words(item.passage)),
            )

    def _choices(self, facets: Iterable[tuple[Name, tuple[Name, ...]]]) -> dict[str, tuple[str, ...]]:
        out: dict[str, tuple[str, ...]] = {}
        for facet, values in facets:
            found = [self._facets([(facet, value)]).get(facet.text) for value in values]
            out[facet.text] = tuple(value for value in found if value is not None)
        return out

    def _coding(
        self,
        entry: Entry,
        source: SourceText,
        code: str,
        *,
        span: tuple[int, int] | None,
        facets: Mapping[str, str],
        key: tuple[str, ...],
    ) -> Change:
        start, end = span or (None, None)
        return add_coding(
            source.id,
            code,
            revision=source.hash,
            start=start,
            end=end,
            facets=facets,
            absent=entry.absent,
            rough_time=entry.rough_time,
            identifier=self.new_id("coding", code, *key),
        )

    def _memo(self, text: str, about: Change | None, source: str, key: tuple[str, ...]) -> Change:
        if about is None:
            return add_memo("source", source, text, identifier=self.new_id("memo", *key))
        return add_memo(about.kind.split(".")[0], about.object, text, identifier=self.new_id("memo", about.object))

    def _scene(self, scene: ScriptScene, position: int) -> Scene:
        points = []
        for text, code in scene.points:
            found = self.codes((code,) if code is not None else ())
            points.append(Point(text, found[0] if found else None))
        return Scene(
            id=self.new_id("scene", scene.key),
            title=scene.title.text,
            kind=scene.kind,
            event=self.known(scene.event, self.cases, _("case")),
            setting=scene.setting,
            narrator=scene.narrator,
            lead_in=scene.lead_in,
            lead_in_role=scene.lead_in_role,
            cast=tuple(CastMember(*c[:5], case=self.known(c[5], self.cases, _("case"))) for c in scene.cast),
            blocks=self._blocks(scene),
            analysis=scene.analysis,
            points=tuple(points),
            back_references=scene.back_references,
            codes=tuple(self.codes(scene.codes)),
            masking=tuple(Masking(*row) for row in scene.masking),
            min_words=scene.min_words,
            max_words=scene.max_words,
            ended=scene.ended,
            position=position,
        )

    def _blocks(self, scene: ScriptScene) -> tuple[Block, ...]:
        out = []
        for block in scene.blocks:
            segments = []
            words = block.text
            for passage in block.passages:
                text = self.text(passage.source)
                span = self.span(passage, text) if text is not None else None
                if text is not None and span is not None:
                    segments.append(SceneSegment(text.source.id, text.source.hash, *span))
                    words = words or text.source.text[slice(*span)]
            out.append(Block(block.type, words, block.speaker, block.fidelity, tuple(segments)))
        return tuple(out)

    def text(self, source: Name) -> SearchedText | None:
        """Return the text of a source, None when there is no such one."""
        handle = source.text
        if handle not in self.texts:
            message = _("There is no source “{handle}”.").format(handle=handle)
            self.problem(source, message, _meant(handle, self.texts) or _("Import the source first."))
            return None
        if handle not in self._searched:
            self._searched[handle] = SearchedText(self.texts[handle])
        return self._searched[handle]

    def span(self, passage: Passage, text: SearchedText) -> tuple[int, int] | None:
        """Return where a passage stands in a text, None when it is not there."""
        try:
            return text.find(passage)
        except PassageLost as lost:
            self.problems.add((passage.line, passage.column), lost.message, lost.mend)
            return None

    def codes(self, names: Iterable[Name]) -> list[str]:
        """Return the ids of codes by their handles."""
        out: list[str] = []
        for name in names:
            code = self.codebook.by_handle.get(name.text)
            if code is None:
                message = _("There is no code “{handle}”.").format(handle=name.text)
                mend = _meant(name.text, self.codebook.by_handle) or _("Look it up in the codebook.")
                self.problem(name, message, mend)
            elif code.id in out:
                message = _("The code “{handle}” stands twice in the entry.").format(handle=name.text)
                self.problem(name, message, _("Take one of the two away."))
            else:
                out.append(code.id)
        return out

    def _facets(self, facets: Iterable[tuple[Name, Name]]) -> dict[str, str]:
        known = {facet.handle: {value.handle for value in facet.values} for facet in self.codebook.facets}
        out: dict[str, str] = {}
        for facet, value in facets:
            if facet.text not in known:
                message = _("There is no facet “{handle}”.").format(handle=facet.text)
                self.problem(facet, message, _meant(facet.text, known) or _choices(known))
            elif value.text not in known[facet.text]:
                message = _("The facet “{facet}” has no value “{value}”.")
                message = message.format(facet=facet.text, value=value.text)
                choices = sorted(known[facet.text])
                self.problem(value, message, _meant(value.text, choices) or _choices(choices))
            else:
                out[facet.text] = value.text
        return out

    def known(self, name: Name | None, ids: Mapping[str, str], thing: str) -> str | None:
        """Return the id of a name among those of its kind."""
        if name is None:
            return None
        if name.text not in ids:
            message = _("There is no {thing} “{handle}”.").format(thing=thing, handle=name.text)
            self.problem(name, message, _meant(name.text, ids) or _choices(ids))
        return ids.get(name.text)

    def new_id(self, *key: str) -> str:
        """Return the id of a thing; the same key again is the next of its kind."""
        self._seen[key] += 1
        again = self._seen[key]
        return _id(self.script, *key, *([str(again)] if again > 1 else []))

    def problem(self, at: Name, message: str, mend: str) -> None:
        """Note a problem at a place of the script."""
        self.problems.add((at.line, at.column), message, mend)


def _id(script: Script, *key: str) -> str:
    return stable_id("script", script.coder, *key)


def claim_id(script: Script, claim: ScriptClaim) -> str:
    """Return the id of a script's claim."""
    return _id(script, "claim", claim.handle.text)


def _words(passage: Passage) -> tuple[str, ...]:
    """Return what names a passage in its script, with the blanks evened out."""
    words = (" ".join(text.split()) for text in (passage.quote, passage.first, passage.last))
    return (*words, str(passage.turn or ""), str(passage.occurrence or ""), "whole" if passage.whole else "")


def _meant(word: str, words: Iterable[str]) -> str:
    found = nearest(word, words)
    return _("Did you mean “{word}”?").format(word=found) if found else ""


def _choices(words: Iterable[str]) -> str:
    choices = ", ".join(sorted(words))
    return _("Choose among: {choices}.").format(choices=choices) if choices else _("There are none yet.")
