from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.hyphens import HyphenJudge
from qualcode.core.texts import LineMap, apply_edits
from qualcode.i18n import set_language
from qualcode.ingest.repair import RULES, propose
from qualcode.reasons import repair_reason, rule_name


class Words:
    """A lexicon of a few words that notes whether it was asked."""

    def __init__(self, *forms):
        self.forms = {form.lower() for form in forms}
        self.asked = 0

    def __contains__(self, form):
        self.asked += 1
        return form.lower() in self.forms

    def lemma(self, form):
        return form

    def split(self, _form):
        return None


def repaired(text, **options):
    return apply_edits(text, propose(text, **options).edits)


def kept(text, rule, **options):
    return [(x.mark, x.text) for x in propose(text, **options).lifted if x.rule == rule]


PROSE = """Det var en lång dag på kontoret och ingen visste riktigt när mötet skulle
börja, för den som hade kallat till det var sjuk och hade glömt att säga
till. Så vi satt där med kaffet och pratade om allt möjligt, om resor och
"""


# Hyphens at line ends


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("många handläg-", "gare satt", "många handläggare satt"),
        ("både med- ", "eller motaktörer", "både med- eller motaktörer"),
        ("en HR-", "specialist", "en HR-specialist"),
        ("skickade e-", "post", "skickade e-post"),
        ("hos Ann-", "Mari,", "hos Ann-Mari,"),
        ("enligt K2-", "flödet", "enligt K2-flödet"),
        ("en icke-", "aktiv korg", "en icke-aktiv korg"),
        ("kartläggnings-", "/utredningsfasen", "kartläggnings-/utredningsfasen"),
        ("mjukt\u00ad", "bindestreck", "mjuktbindestreck"),
    ],
)
def test_a_line_end_hyphen_is_joined_kept_or_spaced_by_what_stands_around_it(left, right, joined):
    text = f"{PROSE}{left}\n{right} i korridoren hela tiden.\n"
    assert joined in repaired(text).replace("\n", " ")


def test_the_documents_own_words_decide_before_the_lexicon_is_asked():
    words = Words("samarbete")
    text = f"Sam-arbete och samverkan.\n{PROSE}det här med samver-\nkan och sam-\narbete\n"
    found = repaired(text, lexicon=words)
    assert "samverkan och sam-arbete" in found
    assert words.asked == 0


def test_the_lexicon_decides_before_a_coordination_is_seen():
    text = f"{PROSE}vi såg feno-\nmen och sam-\nsamt annat\n"
    found = repaired(text, lexicon=Words("fenomen"))
    assert "fenomen och sam- samt annat" in found


def test_a_name_before_a_word_keeps_its_hyphen():
    words = Words("vänliga", "utredningen")
    judge = HyphenJudge("", words)
    assert judge.decide("de Pekingsk-", "vänliga").action == "keep"
    assert judge.decide("den Socialut-", "redningen").action == "join"


def test_english_words_keep_their_hyphen_in_an_english_passage():
    judge = HyphenJudge("", Words(), Words("case", "worker", "professional"))
    assert judge.decide("this is what the case-", "worker of the").action == "keep"
    assert judge.decide("this is what the pro-", "fessional of the").action == "join"
    assert judge.decide("det är vad en case-", "worker gör").action == "join"


def test_a_hyphen_without_its_second_half_is_flagged_and_left():
    text = f"{PROSE}det var allt som handläg-\n7 personer sade\n"
    found = propose(text)
    assert [text[f.start : f.end] for f in found.flagged] == ["handläg-"]
    assert "handläg-" in apply_edits(text, found.edits)


def test_a_word_cut_off_before_the_next_turn_stays_cut_off():
    text = "I: Vad gjorde du?\nIP1: Jag tänkte att han-\nI: Ja?\nIP1: Nej, inget.\n"
    assert repaired(text) == text


def test_the_lexicon_is_not_asked_about_a_text_without_broken_words():
    words = Words()
    propose(PROSE * 3, lexicon=words)
    assert words.asked == 0


# Lines and blank lines


def test_hard_wrapped_lines_become_paragraphs_and_a_phrase_over_a_line_end_is_found():
    text = PROSE + "resemål.\n\nNästa stycke börjar här.\n"
    found = repaired(text)
    assert "när mötet skulle börja, för den" in found
    assert found.endswith("om resor och resemål.\n\nNästa stycke börjar här.\n")


