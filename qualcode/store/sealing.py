"""Sealed bundles, in the format of the age program: under a passphrase, or for people by their public keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.errors import BundleRejected, QualcodeError, UsageProblem
from qualcode.i18n import _

_MARK = b"age-encryption.org/v1"
_UNDER_PASSPHRASE = b"\n-> scrypt "
_HEAD = 4096


def is_sealed(data: bytes) -> bool:
    """Tell whether a file is encrypted with age."""
    return data.startswith(_MARK)


def wants_passphrase(data: bytes) -> bool:
    """Tell whether a sealed file is under a passphrase; else it is for people by their keys."""
    return _UNDER_PASSPHRASE in data[:_HEAD]


def seal(data: bytes, passphrase: str = "", recipients: Sequence[str] = ()) -> bytes:
    """Encrypt bytes under a passphrase, or for recipients by their public keys (``age1…``).

    Raises UsageProblem for a key that is none.
    """
    import pyrage

    if not recipients:
        return bytes(pyrage.passphrase.encrypt(data, passphrase))
    keys = []
    for key in recipients:
        try:
            keys.append(pyrage.x25519.Recipient.from_str(key.strip()))
        except pyrage.RecipientError:
            raise UsageProblem(
                _("not a public key of age: {key}").format(key=key[:20]),
                _("it begins with age1; make a pair with: age-keygen -o FILE"),
            ) from None
    return bytes(pyrage.encrypt(data, keys))


def unseal(data: bytes, passphrase: str = "", identities: Path | None = None) -> bytes:
    """Decrypt bytes with a passphrase, or with the secret keys in a file that age-keygen made.

    Raises BundleRejected when neither fits, QualcodeError for a file of keys that is none.
    """
    import pyrage

    try:
        if identities is None:
            return bytes(pyrage.passphrase.decrypt(data, passphrase))
        return bytes(pyrage.decrypt(data, _keys(identities)))
    except pyrage.DecryptError:
        told = _("the passphrase does not open the bundle, or the bundle is damaged")
        if identities is not None:
            told = _("no key in {file} opens the bundle, or the bundle is damaged").format(file=identities.name)
        raise BundleRejected(told, _("try again with the right one, or ask for the bundle again")) from None


def _keys(path: Path) -> list[object]:
    import pyrage

    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        keys = []
    if not keys:
        raise QualcodeError(
            _("{file} holds no secret key of age").format(file=path), _("name the file that age-keygen made")
        )
    return keys
