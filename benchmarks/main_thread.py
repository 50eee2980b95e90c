"""How long the screens of the terminal keep people waiting in a large study: ``python -m benchmarks main_thread``.

Every screen is opened and used in the usual ways, while a beat every few
milliseconds tells how long nothing else could be done: no key taken, nothing
painted.  It is the time that the main thread itself worked: what others do on
the machine does not count.  A part of the study's size, or some screens, with
``python -m benchmarks.main_thread --share 0.1 search``.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.pilot import Pilot

from benchmarks.figure import Figure
from benchmarks.lived_in import put_analysis, put_conflicts
from benchmarks.search import fill
from benchmarks.teams import code
from qualcode.core import codebook as books
from qualcode.core.cases import Case, add_case
from qualcode.core.codebook import Code
from qualcode.core.condensations import add_condensation
from qualcode.core.ids import new_id
from qualcode.core.memos import add_memo
from qualcode.core.sources import Speaker, edit_source, name_speakers
from qualcode.project import Project
from qualcode.teams.rounds import close_round, open_round
from qualcode.tui.app import QualcodeApp

BAR = 150.0
_BEAT = 0.004
_SOURCES, _WORDS, _CODERS, _CODINGS, _CODES = 200, 6000, 5, 10_000, 80
_THINGS = 400
#: The keys pressed on each screen, one after the other; words are typed letter by letter.
USUAL = {
    "overview": "down end home question_mark escape ctrl+p >kod escape ctrl+e escape f9 f3 escape escape enter",
    "sources": "down end home e escape s escape r escape enter",
    "reading": "down pagedown r c k o d escape 1 u ctrl+r ctrl+r A A A slash >och enter n z z ctrl+t ctrl+t end q",
    "codebook": "down z end home z down h escape f escape enter end escape o escape slash >kod escape e escape M "
    "escape A escape",
    "condensations": "down end home t escape s escape v v enter",
    "findings": "down end home enter",
    "claims": "down end home enter down escape n escape h escape f f A escape s escape",
    "tables": "down right end s x x v plus minus plus plus b escape A escape f escape w escape w escape enter",
    "scenes": "down end home enter escape n escape",
    "quotations": "down end home b o escape b b right right e u w t escape",
    "search": "slash >och space | space att enter down end home 2 3 1 b b f escape enter",
    "sweep": "c >kod enter space b",
    "words": "down end home s S t slash >mö enter 1 2 escape enter",
    "cases": "down end home s s o escape enter escape",
    "memos": "down end home f f f enter escape",
    "pseudonyms": "down end home right left f f enter escape",
    "log": "down end m end home",
    "people": "down end home f escape",
    "exchange": "down end home",
    "compare": "n n N pagedown t t x p escape",
    "agreement": "down u s p i escape w escape enter end escape",
    "conflicts": "down end home f f",
    "adjudication": "down end home n n N p k t c f f 1 u",
    "review": "down",
    "forms": "n right down end home",
}


def study(path: Path, share: float = 1.0) -> None:
    """Write a study of so large a share of 200 interviews of 6,000 words with 50,000 codings of five people."""
    chance = random.Random(1)
    with Project.create(path, title="Mätning", coder="Elin") as project:
        fill(project, max(4, round(_SOURCES * share)), _WORDS)
        families = [Code(new_id(), f"familj-{n}", f"familj {n}", position=n) for n in range(8)]
        codes = [
            Code(new_id(), f"kod-{n}", f"kod {n}", parent=families[n % 8].id, position=n, cues=("möte", "tid"))
            for n in range(_CODES)
        ]
        project.apply(*(books.add_code(c) for c in (*families, *codes)))
        sources = project.sources()
        for n, source in enumerate(sources):
            case = Case(
                new_id(), f"Person {n}", attributes={"roll": ("handläggare", "chef")[n % 2], "ort": f"O{n % 9}"}
            )
            project.apply(
                add_case(case),
                edit_source(source.id, case_id=case.id),
                name_speakers(source.id, [Speaker("I", "interviewer"), Speaker("IP1", "respondent", case.id)]),
            )
        sources = project.sources()
        project.apply(*(add_memo("code", chance.choice(codes).id, f"Tanke {n}. " * 9) for n in range(_THINGS)))
        project.apply(
            *(
                add_condensation(
                    s.id, revision=s.text, start=a, end=a + 300, text=f"Kärnan {n}", codes=[codes[n % 80].id]
                )
                for n in range(_THINGS)
                for s in [chance.choice(sources)]
                for a in [chance.randrange(s.characters - 400)]
            )
        )
        put_analysis(project, codes)
        put_conflicts(project, codes)
        project.index_words()
    for n in range(_CODERS):
        with Project.open(path, coder=f"Kodare {n}") as project:
            code(project, max(100, round(_CODINGS * share)), seed=n)
    with Project.open(path, coder="Kodare 0") as project:
        coded = chance.sample(project.codings(coder=project.person("Kodare 0")), 100)
        project.apply(*(add_memo("coding", c.id, f"Varför just här? {n}") for n, c in enumerate(coded)))
        coders = [p for p in project.persons() if p.name.startswith("Kodare")][:2]
        sources = project.sources()
        some = max(1, len(sources) // 10)
        open_round(project, "runda 1", sources[:some], coders, blind=False)
        close_round(project, open_round(project, "runda 2", sources[some : 2 * some], coders, blind=False))
        for n in range(9):  # for the undo of the keys to take back, rather than the rounds
            project.apply(add_memo("code", project.codebook().standing[n].id, f"Sist {n}."))
        project.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Beat:
    """The longest time for which the loop of events was kept at work, since it was last asked for."""

    def __init__(self) -> None:
        self._longest, self._since = 0.0, time.thread_time()
        self._loop = asyncio.get_running_loop()
        self._next()

    def _next(self) -> None:
        self._since = time.thread_time()
        self._loop.call_later(_BEAT, self._tick)

    def _tick(self) -> None:
        self._longest = max(self._longest, time.thread_time() - self._since)
        self._next()

    def longest(self) -> float:
        """Return it in milliseconds and begin anew."""
        longest, self._longest = self._longest, 0.0
        return longest * 1000


async def _settle(app: QualcodeApp, pilot: Pilot[None]) -> None:
    await pilot.pause(0.02)
    for _ in range(2000):
        if all(worker.is_finished for worker in app.workers):
            break
        await asyncio.sleep(0.02)
    await pilot.pause(0.02)


def _keys(usual: str) -> Iterator[str]:
    for word in usual.split():
        yield from word[1:] if word.startswith(">") else (_NAMED.get(word, word),)


_NAMED = {"|": "vertical_line"}


async def measure(project: Project, screens: Sequence[str]) -> dict[str, tuple[float, str]]:
    """Use the screens, and return of each the longest standstill in milliseconds and at which key it was."""
    app = QualcodeApp(project, key_path=Path("/nonexistent"))
    app.desk.place, app.desk.source = "log", project.sources()[0].id
    out: dict[str, tuple[float, str]] = {}
    async with app.run_test(size=(160, 50)) as pilot:
        await _settle(app, pilot)
        beat = Beat()
        await asyncio.sleep(0.05)
        for place in screens:
            beat.longest()
            await app.action_show(place)
            await _settle(app, pilot)
            found = [(beat.longest(), "opening")]
            for key in _keys(USUAL[place]):
                await pilot.press(key)
                await _settle(app, pilot)
                found.append((beat.longest(), key))
            out[place] = max(found)
            sys.stderr.write(f"  {place}: {', '.join(f'{key} {ms:.0f}' for ms, key in found if ms > BAR / 2)}\n")
            while len(app.screen_stack) > 1:
                app.pop_screen()
            await app.action_show("log")
            await _settle(app, pilot)
    return out


def figures(folder: Path, *, share: float = 1.0, screens: Sequence[str] = tuple(USUAL)) -> Iterator[Figure]:
    """Yield for each screen the longest time for which it stood still."""
    path = folder / "main-thread.qualcode"
    if not path.exists():
        study(path, share)
    with Project.open(path, coder="Kodare 0") as project:
        for place, (longest, key) in asyncio.run(measure(project, screens)).items():
            yield Figure(f"longest standstill, {place} ({key})", longest, BAR, 1)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("screens", nargs="*", choices=[*USUAL, []], help="only these screens")
    parser.add_argument("--share", type=float, default=1.0, help="the share of the large study that is made")
    parser.add_argument("--folder", type=Path, help="where the study is kept, to be used again")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for figure in figures(given.folder or Path(name), share=given.share, screens=given.screens or tuple(USUAL)):
            over = "  over the bar" if figure.bar is not None and figure.value > figure.bar else ""
            sys.stdout.write(f"{figure.what:<62}{figure.value:>10.1f}{over}\n")


if __name__ == "__main__":
    main()
