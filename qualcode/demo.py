"""The example study: made anew from the corpus that comes along, and printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode import demo_team
from qualcode.authoring.printing import YES, Values, print_report
from qualcode.errors import QualcodeError
from qualcode.exchange.shipped import example_corpus
from qualcode.exchanging import find_codebook, import_codebook, import_guides, import_scripts
from qualcode.i18n import _, ngettext
from qualcode.importing import carry_out, plan_imports
from qualcode.project import ENDING, Project

Say = Callable[[str], None]

CODER = "Elin"
TITLE = "Samordning i praktiken"
CODEBOOK = "narbyrakrati"
ANALYSIS = "analys.yaml"
GUIDES = "intervjuguide.yaml"
APPENDIX = "appendix.yaml"
#: What the demonstration prints: report and format, with the options it is given.
OPTIONS: dict[str, Values] = {"agreement": {"form": "samordningen", "examples": "14", "pictures": YES}}
PRINTED = (
    ("codebook", "docx"),
    ("codebook", "html"),
    ("condensation", "docx"),
    ("condensation", "html"),
    ("condensation", "pdf"),
    ("scenes", "docx"),
    ("scenes", "html"),
    ("scenes", "pdf"),
    ("quotations", "docx"),
    ("quotations", "html"),
    ("claims", "html"),
    ("tables", "docx"),
    ("agreement", "docx"),
    ("agreement", "html"),
    ("appendix", "docx"),
    ("appendix", "html"),
)
_MARK = "demo"


def make_example(path: Path, say: Say = lambda _: None) -> Project:
    """Make the example project: import the corpus, take over the codebook, replay both coders' work.

    Raises QualcodeError when something stands at ``path`` already.
    """
    corpus = example_corpus()
    project = Project.create(path, title=TITLE, coder=CODER)
    try:
        sources = carry_out(project, plan_imports(project, [], manifest=corpus / "manifest.csv"))
        words = sum(source.words for source in sources)
        say(_("imported {n} sources, {words} words").format(n=len(sources), words=words))
        import_codebook(project, find_codebook(CODEBOOK))
        say(_("took over the codebook {name}, {n} codes").format(name=CODEBOOK, n=len(project.codebook().standing)))
        import_guides(project, corpus / GUIDES)
        demo_team.invite(project)
        waiting = demo_team.define_apart(project, corpus)
        closed = demo_team.calibrate(project, corpus)
        differing, undecided = demo_team.settle(project, corpus, closed)
        import_scripts(project, [corpus / ANALYSIS])
        answers = demo_team.answer_form(project, corpus)
        say(
            _("{codings} codings by {coders} coders, {rows} condensations, {scenes} scenes").format(
                # What was decided about them is counted nowhere else either.
                codings=sum(project.code_counts().values()),
                coders=len({p.coder for p in project.progress()}),
                rows=len(project.condensations()),
                scenes=len(project.scenes()),
            )
        )
        say(
            _("round {name}: {n} places differ, {undecided} of them wait for a decision").format(
                name=closed.name, n=differing, undecided=undecided
            )
        )
        say(_("{n} answers to a form").format(n=answers))
        say(ngettext("{n} conflict waits", "{n} conflicts wait", waiting).format(n=waiting))
        project.set_ui_state(_MARK, project.revision())
    except BaseException:
        project.close()
        _remove(project.path)
        raise
    return project


def run(folder: Path, say: Say) -> Path:
    """Make the example project in a folder, print its reports there, and return the project's path.

    An example made earlier is replaced unless somebody has worked in it since;
    then QualcodeError is raised.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"samordning{ENDING}"
    if path.exists():
        _replaceable(path)
        _remove(path)
    with make_example(path, say) as project:
        plan = folder / APPENDIX
        if not plan.exists():
            plan.write_bytes((example_corpus() / APPENDIX).read_bytes())
        for name, to in PRINTED:
            rendered = print_report(project, name, to=to, values=OPTIONS.get(name))
            target = folder / f"{name}.{to}"
            target.write_bytes(rendered.data)
            say(_("wrote {file}").format(file=target))
            for note in rendered.notes:
                say(note)
    return path


def _replaceable(path: Path) -> None:
    with Project.open(path, coder=CODER, write=False) as project:
        if project.ui_state(_MARK) != str(project.revision()):
            raise QualcodeError(
                _("{file} was worked in since it was made").format(file=path),
                _("move it away, or name another folder: qualcode demo FOLDER"),
            )


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
