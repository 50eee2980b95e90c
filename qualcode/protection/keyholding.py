"""Holding the key: where it lies, what opens it, and keeping it out of the project's folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.core.name_key import KINDS, Entry, NameKey, new_entry
from qualcode.errors import NotFound, QualcodeError, UsageProblem
from qualcode.i18n import _
from qualcode.project import Project
from qualcode.store import key_file
from qualcode.store.key_file import Lock, check_recipient, is_key_file, new_identity

ENDING = ".nyckel.age"
PASSPHRASE = "QUALCODE_KEY_PASSPHRASE"  # noqa: S105
IDENTITY = "QUALCODE_KEY_IDENTITY"
KEY = "QUALCODE_KEY"

#: Asks the person for the passphrase of a file; empty when there is nobody to ask.
Ask = Callable[[str], str]


def nobody(_file: str) -> str:
    """Answer for nobody: there is no one to ask for a passphrase."""
    return ""


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key that was opened, the file it came from, and the lock to write it under again."""

    path: Path
    key: NameKey
    lock: Lock

    def with_key(self, key: NameKey) -> OpenKey:
        """Return the same with another key, not yet written."""
        return replace(self, key=key)

    def save(self) -> None:
        """Write the key to its file; raises QualcodeError when that fails, with the old file as it was."""
        key_file.write_key(self.path, self.key, self.lock)
        _opened[_stamp(self.path)] = self


def key_place(project: Project, given: Path | None = None) -> Path | None:
    """Return where the key of a project lies: as given, by ``QUALCODE_KEY``, or where it lay last; None if unknown."""
    if given is not None:
        return given.expanduser()
    if named := os.environ.get(KEY, ""):
        return Path(named).expanduser()
    known = _places().get(project.id)
    return Path(known) if known else None


def new_key(
    project: Project, path: Path, *, recipients: Sequence[str] = (), ask: Ask, identity: Path | None = None
) -> OpenKey:
    """Make an empty key for a project and remember where it lies.

    With ``recipients`` it is encrypted for them, and ``identity`` is the file
    that opens it; else ``ask`` is asked for a passphrase.  Raises QualcodeError
    when something stands there already, when the place is inside the project's
    folder, or when nobody can be asked.
    """
    path = path.expanduser()
    must_lie_elsewhere(project, path)
    if path.exists():
        raise QualcodeError(_("{file} already exists").format(file=path.name), _("choose a new name"))
    for recipient in recipients:
        check_recipient(recipient)
    lock = _identity_lock(identity, ask) if recipients else Lock(os.environ.get(PASSPHRASE, "") or ask(path.name))
    opened = OpenKey(path, NameKey(project.id, recipients=tuple(dict.fromkeys(recipients))), lock)
    opened.save()
    _remember(project, path)
    return opened


def open_key(
    project: Project, given: Path | None = None, *, ask: Ask = nobody, identity: Path | None = None
) -> OpenKey:
    """Open the key of a project and remember where it lies.

    Raises NotFound when it is not known where, QualcodeError when it cannot be
    opened, belongs to another project, or lies inside the project's folder.
    """
    path = key_place(project, given)
    if path is not None and path.exists() and (known := _opened.get(_stamp(path))) is not None:
        return known
    if path is None:
        raise NotFound(
            _("it is not known where the key of this project lies"),
            _("name it with --key FILE, or make one with: qualcode pseudonym key new FILE"),
        )
    must_lie_elsewhere(project, path)
    if key_file.wants_passphrase(path):
        lock = Lock(os.environ.get(PASSPHRASE, "") or ask(path.name))
    else:
        lock = _identity_lock(identity, ask)
    key = key_file.read_key(path, lock)
    if key.project != project.id:
        raise QualcodeError(
            _("{file} is the key of another project").format(file=path.name), _("name the right one with --key FILE")
        )
    _remember(project, path)
    opened = OpenKey(path, key, lock)
    _opened[_stamp(path)] = opened
    return opened


def key_at_hand(project: Project, given: Path | None = None, *, ask: Ask = nobody) -> NameKey | None:
    """Return the key that is named or that can be opened without asking; None when there is none.

    A named file that is no encrypted key gives None too.  Raises QualcodeError
    when the named key cannot be opened.
    """
    if given is not None:
        return open_key(project, given, ask=ask).key if is_key_file(given.expanduser()) else None
    path = key_place(project)
    if path is None or not path.exists():
        return None
    opened = _opened.get(_stamp(path))
    if opened is not None:
        return opened.key
    unasked = os.environ.get(PASSPHRASE) if key_file.wants_passphrase(path) else os.environ.get(IDENTITY)
    return open_key(project, path).key if unasked else None


