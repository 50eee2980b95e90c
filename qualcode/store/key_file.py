"""The file of a key: encrypted in the format of the age program, under a passphrase or for several recipients.

A file under recipients is opened with an identity file, which may be encrypted
with a passphrase itself.  A new file takes the place of the old one only after
it was read back.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.core.name_key import NameKey, key_text, read_key_text
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _

_MARK = b"age-encryption.org/v1"
_PASSPHRASE_MARK = b"\n-> scrypt "
_HEAD = 200


@dataclass(frozen=True, slots=True)
class Lock:
    """What opens a key file: a passphrase, or the lines of an identity file."""

    passphrase: str = ""
    identities: tuple[str, ...] = ()


def is_key_file(path: Path) -> bool:
    """Tell whether a file is encrypted with age."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MARK)) == _MARK
    except OSError:
        return False


def wants_passphrase(path: Path) -> bool:
    """Tell whether a file is opened by a passphrase, and not by an identity; raises QualcodeError as reading does."""
    return _PASSPHRASE_MARK in _bytes(path)[:_HEAD]


def read_key(path: Path, lock: Lock) -> NameKey:
    """Return the key of a file.

    Raises QualcodeError when it is missing, no key, or is not opened by the lock.
    """
    data = _bytes(path)
    try:
        return read_key_text(_opened(data, lock, path.name).decode("utf-8"))
    except (ValueError, UnicodeDecodeError):
        raise QualcodeError(
            _("{file} is no key of qualcode, or one of a newer version").format(file=path.name),
            _("name the key file with --key FILE"),
        ) from None


def write_key(path: Path, key: NameKey, lock: Lock) -> None:
    """Write a key to its file; the old file stays until the new one was read back.

    With recipients in the key it is encrypted for them, else under the lock's passphrase.
    Raises QualcodeError when it cannot be written, UsageProblem for a recipient that is none.
    """
    sealed = _sealed(key_text(key).encode("utf-8"), key.recipients, lock)
    beside = path.with_name(f".{path.name}.new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        if not _reads_back(beside, key, lock):
            raise QualcodeError(
                _("the key as written could not be opened by you again"),
                _("the old file was left as it was; keep yourself among those who may open it"),
            )
        beside.replace(path)
    except OSError as error:
        raise QualcodeError(
            _("cannot write {file}: {why}").format(file=path.name, why=error.strerror or error),
            _("the old file was left as it was; choose a place that you may write to"),
        ) from None
    finally:
        beside.unlink(missing_ok=True)


def _reads_back(path: Path, key: NameKey, lock: Lock) -> bool:
    try:
        return read_key(path, lock) == key
    except QualcodeError:
        return False


def read_identities(path: Path, passphrase: str = "") -> tuple[str, ...]:
    """Return the lines of an identity file that hold secret keys.

    Raises QualcodeError when it is missing, holds none, or its passphrase is wrong.
    """
    data = _bytes(path)
    if data.startswith(_MARK):
        data = _opened(data, Lock(passphrase), path.name)
    lines = data.decode("utf-8", "replace").split()
    found = tuple(line for line in lines if line.startswith("AGE-SECRET-KEY-1"))
    if not found:
        raise QualcodeError(
            _("{file} holds no identity of age").format(file=path.name),
            _("make one with: qualcode pseudonym key identity FILE"),
        )
    return found


def is_locked_identity(path: Path) -> bool:
    """Tell whether an identity file is encrypted itself."""
    return is_key_file(path)


def new_identity(path: Path, passphrase: str = "") -> str:
    """Write a new identity file, under a passphrase when one is given, and return its recipient.

    Raises QualcodeError when something stands there already or it cannot be written.
    """
    from pyrage import passphrase as scrypt
    from pyrage import x25519

    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    data = f"# public key: {recipient}\n{identity}\n".encode()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(scrypt.encrypt(data, passphrase) if passphrase else data)
    except OSError as error:
        raise QualcodeError(
            _("cannot write {file}: {why}").format(file=path.name, why=error.strerror or error),
            _("choose a new name in a folder that you may write to"),
        ) from None
    return recipient


def check_recipient(recipient: str) -> None:
    """Make sure that a recipient is one of age; raises UsageProblem."""
    _recipient(recipient)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QualcodeError(
            _("cannot read {file}: {why}").format(file=path.name, why=error.strerror or error),
            _("name the key file with --key FILE"),
        ) from None
    return data


def _opened(data: bytes, lock: Lock, name: str) -> bytes:
    import pyrage
    from pyrage import passphrase as scrypt
    from pyrage import x25519

    if not data.startswith(_MARK):
        raise QualcodeError(
            _("{file} is not encrypted with age").format(file=name), _("name the key file with --key FILE")
        )
    try:
        if _PASSPHRASE_MARK in data[:_HEAD]:
            return bytes(scrypt.decrypt(data, lock.passphrase))
        return bytes(pyrage.decrypt(data, [x25519.Identity.from_str(line) for line in lock.identities]))
    except pyrage.DecryptError:
        wrong = (
            _("the passphrase does not open {file}").format(file=name)
            if _PASSPHRASE_MARK in data[:_HEAD]
            else _("no identity opens {file}").format(file=name)
        )
        raise QualcodeError(wrong, _("try again; without it nobody can read the key, nor make it anew")) from None
    except pyrage.IdentityError:
        raise QualcodeError(
            _("the identity file is damaged"), _("name another one with QUALCODE_KEY_IDENTITY")
        ) from None


def _sealed(data: bytes, recipients: Sequence[str], lock: Lock) -> bytes:
    import pyrage
    from pyrage import passphrase as scrypt

    if recipients:
        return bytes(pyrage.encrypt(data, [_recipient(r) for r in recipients]))
    if not lock.passphrase:
        raise QualcodeError(_("a key needs a passphrase"), _("set QUALCODE_KEY_PASSPHRASE, or run it in a terminal"))
    return bytes(scrypt.encrypt(data, lock.passphrase))


def _recipient(text: str):  # type: ignore[no-untyped-def]
    from pyrage import RecipientError, x25519

    try:
        return x25519.Recipient.from_str(text)
    except RecipientError:
        raise UsageProblem(
            _("{recipient} is no recipient of age").format(recipient=text),
            _("a recipient begins with age1; see: qualcode pseudonym key identity FILE"),
        ) from None
