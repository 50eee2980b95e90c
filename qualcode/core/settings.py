"""What is set for a whole project, by an event like any other."""

from __future__ import annotations

from qualcode.core.events import Change


def edit_project(
    project: str, *, title: str | None = None, language: str | None = None, least_cell: int | None = None
) -> Change:
    """Return the change of a project's settings; what is None stays as it is.

    ``least_cell`` is the number of persons below which a cell of a table is a small one.
    """
    given = {"title": title, "language": language, "least_cell": least_cell}
    return Change("project.edit", project, {k: v for k, v in given.items() if v is not None}, "corpus")
