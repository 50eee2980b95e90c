"""Texts that were corrected differently in one place: how each side left it, and how it reads now."""

from __future__ import annotations

from qualcode.core.conflicts import Conflict, meeting
from qualcode.core.events import Change
from qualcode.core.lineage import Reading
from qualcode.core.sources import correct_source
from qualcode.project import Project
from qualcode.store.anchors import Anchors


def disputed(project: Project, conflict: Conflict) -> list[list[Reading]]:
    """Return for each side of a conflict the places in dispute: as they read now, and as that side left them.

    A side's list is empty where the texts behind its correction are not at hand.
    """
    anchors = Anchors(project.db)
    spans = anchors.as_read(conflict.about)
    places = sorted({place for one, other in conflict.pairs for place in meeting(one, other, spans)})
    return [anchors.readings(conflict.about, side.event, places) for side in conflict.sides]


def words_put_in(project: Project, conflict: Conflict, side: int) -> list[Change]:
    """Return the correction that makes the places in dispute read as a side left them; none when they do."""
    source = project.source(conflict.about)
    edits = [r.edit for r in disputed(project, conflict)[side] if r.words != r.others]
    return [correct_source(source, source.text, edits)] if edits else []
