"""While a blind round is open, nothing that a person can run tells what another coded.

Two copies of Elin's project are compared: into one was merged that Sara has read
the source, into the other also what she coded, wrote and condensed.  Whatever
Elin runs must say the same in both.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from qualcode.cli.root import cli
from tests.cli.conftest import INTERVIEW, NOTE

#: Commands that are run, by their words; the source "note" is outside of the round.
TOLD = """
settings --title Nytt
source list
source show vera
source text vera
source turns vera
source repairs vera
source review
source review vera
source replace vera ny.txt --dry-run
source replace vera ny.txt
source correct vera --quote läkaren sjuksköterskan
source edit vera --title Nytt
source join vera note --yes
source remove vera --yes
codebook list
codebook show
codebook axes
codebook facets
codebook shipped
codebook export
codebook check
code show hora
code rename hora --name Annat
code move hora --under aktor
code merge hora regler
code split hora lyssna
code retire hora
code define hora --definition Annat.
code remove hora --yes
code add ny
coding list
coding list --code hora
coding list --source vera --json
coding show {coding}
coding remove {coding}
coding recode {coding} aktor
coding resize {coding} --quote lyssna
coding facet {coding} --facet modality=is
coding auto hora lyssna
coding auto hora lyssna --yes
case list
case show Vera
coder list
coder list --json
condense list
condense trace Glapp
condense trace Glapp --json
condense edit {condensation} --text Annat
condense remove {condensation}
theme list
finding list
scene list
scene check
memo list
memo list --json
memo edit {memo} --text annat
memo remove {memo}
search lyssna
search code:hora
search code:norm --json
search coder:Sara
search has:memo
suggest list hora
suggest list aktor --json
words list
words keyness code:hora
words keyness code:aktor
words collocations lyssna
words forms lyssna
words figures
words figures case
form list
form show granskning
form answers granskning
form count granskning
form fill granskning svar.csv
form answer granskning Vera kontakt nej
form remove granskning --yes
agreement --form granskning
round list
round show ett
round show ett --json
reading list
agreement
agreement --json
agreement --unit character --pairs --by-source --json
agreement --coder Elin --coder Sara --json
agreement --round ett
agreement --round noll --json
adjudicate list ett
adjudicate list noll
adjudicate agreed ett
adjudicate agreed noll
adjudicate old hora
adjudicate decided noll
adjudicate log
bundle inspect sara.bundle
bundle inspect hennes.bundle
merge hennes.bundle --dry-run
merge hennes.bundle
conflict list
conflict list --all --joined
check quotes vera.txt
claim list
claim list --json
claim show 1
claim show 1 --json
claim check 1
claim draft 1
claim print 1
claim flags
claim export
claim withdraw 1
claim remove 1
evidence list 1
evidence take 1 --coding {coding}
evidence edit {evidence} --role contrasts
evidence remove {evidence}
guide list
guide export
quantifier list
quotation list
quotation list --json
quotation check
quotation ledger
quotation ledger --by role
quotation rules
quotation show {quotation}
quotation accept {quotation}
quotation edit {quotation} --mask Berga=kontor
quotation remove {quotation}
voices list
voices show Om
voices put Om {quotation}
words own
table by roll --smallest 0
table persons
table sources --json
table facet modality
table together --json
picture codes
picture heat
picture together
picture progress
report claims --to md --status all
report findings --to md
report tables --to md --table source
report tables --to md --table together
report profile --to md
report data claims --status all
report data findings
report data tables --table source
report data profile
report sample --to md
report method --to md
report audit --to md
report guides --to md
report quotations --to md
report plan
report appendix --to md
report data sample
report data method
report data audit
report data guides
report data quotations
report pictures --to md
report data pictures
report data appendix
check leaks vera.txt
coding time {coding} 00:12
picture codes
picture heat
picture together
picture progress
picture agreement
pseudonym list
pseudonym rare
pseudonym pronouns
pseudonym show 1
pseudonym apply --dry-run
pseudonym forget Vera --yes
report claims --to md
report findings --to md
report profile --to md
report tables --to md
report data claims
report data findings
report data profile
report data tables
table by roll
table facet modality
table persons
table persons --code hora --json
table sources
table sources --depth 0
table together --json
unit list vera --turn 2
report codebook --to md
report condensation --to md
report scenes --to md
report agreement --to md
report data codebook
report data condensation
report data scenes
report data agreement
undo
redo
log
log --json
check
rebuild
""".strip().splitlines()

#: What has nothing of the project to tell, or only makes new things of what is given to it.
SILENT = frozenset(
    """
    init source.import codebook.import coding.add coding.import case.add case.edit case.remove coder.add condense.add
    form.import
    theme.add theme.edit theme.remove finding.add finding.edit finding.remove scene.show scene.add scene.edit
    pseudonym.give pseudonym.leave pseudonym.mask pseudonym.propose pseudonym.same pseudonym.least pseudonym.take-over
    pseudonym.key.export pseudonym.key.identity pseudonym.key.new pseudonym.key.recipients pseudonym.key.show
    pseudonym.key.verify unit.border
    claim.add claim.edit evidence.add guide.import quantifier.set quantifier.reset quotation.add voices.add voices.edit
    voices.out voices.remove words.add words.import words.remove web
    scene.export scene.remove memo.add suggest.accept suggest.reject round.add round.close reading.done reading.remove
    adjudicate.decide bundle.write bundle.open bundle.merge merge sync conflict.resolve tui demo keys completion
    """.split()
)


def leaves(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every command of the program as its words with points between."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from leaves(found, (*words, name))
    else:
        yield ".".join(words)


def run(folder: Path, *words: str, coder: str = "Elin", code: int | None = 0) -> str:
    result = CliRunner().invoke(cli, ["--coder", coder, "-p", str(folder / "studie.qualcode"), *words])
    if code is not None:
        assert result.exit_code == code, f"{words}\n{result.output}"
    return result.stdout


def copied(folder: Path, to: Path) -> Path:
    to.mkdir()
    for path in folder.iterdir():
        shutil.copyfile(path, to / path.name)
    return to


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    """The folders of the two copies, and the ids of what Sara made."""
    base = tmp_path_factory.mktemp("blind") / "grund"
    base.mkdir()
    (base / "vera.txt").write_text(INTERVIEW, "utf-8")
    (base / "note.txt").write_text(NOTE, "utf-8")
    (base / "ny.txt").write_text(INTERVIEW.replace("kunna lyssna", "alltid höra"), "utf-8")
    run(base, "init", str(base / "studie"), "--title", "Studien")
    run(base, "source", "import", str(base / "vera.txt"), "--case", "Vera")
    run(base, "source", "import", str(base / "note.txt"), "--kind", "fieldnote")
    for handle in ("norm", "hora", "regler", "aktor", "lyssna"):
        run(base, "code", "add", handle, "--name", handle.title())
    run(base, "code", "move", "hora", "--under", "norm")
    run(base, "finding", "add", "Glapp", "--claim", "Det skaver.")
    run(base, "theme", "add", "Tid", "--finding", "Glapp", "--claim", "Den räcker inte.")
    run(base, "claim", "add", "De flesta hör.", "--quantifier", "de flesta", "--code", "hora")
    run(base, "voices", "add", "Om")
    run(base, "coder", "add", "Sara")
    (base / "g.yaml").write_text("form: granskning\nitems:\n  - item: kontakt\n    question: Kontakt?\n", "utf-8")
    (base / "svar.csv").write_text("case,item,value\nVera,kontakt,ja\n", "utf-8")
    run(base, "form", "import", str(base / "g.yaml"))
    run(base, "coding", "add", "vera", "aktor", "--quote", "läkaren nästan")
    run(base, "coding", "add", "vera", "hora", "--quote", "kunna lyssna", coder="Sara")
    names = ("--source", "vera", "--coder", "Elin", "--coder", "Sara")
    run(base, "round", "add", "noll", *names)
    run(base, "round", "close", "noll", "--yes")
    run(base, "round", "add", "ett", *names)
    sara = copied(base, base.parent / "sara")
    run(sara, "reading", "done", "vera", coder="Sara")
    run(sara, "bundle", "write", str(base / "sara.bundle"), coder="Sara")
    silent = copied(base, base.parent / "tyst")
    run(silent, "merge", str(base / "sara.bundle"))
    made = {}
    run(sara, "form", "answer", "granskning", "Vera", "kontakt", "hemligt", coder="Sara")
    place = ("vera", "--quote", "våra regler")
    told = run(sara, "coding", "add", "vera", "hora", "--quote", "våra regler", "--memo", "hemligt", coder="Sara")
    made["coding"] = told.split()[0]
    run(sara, "coding", "add", "vera", "hora", "regler", "--quote", "läkaren nästan", coder="Sara")
    run(sara, "coding", "add", "vera", "norm", "--whole", coder="Sara")
    made["memo"] = run(sara, "memo", "add", "coding", made["coding"], "--text", "också", coder="Sara").split()[0]
    made["condensation"] = run(
        sara, "condense", "add", *place, "--text", "Regler styr.", "--theme", "Tid", coder="Sara"
    ).split()[0]
    made["quotation"] = run(sara, "quotation", "add", *place, coder="Sara").split()[0]
    run(sara, "memo", "add", "quotation", made["quotation"], "--text", "till kapitlet", coder="Sara")
    made["evidence"] = run(sara, "evidence", "add", "1", *place, "--role", "supports", coder="Sara").split()[0]
    run(sara, "bundle", "write", str(base / "mer.bundle"), coder="Sara")
    spoken = copied(base, base.parent / "talande")
    run(spoken, "merge", str(base / "mer.bundle"))
    shutil.copyfile(base / "sara.bundle", spoken / "sara.bundle")
    shutil.copyfile(base / "sara.bundle", silent / "hennes.bundle")
    shutil.copyfile(base / "mer.bundle", spoken / "hennes.bundle")
    return silent, spoken, made


#: Ids and times differ from copy to copy.
CHANGING = re.compile(
    r"\b(?:[0-9a-v]{7}[0-9]|[0-9a-v]{19}[0-9]|[0-9a-f]{8})\b|\b[0-9a-f]{40}\b|\b[0-9a-f]{64}\b|"
    r"\b[0-9a-f]{16}\b|\b\d{13}\b|\d{4}-\d\d-\d\d[T ][\d:.]+Z?"
)


@pytest.mark.parametrize("line", TOLD)
def test_nothing_tells_what_another_coded(
    two: tuple[Path, Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    silent, spoken, made = two
    said = []
    for folder in (silent, spoken):
        place = copied(folder, tmp_path / folder.name)
        monkeypatch.chdir(place)
        words = line.format(**made).split(" ")
        result = CliRunner().invoke(cli, ["--coder", "Elin", "-p", "studie", *words])
        assert result.exit_code in (0, 1, 2, 4), result.output
        after = [run(place, *more, code=None) for more in (["coding", "list"], ["memo", "list"], ["condense", "list"])]
        said.append([CHANGING.sub("·", text) for text in (result.stdout, result.stderr, *after)])
    assert said[0] == said[1]


def test_every_command_is_run_or_has_nothing_to_tell() -> None:
    run_ = {name for name in leaves(cli) if any(f"{line} ".startswith(name.replace(".", " ") + " ") for line in TOLD)}
    assert run_ | SILENT == set(leaves(cli))


def test_what_is_compared_is_told_when_the_round_is_closed(
    two: tuple[Path, Path, dict[str, str]], tmp_path: Path
) -> None:
    silent, spoken, _made = two
    said = []
    for folder in (silent, spoken):
        place = copied(folder, tmp_path / folder.name)
        run(place, "round", "close", "ett", "--yes")
        said.append(run(place, "agreement", "--round", "ett") + run(place, "coding", "list"))
    assert said[0] != said[1]
