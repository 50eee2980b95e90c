"""Passages that may deserve a code, each with its reasons; a person accepts or rejects them.

They come from the code's cues and from passages that were coded already, and are never
codings by themselves.  What a person rejected is not suggested to them again.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.suggestions import Passage, fused, likeness, word_scores
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding, add_coding
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.matching import Span, containing
from qualcode.core.search import turn_at
from qualcode.core.sources import Source
from qualcode.core.suggestions import (
    ACCEPTED,
    REJECTED,
    Verdict,
    accept_suggestion,
    reject_suggestion,
    suggestion_id,
)
from qualcode.errors import Ambiguous, NotFound
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.search.grounds import Cues, Place, Reason, cue_hits, cues_in, passages, sought_terms
from qualcode.search.language_reading import negator, sentences

_COMPARED = 300  # of the best by words, compared letter by letter with what was coded
_SHOWN = 4  # words named as reasons
_DESK = "suggestions"
_KEPT = 500  # suggestions that can be named after they were listed


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage suggested for a code; ``negated`` is the word that negates the first cue in it, if any."""

    id: str
    code: Code
    source: Source
    start: int
    end: int
    score: float
    reasons: tuple[Reason, ...]
    speaker: str = ""
    negated: str = ""
    cue_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Precision:
    """How many suggestions of a code a person accepted and rejected."""

    accepted: int
    rejected: int

    @property
    def share(self) -> float | None:
        """The share of accepted ones; None before any was judged."""
        judged = self.accepted + self.rejected
        return self.accepted / judged if judged else None


def suggest(
    project: Project, code: Code, *, limit: int = 50, sources: Sequence[Source] | None = None
) -> list[Suggestion]:
    """Return passages that may deserve a code and do not have it, the likeliest first.

    Those that the person at work rejected are left out.
    """
    project.index_words()
    chosen = project.sources() if sources is None else list(sources)
    coded = [c for c in project.codings(code=code) if c.start is not None and not c.absent]
    weights = sought_terms(project, code, coded)
    cues = cue_hits(project, code, chosen)
    found, total = passages(project, chosen, weights, cues, but=code.not_forms)
    done = _judged(project, code, coded)
    found = {place: each for place, each in found.items() if not _overlaps(place, done.get(place[0], ()))}
    pointed = {p: Passage(each.words, _cues_of(p, cues)) for p, each in found.items()}
    pointed = {p: each for p, each in pointed.items() if each.terms}
    by_cue = word_scores(pointed, dict.fromkeys(code.cues, 1.0), total=total)
    by_word = word_scores({p: each for p, each in found.items() if each.terms}, weights, total=total)
    first = fused(by_cue, by_word)
    best = dict.fromkeys(sorted(first, key=lambda p: (-first[p], p))[:_COMPARED])
    texts = {source.id: source for source in project.sources()}
    alike: dict[Place, float] = {}
    if coded:
        models = [project.quote(texts[c.source], c.start, c.end) for c in coded]
        alike = likeness({p: project.quote(texts[p[0]], p[1], p[2]) for p in best}, models)
    scores = fused({p: n for p, n in by_cue.items() if p in best}, {p: by_word.get(p, 0.0) for p in best}, alike)
    order = {source.id: n for n, source in enumerate(chosen)}
    ranked = sorted(scores, key=lambda p: (-scores[p], order[p[0]], p[1]))[:limit]
    out = []
    for place in ranked:
        shared = _shared(found[place], weights) if coded or not code.cues else ""
        made = _suggestion(project, code, texts[place[0]], place, cues_in(place, cues))
        more = (Reason("like" if coded else "text", shared),) if shared else ()
        out.append(replace(made, score=scores[place], reasons=(*made.reasons, *more)))
    return out


