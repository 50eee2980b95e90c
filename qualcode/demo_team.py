"""The example study as the work of two: a blind round with decisions, a form answered twice, a conflict that waits."""

from __future__ import annotations

import tempfile
from pathlib import Path

from qualcode.answering import take_answers, take_form
from qualcode.core import codebook as books
from qualcode.core.adjudication import Dispute
from qualcode.core.people import add_person
from qualcode.core.places import Span
from qualcode.core.rounds import Round, reading_done
from qualcode.exchange.judgement_tables import bad_row, table_rows
from qualcode.exchanging import find_words, import_scripts
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.teams.adjudicating import Docket, decide, docket, take_over_agreed
from qualcode.teams.bundles import write_bundle
from qualcode.teams.merging import merge_bundles, open_bundle
from qualcode.teams.rounds import close_round, open_round

SECOND = "Sara"
ROUND = "kalibrering-1"
#: The three coordination meetings: what the round is about.
SOURCES = ("falt-01-avstamning-berga", "falt-02-vardcentralen", "falt-03-telefonmote-slatten")
SCRIPTS = ("kodning-elin.yaml", "kodning-sara.yaml")
FORM = "protokoll.yaml"
ANSWERS = "protokoll-{coder}.csv"
DEFINITIONS = "tva-kontor.csv"
_DECISION = ("source", "quote", "kind", "code", "choice", "border", "reason", "rule")


def invite(project: Project) -> None:
    """Let the second coder join."""
    project.apply(add_person(SECOND))


def define_apart(project: Project, corpus: Path) -> int:
    """Change the codebook at two desks at once and merge; return how many conflicts wait.

    The second coder works in a copy that was made from a bundle, as people do.
    """
    wanted = [row for _line, row in table_rows(corpus / DEFINITIONS, ("coder", "code", "definition"))]

    def define(its: Project) -> None:
        own = [row for row in wanted if row["coder"] == its.actor_name]
        its.apply(*(books.define_code(its.code(row["code"]).id, definition=row["definition"]) for row in own))

    with tempfile.TemporaryDirectory() as folder:
        whole, mine = Path(folder) / "hela.bundle", Path(folder) / "mina.bundle"
        write_bundle(project, whole, originals=False)
        define(project)
        with open_bundle(whole, Path(folder) / "kopia", coder=SECOND) as theirs:
            define(theirs)
            write_bundle(theirs, mine, mine=True)
        return len(merge_bundles(project, [mine]).conflicts)


def calibrate(project: Project, corpus: Path) -> Round:
    """Replay both coders' work, with a blind round over some of it, and return the round, closed."""
    coders = [project.person(name) for name in (project.actor_name, SECOND)]
    opened = open_round(project, ROUND, [project.source(ref) for ref in SOURCES], coders, unit="paragraph")
    import_scripts(project, [corpus / name for name in SCRIPTS])
    for coder in coders:
        with project.working_as(coder.name):
            # Everything was read by both: what one of them left uncoded, they saw.
            project.apply(*(reading_done(source.id) for source in project.sources()))
    return close_round(project, opened)


def settle(project: Project, corpus: Path, closed: Round) -> tuple[int, int]:
    """Decide what the corpus holds decisions about; return how many places differed, and how many of them wait.

    Raises UsageProblem naming file and row where no such place differs.
    """
    of = docket(project, closed)
    path = corpus / f"{closed.name}.csv"
    rows = list(table_rows(path, _DECISION))
    for line, row in rows:
        found = _found(project, of, row)
        if found is None:
            raise bad_row(path, line, _("no undecided place “{name}”").format(name=row["quote"]))
        border = _words(project, row["source"], row["border"])[0] if row["border"] else None
        decide(project, closed, found, row["choice"], span=border, reason=row["reason"], rule=row["rule"], of=of)
    take_over_agreed(project, closed)
    return len(of.disputes), len(of.disputes) - len(rows)


def answer_form(project: Project, corpus: Path) -> int:
    """Take over the form and what both coders answered; return how many answers there are."""
    form, _made = take_form(project, corpus / FORM)
    number = 0
    for name in (project.actor_name, SECOND):
        with project.working_as(name):
            number += take_answers(project, form, corpus / ANSWERS.format(coder=name.casefold()))
    return number


def _found(project: Project, of: Docket, row: dict[str, str]) -> Dispute | None:
    source, code = project.source(row["source"]), project.code(row["code"])
    starts = {start for start, _end in _words(project, row["source"], row["quote"])}
    its = (d for d in of.disputes if (d.source, d.kind, d.code) == (source.id, row["kind"], code.id))
    return next((d for d in its if d.start in starts), None)


def _words(project: Project, source: str, words: str) -> list[Span]:
    return find_words(project, project.source(source), words)
