"""Measure merging: 5 coders with 9,000 codings each; with ``--full`` 10 coders and a million events."""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.material import files
from qualcode.core import codebook as books
from qualcode.core.codebook import Code
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.importing import carry_out, plan_imports
from qualcode.project import Project
from qualcode.store import connection, folding, log
from qualcode.teams import bundles, merging

_CODES = 80


def team(folder: Path, coders: int, codings: int, sources: int) -> tuple[Path, list[Path]]:
    """Write a project and the bundles of its coders, each coding an action of its own, and return the paths."""
    lead = folder / "lead.qualcode"
    with Project.create(lead, coder="Lead") as project:
        carry_out(project, plan_imports(project, files(folder, sources, 6000)))
        project.apply(*(books.add_code(Code(new_id(), f"k{i}", f"kod {i}")) for i in range(_CODES)))
        project.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    out = []
    for n in range(coders):
        copy = folder / "copy.qualcode"
        shutil.copyfile(lead, copy)
        with Project.open(copy, coder=f"Kodare {n}") as project:
            code(project, codings, seed=n)
            out.append(bundles.write_bundle(project, folder / f"{n}.bundle", mine=True).path)
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
    return lead, out


def code(project: Project, codings: int, *, seed: int) -> None:
    """Set codings at random places, each as an action of its own, in one transaction."""
    chance = random.Random(seed)
    sources, codes = project.sources(), [c.id for c in project.codebook().standing]

    def one() -> list[log.Event]:
        source = chance.choice(sources)
        start = chance.randrange(source.characters - 400)
        end = start + chance.randrange(20, 400)
        change = add_coding(source.id, chance.choice(codes), revision=source.text, start=start, end=end)
        return log.append(project.db, project._session, project._clock, project.actor, [change])  # noqa: SLF001

    project.apply(add_coding(sources[0].id, codes[0], revision=sources[0].text, start=0, end=9))
    with connection.transaction(project.db):
        folding.fold_events(project.db, [event for _ in range(codings - 1) for event in one()])
    project.forget()


def _merge(lead: Path, paths: list[Path], *, show: bool = False) -> tuple[float, int]:
    target = lead.with_name("merged.qualcode")
    for ending in ("", "-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    shutil.copyfile(lead, target)
    with Project.open(target, coder="Lead") as project:
        start = time.perf_counter()
        shown = (lambda done, total: print(f"\r{done:,} / {total:,}  ", end="", file=sys.stderr)) if show else None
        new = merging.merge_bundles(project, paths, progress=shown).new
        return (time.perf_counter() - start) * 1000, new


def figures(folder: Path, *, coders: int = 5, codings: int = 9000, sources: int = 30) -> Iterator[Figure]:
    """Yield the figures."""
    large = coders * codings > 100_000
    lead, paths = team(folder, coders, codings, sources)
    size = max(path.stat().st_size for path in paths)
    yield Figure(f"one coder's bundle of {codings:,} codings, kB", size / 1000, 2000 * codings / 9000, 1, "size")
    runs = 1 if large else 3
    taken = [_merge(lead, paths, show=large) for _ in range(runs)]
    assert all(new == coders * (codings + 1) for _time, new in taken)
    bar = 60_000 if large else 1000
    yield Figure(f"merge {coders} × {codings:,} codings", statistics.median(t for t, _new in taken), bar, runs)
    with Project.open(lead.with_name("merged.qualcode"), coder="Lead") as project:
        start = time.perf_counter()
        merging.merge_bundles(project, paths)
        yield Figure("merge the same again", (time.perf_counter() - start) * 1000, None, 1)
        start = time.perf_counter()
        project.undo()
        yield Figure("take the merge back", (time.perf_counter() - start) * 1000, None, 1)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="10 coders with 100,000 codings each")
    full = parser.parse_args().full
    with tempfile.TemporaryDirectory() as name:
        for figure in figures(Path(name), **({"coders": 10, "codings": 100_000, "sources": 200} if full else {})):
            bar = "" if figure.bar is None else f"{figure.bar:.0f}"
            print(f"{figure.what:<62}{figure.value:>10.1f}{bar:>8}", flush=True)


if __name__ == "__main__":
    main()