def suggest_by_cues(project: Project, source: Source) -> list[Suggestion]:
    """Return the sentences of a source with a cue of any code in them that do not have the code, in order.

    Interviewers' turns are left out, and what the person at work coded or rejected.
    """
    project.index_words()
    text, turns = project.text(source), project.turns(source)
    asked = {s.label for s in source.speakers if s.role == "interviewer"}
    held: dict[int, list[Span]] = {}
    out = []
    for code in project.codebook().standing:
        if not code.cues or code.status == "retired":
            continue
        cues = cue_hits(project, code, [source])
        if not cues:
            continue
        done = _judged(project, code, project.codings(source=source, code=code)).get(source.id, ())
        places: dict[Place, None] = {}
        for (start, _end), reason in cues[source.id]:
            turn = turn_at(turns, start)
            if reason.kind != "cue" or turn is None or (turn.speaker in asked and turn.speaker):
                continue
            if turn.start not in held:
                found = sentences(text[turn.body : turn.end], source.language)
                held[turn.start] = [(turn.body + a, turn.body + b) for a, b in found]
            i = containing(held[turn.start], start)
            if i >= 0 and not _overlaps((source.id, *held[turn.start][i]), done):
                places[source.id, *held[turn.start][i]] = None
        out += [_suggestion(project, code, source, place, cues_in(place, cues)) for place in places]
    return sorted(out, key=lambda s: (s.start, s.end))


def accept(
    project: Project, suggestions: Iterable[Suggestion], *, facets: Mapping[str, str] | None = None
) -> list[str]:
    """Set the code on suggested passages as one step, and return the ids of the codings.

    A passage that the person at work has coded so meanwhile is left as it is.
    """
    made, changes = [], []
    for s in suggestions:
        codings = project.codings(source=s.source, code=s.code)
        if any((c.coder, c.start, c.end) == (project.actor, s.start, s.end) for c in codings):
            continue
        identifier = new_id()
        made.append(identifier)
        changes.append(
            add_coding(
                s.source.id,
                s.code.id,
                revision=s.source.text,
                start=s.start,
                end=s.end,
                facets=facets,
                origin="suggestion",
                identifier=identifier,
            )
        )
        changes.append(accept_suggestion(replace(_verdict(s), coding=identifier)))
    if changes:
        project.apply(*changes)
    return made


def give_other(
    project: Project,
    suggestion: Suggestion,
    codes: Iterable[str],
    *,
    facets: Mapping[str, str] | None = None,
    before: Iterable[Change] = (),
) -> None:
    """Reject a suggestion and set other codes (ids) on its passage, as one step; ``before`` is done in it, too."""
    s = suggestion
    made = [
        add_coding(s.source.id, code, revision=s.source.text, start=s.start, end=s.end, facets=facets)
        for code in dict.fromkeys(codes)
    ]
    project.apply(*before, *made, reject_suggestion(_verdict(s)))


def reject(project: Project, suggestions: Iterable[Suggestion]) -> None:
    """Remember that suggested passages do not deserve the code, as one step."""
    changes = [reject_suggestion(_verdict(s)) for s in suggestions]
    if changes:
        project.apply(*changes)


def remember(project: Project, suggestions: Iterable[Suggestion]) -> None:
    """Leave suggestions on the desk, so that they can be named by their ids."""
    kept = json.loads(project.ui_state(_DESK) or "{}")
    for s in suggestions:
        kept.pop(s.id, None)
        kept[s.id] = [s.code.id, s.source.id, s.source.text, s.start, s.end, list(_kept_reasons(s))]
    project.set_ui_state(_DESK, dict(list(kept.items())[-_KEPT:]))


def recall(project: Project, ref: str) -> Suggestion:
    """Return a suggestion that was listed, by its id or the end of it; of its reasons the codebook's words are left.

    Raises NotFound when none of that id was listed or its words are gone, Ambiguous when several end alike.
    """
    kept = json.loads(project.ui_state(_DESK) or "{}")
    found = [identifier for identifier in kept if identifier.endswith(ref.strip().lower())]
    hint = _("list them with: qualcode suggest CODE")
    if not found:
        raise NotFound(_("no suggestion {id} was listed").format(id=ref), hint)
    if len(found) > 1:
        raise Ambiguous(_("{n} suggestions end in {id}").format(n=len(found), id=ref), _("give more of the id"))
    code, source, text, start, end, reasons = kept[found[0]]
    where = project.source(source)
    span = project.place_now(source, text, start, end)
    if span is None:
        raise NotFound(_("the words of suggestion {id} are gone from the text").format(id=ref), hint)
    why = tuple(Reason(kind, word) for kind, _colon, word in (reason.partition(":") for reason in reasons))
    return Suggestion(found[0], project.code(code), where, *span, 0.0, why)


