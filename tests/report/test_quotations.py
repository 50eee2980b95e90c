"""The reports of quotations and of their check, as text held against golden files and as markup."""

from __future__ import annotations

import io

import docx
import pytest

from qualcode.core.attribution import QuotationRules
from qualcode.core.quote_ledger import Person, Uttered, ledger
from qualcode.report.convert import render
from qualcode.report.model import MethodBox, Place, Report, as_data
from qualcode.report.quotations import QuotationsReport, QuoteContext, QuoteEntry, QuoteGroup, QuoteParagraph
from qualcode.report.quote_check import QuoteCheckReport, QuoteCheckRow
from tests.report.test_goldens import Reader, check

HOSTILE = "[a](b) *fet* <skratt> {{ 7*7 }} {% raw %} | # rubrik"
METHOD = MethodBox("2025-03-01", "Studien", 12, {"sources": 2, "quotations": 3})
PEOPLE = [Person("1", "Tove", "handläggare", "Norr"), Person("2", "Lena", "chef", "Syd"), Person("3", "Bo", "chef")]
SAID = [Uttered(f"IP1:{n}", PEOPLE[0], 20, "s", ((n * 10, n * 10 + 12),)) for n in range(1, 12)]
LEDGER = ledger([*SAID, Uttered("IP2:1", PEOPLE[1], 8)], PEOPLE, QuotationRules())


def quotations(language: str) -> QuotationsReport:
    first = QuoteEntry(
        "IP1:1",
        (QuoteParagraph("Jag lyssnar […] men [chefen] säger nej."),),
        Place("intervju-05", 41, 44),
        after="(Tove, handläggare)",
        speaker="Tove",
        codes=("Lyssna", "Informera"),
        theme="Två normer",
        note="Tryckt i kapitel 3.",
        printed_in=("Kapitel 3",),
    )
    second = QuoteEntry(
        "intervju-07:1",
        (QuoteParagraph("Och då?", "Intervjuare"), QuoteParagraph(HOSTILE, "Lena")),
        Place("intervju-07", 3, 3),
        before="Lena, chef:",
        state="changed",
        mark="contradicts",
        lead_in="Chefen ser det annorlunda:",
    )
    third = QuoteEntry("IP1:2", (QuoteParagraph("det hinns inte"),), Place("intervju-05"), "inline", after="(Tove)")
    context = QuoteContext(
        "IP1:1",
        Place("intervju-05", 41, 44),
        (QuoteParagraph("Hur gör du?", "I"),),
        (QuoteParagraph("Jag lyssnar, det gör jag, men Berit säger nej.", "Tove"),),
        (QuoteParagraph(HOSTILE, "I"),),
    )
    return QuotationsReport(
        "Citat" if language == "sv" else "Quotations",
        language,
        METHOD,
        "voices",
        (
            QuoteGroup("Om att lyssna", "Rollen är dubbel.", "Två röster:", (first, second)),
            QuoteGroup("", "", "", (third,)),
        ),
        LEDGER,
        True,
        (context,),
    )


def checked(language: str) -> QuoteCheckReport:
    rows = (
        QuoteCheckRow(
            "altered", "Jag hör på, men chefen säger nej.", 4, 12, 0, Place("intervju-05", 41, 44), "Tove", "IP1:1",
            differences=(("lyssnar", "hör på"), ("", "chefen"), ("alltså", "")),
        ),
        QuoteCheckRow("speaker", HOSTILE, 0, 3, 0, Place("intervju-07", 3, 3), "Lena", named="Tove", edits=("elided",)),
        QuoteCheckRow("number", "Det hinns inte med.", 0, 3, 9, Place("intervju-05", 7, 7), "Tove", "IP1:2", "IP1:7"),
        QuoteCheckRow("missing", "IP9:9", 0, 8, 0, Place(""), named="IP9:9", form="number"),
    )  # fmt: skip
    sound = (QuoteCheckRow("verbatim", "Man hinner inte.", 1, 2, 0, Place("intervju-05", 9, 9), "Tove"),)
    counts = (("verbatim", 1), ("altered", 1), ("speaker", 1), ("number", 1), ("missing", 1))
    title = "Citat prövade: rapport.docx" if language == "sv" else "Quotations checked: rapport.docx"
    return QuoteCheckReport(title, language, METHOD, "rapport.docx", counts, rows, sound, LEDGER)


MAKE = {"quotations": quotations, "quote_check": checked}


@pytest.mark.parametrize("name", sorted(MAKE))
def test_english_reports_read_as_before(name: str) -> None:
    report = MAKE[name]("en")
    check(f"{name}.en.md", render(report, "md").data.decode("utf-8"))
    check(f"{name}.en.txt", Reader.read(render(report, "html").data.decode("utf-8")))


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize("name", sorted(MAKE))
def test_swedish_reports_read_as_before(name: str) -> None:
    report = MAKE[name]("sv")
    check(f"{name}.sv.md", render(report, "md").data.decode("utf-8"))
    check(f"{name}.sv.txt", Reader.read(render(report, "html").data.decode("utf-8")))


@pytest.mark.parametrize("name", sorted(MAKE))
def test_words_of_a_source_never_become_markup(name: str) -> None:
    page = render(MAKE[name]("en"), "html").data.decode("utf-8")
    assert "&lt;skratt&gt;" in page
    assert "<skratt>" not in page
    assert "{{ 7*7 }}" in page


def test_every_quotation_leads_to_its_context_and_back_to_nothing_else() -> None:
    page = render(quotations("en"), "html").data.decode("utf-8")
    assert page.count('href="#context-IP1-1"') == 2  # from the quotation and from the contents
    assert page.count('id="context-IP1-1"') == 1
    without: Report = QuotationsReport("Q", "en", METHOD, "theme", quotations("en").groups)
    assert "context-" not in render(without, "html").data.decode("utf-8")


def test_word_has_the_styles_of_quotation_and_source() -> None:
    document = docx.Document(io.BytesIO(render(quotations("en"), "docx").data))
    styled = {(p.style.name, p.text) for p in document.paragraphs if p.style is not None}
    assert ("Quote", "Jag lyssnar […] men [chefen] säger nej. (Tove, handläggare)") in styled
    assert any(style == "Källa" and text.startswith("IP1:1. intervju-05") for style, text in styled)
    assert any(style == "Quote" and text.startswith("– Lena: [a](b)") for style, text in styled)


@pytest.mark.parametrize("name", sorted(MAKE))
def test_a_report_is_data_too(name: str) -> None:
    data = as_data(MAKE[name]("en"))
    assert data["report"] == name
    assert data["ledger"]["few"][0] == {"people": 1, "sample": 3, "part": 11, "whole": 12, "of": "quotations"}
