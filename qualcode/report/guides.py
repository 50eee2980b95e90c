"""The report of interview guides: one for each role, and how they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from qualcode.core.codebook import Codebook
from qualcode.core.guides import Guide, Question, QuestionBank
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.report.model import MethodBox, Report
from qualcode.report.wording import Wording


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as a guide asks it; ``number`` runs through the guide, ``own`` says that the wording is its own."""

    number: int
    id: str
    text: str
    probes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of a guide with its questions; ``title`` may be empty."""

    title: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """One guide as it is used: what is said before, the topics, what is said after."""

    handle: str
    title: str
    role: str
    minutes: int | None
    intro: str
    topics: tuple[Topic, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A question that the guides do not ask alike: its number in each guide (0: not asked), and its own wordings."""

    text: str
    topic: str
    numbers: tuple[int, ...]
    wordings: tuple[str, ...]  # by guide; empty where it is asked in the common wording or not at all


@dataclass(frozen=True, slots=True)
class GuidesReport(Report):
    """Interview guides, what all of them ask, and where they differ."""

    name: ClassVar[str] = "guides"
    guides: tuple[GuideEntry, ...] = ()
    questions: int = 0
    common: int = 0  # asked in every guide in the same words
    differences: tuple[DifferenceRow, ...] = ()


def guides_report(
    bank: QuestionBank,
    codebook: Codebook,
    *,
    language: str,
    method: MethodBox,
    title: str = "",
    pseudonyms: Pseudonyms | None = None,
    only: Sequence[str] = (),
    codes: bool = False,
    differences: bool = True,
) -> GuidesReport:
    """Return the report of interview guides.

    ``only`` names the guides (handles) to print, all by default; with ``codes``
    each question tells the codes on which it is to shed light.
    """
    wording, public = Wording(language), pseudonyms or Pseudonyms()
    guides = [g for g in bank.guides if not only or g.handle in only]
    numbers = {g.handle: {q.handle: n for n, q in enumerate(bank.asked(g.handle), 1)} for g in guides}

    def code_names(question: Question) -> tuple[str, ...]:
        found = (codebook.by_handle.get(c) for c in question.codes) if codes else ()
        return tuple(code.name(language) for code in found if code)

    def entry(guide: Guide) -> GuideEntry:
        topics: dict[str, list[AskedQuestion]] = {}
        for number, q in enumerate(bank.asked(guide.handle), 1):
            topics.setdefault(q.topic, []).append(
                AskedQuestion(
                    number,
                    q.handle,
                    public.apply(q.asked_in(guide.handle)),
                    tuple(public.apply(p) for p in q.probes),
                    code_names(q),
                    guide.handle in q.variants,
                )
            )
        return GuideEntry(
            guide.handle,
            public.apply(guide.title),
            public.apply(guide.role),
            guide.minutes,
            public.apply(guide.intro),
            tuple(Topic(public.apply(name), tuple(asked)) for name, asked in topics.items()),
            public.apply(guide.closing),
        )

    printed = [q for q in bank.questions if any(g.handle in q.guides for g in guides)]
    unlike = [q for q in printed if q.variants.keys() & numbers.keys() or not numbers.keys() <= set(q.guides)]
    return GuidesReport(
        title=title or wording.gettext("Interview guides"),
        language=language,
        method=method,
        guides=tuple(entry(g) for g in guides),
        questions=len(printed),
        common=len(printed) - len(unlike),
        differences=tuple(
            DifferenceRow(
                public.apply(q.text),
                public.apply(q.topic),
                tuple(numbers[g.handle].get(q.handle, 0) for g in guides),
                tuple(public.apply(q.variants.get(g.handle, "")) for g in guides),
            )
            for q in unlike
        )
        if differences and len(guides) > 1
        else (),
    )
