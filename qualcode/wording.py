"""What a person did, in words: the one wording of actions, closed values and moments for screens and command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from qualcode.core.events import milliseconds
from qualcode.core.kinds import THINGS
from qualcode.core.people import Action
from qualcode.i18n import _, get_language, ngettext

#: Kinds of event that say nothing new beside those that came with them.
_SILENT_BESIDE = {
    "source.add": ("source.correct", "case.add", "person.add"),
    "codebook.add": ("code.add", "code.edit", "axis.add", "axis.edit", "facet.add", "facet.edit"),
    "codebook.edit": ("code.add", "code.edit", "axis.add", "axis.edit", "facet.add", "facet.edit"),
    "code.split": ("code.add",),
    "coding.add": ("person.add",),
    "suggestion.accept": ("coding.add",),
    "claim.remove": ("evidence.remove",),
}
_NAMED_AT_MOST = 3
_PARTED = {"coding.resize": 1, "coding.add": 1}  # the first half keeps the coding, the second is a new one


def describe(action: Action) -> str:
    """Return what an action did, in the language in force."""
    if dict(action.kinds) == _PARTED:
        return _("1 coding parted in two")
    silent = {kind for loud, _n in action.kinds for kind in _SILENT_BESIDE.get(loud, ())}
    told = [(kind, n) for kind, n in action.kinds if kind not in silent] or list(action.kinds)
    first = action.kinds[0][0] if action.kinds else ""
    parts = [_one(kind, n, action.subject if kind == first else "") for kind, n in told]
    shown = parts[:_NAMED_AT_MOST]
    if len(parts) > _NAMED_AT_MOST:
        shown.append(_("and more"))
    return ", ".join(shown) or _("nothing")


def _one(kind: str, n: int, subject: str) -> str:
    if (n == 1 or kind == "bundle.merge") and subject and (named := _named().get(kind)) is not None:
        return named().format(name=subject)
    return counted(kind, n)


def counted(kind: str, n: int) -> str:
    """Return so many events of a kind in words."""
    words = _counted().get(kind)
    if words is not None:
        return words(n).format(n=n)
    return ngettext("{n} change ({kind})", "{n} changes ({kind})", n).format(n=n, kind=kind)


def _named() -> Mapping[str, Callable[[], str]]:
    return {
        "project.add": lambda: _("project “{name}” made"),
        "project.edit": lambda: _("project “{name}” changed"),
        "person.add": lambda: _("{name} joined"),
        "source.add": lambda: _("source “{name}” imported"),
        "source.edit": lambda: _("source “{name}” changed"),
        "case.add": lambda: _("case “{name}” added"),
        "case.edit": lambda: _("case “{name}” changed"),
        "codebook.add": lambda: _("codebook “{name}” read in"),
        "codebook.edit": lambda: _("codebook “{name}” brought up to date"),
        "code.add": lambda: _("code “{name}” added"),
        "code.rename": lambda: _("code renamed “{name}”"),
        "axis.add": lambda: _("axis “{name}” added"),
        "facet.add": lambda: _("facet “{name}” added"),
        "memo.add": lambda: _("memo “{name}” written"),
        "memo.edit": lambda: _("memo “{name}” rewritten"),
        "finding.add": lambda: _("finding “{name}” added"),
        "finding.edit": lambda: _("finding “{name}” changed"),
        "theme.add": lambda: _("theme “{name}” added"),
        "theme.edit": lambda: _("theme “{name}” changed"),
        "quantifier.add": lambda: _("range of “{name}” set"),
        "scene.add": lambda: _("scene “{name}” added"),
        "scene.edit": lambda: _("scene “{name}” changed"),
        "voices.add": lambda: _("voice set “{name}” added"),
        "voices.edit": lambda: _("voice set “{name}” changed"),
        "query.add": lambda: _("search “{name}” saved"),
        "word.add": lambda: _("word “{name}” taken up"),
        "round.add": lambda: _("round “{name}” opened"),
        "round.edit": lambda: _("round “{name}” changed"),
        "bundle.merge": lambda: _("work of {name} merged"),
    }


def _counted() -> Mapping[str, Callable[[int], str]]:
    return {
        "project.add": lambda n: ngettext("project made", "{n} projects made", n),
        "project.edit": lambda n: ngettext("project changed", "{n} projects changed", n),
        "project.remove": lambda n: ngettext("project removed", "{n} projects removed", n),
        "person.add": lambda n: ngettext("{n} person joined", "{n} persons joined", n),
        "person.edit": lambda n: ngettext("{n} person changed", "{n} persons changed", n),
        "person.remove": lambda n: ngettext("{n} person removed", "{n} persons removed", n),
        "source.add": lambda n: ngettext("{n} source imported", "{n} sources imported", n),
        "source.edit": lambda n: ngettext("{n} source changed", "{n} sources changed", n),
        "source.remove": lambda n: ngettext("{n} source removed", "{n} sources removed", n),
        "source.correct": lambda n: ngettext("{n} text corrected", "{n} texts corrected", n),
        "case.add": lambda n: ngettext("{n} case added", "{n} cases added", n),
        "case.edit": lambda n: ngettext("{n} case changed", "{n} cases changed", n),
        "case.remove": lambda n: ngettext("{n} case removed", "{n} cases removed", n),
        "form.add": lambda n: ngettext("{n} form read in", "{n} forms read in", n),
        "form.edit": lambda n: ngettext("{n} form changed", "{n} forms changed", n),
        "form.remove": lambda n: ngettext("{n} form removed", "{n} forms removed", n),
        "item.add": lambda n: ngettext("{n} item added", "{n} items added", n),
        "item.edit": lambda n: ngettext("{n} item changed", "{n} items changed", n),
        "item.remove": lambda n: ngettext("{n} item removed", "{n} items removed", n),
        "answer.add": lambda n: ngettext("{n} answer given", "{n} answers given", n),
        "answer.edit": lambda n: ngettext("{n} answer changed", "{n} answers changed", n),
        "answer.remove": lambda n: ngettext("{n} answer removed", "{n} answers removed", n),
        "codebook.add": lambda n: ngettext("{n} codebook read in", "{n} codebooks read in", n),
        "codebook.edit": lambda n: ngettext("{n} codebook brought up to date", "{n} codebooks brought up to date", n),
        "codebook.remove": lambda n: ngettext("{n} codebook removed", "{n} codebooks removed", n),
        "code.add": lambda n: ngettext("{n} code added", "{n} codes added", n),
        "code.edit": lambda n: ngettext("{n} code changed", "{n} codes changed", n),
        "code.rename": lambda n: ngettext("{n} code renamed", "{n} codes renamed", n),
        "code.define": lambda n: ngettext("{n} code defined", "{n} codes defined", n),
        "code.move": lambda n: ngettext("{n} code moved", "{n} codes moved", n),
        "code.merge": lambda n: ngettext("{n} code merged", "{n} codes merged", n),
        "code.split": lambda n: ngettext("{n} code split", "{n} codes split", n),
        "code.retire": lambda n: ngettext("{n} code retired or brought back", "{n} codes retired or brought back", n),
        "code.remove": lambda n: ngettext("{n} code removed", "{n} codes removed", n),
        "axis.add": lambda n: ngettext("{n} axis added", "{n} axes added", n),
        "axis.edit": lambda n: ngettext("{n} axis changed", "{n} axes changed", n),
        "axis.remove": lambda n: ngettext("{n} axis removed", "{n} axes removed", n),
        "facet.add": lambda n: ngettext("{n} facet added", "{n} facets added", n),
        "facet.edit": lambda n: ngettext("{n} facet changed", "{n} facets changed", n),
        "facet.remove": lambda n: ngettext("{n} facet removed", "{n} facets removed", n),
        "coding.add": lambda n: ngettext("{n} coding added", "{n} codings added", n),
        "coding.remove": lambda n: ngettext("{n} coding removed", "{n} codings removed", n),
        "coding.resize": lambda n: ngettext("{n} coding given new borders", "{n} codings given new borders", n),
        "coding.recode": lambda n: ngettext("{n} coding given another code", "{n} codings given another code", n),
        "coding.qualify": lambda n: ngettext("facets set on {n} coding", "facets set on {n} codings", n),
        "coding.edit": lambda n: ngettext("{n} coding changed", "{n} codings changed", n),
        "memo.add": lambda n: ngettext("{n} memo written", "{n} memos written", n),
        "memo.edit": lambda n: ngettext("{n} memo rewritten", "{n} memos rewritten", n),
        "memo.remove": lambda n: ngettext("{n} memo removed", "{n} memos removed", n),
        "finding.add": lambda n: ngettext("{n} finding added", "{n} findings added", n),
        "finding.edit": lambda n: ngettext("{n} finding changed", "{n} findings changed", n),
        "finding.remove": lambda n: ngettext("{n} finding removed", "{n} findings removed", n),
        "theme.add": lambda n: ngettext("{n} theme added", "{n} themes added", n),
        "theme.edit": lambda n: ngettext("{n} theme changed", "{n} themes changed", n),
        "theme.remove": lambda n: ngettext("{n} theme removed", "{n} themes removed", n),
        "condensation.add": lambda n: ngettext("{n} meaning unit condensed", "{n} meaning units condensed", n),
        "condensation.edit": lambda n: ngettext("{n} condensation changed", "{n} condensations changed", n),
        "condensation.remove": lambda n: ngettext("{n} condensation removed", "{n} condensations removed", n),
        "claim.add": lambda n: ngettext("{n} claim added", "{n} claims added", n),
        "claim.edit": lambda n: ngettext("{n} claim changed", "{n} claims changed", n),
        "claim.check": lambda n: ngettext("{n} claim given a status", "{n} claims given a status", n),
        "claim.remove": lambda n: ngettext("{n} claim removed", "{n} claims removed", n),
        "evidence.add": lambda n: ngettext("{n} piece of evidence added", "{n} pieces of evidence added", n),
        "evidence.edit": lambda n: ngettext("{n} piece of evidence changed", "{n} pieces of evidence changed", n),
        "evidence.remove": lambda n: ngettext("{n} piece of evidence removed", "{n} pieces of evidence removed", n),
        "quantifier.add": lambda n: ngettext("{n} quantifier set", "{n} quantifiers set", n),
        "quantifier.edit": lambda n: ngettext("{n} quantifier changed", "{n} quantifiers changed", n),
        "quantifier.remove": lambda n: ngettext("{n} quantifier reset", "{n} quantifiers reset", n),
        "scene.add": lambda n: ngettext("{n} scene added", "{n} scenes added", n),
        "scene.edit": lambda n: ngettext("{n} scene changed", "{n} scenes changed", n),
        "scene.remove": lambda n: ngettext("{n} scene removed", "{n} scenes removed", n),
        "guide.add": lambda n: ngettext("{n} interview guide added", "{n} interview guides added", n),
        "guide.edit": lambda n: ngettext("{n} interview guide changed", "{n} interview guides changed", n),
        "guide.remove": lambda n: ngettext("{n} interview guide removed", "{n} interview guides removed", n),
        "question.add": lambda n: ngettext("{n} question added", "{n} questions added", n),
        "question.edit": lambda n: ngettext("{n} question changed", "{n} questions changed", n),
        "question.remove": lambda n: ngettext("{n} question removed", "{n} questions removed", n),
        "quotation.add": lambda n: ngettext("{n} quotation made", "{n} quotations made", n),
        "quotation.edit": lambda n: ngettext("{n} quotation changed", "{n} quotations changed", n),
        "quotation.remove": lambda n: ngettext("{n} quotation removed", "{n} quotations removed", n),
        "voices.add": lambda n: ngettext("{n} voice set added", "{n} voice sets added", n),
        "voices.edit": lambda n: ngettext("{n} voice set changed", "{n} voice sets changed", n),
        "voices.remove": lambda n: ngettext("{n} voice set removed", "{n} voice sets removed", n),
        "query.add": lambda n: ngettext("{n} search saved", "{n} searches saved", n),
        "query.edit": lambda n: ngettext("{n} saved search changed", "{n} saved searches changed", n),
        "query.remove": lambda n: ngettext("{n} saved search removed", "{n} saved searches removed", n),
        "border.add": lambda n: ngettext("{n} border of a meaning unit set", "{n} borders of meaning units set", n),
        "border.edit": lambda n: ngettext("{n} border of a meaning unit set", "{n} borders of meaning units set", n),
        "border.remove": lambda n: ngettext(
            "{n} border of a meaning unit left to the proposal", "{n} borders of meaning units left to the proposal", n
        ),
        "word.add": lambda n: ngettext("{n} word taken up", "{n} words taken up", n),
        "word.edit": lambda n: ngettext("{n} word given another lemma", "{n} words given another lemma", n),
        "word.remove": lambda n: ngettext("{n} word taken away", "{n} words taken away", n),
        "suggestion.add": lambda n: ngettext("{n} suggestion kept", "{n} suggestions kept", n),
        "suggestion.edit": lambda n: ngettext("{n} suggestion changed", "{n} suggestions changed", n),
        "suggestion.remove": lambda n: ngettext("{n} suggestion forgotten", "{n} suggestions forgotten", n),
        "suggestion.accept": lambda n: ngettext("{n} suggestion accepted", "{n} suggestions accepted", n),
        "suggestion.reject": lambda n: ngettext("{n} suggestion rejected", "{n} suggestions rejected", n),
        "round.add": lambda n: ngettext("{n} round opened", "{n} rounds opened", n),
        "round.edit": lambda n: ngettext("{n} round changed", "{n} rounds changed", n),
        "round.remove": lambda n: ngettext("{n} round removed", "{n} rounds removed", n),
        "round.close": lambda n: ngettext("{n} round closed", "{n} rounds closed", n),
        "reading.add": lambda n: ngettext("{n} reading marked", "{n} readings marked", n),
        "reading.done": lambda n: ngettext("{n} reading marked", "{n} readings marked", n),
        "reading.edit": lambda n: ngettext("{n} reading changed", "{n} readings changed", n),
        "reading.remove": lambda n: ngettext("{n} reading taken away", "{n} readings taken away", n),
        "resolution.add": lambda n: ngettext("{n} conflict resolved", "{n} conflicts resolved", n),
        "resolution.edit": lambda n: ngettext("{n} resolution changed", "{n} resolutions changed", n),
        "resolution.remove": lambda n: ngettext("{n} resolution taken away", "{n} resolutions taken away", n),
        "conflict.resolve": lambda n: ngettext("{n} conflict resolved", "{n} conflicts resolved", n),
        "adjudication.add": lambda n: ngettext("{n} difference decided", "{n} differences decided", n),
        "adjudication.edit": lambda n: ngettext("{n} decision changed", "{n} decisions changed", n),
        "adjudication.remove": lambda n: ngettext("{n} decision taken away", "{n} decisions taken away", n),
        "release.add": lambda n: ngettext(
            "{n} document let out that shows somebody", "{n} documents let out that show somebody", n
        ),
        "release.edit": lambda n: ngettext("{n} letting out changed", "{n} lettings out changed", n),
        "release.remove": lambda n: ngettext("{n} letting out taken away", "{n} lettings out taken away", n),
        "redaction.add": lambda n: ngettext("{n} redaction made", "{n} redactions made", n),
        "redaction.edit": lambda n: ngettext("{n} redaction changed", "{n} redactions changed", n),
        "redaction.remove": lambda n: ngettext("{n} redaction taken away", "{n} redactions taken away", n),
        **{f"{thing}.restore": _restored for thing in THINGS},
        "bundle.merge": lambda n: ngettext("{n} change merged", "{n} changes merged", n),
        "action.undo": lambda n: ngettext("{n} step taken back", "{n} steps taken back", n),
        "action.redo": lambda n: ngettext("{n} step brought back", "{n} steps brought back", n),
    }


def _restored(n: int) -> str:
    return ngettext("{n} removed thing brought back", "{n} removed things brought back", n)


def moment(hlc: str) -> str:
    """Return a clock reading as local time, ``2026-01-31 12:00``."""
    return datetime.fromtimestamp(milliseconds(hlc) / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


def source_kind(kind: str) -> str:
    """Word a source's kind."""
    return {"transcript": _("transcript"), "fieldnote": _("field note"), "document": _("document")}.get(kind, kind)


