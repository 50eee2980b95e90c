"""Exchanging files with a project: codebooks, coding scripts and scenes, in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.authoring.claiming import standings
from qualcode.core import guides
from qualcode.core.claims import Evidence, check_claim
from qualcode.core.codebook import Codebook, differences
from qualcode.core.events import Change
from qualcode.core.places import Span
from qualcode.core.scenes import Scene, SceneSegment, scene_from_fields
from qualcode.core.sources import Source
from qualcode.errors import NotFound, QualcodeError
from qualcode.exchange.claim_yaml import claims_yaml
from qualcode.exchange.codebook_writer import codebook_text
from qualcode.exchange.codebook_yaml import Problem, check_codebook, read_codebook
from qualcode.exchange.coding_script import Script, read_script
from qualcode.exchange.guide_yaml import guides_yaml, read_guides
from qualcode.exchange.passages import SearchedText, SourceText
from qualcode.exchange.scene_yaml import read_scene, scene_yaml
from qualcode.exchange.script_resolution import claim_id, resolve
from qualcode.exchange.shapes import nearest
from qualcode.exchange.shipped import shipped_codebooks
from qualcode.i18n import _
from qualcode.project import Project


def shipped() -> Mapping[str, Path]:
    """Return the codebooks that come with qualcode, by name."""
    return shipped_codebooks()


def find_codebook(name: str) -> Path:
    """Return the codebook file that a path, or the name of a shipped one, stands for.

    Raises NotFound with the nearest shipped name.
    """
    path = Path(name)
    if path.is_file():
        return path
    known = shipped_codebooks()
    if name in known:
        return known[name]
    near = nearest(name, known)
    hint = (
        _("Did you mean {names}?").format(names=near)
        if near
        else _("Shipped are: {names}.").format(names=", ".join(known))
    )
    raise NotFound(_("no codebook {name}").format(name=name), hint)


def read_codebook_file(path: Path) -> Codebook:
    """Return the codebook of a file.

    Raises BadCodebook naming file, line and mend when the file breaks the rules.
    """
    return read_codebook(path)


def import_codebook(project: Project, path: Path, *, dry_run: bool = False) -> list[Change]:
    """Take a codebook file over into a project and return the changes; none when it says nothing new.

    Raises BadCodebook naming file, line and mend when the file breaks the rules,
    QualcodeError when a handle of it stands for another code in the project.
    """
    book = read_codebook(path)
    _refuse_taken_handles(project, book, path)
    return list(differences(project.codebook(), book)) if dry_run else project.take_codebook(book)


def _refuse_taken_handles(project: Project, book: Codebook, path: Path) -> None:
    """Refuse a codebook with a handle that another code of the project answers to."""
    known = project.codebook()
    taken = [c.handle for c in book.codes if c.id not in known.by_id and c.handle in known.by_handle]
    if taken:
        raise QualcodeError(
            _("{file}: the project has other codes called {names}").format(file=path.name, names=", ".join(taken)),
            _("Rename those first: qualcode code rename {name} --handle … --no-alias").format(name=taken[0]),
        )


def import_guides(project: Project, path: Path, *, dry_run: bool = False) -> list[Change]:
    """Take a file of interview guides over into a project and return the changes; none when it says nothing new.

    Raises QualcodeError naming file, line and mend of the first problem.
    """
    changes = list(guides.differences(project.question_bank(), read_guides(path)))
    if changes and not dry_run:
        project.apply(*changes)
    return changes


def guides_file(project: Project) -> str:
    """Return the interview guides as the YAML that :func:`import_guides` reads."""
    return guides_yaml(project.question_bank())


def check_codebook_file(path: Path) -> list[Problem]:
    """Return every problem of a codebook file in the order of its lines."""
    return check_codebook(path)


def codebook_yaml(project: Project, book: str) -> str:
    """Return one codebook of a project as YAML."""
    return codebook_text(project.codebook(), book)


@dataclass(frozen=True, slots=True)
class Taken:
    """What importing one coding script did: its file, its coder, the number of new things."""

    file: str
    coder: str
    changes: int


def import_scripts(project: Project, paths: Sequence[Path], *, dry_run: bool = False) -> list[Taken]:
    """Take over coding scripts, each as one action of its own coder; what is there already is left as it is.

    Everything is looked up before anything is written.  Raises QualcodeError
    naming file, line and mend of the first problem.
    """
    scripts = [read_script(path) for path in paths]
    texts, cases = _texts(project), {c.name: c.id for c in project.cases()}
    words = {w: q.handle for q in project.quantifiers() for w in (q.word_en, q.word_sv, q.handle) if w}
    known = {row[0] for row in project.db.execute("SELECT DISTINCT object FROM event")}
    plans = []
    for script in scripts:
        others = [s for s in scripts if s is not script]
        changes = resolve(script, texts, project.codebook(), others=others, cases=cases, quantifiers=words)
        plans.append([c for c in changes if c.object not in known])
    for script, changes in zip(scripts, plans, strict=True):
        if changes and not dry_run:
            # What a script says is its coder's, whoever reads it in.
            with Project.open(project.path, coder=script.coder) as theirs:
                theirs.apply(*changes)
    if not dry_run:
        _check_claims(project, scripts, plans)
    return [Taken(Path(s.file).name, s.coder, len(c)) for s, c in zip(scripts, plans, strict=True)]


def _check_claims(project: Project, scripts: Sequence[Script], plans: Sequence[Sequence[Change]]) -> None:
    """Give the new claims of scripts their status, with the count that everything read in together comes to."""
    for script, changes in zip(scripts, plans, strict=True):
        new = {c.object for c in changes if c.kind == "claim.add"}
        told = {claim_id(script, c): c.status for c in script.claims if c.status != "draft"}
        if wanted := [identifier for identifier in told if identifier in new]:
            with Project.open(project.path, coder=script.coder) as theirs:
                claims = [c for c in theirs.claims() if c.id in wanted]
                theirs.apply(*(check_claim(now, told[now.claim.id]) for now in standings(theirs, claims)))


def find_words(project: Project, source: Source, words: str, within: Span | None = None) -> list[Span]:
    """Return the spans of a source's newest text that read as some words, whatever the blanks between them."""
    text = SourceText(source.id, project.text(source), source.text)
    low, high = within or (0, len(text.text))
    return SearchedText(text).hits(words, low, high)


