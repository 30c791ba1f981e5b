"""What is set up for Gemini on this computer, and what looks wrong: from the environment, without a network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ...grammar.diagnostic import Diagnostic
from .access import (
    CREDENTIALS,
    DEVELOPER_URL,
    KEYS,
    LOOPBACK,
    PLATFORM,
    VERTEX_URL,
    NoAccess,
    Way,
    on,
    read_access,
    wants_vertex,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .access import Access

SDK, WANTED, MAJOR = "google-genai", "3.4 or later, below 4", (3, 4)
SHORTEST_KEY = 20


def way_from(environment: Mapping[str, str]) -> tuple[Access | None, tuple[Diagnostic, ...]]:
    """The way that would be taken, None where there is none; and everything that looks wrong."""
    access: Access | None = None
    problems: list[Diagnostic] = []
    try:
        access = read_access(environment)
    except NoAccess as fault:
        problems.append(fault.diagnostic)
    for check in CHECKS:
        problems += check(environment, access)
    return access, tuple(problems)


def _two_keys(environment: Mapping[str, str], access: Access | None) -> Iterator[Diagnostic]:
    if access is None or access.key is None:
        return
    first, second = (environment.get(k, "").strip() for k in KEYS)
    if first and second and first != second:
        yield Diagnostic("BNN671", None, {"used": KEYS[0], "other": KEYS[1]})


def _odd_key(_: Mapping[str, str], access: Access | None) -> Iterator[Diagnostic]:
    if access is None or access.key is None:
        return
    key = access.key.reveal()
    why = (
        "there are quotes around it" if key[0] in "'\"" or key[-1] in "'\""
        else "there is a space or a sign in it that no key has" if not key.isascii() or any(c <= " " for c in key)
        else "it is too short" if len(key) < SHORTEST_KEY
        else None
    )  # fmt: skip
    if why is not None:
        yield Diagnostic("BNN672", None, {"variable": access.key_from or "", "why": why})


def _credentials(environment: Mapping[str, str], access: Access | None) -> Iterator[Diagnostic]:
    if access is None or not access.vertex or access.key is not None:
        return
    named = environment.get(CREDENTIALS)
    if named:
        if not Path(named).is_file():
            yield Diagnostic("BNN673", None, {"why": f"{CREDENTIALS} names a file that is not there"})
    elif not well_known(environment).is_file():
        yield Diagnostic("BNN673", None, {"why": "there is no file of them"})


def well_known(environment: Mapping[str, str]) -> Path:
    """Where `gcloud` puts credentials for programs."""
    name = "application_default_credentials.json"
    if environment.get("CLOUDSDK_CONFIG"):
        return Path(environment["CLOUDSDK_CONFIG"]) / name
    if os.name == "nt":
        return Path(environment.get("APPDATA", "C:\\")) / "gcloud" / name
    return Path(environment.get("HOME", "/")) / ".config" / "gcloud" / name


def _switches(environment: Mapping[str, str], _: Access | None) -> Iterator[Diagnostic]:
    if all(name in environment for name in PLATFORM) and len({on(environment[name]) for name in PLATFORM}) > 1:
        way = Way.VERTEX if wants_vertex(environment) else Way.DEVELOPER
        yield Diagnostic("BNN674", None, {"way": f"the {way}"})


def _elsewhere(_: Mapping[str, str], access: Access | None) -> Iterator[Diagnostic]:
    if access is None or access.base_url is None or (host := access.gateway) is None:
        return
    bare = access.base_url.startswith("http://") and host.partition(":")[0] not in LOOPBACK
    words = {"host": host, "open": " without encryption" if bare else ""}
    yield Diagnostic("BNN675", None, words | {"variable": VERTEX_URL if access.vertex else DEVELOPER_URL})


def _library(_: Mapping[str, str], __: Access | None) -> Iterator[Diagnostic]:
    found = sdk_version()
    if found is None:
        yield Diagnostic("BNN676", None, {"wanted": WANTED, "found": "it is not installed"})
        return
    numbers = tuple(int(n) if n.isdigit() else 0 for n in found.split(".")[:2])
    if numbers < MAJOR or numbers[0] > MAJOR[0]:
        yield Diagnostic("BNN676", None, {"wanted": WANTED, "found": f"{found} is installed"})


def sdk_version() -> str | None:
    """The version of Google's library, without importing it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(SDK)
    except PackageNotFoundError:
        return None


CHECKS = (_library, _switches, _two_keys, _odd_key, _credentials, _elsewhere)
