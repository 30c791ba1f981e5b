"""How the service is reached, as the environment says it: the variables are those of Google's own SDK."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...grammar.diagnostic import Diagnostic
from .secret import Secret, fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = ("GOOGLE_API_KEY", "GEMINI_API_KEY")  # the first that is set counts
PLATFORM = ("GOOGLE_GENAI_USE_ENTERPRISE", "GOOGLE_GENAI_USE_VERTEXAI")
PROJECT, LOCATION = "GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION"
DEVELOPER_URL, VERTEX_URL = "GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL"
CREDENTIALS = "GOOGLE_APPLICATION_CREDENTIALS"
VARIABLES = (*KEYS, *PLATFORM, PROJECT, LOCATION, CREDENTIALS, DEVELOPER_URL, VERTEX_URL)

LOOPBACK = ("localhost", "127.0.0.1", "::1")
KEY_PAGE = "https://aistudio.google.com/apikey"


class Way(StrEnum):
    """By which door."""

    DEVELOPER = "Gemini Developer API"
    VERTEX = "agent platform (Vertex)"


class NoAccess(Exception):
    """The service can't be asked. As text it is a sentence for people, and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(f"{diagnostic.message} {diagnostic.hint}")
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Access:
    """One way to the service. On the agent platform a project is asked for with Google's credentials, or by a key."""

    way: Way
    key: Secret | None
    key_from: str | None  # the variable
    project: str | None = None
    location: str | None = None
    base_url: str | None = None

    @property
    def vertex(self) -> bool:
        """Whether it is the agent platform."""
        return self.way is Way.VERTEX

    @property
    def account(self) -> str:
        """A name for the payer that gives no key away."""
        if self.key is not None:
            return f"{'vertex' if self.vertex else 'gemini'}-{self.key.fingerprint()}"
        return f"vertex-{fingerprint(self.project or 'the project of the credentials')}"

    @property
    def gateway(self) -> str | None:
        """The host in Google's place that all requests go to; None where they go to Google."""
        if self.base_url is None or (host := host_of(self.base_url)).endswith(".googleapis.com"):
            return None
        return host

    @property
    def payer(self) -> str:
        """Who pays, as people would say it."""
        door = f"the {self.way.value}"
        if self.gateway is not None:
            variable = VERTEX_URL if self.vertex else DEVELOPER_URL
            door = f"{self.gateway} and not at Google, as {variable} says: it gets the key and all that is sent"
        if self.key is not None:
            return f"the account of the key in {self.key_from}, at {door}"
        return f"the project {self.project or 'of your credentials'}, at {door}"


def host_of(url: str) -> str:
    """Host and port alone: what else stands in an address may be secret."""
    try:
        found = urlsplit(url)
        host, port = found.hostname or "?", found.port
    except ValueError:
        return "?"
    return f"{host}:{port}" if port else host


def on(value: str | None) -> bool:
    """Whether a variable that is a switch is on, as the SDK reads it."""
    return value is not None and value.lower() in ("true", "1")


def wants_vertex(environment: Mapping[str, str]) -> bool:
    """Which door the switches name: the newer one counts where both are set."""
    for name in PLATFORM:
        if name in environment:
            return on(environment[name])
    return False


def read_access(environment: Mapping[str, str]) -> Access:
    """The way that the environment names. Raises NoAccess where something is missing."""
    name = next((k for k in KEYS if environment.get(k, "").strip()), None)
    key = Secret(environment[name].strip()) if name else None
    if not wants_vertex(environment):
        if key is None:
            raise NoAccess(Diagnostic("BNN670", None))
        return Access(Way.DEVELOPER, key, name, base_url=environment.get(DEVELOPER_URL) or None)
    project, location = environment.get(PROJECT) or None, environment.get(LOCATION) or None
    base_url = environment.get(VERTEX_URL) or None
    if project or location or key is None:  # a project beats a key, as in the SDK
        return Access(Way.VERTEX, None, None, project, location or "global", base_url)
    return Access(Way.VERTEX, key, name, base_url=base_url)
