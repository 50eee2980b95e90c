"""One scene in a YAML file of its own, in the form that coding scripts give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from qualcode.core.scenes import Scene, SceneSegment
from qualcode.exchange.coding_script import SCHEMA, ScriptScene, _scene, refusal
from qualcode.exchange.shapes import check_shape, load_schema
from qualcode.exchange.yaml_nodes import Problems, read_nodes

_DEFAULTS = {"kind": "scene", "narrator": "none", "lead_in_role": "illustrates", "min_words": 150, "max_words": 600}


def read_scene(path: Path) -> ScriptScene:
    """Read a scene file.

    Raises QualcodeError, naming file, line and mend of the first problem.
    """
    problems = Problems(str(path))
    root = read_nodes(path, problems)
    if root is not None:
        schema = load_schema(SCHEMA)
        check_shape(root, {"$ref": "#/$defs/scene", "$defs": schema["$defs"]}, problems)
    found = problems.in_order()
    if found or root is None:
        raise refusal(found)
    return _scene(root)


def scene_yaml(
    scene: Scene,
    *,
    codes: Mapping[str, str],
    cases: Mapping[str, str],
    passage: Callable[[SceneSegment], Mapping[str, object] | None],
) -> str:
    """Return a scene as YAML that :func:`read_scene` reads back.

    ``codes`` and ``cases`` name things by id; ``passage`` words a segment
    (``source``, ``quote`` …), None for one whose words are gone.
    """
    plain = {n: getattr(scene, n) for n in ("kind", "setting", "narrator", "lead_in", "lead_in_role")}
    plain |= {"min_words": scene.min_words, "max_words": scene.max_words}
    data: dict[str, object] = {"title": scene.title, "event": cases.get(scene.event or ""), **plain}
    data["cast"] = [
        _filled(
            name=c.name,
            role=c.role,
            organisation=c.organisation,
            pronoun=c.pronoun,
            presence="" if c.presence == "present" else c.presence,
            case=cases.get(c.case or ""),
        )
        for c in scene.cast
    ]
    data["blocks"] = [
        _filled(
            type=b.type,
            speaker=b.speaker,
            fidelity=b.fidelity,
            text=b.text,
            segments=[dict(p) for s in b.segments if (p := passage(s)) is not None],
        )
        for b in scene.blocks
    ]
    data["analysis"] = scene.analysis
    data["points"] = [_filled(text=p.text, code=codes.get(p.code or "")) for p in scene.points]
    data["back_references"] = list(scene.back_references)
    data["codes"] = [codes[c] for c in scene.codes if c in codes]
    data["masking"] = [_filled(printed=m.printed, kind=m.kind, reason=m.reason) for m in scene.masking]
    data["ended"] = scene.ended
    kept = {k: v for k, v in data.items() if v not in ("", None, [], False) and _DEFAULTS.get(k) != v}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def _filled(**values: object) -> dict[str, object]:
    return {k: v for k, v in values.items() if v not in ("", None, [])}
