"""A thing of each kind with every field filled in, to try what holds for all of them."""

from __future__ import annotations

from qualcode.core.events import Change
from qualcode.core.ids import new_id
from qualcode.core.kinds import THINGS, Field
from qualcode.project import Project

_LAYERS = {"code": "codebook", "coding": "own", "answer": "own", "reading": "own", "suggestion": "own"}


def sample_value(project: Project, field: Field, word: str) -> object:
    """Return a value of the form that a field has; None where it says something about another thing."""
    source = project.sources()[0]
    known: dict[str, object] = {
        "source": source.id,
        "code": project.code("lyssna").id,
        "revision": source.text,
        "start": 3,
        "end": 26 + len(word),
        "review": None,
        "same_as": None,
        "parent": None,
        "merged_into": None,
        "closed": None,
        "finding": None,
        "theme": None,
        "sources": [source.id],
        "coders": [],
        "near_misses": [[word, word]],
        "wording": {"revision": source.text, "spans": [[3, 30]], "reworks": []},
        "codes": [project.code("lyssna").id],
        "pairs": [[word, word]],
        "variants": {"chef": word},
        "attributes": {"roll": [word]},
        "facets": {"voice": [word]},
        "checked": {"counted": [word], "asked": []},
        "counts": {word: 1},
        "cast_list": [[word]],
        "points": [[word]],
        "masking": [[word]],
        "blocks": [{"type": "setup", "text": word, "speaker": "", "fidelity": "edited", "segments": []}],
        "choices": [[word, word]],
        "known": None,
        "laid": None,
        "placed": None,
    }
    if field.name in known:
        return known[field.name]
    return {"text": word, "int": len(word), "real": len(word) / 2, "json": [word]}[field.type]


def sample(project: Project, name: str, word: str) -> Change:
    """Return the making of a thing of a kind, with a word in its texts."""
    thing = THINGS[name]
    body = {f.name: value for f in thing.fields if (value := sample_value(project, f, word)) is not None}
    if thing.family:
        body[f"{thing.family}:a"] = [len(word), "", word] if thing.family == "voice" else word
    source = str(body["source"]) if "source" in body else None
    return Change(f"{name}.add", new_id(), body, _LAYERS.get(name, "analysis"), source)
