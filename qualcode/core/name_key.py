"""The key: which real name a pseudonym stands for.

It is kept in a file of its own under encryption, never in the project, its
bundles or its log.  Beside the pairs it remembers what was judged to be no
name, which near names are different persons, and who may open it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from qualcode.core.ids import new_id
from qualcode.core.pseudonyms import Pseudonyms

FORMAT = 1
KINDS = ("person", "place", "organisation", "other")
RULES = ("", "hen", "hon", "han")


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something that goes by a pseudonym, or is masked.

    ``real`` holds the real forms, the first of them the name proper, the others
    aliases; ``public`` is what is put in their place; ``pronoun`` is the rule
    ``hen``, ``hon``, ``han`` or empty; ``case`` is the id of the project's case.
    """

    id: str
    real: tuple[str, ...]
    public: str
    kind: str = "person"
    pronoun: str = ""
    case: str = ""

    @property
    def masked(self) -> bool:
        """Whether it is masked, as ``[kommun i norr]``, and has no pseudonym."""
        return self.public.startswith("[")


@dataclass(frozen=True, slots=True)
class NameKey:
    """The entries of one project's key, and the judgements that go with them."""

    project: str
    entries: tuple[Entry, ...] = ()
    left: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    recipients: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Return each real form with its public form."""
        return [(real, entry.public) for entry in self.entries for real in entry.real]

    def entry(self, name: str) -> Entry | None:
        """Return the entry of a real form, pseudonym or end of an id; None when there is none."""
        wanted = name.strip().casefold()
        for entry in self.entries:
            if wanted in (*(real.casefold() for real in entry.real), entry.public.casefold()):
                return entry
        found = [e for e in self.entries if len(wanted) >= 4 and e.id.endswith(wanted)]
        return found[0] if len(found) == 1 else None

    def with_entry(self, entry: Entry) -> NameKey:
        """Return the key with an entry added, or put in the place of the one with its id.

        Its real forms belong to nobody else from then on.
        """
        forms = {real.casefold() for real in entry.real}
        others = (
            replace(e, real=tuple(real for real in e.real if real.casefold() not in forms))
            for e in self.entries
            if e.id != entry.id
        )
        entries = (*(e for e in others if e.real), entry)
        left = tuple(word for word in self.left if word.casefold() not in forms)
        return replace(self, entries=tuple(sorted(entries, key=lambda e: (e.kind, e.real[0], e.id))), left=left)

    def without(self, entry: Entry) -> NameKey:
        """Return the key without an entry."""
        return replace(self, entries=tuple(e for e in self.entries if e.id != entry.id))

    def leaving(self, words: Iterable[str]) -> NameKey:
        """Return the key with words that were judged to name nobody."""
        return replace(self, left=tuple(sorted({*self.left, *words})))

    def parting(self, one: str, other: str) -> NameKey:
        """Return the key with two near names that are different persons."""
        first, second = sorted((one, other))
        return replace(self, apart=tuple(sorted({*self.apart, (first, second)})))


def new_entry(real: Iterable[str], public: str, *, kind: str = "person", pronoun: str = "", case: str = "") -> Entry:
    """Return a new entry; blanks are evened out.

    Raises ValueError when there is no real form, no public form, or the public form holds a real one.
    """
    forms = tuple(dict.fromkeys(" ".join(form.split()) for form in real if form.strip()))
    public = " ".join(public.split())
    if not forms or not public:
        raise ValueError("an entry needs a real and a public form")
    if Pseudonyms((form, "x") for form in forms).holds(public):
        raise ValueError("the public form holds the real one")
    return Entry(new_id(), forms, public, kind, pronoun, case)


def mask(text: str) -> str:
    """Return a generalisation in brackets: ``kommun i norr`` → ``[kommun i norr]``; ``[…]`` for an empty one."""
    inner = " ".join(text.strip().removeprefix("[").removesuffix("]").split())
    return f"[{inner or '…'}]"


def key_text(key: NameKey) -> str:
    """Return a key as JSON."""
    return json.dumps(
        {
            "qualcode-key": FORMAT,
            "project": key.project,
            "recipients": list(key.recipients),
            "left": list(key.left),
            "apart": [list(pair) for pair in key.apart],
            "entries": [
                {
                    "id": e.id,
                    "kind": e.kind,
                    "real": list(e.real),
                    "public": e.public,
                    "pronoun": e.pronoun,
                    "case": e.case,
                }
                for e in key.entries
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def read_key_text(text: str) -> NameKey:
    """Read a key from its JSON.

    Raises ValueError when it is none, or of a newer format.
    """
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("qualcode-key") != FORMAT:
        raise ValueError("no key, or a newer one")
    try:
        entries = tuple(
            Entry(
                str(e["id"]),
                tuple(map(str, e["real"])),
                str(e["public"]),
                str(e["kind"]),
                str(e["pronoun"]),
                str(e["case"]),
            )
            for e in data["entries"]
        )
        apart = tuple((str(one), str(other)) for one, other in data["apart"])
        return NameKey(
            str(data["project"]), entries, tuple(map(str, data["left"])), apart, tuple(map(str, data["recipients"]))
        )
    except (KeyError, TypeError) as error:
        raise ValueError("the key is damaged") from error


def taken_names(key: NameKey | None, known: Collection[str] = ()) -> set[str]:
    """Return, in small letters, the names that no new pseudonym may be: real ones, public ones, others known."""
    words = {*known}
    for entry in key.entries if key is not None else ():
        words |= {entry.public, *entry.real}
    return {part.casefold() for word in words for part in (word, *word.split())}
