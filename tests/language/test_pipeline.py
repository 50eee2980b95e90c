from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import spacy

from qualcode.errors import NotFound
from qualcode.language.swedish.pipeline import COMPONENTS, make_nlp, make_tokenizer


@pytest.fixture(scope="module")
def nlp():
    return make_nlp("blank", skip=())


def token(doc, text):
    return next(t for t in doc if t.text == text)


def test_a_document_has_sentences_lemmas_and_parts(nlp):
    doc = nlp("Vi har bl.a. pinnmöten. De är korta.")
    assert [s.text for s in doc.sents] == ["Vi har bl.a. pinnmöten.", "De är korta."]
    word = token(doc, "pinnmöten")
    assert word.lemma_ == "pinnmöte"
    assert ("möte", "head") in word._.lemmas
    assert [tuple(part) for part in word._.parts] == [("pinn", "modifier"), ("möten", "head")]
    assert token(doc, "har")._.parts == ()


def test_negation_points_at_the_negating_token(nlp):
    doc = nlp("Vi hinner inte ringa. Planen finns.")
    assert token(doc, "ringa")._.negated_by.text == "inte"
    assert token(doc, "hinner")._.negated_by.text == "inte"
    assert token(doc, "Planen")._.negated_by is None


def test_disfluencies_and_personal_data_are_marked(nlp):
    doc = nlp("Öh, ring Vera på 070-123 45 67.")
    assert token(doc, "Öh")._.disfluency == "pause"
    assert token(doc, "ring")._.disfluency == ""
    assert [f.kind for f in doc._.personal] == ["person", "phone"]


def test_the_components_fit_into_a_pipeline_of_the_users_own():
    own = spacy.blank("sv")
    own.add_pipe("qualcode_lemmas", config={"user_words": {"sassamen": "SASSAM"}, "not_forms": {"möte": ["mötesrum"]}})
    own.add_pipe("qualcode_personal", config={"given": ["Grynet"], "least": 0.5})
    doc = own("I sassamen satt Grynet i ett mötesrum.")
    assert token(doc, "sassamen").lemma_ == "SASSAM"
    assert "möte" not in {lemma for lemma, _role in token(doc, "mötesrum")._.lemmas}
    assert [doc.text[f.start : f.end] for f in doc._.personal] == ["Grynet"]
    assert token(doc, "satt")._.negated_by is None


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00\x07\u2028", "Hello, this is English.", "🙂 …", "- " * 500])
def test_any_text_goes_through_the_pipeline(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert [t._.lemmas is not None for t in doc] == [True] * len(doc)


def test_a_trained_pipeline_gives_its_tags_and_entities(tmp_path):
    trained = spacy.blank("sv")
    ruler = trained.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PRS", "pattern": "Qwxyz"}])
    tagger = trained.add_pipe("attribute_ruler")
    tagger.add([[{"LOWER": "händer"}]], {"POS": "NOUN"})
    trained.to_disk(tmp_path / "modell")
    nlp = make_nlp(tmp_path / "modell")
    assert [name for name in nlp.pipe_names if name.startswith("qualcode")] == [
        name for name in COMPONENTS if name != "qualcode_disfluency"
    ]
    doc = nlp("Hans händer skakade när Qwxyz kom.")
    assert token(doc, "händer").lemma_ == "hand"
    assert [(doc.text[f.start : f.end], f.kind) for f in doc._.personal if f.kind == "person"][-1] == (
        "Qwxyz",
        "person",
    )


def test_a_pipeline_that_is_not_installed_is_told_of():
    with pytest.raises(NotFound):
        make_nlp("sv_core_news_none")


def test_the_tokenizer_keeps_what_talk_and_reports_have():
    tokens = [t.text for t in make_tokenizer()("Med- eller motaktörer, K2:orna o.k. enl. dr. Berg.")]
    assert tokens == ["Med-", "eller", "motaktörer", ",", "K2:orna", "o.k.", "enl.", "dr.", "Berg", "."]


def test_plain_functions_do_not_load_spacy():
    code = (
        "import sys; from qualcode.language.swedish import ("
        "personal, quotes, sentences, negation, suspended, units, lexicon); "
        "import qualcode.language.evaluate.__main__; print('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


MODEL = """
import spacy
nlp = spacy.blank("sv")
nlp.add_pipe("entity_ruler").add_patterns([{"label": "PRS", "pattern": [{"LOWER": "qwxyz"}]}])
nlp.meta["name"] = "core_news_sm"
nlp.to_disk("sv_core_news_sm/sv_core_news_sm-3.8.0")
"""
FINDING = """
from qualcode.language.swedish.pipeline import installed
from qualcode.search.language_reading import personal
text = "då kom qwxyz med kaffet " * 2
print(installed(), [(text[f.start:f.end], f.kind, f.reason) for f in personal(text)])
"""


def test_an_installed_trained_pipeline_is_one_more_source_of_names(tmp_path):
    def run(code):
        path = os.pathsep.join([str(tmp_path), *sys.path])
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert run(FINDING) == " []\n"
    package = tmp_path / "sv_core_news_sm"
    package.mkdir()
    run(MODEL)
    data = package / "sv_core_news_sm-3.8.0"
    (package / "meta.json").write_bytes((data / "meta.json").read_bytes())
    meta = json.loads((package / "meta.json").read_text("utf-8"))
    meta |= {"lang": "sv", "name": "core_news_sm", "version": "3.8.0"}
    (package / "meta.json").write_text(json.dumps(meta), "utf-8")
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n",
        "utf-8",
    )
    info = tmp_path / "sv_core_news_sm-3.8.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sv_core_news_sm\nVersion: 3.8.0\n", "utf-8")
    found = "('qwxyz', 'person', 'a trained model says so')"
    assert run(FINDING) == f"sv_core_news_sm [{found}, {found}]\n"
