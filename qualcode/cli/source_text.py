"""``qualcode source turns|repairs|correct``: who speaks, what was mended, what is put right by hand."""

from __future__ import annotations

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, pass_call, verb
from qualcode.cli.output import Column, Output, rows, yes_no
from qualcode.cli.place import Place, place_options
from qualcode.cli.source import noun
from qualcode.core.repairs import Repair
from qualcode.core.sources import Speaker, name_speakers
from qualcode.errors import Ambiguous, NotFound, UsageProblem
from qualcode.i18n import _, ngettext
from qualcode.reasons import repair_reason
from qualcode.wording import speaker_role

_AROUND = 12
_ref = click.argument("source", shell_complete=names.sources)


@verb(
    noun,
    "turns",
    _("List a source's turns, or the labels that may be speakers; or say who speaks."),
    example="qualcode source turns intervju-01-vera --candidates\n"
    'qualcode source turns intervju-01-vera --speakers "I=interviewer;IP1=respondent"',
)
@_ref
@click.option("--candidates", is_flag=True, help=_("The labels that may be speakers, with their counts."))
@click.option(
    "--speakers", metavar="LIST", help=_("Set who speaks, as I=interviewer;IP1=respondent; empty for nobody.")
)
@click.option("--speaker", metavar="LABEL", help=_("Only this speaker's turns."))
@rows
@pass_call
def _turns(
    call: Call, *, out: Output, source: str, candidates: bool, speakers: str | None, speaker: str | None
) -> None:
    with call.open(write=speakers is not None) as project:
        found = project.source(source)
        if candidates:
            from qualcode.mending import speaker_candidates

            labels, likely = speaker_candidates(project, found)
            set_now = {s.label for s in found.speakers}
            out.rows(
                (
                    {
                        "label": c.label,
                        "count": c.count,
                        "first_line": c.first_line,
                        "role": c.example_role,
                        "likely": c.label in likely,
                        "speaker": c.label in set_now,
                    }
                    for c in labels
                ),
                [
                    Column("label", _("Label")),
                    Column("count", _("Times")),
                    Column("first_line", _("First line")),
                    Column("role", _("Role"), speaker_role),
                    Column("likely", _("Likely"), yes_no),
                    Column("speaker", _("Chosen"), yes_no),
                ],
            )
            return
        if speakers is not None:
            from qualcode.mending import read_details

            known = {s.label: s.case for s in found.speakers}
            chosen = read_details({"speakers": speakers}).speakers if speakers.strip() else {}
            project.apply(
                name_speakers(
                    found.id,
                    [
                        Speaker(label, role, known.get(label) or (found.case if role == "respondent" else None))
                        for label, role in chosen.items()
                    ],
                )
            )
            turns = project.turns(project.source(found.id))
            call.say(ngettext("{n} turn.", "{n} turns.", len(turns)).format(n=len(turns)))
            return
        text, line = project.text(found), project.line_map(found).line
        roles = {s.label: s.role for s in found.speakers}
        out.rows(
            (
                {
                    "turn": t.n,
                    "line": line(t.start),
                    "speaker": t.speaker,
                    "role": roles.get(t.speaker, ""),
                    "words": len(text[t.body : t.end].split()),
                    "text": text[t.body : t.end],
                    "start": t.body,
                    "end": t.end,
                }
                for t in project.turns(found)
                if speaker is None or t.speaker.casefold() == speaker.casefold()
            ),
            [
                Column("turn", _("Turn")),
                Column("line", _("Line")),
                Column("speaker", _("Speaker")),
                Column("words", _("Words")),
                Column("text", _("Text")),
            ],
            keys="turn line speaker role words text start end".split(),
        )


