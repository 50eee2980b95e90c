"""Who may come in: the key or password of a served project, and the addresses it may be asked under."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LEAST_PASSWORD = 12
MOST_WRONG = 10
_PAUSE = 60.0


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(slots=True)
class Door:
    """Lets in who shows the secret, once, and knows them by a cookie from then on.

    ``secret`` is the key of the printed address, or a password.  On the
    loopback interface only the names of this machine are answered, so that a
    page from elsewhere cannot reach the project by a name of its own; anywhere,
    a page may only connect to the address that it was itself read from.
    """

    secret: str
    loopback: bool = True
    clock: Callable[[], float] = time.monotonic
    _inside: set[str] = field(default_factory=set)
    _wrong: int = 0
    _shut_until: float = 0.0

    def enter(self, secret: str) -> str | None:
        """Return a new cookie for the right secret, else None; after ten wrong ones the door stays shut a minute."""
        if self.is_shut():
            return None
        if not hmac.compare_digest(secret.encode(), self.secret.encode()):
            self._wrong += 1
            if self._wrong % MOST_WRONG == 0:
                self._shut_until = self.clock() + _PAUSE
            return None
        self._wrong = 0
        cookie = secrets.token_urlsafe(32)
        self._inside.add(cookie)
        return cookie

    def is_shut(self) -> bool:
        """Tell whether too many wrong secrets were tried just now."""
        return self.clock() < self._shut_until

    def knows(self, cookie: str | None) -> bool:
        """Tell whether a cookie was given out here."""
        return cookie is not None and cookie in self._inside

    def answers_to(self, host: str | None) -> bool:
        """Tell whether requests under this host name, with or without a port, are answered."""
        if not host:
            return False
        name = urlsplit(f"//{host}").hostname or ""
        return not self.loopback or is_loopback(name)

    def same_page(self, origin: str | None, host: str | None) -> bool:
        """Tell whether a connection comes from a page that was read from the host that it asks."""
        return bool(origin) and bool(host) and urlsplit(origin).netloc == host


def new_key() -> str:
    """Return a key that cannot be guessed."""
    return secrets.token_urlsafe(24)
