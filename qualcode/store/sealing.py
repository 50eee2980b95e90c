"""Bundles under a passphrase, in the format of the age program; needs the library pyrage."""

from __future__ import annotations

import importlib
from typing import Any

from qualcode.errors import BundleRejected, QualcodeError
from qualcode.i18n import _

_MARK = b"age-encryption.org/v1"


def is_sealed(data: bytes) -> bool:
    """Tell whether a file is encrypted with age."""
    return data.startswith(_MARK)


def seal(data: bytes, passphrase: str) -> bytes:
    """Encrypt bytes under a passphrase.

    Raises QualcodeError when the library is not installed.
    """
    sealed: bytes = _library().passphrase.encrypt(data, passphrase)
    return sealed


def unseal(data: bytes, passphrase: str) -> bytes:
    """Decrypt bytes.

    Raises BundleRejected when the passphrase does not fit, QualcodeError when the library is not installed.
    """
    library = _library()
    try:
        opened: bytes = library.passphrase.decrypt(data, passphrase)
    except library.DecryptError:
        raise BundleRejected(
            _("the passphrase does not open the bundle, or the bundle is damaged"),
            _("try the passphrase again, or ask for the bundle again"),
        ) from None
    return opened


def _library() -> Any:
    try:
        return importlib.import_module("pyrage")
    except ImportError:
        raise QualcodeError(
            _("encryption needs the library pyrage, which is not installed"),
            _("install it with: pip install qualcode[age]"),
        ) from None