def test_text_with_a_paragraph_a_line_is_left_alone():
    text = "I: Hur då?\nIP1: Jo, så här.  \n\n\n\nI: Jaha.\n\n– Läkaren: Nej.\n"
    assert propose(text).edits == ()


def test_labels_lists_headings_and_tables_are_not_joined_to_the_line_before():
    lines = [
        "I: Då undrar jag hur det var den där dagen när ni satt i rummet och inte visste",
        "vad ni skulle göra eller hur länge ni skulle vänta på den som hade kallat er dit",
        "IP1: Ja, vi satt ju där och pratade om allt möjligt och drack kaffe och väntade på",
        "att något skulle hända men det gjorde det inte så till slut gick vi bara hem igen",
        "- en punkt i en lista som är så lång att den nästan fyller raden ända ut till kanten",
        "– Läkaren: en replik som är så lång att den nästan fyller raden ända ut till kanten",
        "Namn   Roll   Kontor   År   och så vidare i en tabell som fyller raden till kanten nu",
    ]
    found = repaired("\n".join(["I: Hej.", "IP1: Hej.", *lines[:4], *lines]) + "\n").split("\n")
    first = [line.split(" ")[0] for line in found if line]
    assert first == ["I:", "IP1:", "I:", "IP1:", "I:", "IP1:", "-", "–", "Namn"]


def test_a_blank_line_after_every_line_is_no_paragraph_but_more_are():
    lines = PROSE.strip().split("\n")
    text = "\n\n".join([*lines, "hem.", "", *lines, "resor."]) + "\n"
    one = " ".join(lines)
    assert repaired(text) == f"{one} hem.\n\n{one} resor.\n"


def test_turns_with_blank_lines_between_are_not_taken_for_double_spacing():
    text = "".join(f"I: Fråga {n}?\n\nIP1: Svaret på den frågan är {n}.\n\n" for n in range(20))
    assert propose(text).edits == ()


def test_a_sentence_that_a_single_blank_line_breaks_off_goes_on():
    assert "om resor och resemål." in repaired(PROSE * 3 + "\nresemål.\n")
    assert "om resor och\n\n" in repaired(PROSE * 3 + "\n\nresemål.\n")
    assert "om resor och\n\nResemål." in repaired(PROSE * 3 + "\nResemål.\n")


# What a page leaves


def paged(*, number="{n}", head=""):
    page = [
        "Vi talade om det på mötet och sedan gick var och en till sitt rum för att skriva",
        "ned vad som hade sagts, och det blev inte samma sak för alla som hade varit där.",
    ] * 7
    page[-1] = "och ingen sade något mer om det förrän dagen efter när alla var tillbaka och"
    body = []
    for n in range(1, 5):
        body += [*page, number.format(n=n), *([head] if head else [])]
    return "\n".join([*body, "så var det."]) + "\n"


def test_page_numbers_are_lifted_out_and_the_sentence_goes_on():
    text = paged()
    assert [t for _m, t in kept(text, "page-number")] == ["1", "2", "3", "4"]
    assert "tillbaka och så var det." in repaired(text)
    assert [t for _m, t in kept(paged(number="Sida {n} av 4"), "page-number")] == [
        f"Sida {n} av 4" for n in range(1, 5)
    ]


def test_running_heads_beside_page_numbers_are_lifted_out_but_the_title_stays():
    head = "Samtal om vardagen – intervju 9"
    text = f"{head}\n\n{paged(head=head)}"
    assert [t for _m, t in kept(text, "page-head")] == [head] * 4
    assert repaired(text).startswith(head)
    assert repaired(text).count(head) == 1


def test_numbers_that_are_answers_or_table_cells_are_not_page_numbers():
    for text in (
        "I: Hur många?\n\n12\n\nI: Och sen?\n\n14\n",
        "\n".join(str(n) for n in range(1, 40)),
        "År\n2019\nVi började.\nÅr\n2020\nVi fortsatte.\n",
    ):
        assert propose(text).edits == ()


