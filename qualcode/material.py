"""The material of a project as it is now: sources, codebook, codings, condensations, scenes.

Everything is read from the folded tables as values of :mod:`qualcode.core` and
remembered until the file changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qualcode.core.adjudication import Decision
from qualcode.core.attribution import QuotationRules
from qualcode.core.borders import Border
from qualcode.core.cases import Case
from qualcode.core.claims import Claim, Evidence
from qualcode.core.codebook import Code, Codebook
from qualcode.core.codings import Coding, Mark
from qualcode.core.condensations import Condensation, Finding, Theme, Trace
from qualcode.core.conflicts import Conflict
from qualcode.core.forms import Answer, Form
from qualcode.core.guides import QuestionBank
from qualcode.core.heard import Heard
from qualcode.core.memos import Memo
from qualcode.core.own_words import OwnWords, by_language
from qualcode.core.people import Person, SavedQuery
from qualcode.core.quantifiers import Quantifier, with_defaults
from qualcode.core.query import Filter, Query, QueryProblem, Restricted, walk
from qualcode.core.query_parser import needs_words, read_query
from qualcode.core.quotations import Quotation
from qualcode.core.rounds import Laid, Reading, Round
from qualcode.core.scene_checks import check_scene
from qualcode.core.scenes import Problem, Scene, SceneSegment
from qualcode.core.search import Hit, turn_at
from qualcode.core.small_cells import SMALLEST
from qualcode.core.sources import Note, Source, Turn
from qualcode.core.suggestions import Verdict
from qualcode.core.texts import Edit, LineMap
from qualcode.core.voices import VoiceSet
from qualcode.core.words import Lexicon
from qualcode.references import only, pick
from qualcode.store import blindness, claim_rows, conflicts, folding, log, merge, quotation_rows, reading
from qualcode.store.anchors import Anchors
from qualcode.store.guide_rows import question_bank
from qualcode.store.reading import Activity, SourceProgress

if TYPE_CHECKING:
    from qualcode.finder import Finder
    from qualcode.store.word_index import WordIndex

_Value = TypeVar("_Value")
_TEXTS_KEPT = 64


class Material:
    """What can be read from a project file by the person at work."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self.db = db
        self.actor = ""
        self.actor_name = ""
        self._seen = -1
        self._cache: dict[object, object] = {}
        self._texts: dict[str, str] = {}
        self._words: WordIndex | None = None
        self._voices: dict[str, tuple[Source, Heard]] = {}
        self._hits: dict[str, tuple[object, list[tuple[str, int, int]]]] = {}
        blindness.open_views(db, lambda: self.actor)

    # What is remembered between reads, until the file changes

    def forget(self) -> None:
        """Read everything anew at the next asking."""
        self._cache.clear()

    def _kept(self, key: object, make: Callable[[], _Value]) -> _Value:
        version = self.db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen:
            self._seen = version
            self._cache.clear()
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]  # type: ignore[return-value]

    # The project itself

    @property
    def id(self) -> str:
        """The project's id, the same in all its copies."""
        return merge.project_id(self.db)

    @property
    def title(self) -> str:
        """The project's title."""
        row = self.db.execute("SELECT title FROM project_info ORDER BY made_at LIMIT 1").fetchone()
        return str(row[0]) if row and row[0] else self.path.stem

    @property
    def language(self) -> str:
        """The language of the material, ``sv`` unless set otherwise."""
        row = self.db.execute("SELECT language FROM project_info ORDER BY made_at LIMIT 1").fetchone()
        return str(row[0]) if row and row[0] else "sv"

    @property
    def least_cell(self) -> int:
        """The number of persons below which a cell of a table, or a combination of attributes, is a small one."""
        row = self.db.execute("SELECT least_cell FROM project_info ORDER BY made_at LIMIT 1").fetchone()
        return int(row[0]) if row and row[0] else SMALLEST

    def changed_on(self) -> str:
        """Return the day of the last change, ``2026-01-31``."""
        return folding.iso(log.last_reading(self.db))[:10]

    def activity(self) -> list[Activity]:
        """Return what was done so far, by kind of event and person; undone work is left out."""
        return self._kept("activity", lambda: reading.activity(self.db))

    def log_end(self) -> tuple[int, str]:
        """Return how many events the log holds and the id of the last one."""
        return reading.log_end(self.db)

    def revision(self) -> int:
        """Return the number of events so far, by which reports name the state they print."""
        return reading.revision_number(self.db)

    def state(self) -> str:
        """Return what differs as soon as anything in the project was changed; cheap at any size."""
        return f"{log.last_reading(self.db)} {merge.last_reading(self.db)}"

    def ui_state(self, key: str) -> str | None:
        """Return what a screen left on the desk under a key."""
        row = self.db.execute("SELECT json FROM desk WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    # Sources and texts

    def sources(self) -> list[Source]:
        """Return the sources in their order."""
        return self._kept("sources", lambda: reading.sources(self.db))

    def source(self, ref: str) -> Source:
        """Return the source of a handle, id, end of an id, file name or number in the list.

        Raises NotFound with the nearest names, Ambiguous when several fit.
        """
        found = self.sources()
        if ref.isdigit() and 1 <= int(ref) <= len(found):
            return found[int(ref) - 1]
        standing = Anchors(self.db).standing(ref)
        return pick(standing, found, lambda s: (s.handle, s.file_name), "source", "qualcode source list")

    def text(self, source: Source) -> str:
        """Return a source's newest text."""
        return self.text_of(source.text)

    def base_text(self, source: Source) -> str:
        """Return a source's text as it was read, before repairs."""
        return self.text_of(source.base)

    def text_of(self, digest: str) -> str:
        """Return the text revision of a hash; empty when it was blanked."""
        text = self._texts.get(digest)
        if text is None:
            text = reading.text(self.db, digest) or ""
            if len(self._texts) >= _TEXTS_KEPT:
                self._texts.clear()
            self._texts[digest] = text
        return text

    def original(self, source: Source) -> bytes:
        """Return the bytes of the file that a source came from."""
        return reading.original(self.db, source.original) or b""

    def revisions(self, source: Source) -> list[tuple[Edit, ...]]:
        """Return the edit lists from the text as read to the newest one."""
        return reading.revisions(self.db, source.id)

    def line_map(self, source: Source) -> LineMap:
        """Return the map from positions of the newest text to lines of the original."""
        return self._kept(
            ("lines", source.id), lambda: LineMap(self.base_text(source), self.revisions(source), source.first_line)
        )

    def turns(self, source: Source) -> list[Turn]:
        """Return a source's turns in order."""
        return self._kept(("turns", source.id), lambda: reading.turns(self.db, source.id))

    # Codebook and codings

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

    def marks(self, source: Source) -> list[Mark]:
        """Return what margin stripes need of the codings that have a place in a source, by start, longer ones first."""
        return reading.marks(self.db, source.id)

    def whole_codings(self, source: Source) -> list[Coding]:
        """Return the codings about a source as a whole: absences, and themes without a place."""
        return reading.codings(self.db, source=source.id, placed=False)

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
        return reading.recent_codes(self.db, self.actor, n)

    def code_counts(self) -> dict[str, int]:
        """Return how many codings each code carries itself."""
        return self._kept("counts", lambda: reading.code_counts(self.db))

    def progress(self) -> list[SourceProgress]:
        """Return how far each coder has come in each source."""
        return self._kept("progress", lambda: reading.progress(self.db))

    def codings_per_day(self, days: int = 30) -> list[int]:
        """Return how many codings were made on each of so many days up to the newest coding, the oldest first."""
        return self._kept(("per day", days), lambda: reading.codings_per_day(self.db, days))

    def quote(self, source: Source, start: int | None, end: int | None) -> str:
        """Return the words of a span of a source's newest text."""
        return "" if start is None or end is None else self.text(source)[start:end]

    # Cases, people, memos

    def cases(self) -> list[Case]:
        """Return the cases by kind and name."""
        return self._kept("cases", lambda: reading.cases(self.db))

    def case(self, ref: str) -> Case:
        """Return the case of a name, public name, id or end of an id.

        Raises NotFound with the nearest names, Ambiguous when several fit.
        """
        return pick(ref, self.cases(), lambda c: (c.name, c.public), "case", "qualcode case list")

    def persons(self) -> list[Person]:
        """Return the people who work in the project."""
        return reading.people(self.db)

    def person(self, ref: str) -> Person:
        """Return the person of a name or id.

        Raises NotFound with the nearest names.
        """
        return pick(ref, self.persons(), lambda p: (p.name,), "coder", "qualcode coder list")

    def memos(self, *, about: str | None = None) -> list[Memo]:
        """Return the memos, oldest first; ``about`` is the id of a thing."""
        return reading.memos(self.db, about=about)

    # Forms

    def forms(self) -> list[Form]:
        """Return the forms by handle, each with its items."""
        return self._kept("forms", lambda: reading.forms(self.db))

    def form(self, ref: str) -> Form:
        """Return the form of a handle, title, id or end of an id; raises NotFound or Ambiguous."""
        return pick(ref, self.forms(), lambda f: (f.handle, f.title), "form", "qualcode form list")

    def answers(self, *, form: Form | None = None) -> list[Answer]:
        """Return each coder's latest answer to each item about each case."""
        wanted = None if form is None else {item.id for item in form.items}
        return [a for a in reading.answers(self.db) if wanted is None or a.item in wanted]

    # Teams

    def rounds(self) -> list[Round]:
        """Return the rounds of coding, oldest first."""
        return self._kept("rounds", lambda: reading.rounds(self.db))

    def round(self, ref: str) -> Round:
        """Return the round of a name, id or end of an id; raises NotFound or Ambiguous."""
        return pick(ref, self.rounds(), lambda r: (r.name,), "round", "qualcode round list")

    def readings(self, *, source: Source | None = None) -> list[Reading]:
        """Return who has read which source, or which range of it."""
        return [r for r in reading.readings(self.db) if source is None or r.source == source.id]

    def laid_out(self, of_round: Round) -> dict[str, Laid]:
        """Return how a closed round's sources were laid out when it closed, by their ids."""
        return reading.laid_out(self.db, of_round.id)

    def blind_sources(self) -> frozenset[str]:
        """Return the ids of the sources on which others' codings are hidden now."""
        return blindness.blind_sources(self.db)

    def decisions(self, *, of_round: Round | None = None) -> list[Decision]:
        """Return what was decided where coders differed, oldest first."""
        return [d for d in reading.decisions(self.db) if of_round is None or d.round == of_round.id]

    def rules_changed_at(self, code: Code) -> str:
        """Return when the definition or a rule of a code last changed after it was made; empty when never."""
        return reading.rules_changed_at(self.db, code.id)

    def standing_source(self, identifier: str) -> str:
        """Return the id of the source that stands for one after joins."""
        return Anchors(self.db).standing(identifier)

    def standing_person(self, identifier: str) -> str:
        """Return the id of the person that stands for one who works under two identities."""
        row = self.db.execute("SELECT standing FROM person WHERE id = ?", (identifier,)).fetchone()
        return identifier if row is None else str(row[0])

    def conflicts(self) -> list[Conflict]:
        """Return the conflicts, settled ones and what was joined too, but none that a blind round hides."""
        return self._kept("conflicts", self._conflicts)

    def conflict(self, ref: str) -> Conflict:
        """Return the conflict of an id or the end of one; raises NotFound or Ambiguous."""
        return pick(ref, self.conflicts(), lambda _c: (), "conflict", "qualcode conflict list")

    def _conflicts(self) -> list[Conflict]:
        hidden = blindness.hidden_things(self.db)
        return [c for c in conflicts.read(self.db) if c.about not in hidden and hidden.isdisjoint(c.lost)]

    # Claims

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

    def voices(self, source: Source) -> Heard:
        """Return what tells to which cases the passages of a source belong."""
        kept = self._voices.get(source.id)
        if kept is None or kept[0] != source:
            kept = self._voices[source.id] = (source, Heard(source, self.turns(source)))
        return kept[1]

    # Condensation and scenes

    def findings(self) -> list[Finding]:
        """Return the findings in their order."""
        return reading.findings(self.db)

    def themes(self) -> list[Theme]:
        """Return the themes in their order."""
        return reading.themes(self.db)

    def condensations(self) -> list[Condensation]:
        """Return the condensed sentences in their order."""
        return reading.condensations(self.db)

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
        return reading.scenes(self.db)

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

    # Quotations

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

    def placer(self) -> Callable[[str, str, int, int], tuple[int, int] | None]:
        """Return :meth:`place_now` for many passages: the ways between texts are found once."""
        anchors = Anchors(self.db)
        return lambda source, revision, start, end: anchors.place(source, revision, start, end).span

    # Searching

    def search(
        self,
        query: str,
        *,
        regex: bool = False,
        case: bool = False,
        sources: Sequence[Source] | None = None,
        speaker: str | None = None,
    ) -> Iterator[Hit]:
        """Yield the places that a query finds, source by source (see :mod:`qualcode.core.search`).

        Raises UsageProblem when the query cannot be read, NotFound for a name in a filter that nothing has.
        """
        read = self.query(query, regex=regex, exact=case)
        if speaker is not None:
            only = Restricted(read.node, (Filter("speaker", (speaker,)),))
            read = Query(only, read.exact)
        return self.finder(read).hits(sources)

    def query(self, query: str, *, regex: bool = False, exact: bool = False) -> Query:
        """Return what a query says (see :mod:`qualcode.core.query`).

        Raises UsageProblem when it cannot be read.
        """
        from qualcode.search_problems import unreadable

        try:
            return read_query(query, regex=regex, exact=exact)
        except QueryProblem as problem:
            raise unreadable(problem, query) from None

    def finder(self, query: Query) -> Finder:
        """Return what finds the hits of a query; the index of words is brought up to date where it is needed.

        Raises NotFound for a name in a filter that nothing has.
        """
        from qualcode.finder import Finder

        if needs_words(query.node):
            self.index_words()
            return Finder(self, query, index=self.words)
        return Finder(self, query)

    @property
    def words(self) -> WordIndex:
        """The index of words, as it was last brought up to date."""
        if self._words is None:
            from qualcode.store.word_index import WordIndex

            self._words = WordIndex(self.path, self.db)
        return self._words

    def words_are_stale(self) -> bool:
        """Tell whether the index of words is to be made or brought up to date."""
        from qualcode.language_reading import analysis_version

        return self.words.is_stale(analysis_version(), self.own_words())

    def index_words(
        self, *, progress: folding.Progress | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> bool:
        """Bring the index of words up to date, and tell whether it is, that is, whether it was not cancelled.

        ``progress`` is told words done and words in all; it may be called from a worker thread.
        """
        from qualcode.language_reading import analysis_version, own_pairs, reader

        if not self.words_are_stale():
            return True
        by_id = {source.id: source for source in self.sources()}

        def texts(identifier: str) -> tuple[str, list[str]]:
            source = by_id[identifier]
            notes = [note.text for note in self.notes(source)] if source.apparatus or source.text != source.base else []
            return self.words.text(source.text), notes

        own = self.own_words()
        return self.words.refresh(
            texts,
            lambda language: reader(language, own_pairs(own, language)),
            version=analysis_version(),
            own=own,
            progress=progress,
            cancelled=cancelled,
        )

    def own_words(self) -> OwnWords:
        """Return the words of the project's own with their lemmas, by language."""
        return self._kept("own words", lambda: by_language(reading.own_words(self.db)))

    def lexicon(self, language: str = "") -> Lexicon:
        """Return the lexicon of a language, or of the material's, with the words of the project's own."""
        from qualcode.language_reading import own_pairs, reader

        chosen = language or self.language
        return reader(chosen, own_pairs(self.own_words(), chosen)).lexicon

    def forget_words(self) -> None:
        """Let go of the index of words, so that its file can be written anew."""
        if self._words is not None:
            self._words.close()
            self._words = None
        self._texts.clear()

    def hit_places(self, expression: str) -> list[tuple[str, int, int]]:
        """Return source, start and end of every place in running text that a query finds.

        The answer is remembered while the texts stay as they are, or, where the query
        asks for codings, speakers or cases, while the project does.  Raises as :meth:`search`.
        """
        read = self.query(expression)
        texts = tuple((s.id, s.text) for s in self.sources())
        asks = any(isinstance(node, Restricted) for node in walk(read.node))
        key = (texts, self.revision() if asks else -1)
        kept = self._hits.get(expression)
        if kept is None or kept[0] != key:
            kept = (key, [(h.source, h.start, h.end) for h in self.finder(read).hits() if not h.note])
            self._hits[expression] = kept
        return kept[1]

    def queries(self) -> list[SavedQuery]:
        """Return the saved searches by name."""
        return reading.queries(self.db)

    def saved_query(self, ref: str) -> SavedQuery:
        """Return the saved search of a name or id; raises NotFound or Ambiguous."""
        return pick(ref, self.queries(), lambda q: (q.name,), "search", "qualcode search list")

    def sources_since(self, thing: str) -> list[Source]:
        """Return the sources that were imported after a thing, such as a saved search, was made."""
        new = reading.sources_since(self.db, thing)
        return [source for source in self.sources() if source.id in new]

    def borders(self, source: Source) -> list[Border]:
        """Return the borders of meaning units that the person at work set in a source, placed in its newest text."""
        anchors, out = Anchors(self.db), []
        for border in self._kept("borders", lambda: reading.borders(self.db, person=self.actor)):
            if anchors.standing(border.source) == source.id:
                place = anchors.place(border.source, border.revision, border.start, border.end).span
                if place is not None:
                    out.append(replace(border, revision=source.text, start=place[0], end=place[1]))
        return out

    def verdicts(self, *, code: Code | None = None) -> list[Verdict]:
        """Return what the person at work made of suggestions, oldest first; nobody sees another's."""
        return reading.verdicts(self.db, person=self.actor, code=code.id if code else None)

    def place_now(self, source: str, revision: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where a passage of an older text stands in the newest one; None when its words are gone."""
        return Anchors(self.db).place(source, revision, start, end).span

    def notes(self, source: Source) -> list[Note]:
        """Return the footnotes of a source, which stand outside its running text."""
        return self._kept(("notes", source.id), lambda: self._notes(source))

    def _notes(self, source: Source) -> list[Note]:
        out = [
            Note(str(note.get("mark", "")), str(note.get("text", "")), int(str(note.get("line", 0))))
            for note in source.apparatus
        ]
        revisions = self.revisions(source)
        lines = LineMap(self.base_text(source), (), source.first_line) if revisions else None
        for edits in revisions[:1]:
            out += [Note("", e.kept, lines.line(e.start)) for e in edits if e.rule == "footnote" and e.kept and lines]
        return out


def _code_names(code: Code) -> tuple[str, ...]:
    return (code.handle, code.name_sv, code.name_en, code.short, *code.aliases)