def source_mode(mode: str) -> str:
    """Word how a source's talk took place."""
    words = {
        "onsite": _("on site"),
        "video": _("video"),
        "phone": _("phone"),
        "observation": _("observation"),
        "document": _("document"),
    }
    return words.get(mode, mode)


def case_kind(kind: str) -> str:
    """Word a case's kind."""
    words = {"person": _("person"), "office": _("office"), "meeting": _("meeting"), "file": _("case file")}
    return words.get(kind, kind)


def speaker_role(role: str) -> str:
    """Word a speaker's role."""
    words = {"interviewer": _("interviewer"), "respondent": _("respondent"), "other": _("other")}
    return words.get(role, role)


def code_kind(kind: str) -> str:
    """Word a code's kind."""
    words = {"pole": _("pole"), "dimension": _("dimension"), "level": _("level"), "theme": _("theme")}
    return words.get(kind, kind)


def code_status(status: str) -> str:
    """Word a code's status."""
    return {"active": _("active"), "draft": _("draft"), "retired": _("retired")}.get(status, status)


def scene_kind(kind: str) -> str:
    """Word a scene's kind."""
    return {"scene": _("scene"), "excerpt": _("excerpt"), "vignette": _("vignette")}.get(kind, kind)


def memo_about(kind: str) -> str:
    """Word the kind of thing that a memo is about."""
    words = {
        "project": _("project"),
        "source": _("source"),
        "coding": _("coding"),
        "code": _("code"),
        "case": _("case"),
        "condensation": _("condensation"),
        "theme": _("theme"),
        "finding": _("finding"),
        "claim": _("claim"),
        "scene": _("scene"),
        "quotation": _("quotation"),
    }
    return words.get(kind, kind)


def form_role(role: str) -> str:
    """Word what a lemma is in the form that a search found."""
    words = {
        "inflection": _("inflection"),
        "head": _("head of compound"),
        "first": _("part of compound"),
        "mid": _("part of compound"),
        "suspended": _("suspended compound"),
    }
    return words.get(role, role)


def language_name(code: str) -> str:
    """Word the language that a text is written in; the code itself when it has no name here."""
    names = {
        "sv": _("Swedish"),
        "en": _("English"),
        "nb": _("Norwegian"),
        "da": _("Danish"),
        "fi": _("Finnish"),
        "de": _("German"),
        "fr": _("French"),
        "es": _("Spanish"),
        "pl": _("Polish"),
        "so": _("Somali"),
        "tr": _("Turkish"),
        "ar": _("Arabic"),
        "fa": _("Persian"),
    }
    return names.get(code, code)


def quoted(text: str) -> str:
    """Return a text in the quotation marks of the language in force."""
    return f"”{text}”" if get_language() == "sv" else f"“{text}”"


def verdict_on_name(state: str, public: str) -> str:
    """Word what was decided about a name."""
    if state in ("given", "masked"):
        return f"→ {public}"
    return _("left") if state == "left" else ""
