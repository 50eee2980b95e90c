"""Invented material of any size: words of a small vocabulary in turns of uneven length."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = (
    "och att det som en på är av för med till den inte om ett men vi har jag de så man nu då ju liksom alltså "
    "handläggare kund läkare möte ärende regel bedömning samtal ansvar arbetsgivare samordning kontor vecka plan "
    "ringa lyssna vänta följa besluta hjälpa skriva möta hinna orka förstå svår viktig lång samma hela olika"
).split()


def transcript(words: int, *, seed: int = 1, broken: bool = False) -> str:
    """Return a transcript of about so many words; with ``broken`` some words are cut at line ends."""
    chance = random.Random(seed)
    turns: list[str] = []
    count = 0
    while count < words:
        length = chance.choice((4, 9, 15, 40, 90, 160))
        said = [chance.choice(_WORDS) for _ in range(length)]
        for i in range(8, length, 13):
            said[i] += "."
        if broken:
            for i in range(12, length, 40):
                if len(said[i]) > 6:
                    said[i] = said[i][:4] + "-\n" + said[i][4:]
        turns.append(f"{'I' if len(turns) % 2 == 0 else 'IP1'}: {' '.join(said)}.")
        count += length
    return "\n\n".join(turns) + "\n"


def files(folder: Path, number: int, words: int) -> list[Path]:
    """Write so many transcripts of so many words and return their paths."""
    paths = []
    for n in range(number):
        path = folder / f"intervju-{n:03}.txt"
        path.write_text(transcript(words, seed=n, broken=n % 2 == 0), encoding="utf-8")
        paths.append(path)
    return paths
