"""The words of a project's own, and the words that a code does not mean: taken up, taken away, read from a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.core.codebook import Code, define_code
from qualcode.core.collation import collation_key
from qualcode.core.own_words import OwnWord, add_word, change_word, remove_word
from qualcode.errors import NotFound, SourceRejected, UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.store import search_rows
from qualcode.store.tokens import WORD

_SEPARATORS = re.compile(r"\t|;|,|=")
_LONGEST = 100  # letters
_LARGEST = 4_000_000  # bytes of a word list

#: A form, and the lemma that it counts under.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking up words did: how many are new, how many got another lemma, how many were there already."""

    new: int
    changed: int
    known: int


def own_words(project: Project) -> list[OwnWord]:
    """Return the words of the project's own, each form of a language once, in alphabetical order."""
    latest: dict[tuple[str, str], OwnWord] = {}
    for word in sorted(search_rows.own_words(project.db), key=lambda w: (w.made_at, w.id)):
        latest[word.language, word.form] = word
    return sorted(latest.values(), key=lambda w: (collation_key(w.form), w.language))


def take_up(project: Project, pairs: Iterable[Pair], *, language: str = "") -> Taken:
    """Take up words with their lemmas as one step; a form that is there already gets the lemma that is given.

    ``language`` is that of the material when it is not told.  Raises UsageProblem for what is no single word.
    """
    chosen = language or project.language
    known = {word.form: word for word in own_words(project) if word.language == chosen}
    wanted = dict(_checked(form, lemma) for form, lemma in pairs)
    changes = []
    new = changed = 0
    for form, lemma in wanted.items():
        old = known.get(form)
        if old is None:
            changes.append(add_word(form, lemma=lemma, language=chosen))
            new += 1
        elif old.lemma != lemma:
            changes.append(change_word(old.id, lemma))
            changed += 1
    if changes:
        project.apply(*changes)
    return Taken(new, changed, len(wanted) - new - changed)


def take_away(project: Project, forms: Sequence[str], *, language: str = "") -> int:
    """Take words away as one step, and return how many.

    Raises NotFound for a form that is not among the project's own words.
    """
    chosen = language or project.language
    words = [word for word in search_rows.own_words(project.db) if word.language == chosen]
    going = []
    for form in forms:
        found = [word for word in words if word.form == form] or [
            word for word in words if word.form.casefold() == form.casefold()
        ]
        if not found:
            raise NotFound(
                _("{word} is not among the project's own words").format(word=form), _("See: qualcode words own")
            )
        going += found
    project.apply(*(remove_word(identifier) for identifier in dict.fromkeys(word.id for word in going)))
    return len(dict.fromkeys(word.form for word in going))


def read_words(path: Path) -> list[Pair]:
    """Return the words of a list: a form a line, or form and lemma with a tab, comma, semicolon or = between.

    Lines that begin with # are comments.  Raises SourceRejected for a file that is no such list.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceRejected(_("{path} is too large for a list of words").format(path=path), "")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceRejected(
            _("{path} cannot be read as text in UTF-8.").format(path=path), _("Check its name and its encoding.")
        ) from error
    out = []
    for n, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        columns = [column.strip().strip('"') for column in _SEPARATORS.split(line)]
        try:
            out.append(_checked(columns[0], columns[1] if len(columns) > 1 else ""))
        except UsageProblem as problem:
            where = _("{path}, line {line}: {problem}").format(path=path, line=n, problem=problem.message)
            raise SourceRejected(where, problem.hint) from None
    return out


def exclude_word(project: Project, code: Code, word: str) -> bool:
    """Let a word not count as a cue of a code, in any of its inflections; False when it is so already."""
    if word.casefold() in (w.casefold() for w in code.not_forms):
        return False
    project.apply(define_code(code.id, not_forms=[*code.not_forms, word]))
    return True


def include_word(project: Project, code: Code, word: str) -> bool:
    """Let a word that was excluded count again as a cue of a code; False when it was not excluded."""
    left = [w for w in code.not_forms if w.casefold() != word.casefold()]
    if len(left) == len(code.not_forms):
        return False
    project.apply(define_code(code.id, not_forms=left))
    return True


def cue_expression(code: Code) -> str:
    """Return the search that finds a code's cues, but for the words that it does not mean; empty without cues."""
    but = "/utan:" + ",".join(w for w in code.not_forms if not re.search(r"[\s|()/,]", w)) if code.not_forms else ""
    parts = []
    for cue in code.cues:
        words = WORD.findall(cue) if "*" not in cue else cue.split()
        several = len(words) > 1
        found = [w if "*" in w else f"lemma:{w.lower()}{but}" for w in words if w.strip("*")]
        if found:
            parts.append(" NÄRA/3 ".join(found) if several else found[0])
    return " | ".join(parts)


def _checked(form: str, lemma: str) -> Pair:
    form, lemma = form.strip(), lemma.strip() or form.strip()
    for word in (form, lemma):
        if not WORD.fullmatch(word) or len(word) > _LONGEST:
            raise UsageProblem(
                _("{word} is no single word").format(word=word[:40] or "–"),
                _("Letters and digits, with hyphens, colons and apostrophes inside: SASSAM-karta, K2:orna."),
            )
    return form, lemma
