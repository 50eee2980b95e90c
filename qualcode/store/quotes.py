"""Reading every coded passage again: are its words still those it was set on?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from qualcode.store.anchors import Anchors
from qualcode.store.log import Fault

_KEPT = 16


def verify(db: sqlite3.Connection) -> Iterator[Fault]:
    """Yield the codings and condensations that stand on other words than recorded corrections explain.

    A passage that no correction touched must read the same; any passage must
    lie inside the text that it was chosen in.
    """

    @lru_cache(maxsize=_KEPT)
    def text(digest: str) -> str | None:
        row = db.execute("SELECT text FROM text_version WHERE hash = ?", (digest,)).fetchone()
        return None if row is None else row[0]

    anchors = Anchors(db)
    for table in ("coding", "condensation", "evidence"):
        rows = db.execute(
            f"SELECT g.id, g.source, g.revision, g.start, g.end, g.now_start, g.now_end, s.text FROM {table} g "
            "JOIN source s ON s.id = g.now_source WHERE g.now_start NOT NULL ORDER BY g.now_source, g.revision, g.id"
        )
        for identifier, source, revision, start, end, now_start, now_end, newest in rows:
            then, now = text(revision), text(newest)
            if then is None or now is None:
                continue
            inside = 0 <= start < end <= len(then) and 0 <= now_start < now_end <= len(now)
            same = then[start:end] == now[now_start:now_end]
            if not inside or (not same and anchors.untouched(source, revision, start, end)):
                yield Fault("quote", identifier)
    for identifier, wording in db.execute("SELECT id, wording FROM quotation WHERE wording NOT NULL ORDER BY id"):
        body = json.loads(wording)
        then = text(str(body["revision"]))
        if then is not None and not all(0 <= start < end <= len(then) for start, end in body["spans"]):
            yield Fault("quote", identifier)
