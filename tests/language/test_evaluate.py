from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from qualcode.language.evaluate.__main__ import main

CONLLU = """# newpar
# text = Vi har möten. De är korta.
1\tVi\tvi\tPRON\t_\t_\t_\t_\t_\t_
2\thar\tha\tVERB\t_\t_\t_\t_\t_\t_
3\tmötesrummen\tmötesrum\tNOUN\t_\t_\t_\t_\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_

1\tDe\tde\tPRON\t_\t_\t_\t_\t_\t_
2\tär\tvara\tAUX\t_\t_\t_\t_\t_\t_
3\tkorta\tkort\tADJ\t_\t_\t_\t_\t_\tSpaceAfter=No|NER=O
4\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_
"""


def run(*arguments, expect=0):
    result = CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == expect, result.output
    return result.output


@pytest.fixture
def folder(tmp_path):
    files = {
        "bank.conllu": CONLLU,
        "compounds.tsv": "# comment\npinnmöte\tpinn|möte\nkontroll\t-\n",
        "cues.tsv": "möte\tmöte(n|t)?\tmötes.+|.+möten?\tbemöt.*\n",
        "text.txt": "Möten i mötesrum. Ett pinn-\nmöte. Bemöta.",
        "negation.jsonl": json.dumps({"tokens": ["Ingen", "plan", "."], "i": 1, "verb": False, "neg": True}) + "\n",
        "persons.tsv": "Vera\tB-PER\nringer\tO\n.\tO\n\nVera\tB-PER\nkom\tO\n",
        "persons.iob2": "# text = x\n1\tVera\tB-PER\t-\t-\n2\tkom\tO\t-\t-\n",
        "persons.jsonl": json.dumps({"text": "Då kom Vera.", "spans": [[7, 11, "PER"]]}) + "\n",
        "numbers.tsv": "phone\t070-123 45 67\tRing 070-123 45 67 nu.\npersonnummer\t850709-9805\n",
        "numbers.jsonl": json.dumps({"text": "a@b.se", "spans": [[0, 6, "email"]]}) + "\n",
        "exceptions.tsv": "broken\tK2\tflödet\tkeep\n",
        "broken.txt": "Vi såg K2-\nflödet i sam-\nordningen.",
        "bad.jsonl": "not json\n",
        "far.jsonl": json.dumps({"tokens": ["a"], "i": 7, "verb": False, "neg": False}) + "\n",
        "short.jsonl": json.dumps({"tokens": ["a"]}) + "\n",
        "uneven.jsonl": json.dumps({"tokens": ["a", "b"], "tags": ["O"]}) + "\n",
        "spans.jsonl": json.dumps({"text": "a", "spans": [1]}) + "\n",
        "badcues.tsv": "möte\tmöte(\n",
        "latin.conllu": "1\tx\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("task", "names"),
    [
        ("tokens", ["bank.conllu"]),
        ("sentences", ["bank.conllu"]),
        ("lemmas", ["bank.conllu"]),
        ("compounds", ["compounds.tsv"]),
        ("lemma-search", ["cues.tsv", "text.txt"]),
        ("hyphens", ["bank.conllu"]),
        ("hyphens", ["broken.txt"]),
        ("negation", ["negation.jsonl"]),
        ("persons", ["persons.tsv", "persons.iob2", "persons.jsonl", "bank.conllu"]),
        ("numbers", ["numbers.tsv", "numbers.jsonl", "text.txt"]),
    ],
)
def test_every_task_scores_its_formats(folder, task, names):
    options = ["--exceptions", folder / "exceptions.tsv"] if task == "hyphens" else []
    output = run(task, *[folder / name for name in names], "--json", *options)
    scores = json.loads(output)["scores"]
    assert all(score["recall"] == 1 and score["precision"] == 1 for score in scores), output


def test_figures_are_printed_as_a_table_with_errors_on_demand(folder):
    (folder / "compounds.tsv").write_text("pinnmöte\tpin|nmöte\n", encoding="utf-8")
    output = run("compounds", folder / "compounds.tsv", "--errors", 3)
    assert output.splitlines()[0].split() == ["file", "name", "precision", "recall", "f1", "right", "said", "asked"]
    assert "pinn|möte (pin|nmöte)" in output


@pytest.mark.parametrize(
    ("task", "name"), [("negation", "bad.jsonl"), ("tokens", "latin.conllu"), ("lemma-search", "cues.tsv")]
)
def test_a_file_in_another_format_gives_a_message(folder, task, name):
    output = run(task, folder / name, expect=1)
    assert "Traceback" not in output
    assert output.strip()


@pytest.mark.parametrize(
    ("task", "names"),
    [
        ("negation", ["far.jsonl"]),
        ("negation", ["short.jsonl"]),
        ("persons", ["uneven.jsonl"]),
        ("numbers", ["spans.jsonl"]),
        ("numbers", ["short.jsonl"]),
        ("lemma-search", ["badcues.tsv", "text.txt"]),
        ("compounds", ["text.txt"]),
    ],
)
def test_a_line_that_does_not_fit_its_task_gives_a_message(folder, task, names):
    output = run(task, *[folder / name for name in names], expect=1)
    assert "Traceback" not in output
    assert output.strip()
