"""Measure the index of words and questions to it: ``python -m benchmarks.search [--full]``.

By default 100 sources of 3,000 words; with ``--full`` 2,000 sources of 6,000 words, that is 12 million.
The words are forms of the Swedish table, as often as Zipf's law has them, so that the vocabulary
and its compounds are of the right size.  The index is made in a process of its own, whose greatest
memory is measured.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.project import Project

_FREQUENT = "och att det som är på av för med till den inte om ett men vi har jag de så man nu då ju".split()
_PAGE = 50
_QUERIES = (
    "lemma:möte",
    "del:arbete",
    "del:möte/huvud",
    "lemma:rättssäkerhet",
    "lemma:säga",
)
_INDEXING = """
import json, resource, sys, time
from pathlib import Path
from qualcode.project import Project
with Project.open(Path(sys.argv[1])) as project:
    start = time.perf_counter()
    project.index_words()
    took = time.perf_counter() - start
    print(json.dumps([took, project.words.words(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def vocabulary(size: int) -> list[str]:
    """Return so many Swedish forms, the frequent ones first; always the same."""
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    table = DEFAULT_DICTIONARY_FACTORY.get_dictionary("sv")
    known = sorted(f for f in table if f.isalpha() and f.islower() and len(f) > 2)
    chosen = random.Random(7).sample(known, min(size, len(known)))
    cues = "möte mötet mötena arbete arbetet säga säger sade sagt rättssäkerhet rättssäkerheten tid arbetar".split()
    return list(dict.fromkeys([*_FREQUENT, *chosen[:300], *cues, *chosen[300:]]))


def fill(project: Project, sources: int, words: int) -> None:
    """Put so many transcripts of so many words into a project."""
    forms = vocabulary(max(5000, sources * words // 80))
    weights = list(itertools.accumulate(1 / (n + 2) for n in range(len(forms))))
    chance = random.Random(1)
    speakers = [["I", "interviewer", None], ["IP1", "respondent", None]]

    def changes() -> Iterator[Change]:
        for n in range(sources):
            said = chance.choices(forms, cum_weights=weights, k=words)
            turns = [
                f"{'I' if k % 2 else 'IP1'}: {' '.join(said[i : i + 60]).capitalize()}."
                for k, i in enumerate(range(0, words, 60))
            ]
            text = "\n\n".join(turns) + "\n"
            handle, identifier = f"intervju-{n:04}", new_id()
            body = {"handle": handle, "title": handle, "kind": "transcript", "base": project.keep_text(text)}
            yield Change("source.add", identifier, {**body, "speakers": speakers, "position": n}, "corpus", identifier)

    project.apply_with(changes)


def figures(folder: Path, *, sources: int = 100, words: int = 3000) -> Iterator[Figure]:
    """Yield the figures of a project of so many sources of so many words."""
    path = folder / "sok.qualcode"
    with Project.create(path, coder="Elin") as project:
        fill(project, sources, words)
    command = [sys.executable, "-c", _INDEXING, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    took, counted, memory = json.loads(done.stdout)
    size = f"{counted / 1e6:.1f} million words"
    # The tables of the language load once, so they weigh on a small material only.
    yield Figure(f"index {size}, per million words", took * 1e9 / counted, 4000, 1)
    yield Figure(f"index {size}, peak memory in MB", memory, 350, 1, "memory")
    slowest = 0.0
    for query in _QUERIES:
        taken, hits = [], 0
        for _ in range(5):
            # A project opened anew remembers nothing, as at a person's first question.
            with Project.open(path, write=False) as project:
                project.sources()
                project.words_are_stale()
                start = time.perf_counter()
                hits = len(list(itertools.islice(project.search(query), _PAGE)))
                taken.append((time.perf_counter() - start) * 1000)
        slowest = max(slowest, statistics.median(taken))
        print(f"  {query}: {hits} hits, {statistics.median(taken):.1f} ms", file=sys.stderr)
    yield Figure(f"first {_PAGE} hits of a lemma, {size}, slowest", slowest, 50, 5)
    for what, query in (("a lemma", "lemma:möte"), ("two lemmas near", "lemma:arbeta NÄRA/5 lemma:tid")):
        with Project.open(path, write=False) as project:
            start = time.perf_counter()
            found = sum(1 for _ in project.search(query))
            yield Figure(f"all {found:,} hits of {what}, {size}", (time.perf_counter() - start) * 1000, None, 1)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--full", action="store_true", help="12 million words in 2,000 sources")
    full = parser.parse_args().full
    with tempfile.TemporaryDirectory() as name:
        for figure in figures(Path(name), **({"sources": 2000, "words": 6000} if full else {})):
            bar = "" if figure.bar is None else f"{figure.bar:.0f}"
            print(f"{figure.what:<62}{figure.value:>10.1f}{bar:>8}", flush=True)


if __name__ == "__main__":
    main()
