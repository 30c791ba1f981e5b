"""Who may ask the review page: the one browser page that has its token, under its exact name, and nobody else."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec import Struct

from .static import static

if TYPE_CHECKING:
    from email.message import Message

HOST = "127.0.0.1"
TOKEN = "X-Bananaboard-Token"  # noqa: S105 - the name of a header
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src blob:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class Guard(Struct, frozen=True):
    """Knows the port that is served and the token that its page was given."""

    port: int
    token: str

    @property
    def origin(self) -> str:
        """Of the page itself."""
        return f"http://{HOST}:{self.port}"

    @property
    def address(self) -> str:
        """To open. What stands behind `#` is never sent by a browser."""
        return f"{self.origin}/#{self.token}"

    def refusal(self, method: str, path: str, headers: Message) -> HTTPStatus | None:
        """Why a request is turned away; None where it may come in."""
        # Another name for this computer is how a stranger's page would reach it (DNS rebinding).
        if headers.get_all("Host") != [f"{HOST}:{self.port}"]:
            return HTTPStatus.MISDIRECTED_REQUEST
        origins = headers.get_all("Origin") or []
        if any(o != self.origin for o in origins) or (method == "POST" and not origins):
            return HTTPStatus.FORBIDDEN
        if headers.get("Sec-Fetch-Site", "same-origin") not in self._sites(path):
            return HTTPStatus.FORBIDDEN
        return None if method == "GET" and path in static() else self._unknown(headers)

    @staticmethod
    def _sites(path: str) -> tuple[str, ...]:
        # A link that was clicked elsewhere may open the page: it shows nothing without the token.
        return ("same-origin", "none", "cross-site", "same-site") if path == "/" else ("same-origin", "none")

    def _unknown(self, headers: Message) -> HTTPStatus | None:
        given = (headers.get(TOKEN) or "").encode("utf-8", "replace")
        return None if hmac.compare_digest(given, self.token.encode()) else HTTPStatus.UNAUTHORIZED