def precision(project: Project, code: Code) -> Precision:
    """Return how many suggestions of a code the person at work accepted and rejected."""
    mine = [v.verdict for v in project.verdicts(code=code)]
    return Precision(mine.count(ACCEPTED), mine.count(REJECTED))


def reason_text(reason: Reason) -> str:
    """Word one reason."""
    if reason.kind == "cue":
        same = reason.found.casefold() == reason.word.casefold()
        return _("cue {word}").format(word=reason.word if same else f"{reason.word}: {reason.found}")
    if reason.kind == "near_miss":
        text = _("near miss {word}").format(word=reason.word)
        return f"{text} ({reason.note})" if reason.note else text
    if reason.kind == "like":
        return _("as in coded passages: {words}").format(words=reason.word)
    return _("as in the definition: {words}").format(words=reason.word)


def precision_text(found: Precision) -> str:
    """Word how many suggestions of a code were accepted."""
    judged = found.accepted + found.rejected
    if not judged:
        return _("None judged so far.")
    share = round(100 * (found.share or 0))
    text = ngettext("{n} of {all} judged accepted ({share} %).", "{n} of {all} judged accepted ({share} %).", judged)
    return text.format(n=found.accepted, all=judged, share=share)


def _verdict(s: Suggestion) -> Verdict:
    return Verdict(s.id, s.code.id, s.source.id, s.source.text, s.start, s.end, reasons=tuple(_kept_reasons(s)))


def _kept_reasons(s: Suggestion) -> Iterator[str]:
    """Yield the reasons as the log and the desk may keep them: in the codebook's words, never the text's."""
    for reason in dict.fromkeys((r.kind, r.word if r.kind in ("cue", "near_miss") else "") for r in s.reasons):
        yield ":".join(filter(None, reason))


def _judged(project: Project, code: Code, coded: Sequence[Coding]) -> dict[str, list[Span]]:
    """Return the passages that the person at work coded or rejected already, by source, in order."""
    out: dict[str, list[Span]] = {}
    for coding in coded:
        if coding.coder == project.actor and coding.start is not None and coding.end is not None:
            out.setdefault(coding.source, []).append((coding.start, coding.end))
    for verdict in project.verdicts(code=code):
        if verdict.verdict == REJECTED:
            span = project.place_now(verdict.source, verdict.revision, verdict.start, verdict.end)
            if span is not None:
                out.setdefault(verdict.source, []).append(span)
    return {source: sorted(spans) for source, spans in out.items()}


def _overlaps(place: Place, done: Sequence[Span]) -> bool:
    _source, start, end = place
    return any(a < end and start < b for a, b in done[: bisect_right(done, (end, 0))])


def _cues_of(place: Place, cues: Cues) -> Counter[str]:
    return Counter(reason.word for reason, _at in cues_in(place, cues) if reason.kind == "cue")


def _shared(passage: Passage, weights: Mapping[str, float]) -> str:
    best = sorted(passage.terms, key=lambda t: (-weights.get(t, 0.0), t))[:_SHOWN]
    return ", ".join(best)


def _suggestion(
    project: Project, code: Code, source: Source, place: Place, cues: Sequence[tuple[Reason, Span]]
) -> Suggestion:
    _id, start, end = place
    first = next((at for reason, at in cues if reason.kind == "cue"), None)
    turn = turn_at(project.turns(source), start)
    return Suggestion(
        suggestion_id(project.actor, code.id, source.text, start, end),
        code,
        source,
        start,
        end,
        0.0,
        tuple(dict.fromkeys(reason for reason, _at in cues)),
        turn.speaker if turn else "",
        _negator(project, source, first, place) if first else "",
        first,
    )


def _negator(project: Project, source: Source, at: Span, place: Place) -> str:
    text = project.text(source)[place[1] : place[2]]
    inside = (at[0] - place[1], at[1] - place[1])
    for a, b in sentences(text, source.language):
        if a <= inside[0] < b:
            return negator(text[a:b], (inside[0] - a, inside[1] - a), source.language)
    return ""