def with_recipients(opened: OpenKey, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> OpenKey:
    """Return the key for other recipients, not yet written.

    Raises UsageProblem for a recipient that is none, QualcodeError when nobody
    would be left or the identity at hand could not open it.
    """
    adding = list(add)
    for recipient in adding:
        check_recipient(recipient)
    gone = set(remove)
    kept = tuple(dict.fromkeys(r for r in (*opened.key.recipients, *adding) if r not in gone))
    if not kept and opened.lock.identities:
        raise QualcodeError(_("somebody must be able to open the key"), _("add another recipient first"))
    return opened.with_key(replace(opened.key, recipients=kept))


def under_identity(opened: OpenKey, identity: Path | None, ask: Ask) -> OpenKey:
    """Return the key with the lock that an identity file gives, for a key that goes over to recipients."""
    return replace(opened, lock=_identity_lock(identity, ask))


def entry_kind(kind: str) -> str:
    """Return what sort of entry a finding of a kind becomes."""
    return kind if kind in KINDS else "person" if kind == "name" else "other"


def entry_for(
    key: NameKey, forms: Sequence[str], public: str, *, kind: str, pronoun: str | None = None, case: str | None = None
) -> Entry:
    """Return the entry of a key under which some real forms go by a public one: a known entry changed, or a new one.

    ``pronoun`` and ``case`` stay as they are where None is given.  Raises
    UsageProblem when the public form is empty, tells the real one, or is somebody else's.
    """
    known = next((entry for form in forms if (entry := key.entry(form)) is not None and form != entry.public), None)
    try:
        made = new_entry(
            [*(known.real if known else ()), *forms], public, kind=kind, pronoun=pronoun or "", case=case or ""
        )
    except ValueError:
        raise UsageProblem(
            _("the pseudonym is empty or holds the real name itself"), _("Choose one that tells nothing of the name.")
        ) from None
    other = key.entry(made.public)
    if other is not None and not made.masked and (known is None or other.id != known.id):
        raise UsageProblem(
            _("{public} is in the key already, for somebody else").format(public=made.public),
            _("Choose another: qualcode pseudonym propose NAME"),
        )
    if known is None:
        return made
    return replace(
        made,
        id=known.id,
        pronoun=known.pronoun if pronoun is None else pronoun,
        case=known.case if case is None else case,
    )


def joined(key: NameKey, name: str, other: str) -> tuple[NameKey, Entry]:
    """Return the key with two names as forms of one entry, and the entry.

    Raises NotFound when neither is in the key.
    """
    entry = key.entry(other) or key.entry(name)
    if entry is None:
        raise NotFound(_("neither of them is in the key"), _("Give one of them a pseudonym first."))
    forms = dict.fromkeys((*entry.real, *(n for n in (name, other) if n != entry.public)))
    both = replace(entry, real=tuple(forms))
    return key.with_entry(both), both


def must_lie_elsewhere(project: Project, path: Path) -> None:
    """Refuse a place inside the project's folder: key and coded data are kept apart.

    Raises QualcodeError.
    """
    folder = project.path.resolve().parent
    if folder in path.expanduser().resolve().parents:
        raise QualcodeError(
            _("the key may not lie in the project's folder or under it"),
            _("choose a place that is not shared, copied and kept together with the project, such as {place}").format(
                place=Path("~") / "nycklar" / f"{project.path.stem}{ENDING}"
            ),
        )


def _identity_lock(identity: Path | None, ask: Ask) -> Lock:
    named = identity or (Path(os.environ[IDENTITY]) if os.environ.get(IDENTITY) else None)
    if named is None:
        raise NotFound(
            _("this key is opened with an identity file"),
            _("name it with --identity FILE or in QUALCODE_KEY_IDENTITY"),
        )
    path = named.expanduser()
    secret = (os.environ.get(PASSPHRASE, "") or ask(path.name)) if key_file.is_locked_identity(path) else ""
    return Lock(identities=key_file.read_identities(path, secret))


def _stamp(path: Path) -> tuple[str, int, int]:
    about = path.stat()
    return str(path.resolve()), about.st_mtime_ns, about.st_size


#: Keys opened while the program runs, by file and time, so that nobody is asked twice.
_opened: dict[tuple[str, int, int], OpenKey] = {}


def _config() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "qualcode" / "keys.json"


def _places() -> dict[str, str]:
    try:
        found = json.loads(_config().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _remember(project: Project, path: Path) -> None:
    places, here = _places(), str(path.resolve())
    identifier = project.id
    if places.get(identifier) == here:
        return
    file = _config()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.part")
        beside.write_text(json.dumps({**places, identifier: here}, indent=1), "utf-8")
        beside.replace(file)
    except OSError:
        # Where it lies can be named each time; not remembering it is no reason to stop.
        return


__all__ = [
    "ENDING",
    "IDENTITY",
    "KEY",
    "PASSPHRASE",
    "Ask",
    "OpenKey",
    "entry_for",
    "entry_kind",
    "is_key_file",
    "joined",
    "key_at_hand",
    "key_place",
    "must_lie_elsewhere",
    "new_identity",
    "new_key",
    "nobody",
    "open_key",
    "under_identity",
    "with_recipients",
]
