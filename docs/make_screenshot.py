"""Draw ``docs/reading-view.svg`` from the example project (``python -m docs.make_screenshot``)."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from qualcode.demo import make_example
from qualcode.i18n import set_language
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.reading import ReadingScreen

PLACE = Path(__file__).parent / "reading-view.svg"
SIZE = (124, 36)


async def draw(project: Project) -> str:
    """Return the reading view at the densest passage of the first interview, as SVG."""
    project.work_as("Elin")
    app = QualcodeApp(project, key_path=Path("none"))
    app.desk.place, app.desk.source = "reading", project.sources()[0].id
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        view = screen.view
        marks = list(view.index)
        if marks:
            dense = max(marks, key=lambda m: (len(view.index.overlapping(m.start, m.end)), -m.start))
            view.move_to(dense.start)
        await pilot.pause(0.2)
        screen.put_lines()
        await pilot.pause(0.2)
        return app.export_screenshot(title="qualcode")


def main() -> None:
    """Make the example in a temporary folder and draw it, in Swedish."""
    set_language("sv")
    with tempfile.TemporaryDirectory() as folder, make_example(Path(folder) / "exempel.qualcode") as project:
        PLACE.write_text(_steady(asyncio.run(draw(project))), "utf-8")


def _steady(svg: str) -> str:
    """Return the picture with a fixed name for its styles, and without fonts from elsewhere."""
    return re.sub(r"\s*@font-face \{.*?\}", "", re.sub(r"terminal-\d+", "terminal-1", svg), flags=re.DOTALL)


if __name__ == "__main__":
    main()
