"""Swedish abbreviations that are written with a full stop."""

from __future__ import annotations

#: Abbreviations that something always follows: a full stop after them ends no sentence.
NEVER_LAST = frozenset(
    """
    ang. avd. bl. bl.a. bitr. c:a. ca. cirka. d.v.s. dvs. dr. e.kr. eg. enl. ev. exkl. f.kr.
    f.d. f.n. f.ö. fig. fil. forts. fr.o.m. följ. förf. gm. hr. i.o.m. ibl. inkl. inst. i.e. jfr. jmf. jur. kand. kap.
    kl. kpt. leg. lic. m.a.o. milj. mr. mrs. n.b. nr. obs. ordf. p.g.a. p.s. pga. pers. pkt. prof.
    prop. ref. resp. räk. s. s.a.s. s.k. sid. sign. spec. st:t. stn. t.ex. t.o.m. t.h. t.v. tab. tf. tr.
    trol. upg. uppl. urspr. utg. vanl. vard. v.g. vs. u.a. vt. ht. övers. övl. ä.k. jr.
    dipl. vol. o.k. civ. tekn. odont. dep. lekt. doc.
    """.split()
)
#: Abbreviations that are words too: a full stop after them ends no sentence before a number.
BEFORE_NUMBER = frozenset("bil. art. mom. par. max. min. tel. sek. st.".split())
#: Abbreviations that may end a sentence: a full stop after them does, when a capital follows.
MAY_BE_LAST = frozenset(
    """
    etc. osv. o.s.v. m.m. m.fl. o.d. o.dyl. e.d. e.dyl. f. ff. kr. mkr. tkr. mdr. mån. tim. sek. min. tr. u.p.a. dyl.
    """.split()
)
#: All of them, as tokens that keep their full stops.
ABBREVIATIONS = NEVER_LAST | MAY_BE_LAST
#: Those that spaCy's rules part from their full stop, and that are no words of their own.
TOKENS = frozenset(
    """
    avd. bitr. c:a. dipl. dr. dyl. e.dyl. enl. ff. hr. i.e. i.o.m. ibl. inst. jfr. jmf. jr. kpt. lic. mdr. mkr. mr. mrs.
    n.b. nr. o.dyl. o.k. odont. ordf. p.s. pga. pkt. prof. räk. st:t. stn. tf. tkr. trol. u.a. u.p.a. uppl. urspr. utg.
    v.g. vanl. vol. ht. vt. övl.
    """.split()
)
