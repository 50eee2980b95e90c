"""Short parts of Swedish words: what may stand first or last in a compound, and what never does."""

from __future__ import annotations

#: Strings that are known forms but as the end of a word are endings, not heads.
NOT_HEADS = frozenset(
    """
    ad ade all alla amhet amin aminer amma ammans ammare ammast ande anden ans ansen ant anter are aren arie arier
    arna arnas artad artade ation ationen ats att avisa avisad avisas bar barhet ber das dats den der dess det din
    dom don efter ell ella else elsen elt ende endera ens ent enter era erad erade erar eras erat eri erier erna
    ernas ers essen ets fon fonen full fulla gas genom ger graf grafen grafer grafisk grafiska grafiskt han het
    heten heter hon hos ial iala ig iga igt ing inga ingar inge ingen inger innan ins inte isk iska ism ismen ismens
    ist ister its iva ivt kare karen kas kytt kötsel kötta las ler lera leran leras lig liga ligare ligas ligast
    ligen ligt ling lingen logen loger logi login logisk logiska logiskt lös lösa mare maren mas mel mellan men ment
    mente menten mentet min mot naden nader naderna nare naren nares narna nas ner ning ningar ningarna ningen nog
    nya när och ologisk ologiska ologiskt ons orna ornas ots pande pas pektive rad rade ral rar ras rat ration
    rationen rationer rats ratt rattade rattar rattat redan ring ringar ringarna ringen rings roben roende sam samma
    samt sas sedan sen ser sin sion ska skap skapen slig slös slösa slöshet slösheten slöst som son sta ste tallen
    tans tas tats ter tina tine tion tionen tisk tiska tiskt tiv tiva tivt tur turell turen turer turerna under uns
    ur urer utan uts var vard vare vars vas vid vision visk viska viskt yster än ända ände äns åns öns ör ören
    övligt
    """.split()
)
#: Heads of two or three letters that are trusted, as lemmas; *två* and *tre* end numerals.
SHORT_HEADS = frozenset(
    """
    avd bad bil bit blå bo bok bra bro by bår bås båt bön böra dag dal del djur dos duk dyr däck ek eko eld far fas
    fat fel fil fot fri fru frö fyr färg gap gas gem grå gud gård göra hat hav hem hud hus hål håll hår hög jour jul
    kaj kam kod kon kur kår kö kök kön lag led lim liv lov låg lån lår lås lök lön lös löss man mat mil mor mun mur
    mus myt män mål mån nio nit not nya näs nät nål nöd nöt ord orm ort ost par pil plan pub puls ram rop ros rum
    råd rån röd rör röst sak sal sax sed sex sju skal skam sol spel spö stå syd syn säd säl såg sår sås söm tak tal
    tid tio tips tjur torn tre tub tum två tyg tå tåg tår ugn val vax ved vik vin vit väg vän väv våg vård yta äng
    ärr år åtta ö öga öl öra öre
    """.split()
)
#: First parts that are trusted whatever the dictionary has of them: short ones, and irregular linking forms.
TRUSTED_FIRSTS = frozenset(
    """
    akt apa art avd bad barna bas ben bil bio bit bok bom bonde broder brå buk bus by bär båt dag dal dam del djup
    dos dyk eko eld fader fas fel fem femtio fil fin fot fri fru fråge frö fyr fyra fyrtio föräldra gas gatu gem grå
    gud gul gym hat hav hel hem hot hud hundra hus häl hälso hål hår hög idé is jobb jul jätte kaj kam kid kod kok
    kur kvinno kyrko kök kön köp kör lag led lek lik lim liv ljud ljus luft läro läs lån lås lön löne lös makro mat
    mega mikro mini moder mor multi mun mur mus människo mät mål mån mås nio nittio nu ny nya nyp nät nöd nöt ord ort
    ost pil pub rad ram rehab ris rum rät råd rån röd rör sak sal sex sextio sju sjuttio sjö sky socken sol stå
    super svar syd syn syra syskon säl sår sök söm tak tal tele tid tio tjugo tjänste tre trettio tum tusen två tvål
    tåg ugn ull ultra val varu vecko ved vin vis väg vän väv yt yta år åttio öga ögon öl öra öst
    """.split()
)
#: Words that look like compounds, as lemmas, and are understood as one.
SIMPLE = frozenset(
    """
    abstrakt administration administrativ alternativ anhörig argument armborst avlöja avsluta beslutsam beslutsamhet
    bibliotekarie biograf biografi biologi central destination diktatur dokument effektiv element elände exempel
    existens fabrik format formulär fotografera fotografi framtida handla frekvens fruktansvärd funktionär förstöra
    förtryck förtrycka garanti garderob gemensam general initiativ intelligens intresserad kamrat kapital karakter
    kollektiv kombination kommissarie kompetens konferens konkurrens konsekvens kontakt kontor kontrakt kontroll
    koordination krabba kristall kultur kulturell kärlek lampa liberal limpa litteratur lokal manifest material
    miljonär moment moral negativ normal numera objektiv ointresserad ombud omedelbar område original orättvisa paragraf
    paranormal parlament partner patient pensionär person perspektiv positiv praktikant predestination preferens
    prestation problem process produkt program projekt protokoll psykologi rapport rapportera referens relation
    reparation respekt restaurang revolutionär rättvisa sammanhang segment sekretess signal signatur skratta
    skrattare social sortiment special springa station student subjektiv temperament temperatur testamente
    tillsammans total transport uppslutning
    """.split()
)
#: Strings that no compound begins with: förändra, beskriva and rekommendera are not compounds.
BOUND_PREFIXES = frozenset(
    """
    ab ad avs be bedr bes besk de dia dis e ent ex för förbe före föro förs fört förut gans gar garde ge gen hante
    hypo il im in inge kar klas kol kom kombi komp kon kont kontr krit kul nyan o obe oför pat per pos pre prest pro
    rapp re redo regis repre samm sekret sk ska skil sp splitt st sta ste ster sto sub ter tran trans und uppr upps
    uts van väls
    """.split()
)
#: Particles that a verb or its noun begins with, as *upp* in *könsuppdelad*.
PARTICLES = frozenset(
    """
    an av bort efter fram för genom in inne med mot ned ner om på sam sär till under upp ut vidare åter över
    """.split()
)
