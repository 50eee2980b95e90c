"""Checking a whole project: its log, its texts, its anchors, its codebook, its scenes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.authoring.quoting import Quoting
from qualcode.core.ids import short
from qualcode.core.scenes import Problem, Scene
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.report import quote_words


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that a check found: which check, where, what, and what to do about it."""

    check: str
    where: str
    message: str
    hint: str = ""


def check_project(project: Project, *, rebuild: bool = False) -> list[Trouble]:
    """Return everything that the checks find; with ``rebuild`` the tables are folded anew and compared."""
    found = [*_log(project), *_anchors(project), *_codebook(project), *_scenes(project), *_quotations(project)]
    if rebuild and not project.rebuild():
        found.append(
            Trouble(
                "tables", project.path.name, _("the tables were not those of the log"), _("they are right again now")
            )
        )
    return found


def _log(project: Project) -> Iterator[Trouble]:
    for fault in project.faults():
        yield Trouble(
            "log",
            f"{fault.kind} {fault.where[:12]}",
            _("the log is damaged here"),
            _("restore the project from a backup"),
        )
    for handle in project.sources_without_text():
        yield Trouble("text", handle, _("the text of this source is missing"), _("restore the project from a backup"))


def _anchors(project: Project) -> Iterator[Trouble]:
    names = {source.id: source.handle for source in project.sources()}
    codes = project.codebook().by_id
    for coding in project.codings():
        if coding.adrift:
            yield Trouble(
                "adrift",
                f"{names[coding.source]} {short(coding.id)}",
                _("the words of a coding with {code} are gone from the text").format(code=codes[coding.code].handle),
                _("resize or remove it: qualcode coding resize {id} …").format(id=short(coding.id)),
            )
        elif codes[coding.code].split_into:
            yield Trouble(
                "split",
                f"{names[coding.source]} {short(coding.id)}",
                _("still stands on {code}, which was split").format(code=codes[coding.code].handle),
                _("recode it: qualcode coding recode {id} CODE").format(id=short(coding.id)),
            )
    for row in project.condensations():
        if row.start is None:
            yield Trouble(
                "adrift",
                f"{names[row.source]} {short(row.id)}",
                _("the meaning unit of a condensation is gone from the text"),
                _("remove it and condense anew"),
            )


def _codebook(project: Project) -> Iterator[Trouble]:
    seen: dict[str, str] = {}
    for code in project.codebook().standing:
        for name in (code.handle, *code.aliases):
            if name and name in seen and seen[name] != code.id:
                yield Trouble(
                    "handle", name, _("two codes answer to this handle"), _("rename one: qualcode code rename …")
                )
            seen[name] = code.id


def _scenes(project: Project) -> Iterator[Trouble]:
    for scene in project.scenes():
        for problem in project.check_scene(scene):
            yield Trouble("scene", scene_place(scene, problem), scene_problem(problem))


def _quotations(project: Project) -> Iterator[Trouble]:
    for printed in Quoting(project).all():
        if printed.state:
            yield Trouble(
                "quotation",
                printed.quotation.handle,
                quote_words.state(printed.state, _),
                _("look at it: qualcode quotation show {number}").format(number=printed.quotation.handle),
            )


def scene_place(scene: Scene, problem: Problem) -> str:
    """Return where in a scene a problem sits, in words."""
    if problem.block == 0:
        return scene.title
    return _("{title}, block {n}").format(title=scene.title, n=problem.block)


def scene_problem(problem: Problem) -> str:
    """Return what a check of a scene found, in words."""
    texts = {
        "no_source": _("is called {fidelity} but rests on no passage"),
        "words_gone": _("the words of its passage are gone from the text"),
        "not_verbatim": _("is no longer verbatim, from ”{first}”"),
        "not_edited": _("says more than elision and brackets allow: ”{first}”"),
        "not_in_cast": _("{name} is not in the cast"),
        "unmasked": _("{kind} not masked: {text}"),
        "too_short": _("{words} words, at least {least} are wanted"),
        "too_long": _("{words} words, at most {most} are wanted"),
        "no_end": _("has no explicit end"),
        "no_lead_in": _("is led in by no claim"),
        "no_analysis": _("is followed by no analysis"),
        "no_code": _("its analysis is linked to no code"),
        "analysis_word": _("tells with a word of analysis: {word}"),
    }
    if problem.check == "pronoun":
        text = (
            _("pronoun ”{pronoun}” about {name}, whose rule is ”{rule}”")
            if "rule" in problem.detail
            else _("pronoun ”{pronoun}”, which nobody in the cast goes by")
        )
    else:
        text = texts[problem.check]
    return text.format(**dict(problem.detail))
