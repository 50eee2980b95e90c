"""Where a passage chosen in any text of a source stands in the newest one.

A text on the source's own line of corrections is followed edit by edit.  A
text beside it (someone corrected apart) is led over exactly from where the two
lines part; a text whose way here is not recorded is compared word by word.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from qualcode.core.lineage import Reading, between, composed, readings
from qualcode.core.reanchor import edits_between, reanchor
from qualcode.core.revisions import Rebase
from qualcode.core.texts import Edit, TextMap, apply_edits, in_order, text_hash
from qualcode.store.source_rows import read_edits


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands now: ``span`` is None when its words are gone, ``searched`` asks for a look."""

    span: tuple[int, int] | None
    searched: bool = False


@dataclass(slots=True)
class _Line:
    """A source's own line of texts: their hashes from the base on, and the edits between them."""

    length: int
    hashes: list[str]
    edits: list[tuple[Edit, ...]]
    beside: dict[str, tuple[str, tuple[Edit, ...]]] | None = None
    texts: dict[str, str] = field(default_factory=dict)
    corrections: dict[str, tuple[str, tuple[Edit, ...]]] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    rebase: Rebase | None = None


class Anchors:
    """Carries passages to the newest texts and remembers the ways while it lives."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._alias: dict[str, str] | None = None
        self._lines: dict[str, _Line | None] = {}
        self._ways: dict[tuple[str, str], list[TextMap] | tuple[str, str] | None] = {}

    def standing(self, source: str) -> str:
        """Return the source that stands for a source after joins."""
        if self._alias is None:
            self._alias = dict(self._db.execute("SELECT id, standing FROM source WHERE standing IS NOT id"))
        return self._alias.get(source, source)

    def length(self, source: str, text: str) -> int | None:
        """Return the length of the text with this hash where it is the source's newest, else None."""
        standing = self.standing(source)
        key = (standing, text)
        if key not in self._ways:
            self._ways[key] = self._way(standing, text)
        line = self._lines.get(standing)
        return None if self._ways[key] != [] or line is None else line.length

    def place(self, source: str, text: str, start: int, end: int) -> Place:
        """Return where ``[start, end)`` of the text with this hash stands in the source's newest text."""
        standing = self.standing(source)
        key = (standing, text)
        if key not in self._ways:
            self._ways[key] = self._way(standing, text)
        way = self._ways[key]
        if way is None:
            return Place(None)
        if isinstance(way, tuple):
            anchor = reanchor(*way, start, end)
            if anchor.start is None or anchor.end is None:
                return Place(None)
            return Place((anchor.start, anchor.end), anchor.how == "searched")
        for step in way:
            span = step.span(start, end)
            if span is None:
                return Place(None)
            start, end = span
        # A text whose words were taken out for good holds no place at all.
        line = self._lines[standing]
        return Place((start, end)) if line is not None and end <= line.length else Place(None)

    def untouched(self, source: str, text: str, start: int, end: int) -> bool | None:
        """Tell whether no recorded correction altered a passage on its way here; None when the way is not recorded."""
        standing = self.standing(source)
        key = (standing, text)
        if key not in self._ways:
            self._ways[key] = self._way(standing, text)
        way = self._ways[key]
        if way is None or isinstance(way, tuple):
            return None
        for step in way:
            if any(e.start < end and e.end > start for e in step.edits):
                return False
            span = step.span(start, end)
            if span is None or span[1] - span[0] != end - start:
                return False
            start, end = span
        return True

    def steps(self, source: str, text: str) -> list[tuple[Edit, ...]] | None:
        """Return the edits, one on top of the other, from the text with this hash to the newest; None when unknown."""
        standing = self.standing(source)
        way = self._way(standing, text)
        if isinstance(way, tuple):
            return [edits_between(*way)]
        return None if way is None else [step.edits for step in way]

    def as_read(self, source: str) -> dict[str, list[tuple[int, int]]]:
        """Return for each correction of a source the spans it alters, as positions of the text as read."""
        standing = self.standing(source)
        line = self._line(standing)
        if line is None:
            return {}
        if line.beside is None:
            self._explore(standing, line)
        out: dict[str, list[tuple[int, int]]] = {}
        for event, (on, edits) in line.corrections.items():
            steps = [TextMap(step) for step in reversed(self._from_base(line, on))]
            spans = []
            for e in edits:
                start, end = e.start, e.end
                for step in steps:
                    start, end = step.backward(start), step.backward(end, end=end > start)
                spans.append((min(start, end), max(start, end)))
            out[event] = spans
        return out

    def readings(self, source: str, event: str, places: Sequence[tuple[int, int]]) -> list[Reading]:
        """Return how some places of the text as read stand in the newest text, and how a correction left them.

        Empty where the texts behind the correction are not at hand.
        """
        standing = self.standing(source)
        line = self._line(standing)
        if line is None:
            return []
        if line.beside is None:
            self._explore(standing, line)
        base = line.texts.get(line.hashes[0])
        if base is None or event not in line.results:
            return []
        on, edits = line.corrections[event]
        if on not in line.hashes and on not in (line.beside or {}):
            return []
        chain = [*self._from_base(line, on), in_order(edits, len(line.texts[on]))]
        return readings(base, composed(line.edits, len(base)), composed(chain, len(base)), places)

    def derived(self, source: str, events: Collection[str]) -> set[str]:
        """Return the hashes of texts that follow from some events alone: the text as read, corrections on it."""
        self.standing(source)
        line = self._line(source)
        if line is None or line.rebase is not None:
            return set()
        row = self._db.execute(
            "SELECT id FROM event WHERE object = ? AND kind = 'source.add' ORDER BY hlc, id LIMIT 1", (source,)
        ).fetchone()
        if row is None or row[0] not in events:
            return set()
        if line.beside is None:
            self._explore(source, line)
        out = {line.hashes[0]}
        for event, (on, _edits) in line.corrections.items():
            if event in events and on in out and event in line.results:
                out.add(line.results[event])
        return out

    def _from_base(self, line: _Line, text: str) -> list[tuple[Edit, ...]]:
        chain: list[tuple[Edit, ...]] = []
        seen: set[str] = set()
        while text not in line.hashes:
            step = (line.beside or {}).get(text)
            if step is None or text in seen:
                return []
            seen.add(text)
            text = step[0]
            chain.insert(0, step[1])
        return [*line.edits[: line.hashes.index(text)], *chain]

    def _way(self, source: str, text: str) -> list[TextMap] | tuple[str, str] | None:
        line = self._line(source)
        if line is None:
            return None
        if text in line.hashes:
            return [TextMap(edits) for edits in _after(line, text)]
        if line.rebase is not None and text in line.rebase.carried and line.rebase.at in line.hashes:
            # What was there before words were taken out: its places are known, not its words.
            return [TextMap(line.rebase.carried[text]), *(TextMap(e) for e in _after(line, line.rebase.at))]
        exact = self._from_beside(source, line, text)
        if exact is not None:
            return [TextMap(exact)]
        old, new = self._text(text), self._text(line.hashes[-1])
        return None if old is None or new is None else (old, new)

    def _line(self, source: str) -> _Line | None:
        if source not in self._lines:
            row = self._db.execute("SELECT base, characters, rebase FROM source WHERE id = ?", (source,)).fetchone()
            if row is None:
                self._lines[source] = None
            else:
                rows = self._db.execute("SELECT text, edits FROM revision WHERE source = ? ORDER BY n", (source,))
                steps = rows.fetchall()
                self._lines[source] = _Line(
                    row[1], [row[0] or "", *(r[0] for r in steps)], [read_edits(r[1]) for r in steps]
                )
                if row[2]:
                    self._lines[source].rebase = Rebase.from_data(json.loads(row[2]))  # type: ignore[union-attr]
        return self._lines[source]

    def _text(self, digest: str) -> str | None:
        row = self._db.execute("SELECT text FROM text_version WHERE hash = ?", (digest,)).fetchone()
        return None if row is None else row[0]

    def _from_beside(self, source: str, line: _Line, text: str) -> tuple[Edit, ...] | None:
        """Return the edits from a text beside the line to the newest one; None when its way is not recorded."""
        if line.beside is None:
            self._explore(source, line)
        chain: list[tuple[Edit, ...]] = []
        at = text
        seen: set[str] = set()
        while at not in line.hashes:
            step = (line.beside or {}).get(at)
            if step is None or at in seen:
                return None
            seen.add(at)
            at = step[0]
            chain.insert(0, step[1])
        fork = line.texts[at]
        return between(fork, composed(chain, len(fork)), composed(_after(line, at), len(fork)))

    def _explore(self, source: str, line: _Line) -> None:
        """Work out the texts that corrections made apart led to."""
        line.beside = {}
        base = self._text(line.hashes[0])
        if base is None:
            return
        line.texts[line.hashes[0]] = text = base
        for digest, edits in zip(line.hashes[1:], line.edits, strict=True):
            line.texts[digest] = text = apply_edits(text, edits)
        joined = [source, *(i for i, s in (self._alias or {}).items() if s == source)]
        marks = ",".join("?" * len(joined))
        corrections = self._db.execute(
            "SELECT e.id, e.json FROM event e "
            f"WHERE e.object IN ({marks}) AND e.kind = 'source.correct' AND e.json IS NOT NULL ORDER BY e.hlc, e.id",
            joined,
        )
        for event, body in corrections.fetchall():
            fields = json.loads(body)
            on = str(fields.get("on", ""))
            before = line.texts.get(on)
            if before is None:
                before = self._text(on)
            if before is None:
                continue
            edits = tuple(Edit.from_list(values) for values in fields.get("edits", ()))
            line.corrections[event] = (on, edits)
            try:
                after = apply_edits(before, edits)
            except ValueError:
                continue
            digest = line.results[event] = text_hash(after)
            line.texts.setdefault(on, before)
            line.texts[digest] = after
            if digest not in line.hashes and digest != on:
                line.beside.setdefault(digest, (on, tuple(sorted(edits, key=lambda e: (e.start, e.end)))))


def _after(line: _Line, text: str) -> list[tuple[Edit, ...]]:
    # The latest place where the text was this one: a correction that was taken back cancels out.
    at = len(line.hashes) - 1 - line.hashes[::-1].index(text)
    return line.edits[at:]
