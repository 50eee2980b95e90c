"""Invented material for the reports: a small codebook, condensations and two scenes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qualcode.core.agreement.asking import figures, pair_figures
from qualcode.core.agreement.judgements import judged_units
from qualcode.core.agreement.requests import Request as Asked
from qualcode.core.cases import Case
from qualcode.core.codebook import Axis, BookInfo, Code, Codebook, Facet, FacetValue, NearMiss
from qualcode.core.condensations import Condensation, Finding, Theme, Trace
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.scenes import Block, CastMember, Masking, Point, Scene, SceneSegment
from qualcode.core.sources import Source, Speaker
from qualcode.i18n import catalogue
from qualcode.report.agreement import Compared, Example, FormEntry, Worker, agreement_report, item_row
from qualcode.report.codebook import codebook_report
from qualcode.report.condensation import condensation_report
from qualcode.report.model import MethodBox, Place, Report
from qualcode.report.scenes import scenes_report

HOSTILE = (
    "[a](b) *fet* _kursiv_ # rubrik <skratt> $x$ @ref \\ `kod` {{ 7*7 }} {% raw %} | <!-- --> #let x = 1 // slut -- …"
)


@pytest.fixture
def method() -> MethodBox:
    counts = {"sources": 12, "words": 15_240, "codings": 1, "coders": 2}
    return MethodBox("2024-05-02", "Samordning i vardagen", 214, counts, "alla källor")


@pytest.fixture
def codebook() -> Codebook:
    codes = (
        Code("c1", "hanteringsstrategi", "Hanteringsstrategi", "Coping strategy", ideal_type=True, position=1,
             definition="Ett sätt att hantera krav som drar åt olika håll."),
        Code("c2", "rorelse-till", "Rörelse till den enskilde", "Moving towards clients", parent="c1", ideal_type=True,
             definition="Handläggaren böjer på regler eller ger av sin tid för den enskildes skull.",
             when_to_use="När någon gör mer än reglerna kräver.", when_not="När insatsen är en vanlig arbetsuppgift.",
             example="Jag ringde henne på kvällen, från min egen telefon.", counter_example="Vi ringer alltid upp.",
             cues=("ringa", "ställa upp"), near_misses=(NearMiss("stötta", "kan också betyda bli stött"),),
             citation="Tummers m.fl. (2015)", position=1),
        Code("c3", "rorelse-bort", "Rörelse bort från den enskilde", "Moving away", parent="c1", ideal_type=True,
             voiced_by="others", definition="Kontakten undviks eller skjuts upp.", position=2),
        Code("c4", "professionell", "Professionell norm", "Professional norm", kind="pole", position=2,
             definition="Kunskapen om den enskilde styr."),
        Code("c5", "lyssna", "Lyssna", "Listen", kind="pole", parent="c4", example="Jag sitter mest tyst och hör."),
        Code("c6", "byrakratisk", "Byråkratisk norm", "Bureaucratic norm", kind="pole", position=3),
        Code("c7", "informera", "Informera", "Inform", kind="pole", parent="c6", status="draft"),
    )  # fmt: skip
    axis = Axis("a1", "yrkesnorm", "Yrkesnorm", "c4", "c6", "Norm of the occupation", (("c5", "c7"),), "Hall (1968)")
    bare = Axis("a2", "rorelse", "Till eller bort", "c2", "c3", "Towards or away", position=1)
    values = (FacetValue("is", "är", "is", "a"), FacetValue("ought", "bör", "ought", "b"))
    facet = Facet("f1", "modality", "Modalitet", "Modality", values)
    references = ("Hall, R. (1968). Professionalization and bureaucratization.", "Tummers, L. m.fl. (2015). Coping.")
    about = "En liten bok.\n\nTill prov."
    book = BookInfo("b1", "exempel", "Kodbok för samordning", "Codebook of coordination", 3, about, references)
    return Codebook(codes, (axis, bare), (facet,), (book,))


@pytest.fixture
def cases() -> tuple[Case, ...]:
    return (
        Case("k1", "Margareta Ek", "Tove", "person", "hen", {"roll": "handläggare"}),
        Case("k2", "Mötet i Berga", "Mötet på det första kontoret", "meeting"),
    )


@pytest.fixture
def pseudonyms() -> Pseudonyms:
    return Pseudonyms([("Margareta", "Tove"), ("Berga", "det första kontoret")])


@pytest.fixture
def traces() -> list[Trace]:
    gap = Finding("y1", "Glappet", "Rollen är en annan än den borde vara.", 1)
    norms = Theme("t1", "Två normer", "Handläggarna bär två normer på en gång.", "y1", 1)
    time = Theme("t2", "Tiden räcker inte", "Samordning får vänta.", "y1", 2)

    def trace(
        n: int, quote: str, text: str, theme: Theme | None, codes: tuple[str, ...], lines: tuple[int, int]
    ) -> Trace:
        row = Condensation(f"m{n}", "s1", 0, 9, text, codes, theme.id if theme else None, "p1", n)
        return Trace(gap if theme else None, theme, row, quote, "intervju-05", "IP", *lines, codes)

    return [
        trace(3, "Det är lite … vi hinner inte.", "Samordning hinns inte med.", time, (), (77, 77)),
        trace(1, "Jag lyssnar, det gör jag,\nmen vi måste följa våra regler.", "Lyssnar men är bunden av reglerna.",
              norms, ("c5", "c7"), (41, 44)),
        trace(2, "Margaretas chef sa: ”Skriv det du ska.”\n\nOch så var det bra.", "Margareta skriver det hon ska.",
              norms, ("c7",), (51, 53)),
        trace(4, HOSTILE, "Ännu utan tema.", None, (), (90, 90)),
    ]  # fmt: skip


@pytest.fixture
def sources() -> tuple[Source, ...]:
    speakers = (Speaker("I", "interviewer"), Speaker("IP", "respondent", "k1"))
    return (Source("s1", "intervju-05", "Intervju 5", "transcript", "h", "h", speakers=speakers),)


@pytest.fixture
def scenes() -> tuple[Scene, ...]:
    segment = SceneSegment("s1", "h", 10, 40)
    meeting = Scene(
        "z1",
        "Mötet drar ut på tiden",
        event="k2",
        setting="ett sammanträdesrum",
        lead_in="Att samordningen ofta stannar vid ett möte illustreras i följande scen:",
        cast=(CastMember("Margareta", "handläggare"), CastMember("Läkaren", "läkare"), CastMember("Idun", "försäkrad")),
        blocks=(
            Block("motto", "Vi tar det nästa gång.", "en chef"),
            Block("setup", "Margareta har kommit tidigt till rummet i Berga. Idun sitter redan vid bordet."),
            Block("dash_turn", "Jag har tio minuter.", "Läkaren", "edited", (segment,)),
            Block("dash_turn", "– Då börjar vi.", "Margareta", "edited"),
            Block("researcher_question", "Brukar det gå så här?"),
            Block("reported_speech", "Margareta berättar efteråt om sina ärenden.\n\nHon har många."),
            Block("block_quote", "Man vill ju … men det är bara så.", "Margareta", "verbatim", (segment,)),
            Block("action", "Läkaren reser sig."),
            Block("closing_beat", "Dörren slår igen. Idun sitter kvar."),
        ),
        analysis="Scenen illustrerar två normer.",
        points=(Point("Margareta vill lyssna.", "c5"), Point("Tiden styr.")),
        codes=("c5",),
        masking=(Masking("det första kontoret", "place", "litet kontor"),),
        ended=True,
        position=1,
    )
    vignette = Scene(
        "z2",
        "Telefonen ringer",
        kind="vignette",
        blocks=(Block("action", HOSTILE),),
        back_references=("z1",),
        position=2,
    )
    return vignette, meeting


@pytest.fixture
def rounds() -> list[Compared]:
    """Two rounds of two and three coders, their figures reckoned from a few units."""
    units = {
        f"t{n}": {
            coder: frozenset(codes)
            for coder, codes in zip("ABC", (first, second, third), strict=True)
            if codes is not None
        }
        for n, (first, second, third) in enumerate(
            [("l", "l", None), ("li", "l", "l"), ("", "", "i"), ("i", "", None), ("", "", ""), (HOSTILE, "", None)]
        )
        if first != HOSTILE
    }
    given = judged_units(units, ("l", "i", "n"))
    asked = Asked(("alpha", "percent"), categories=("l", "i", "n"), overall=False)
    told = figures(given, asked)
    f1 = [replace(f, measure="char_f1") for f in told if f.measure == "alpha"]
    whole = figures(given, Asked(("set_alpha",)))
    pairs = pair_figures(given, Asked(("set_alpha",), distances=("jaccard",)))
    names = {"l": "Lyssna", "i": "Informera", "n": HOSTILE}
    workers = [Worker("Kodare A", 2, 0, 1_204), Worker("Kodare B", 1, 1, 0), Worker("Kodare C", 1, 0, 3)]
    examples = [
        Example("annan kod", Place("intervju-05", 41, 44), "Jag lyssnar …\n\nVi har regler.", "Kodare A", "Lyssna",
                "Kodare B", "Informera modality=is", "den förstas", "Regeln säger att lyssnandet räcker."),
        Example("saknas", Place("falt-01"), HOSTILE, "Kodare A", HOSTILE, "Kodare C", "–"),
    ]  # fmt: skip
    first = Compared("kalibrering-1", "turn", ("intervju-05",), workers[:2], [*told, *f1, *whole], (), (), names, True,
                     "2024-04-01T08:00:00.000Z", "2024-04-09T08:00:00.000Z", 1, {"missing": 2, "code": 1},
                     {"first": 1}, 2, examples)  # fmt: skip
    second = Compared("kalibrering-2", "case", ("intervju-05", "falt-01"), workers, [*told[:1], *f1[:1], *told[3:4]],
                      pairs, whole[:1] * 2, names, False, "2024-04-10", "2024-05-02", 0, {}, {}, 0)  # fmt: skip
    return [first, second]


def answered(language: str) -> FormEntry:
    """Return a form whose first question two coders answered, and nobody the second."""
    units = {f"Fall {n}": {"A": frozenset(a), "B": frozenset(b)} for n, (a, b) in enumerate(["jj", "nn", "jn", "jj"])}
    asked = Asked(("alpha",), per_category=False)
    given = [("Kom alla?", "nominal", units), (HOSTILE, "several", {})]
    rows = (item_row(text, scale, figures(judged_units(its, ("j", "n")), asked)[0], language=language)
            for text, scale, its in given)  # fmt: skip
    return FormEntry("Granskning av akter", tuple(rows))


Make = Callable[..., Report]


@pytest.fixture
def make(
    codebook: Codebook,
    cases: tuple[Case, ...],
    sources: tuple[Source, ...],
    traces: list[Trace],
    scenes: tuple[Scene, ...],
    method: MethodBox,
    pseudonyms: Pseudonyms,
    rounds: list[Compared],
) -> Make:
    """Make a report by its name, in Swedish unless told otherwise."""

    def report(name: str, language: str = "sv") -> Report:
        if name == "codebook":
            counts = {"c2": 1, "c4": 4, "c5": 1_234}
            return codebook_report(codebook, counts, language=language, method=method, pseudonyms=pseudonyms)
        if name == "condensation":
            return condensation_report(
                traces, codebook, cases, language=language, method=method, sources=sources, pseudonyms=pseudonyms
            )
        if name == "agreement":
            return agreement_report(rounds, language=language, method=method, draws=1000, forms=[answered(language)])
        places = {SceneSegment("s1", "h", 10, 40): Place("falt-01", 12, 14)}
        return scenes_report(
            scenes, codebook, cases, language=language, method=method, places=places, pseudonyms=pseudonyms
        )

    return report


@pytest.fixture
def swedish() -> None:
    if catalogue("sv").gettext("Meaning unit") == "Meaning unit":
        pytest.skip("the Swedish catalogue is not compiled")
