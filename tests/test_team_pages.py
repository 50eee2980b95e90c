"""The commands on the pages about teams and agreement: each is run as printed, by the person it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualcode.cli.root import cli

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"```(console|yaml)\n(.*?)```", re.DOTALL)
# The ids of things end in a digit here (tests/conftest.py); those of conflicts are a digest.
_ID = re.compile(r"\b(?:[0-9a-v]{7}[0-9]|[0-9a-f]{8})\b")
_WHEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
#: What the pages take for granted, between one block and the next.
_MEANWHILE = {
    "conflict list": [
        ("Elin", 'code rename aktor --name "medaktör"'),
        ("Sara", 'code rename aktor --name "motaktör"'),
        ("Sara", "bundle write namn"),
        ("Elin", "merge namn.bundle"),
    ],
    "round close": [("Sara", "bundle write mina"), ("Elin", "merge mina.bundle")],
    "round show": [("Elin", "coding add intervju-01-vera aktor --quote läkaren")],
    "form import": [("Elin", "case add Vera")],
}
TALK = """I: Vad kännetecknar en bra handläggare?

IP1: Lyhördhet, tycker jag absolut. Man måste kunna lyssna och ta till sig det de säger.

I: Kan du ge ett exempel?

IP1: Ja, i förra veckan, då var läkaren nästan en motaktör. Fast {word} gick det bra.
"""


class Team:
    """Elin and Sara, with a copy of the study each in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = ""
        (folder / "utbyte").mkdir()
        (folder / "intervju-01-vera.txt").write_text(TALK.format(word="sedan"), "utf-8")
        (folder / "vera-rattad.docx").write_bytes(_docx(TALK.format(word="till slut")))
        (folder / "svar-elin.csv").write_text("case,item,value,state,note\nVera,dagar,12,,\n", "utf-8")
        (folder / "judgements.csv").write_text("unit,coder,value\n1,A,2\n1,B,3\n2,A,1\n2,B,1\n", "utf-8")
        (folder / "marks.csv").write_text("text,length,coder,start,end,value\nt,90,A,3,20,x\nt,90,B,5,20,x\n", "utf-8")
        self.run("Elin", "init studie")
        self.run("Elin", "source import intervju-01-vera.txt")
        self.run("Elin", "codebook import narbyrakrati")
        self.run("Elin", "code add aktor --name aktör")
        self.run("Elin", "coder add Sara")
        shutil.copyfile(folder / "studie.qualcode", folder / "sara.qualcode")
        self.run("Sara", "coding add intervju-01-vera rorelse-till --quote 'kunna lyssna' --facet modality=is")
        self.run("Elin", "coding add intervju-01-vera rorelse-till --quote 'kunna lyssna och' --facet modality=ought")

    def run(self, who: str, words: str) -> str:
        """Run a command as someone, and return what it prints."""
        project = {"Elin": "studie", "Sara": "sara"}[who]
        env = {"QUALCODE_CODER": who, "QUALCODE_PROJECT": project, "COLUMNS": "200"}
        done = CliRunner().invoke(cli, shlex.split(words, comments=True), env=env)
        assert done.exit_code == 0, (words, done.stderr)
        self.told = done.stdout
        return done.stdout

    def play(self, block: str) -> str:
        """Run a block of commands and return it with what they print, ids and times as on the page."""
        shown = [line for line in block.splitlines() if not line.startswith("$ ")]
        out = []
        for line in block.splitlines():
            if not line.startswith("$ qualcode "):
                continue
            command = line.removeprefix("$ qualcode ")
            for start, before in _MEANWHILE.items():
                if command.startswith(start):
                    for who, words in before:
                        self.run(who, words)
            if "adjudicate decide" in line:
                self.told = self.run("Elin", f"adjudicate list {shlex.split(command)[2]}")
            if (there := _ID.search(self.told)) is not None:
                command = _ID.sub(there[0], command)
            if command.startswith("round close"):
                command += " --yes"  # as a person at a terminal answers
            told = self.run("Sara" if "# Sara" in line else "Elin", command)
            out.append(line)
            if shown:
                (an_id, *_), whens = _ID.findall("\n".join(shown)), iter(_WHEN.findall("\n".join(shown)))
                told = _WHEN.sub(lambda match: next(whens, match[0]), _ID.sub(an_id, told))  # noqa: B023
                out += told.rstrip("\n").split("\n") if told else []
        return "".join(f"{line}\n" for line in out)


def _docx(text: str) -> bytes:
    import io

    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """Elin and Sara, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return Team(tmp_path)


def test_the_commands_on_the_pages_do_what_they_say(team: Team) -> None:
    for page in ("teams.md", "agreement.md"):
        for form, block in _BLOCK.findall((ROOT / "docs" / page).read_text("utf-8")):
            if form == "yaml":
                (team.folder / "granskning.yaml").write_text(block, "utf-8")
            else:
                assert team.play(block) == block, page