@verb(
    noun,
    "repairs",
    _("List what was mended in a source and why; switch repairs off and on, by number or by rule."),
    example="qualcode source repairs intervju-02-jonas\n"
    "qualcode source repairs intervju-02-jonas --off footnote --off 12",
)
@_ref
@click.option("--off", multiple=True, metavar="RULE|N", help=_("Switch off a rule, or one repair; can be repeated."))
@click.option("--on", multiple=True, metavar="RULE|N", help=_("Switch on a rule, or one repair; can be repeated."))
@click.option("--rule", metavar="RULE", help=_("List only this rule."))
@click.option("--flagged", is_flag=True, help=_("List the places that were left alone and should be looked at."))
@rows
@pass_call
def _repairs(
    call: Call, *, out: Output, source: str, off: tuple[str, ...], on: tuple[str, ...], rule: str | None, flagged: bool
) -> None:
    from qualcode.mending import flagged_places, repairs, switch_repairs

    with call.open(write=bool(off or on)) as project:
        found = project.source(source)
        if off or on:
            n = switch_repairs(project, found, off=off, on=on)
            call.say(ngettext("{n} repair switched.", "{n} repairs switched.", n).format(n=n))
            return
        line = project.line_map(found)
        first = found.first_line - 1
        base = project.base_text(found)
        if flagged:
            out.rows(
                (
                    {
                        "line": base.count("\n", 0, flag.start) + 1 + first,
                        "rule": flag.rule,
                        "text": base[flag.start : flag.end],
                        "reason": flag.reason,
                    }
                    for flag in flagged_places(project, found)
                    if rule in {None, flag.rule}
                ),
                [
                    Column("line", _("Line")),
                    Column("rule", _("Rule")),
                    Column("text", _("Text"), _visible),
                    Column("reason", _("Reason"), repair_reason),
                ],
            )
            return
        known = repairs(project, found)
        out.rows(
            (
                {
                    "number": n,
                    "rule": r.edit.rule,
                    "line": base.count("\n", 0, r.position) + 1 + first,
                    "context": _context(base, r),
                    "before": r.old,
                    "after": r.edit.new,
                    "reason": r.edit.reason,
                    "kept": r.edit.kept,
                    "on": r.on,
                    "now_line": line.line(r.start),
                }
                for n, r in enumerate(known, start=1)
                if rule in (None, r.edit.rule)
            ),
            [
                Column("number", "#"),
                Column("on", _("On"), yes_no),
                Column("rule", _("Rule")),
                Column("line", _("Line")),
                Column("context", _("Change"), _visible),
                Column("reason", _("Reason"), repair_reason),
                Column("kept", _("Kept")),
            ],
            keys="number rule line context before after reason kept on".split(),
        )


def _context(base: str, repair: Repair) -> str:
    """Return a change with the words around it: ``hand[-⏎→]läggare``."""
    start, end = repair.position, repair.position + len(repair.old)
    left, right = base[max(0, start - _AROUND) : start], base[end : end + _AROUND]
    old = repair.old if len(repair.old) <= 2 * _AROUND else f"{repair.old[:_AROUND]}…{repair.old[-_AROUND:]}"
    return f"{left}[{old}→{repair.edit.new}]{right}"


def _visible(text: str) -> str:
    return text.replace("\n", "⏎").replace("\t", "⇥")


@verb(
    noun,
    "correct",
    _("Put other words in a text, exactly; codings keep their places."),
    example='qualcode source correct intervju-01-vera --replace "sammordning" "samordning" --all',
)
@_ref
@click.option(
    "--replace", nargs=2, required=True, metavar="OLD NEW", help=_("The words that stand there, and those to put.")
)
@click.option("--all", "everywhere", is_flag=True, help=_("At every place where they stand."))
@place_options(needed=False)
@pass_call
def _correct(call: Call, *, source: str, replace: tuple[str, str], everywhere: bool, place: Place) -> None:
    from qualcode.exchanging import find_words
    from qualcode.mending import correct_words

    old, new = replace
    if everywhere and place:
        raise UsageProblem(_("--all and a place exclude each other"), _("Give one of them."))
    with call.open(write=True) as project:
        found = project.source(source)
        within = place.span(project, found) if place else None
        spans = find_words(project, found, old, within)
        if not spans:
            raise NotFound(
                _("{source} does not hold those words").format(source=found.handle),
                _("Copy them from: qualcode source text {source}").format(source=found.handle),
            )
        if len(spans) > 1 and not everywhere:
            raise Ambiguous(
                _("those words stand in {n} places").format(n=len(spans)),
                _("Give --all, or the place with --lines or --turn, or more words."),
            )
        correct_words(project, found, spans, new)
        call.say(ngettext("{n} place corrected.", "{n} places corrected.", len(spans)).format(n=len(spans)))