def read_scene_file(project: Project, path: Path) -> Scene:
    """Return the scene of a YAML file, its passages found in the project's texts; its id is not yet given.

    Raises QualcodeError naming file, line and mend of the first problem.
    """
    script = Script(str(path), project.actor_name, scenes=(read_scene(path),))
    cases = {c.name: c.id for c in project.cases()}
    (change,) = resolve(script, _texts(project), project.codebook(), cases=cases)
    return scene_from_fields("", change.body)


def scene_file(project: Project, scene: Scene) -> str:
    """Return a scene as the YAML that :func:`read_scene_file` reads."""
    return scene_yaml(
        scene,
        codes={c.id: c.handle for c in project.codebook().codes},
        cases={c.id: c.name for c in project.cases()},
        passage=lambda segment: _passage(project, segment),
    )


def claims_script(project: Project) -> str:
    """Return the claims with their evidence, and the findings, as a coding script of the person at work."""
    by_claim: dict[str, list[Evidence]] = {}
    for piece in project.evidence():
        by_claim.setdefault(piece.claim, []).append(piece)

    def passage(piece: Evidence) -> dict[str, object] | None:
        source = project.source(piece.source)
        if piece.start is None or piece.end is None:
            return None if piece.adrift else {"source": source.handle, "whole": True}
        return _words_at(project, source, (piece.start, piece.end))

    codes = {c.id: c.handle for c in project.codebook().codes}
    return claims_yaml(project.actor_name, project.claims(), by_claim, project.findings(), codes=codes, passage=passage)


def _texts(project: Project) -> dict[str, SourceText]:
    return {s.handle: SourceText(s.id, project.text(s), s.text, tuple(project.turns(s))) for s in project.sources()}


def _passage(project: Project, segment: SceneSegment) -> dict[str, object] | None:
    span = project.place_of(segment)
    if span is None:
        return None
    return _words_at(project, project.source(segment.source), span)


def _words_at(project: Project, source: Source, span: Span) -> dict[str, object]:
    words = " ".join(project.quote(source, *span).split())
    found = find_words(project, source, words)
    out: dict[str, object] = {"source": source.handle, "quote": words}
    if len(found) > 1 and span in found:
        out["occurrence"] = found.index(span) + 1
    return out