def test_a_page_top_is_unmarked_and_a_word_broken_over_pages_is_joined():
    page = PROSE.strip().split("\n") * 6
    ends = (("handläg-", " gare"), ("utred-", " ningen"), ("bud-", " getar"))
    lines = [line for left, right in ends for line in (*page, f"och {left}", f"{right} kom.")]
    found = repaired("\n".join(lines) + "\n")
    assert "handläggare kom." in found
    assert "utredningen kom." in found
    assert "budgetar kom." in found


def test_form_feeds_are_taken_away():
    text = "\n".join(["En rad av text som inte är särskilt lång."] * 10) + "\n\fNästa sida börjar.\n"
    assert "\f" not in repaired(text)


NOTE = """{prose}och om det stod det inget alls i den rapporten2 som vi hade fått av hand-

\t\t\t\t\t\t\t\t\t\t\t\t
1 En första not som är så lång att den bryts vid radslutet mitt i ett ord, näm-
ligen detta.
2 En andra not. Den är från
2019 och kort.
 läggaren i går kväll.
{prose}mål.
 Nästa sida.
{prose}mål.
 Sista sidan.
"""


def test_footnotes_are_lifted_out_and_kept_with_their_marks():
    text = NOTE.format(prose=PROSE * 5)
    assert kept(text, "footnote") == [
        ("1", "En första not som är så lång att den bryts vid radslutet mitt i ett ord, nämligen detta."),
        ("2", "En andra not. Den är från 2019 och kort."),
    ]
    assert "fått av handläggaren i går kväll." in repaired(text)


def test_a_rule_without_notes_is_left_alone():
    text = "En scen slutar.\n\n------\n\nEn annan börjar, 3 dagar senare.\n"
    assert propose(text).edits == ()


# The proposal as a whole


def test_rules_can_be_switched_off():
    text = NOTE.format(prose=PROSE * 5)
    for rule in RULES:
        assert rule not in propose(text, skip={rule}).rules
    assert propose(text, skip=set(RULES)).edits == ()
    assert "1 En första not" in repaired(text, skip={"footnote"})


def test_every_rule_and_reason_has_words_in_the_readers_language():
    set_language("sv")
    found = propose(NOTE.format(prose=PROSE * 5))
    assert set(found.rules) <= set(RULES)
    assert all(rule_name(edit.rule) != edit.rule for edit in found.edits)
    assert all(repair_reason(edit.reason) for edit in found.edits)


def test_a_position_of_the_repaired_text_leads_to_the_line_of_the_original():
    text = NOTE.format(prose=PROSE * 5)
    edits = propose(text).edits
    new = apply_edits(text, edits)
    where = new.index("i går kväll")
    line = LineMap(text, [edits]).line(where)
    assert "i går kväll" in text.split("\n")[line - 1]


PIECES = st.sampled_from(
    [
        "vi gick hem till handläg-",
        "gare och sade att det var dags att gå hem nu",
        "I: Hur då?",
        "IP1: Så här var det den dagen när vi satt där med-",
        "eller motaktörer i ett rum utan fönster och väntade",
        "",
        " ",
        "\t" * 12,
        "12",
        "13",
        "14",
        "1 En not med text",
        " Nästa sida börjar här och det är en lång rad igen",
        "\fNy sida",
        "Sidhuvud",
        "- punkt",
        "# Rubrik",
        "a | b",
        "HR-",
        "Slut.",
    ]
)


@given(st.lists(PIECES, max_size=60), st.sets(st.sampled_from(RULES)), st.booleans())
def test_repairs_lose_nothing_and_map_every_position_back(lines, skip, double):
    base = ("\n\n" if double else "\n").join(lines)
    found = propose(base, skip=skip)
    new = apply_edits(base, found.edits)
    inverse, shift = [], 0
    for edit in found.edits:
        assert edit.rule not in skip
        gone = base[edit.start : edit.end]
        if not edit.kept:
            assert gone.strip(" \t\n\f-") == ""
        at = edit.start + shift
        inverse.append(type(edit)(at, at + len(edit.new), gone))
        shift += len(edit.new) - len(gone)
    assert apply_edits(new, inverse) == base
    lines_of = LineMap(base, [found.edits])
    inside = {i for e in inverse for i in range(e.start, e.end)}
    for i, character in enumerate(new):
        if i not in inside:
            assert base[lines_of.base_position(i)] == character
            assert lines_of.line(i) == base.count("\n", 0, lines_of.base_position(i)) + 1
