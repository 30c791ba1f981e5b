"""Content credentials: what a picture's bytes say, signed, of who made it and how. Read, never written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

BOUND = 100_000_000  # bytes of a picture that is looked into
SHOWN = 200  # letters of a name that a stranger's certificate may hold
# https://cv.iptc.org/newscodes/digitalsourcetype/, looked up 2026-11-21.
SOURCES = {
    "trainedAlgorithmicMedia": "made by a model",
    "compositeWithTrainedAlgorithmicMedia": "put together, in part by a model",
    "algorithmicMedia": "made by a program",
    "compositeSynthetic": "put together, in part synthetic",
    "digitalCapture": "taken by a camera",
    "digitalCreation": "made by a person",
    "humanEdits": "edited by a person",
    "minorHumanEdits": "edited by a person",
}
# Network is for engines: what a picture names elsewhere is not fetched, and no certificate is asked about.
OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is written in a picture. `intact`: its bytes are as they were signed; texts are a stranger's."""

    generator: str | None  # the program that signed
    signer: str | None  # who holds the certificate; nobody has checked that it is who it says
    source: str | None  # how it came to be, in words
    intact: bool
    problem: str | None  # why not


class Unreadable(Exception):
    """There are credentials, and what reads them is not installed."""


def carries(data: bytes) -> bool:
    """Whether a PNG, JPEG or WEBP holds content credentials at all."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP" and _webp(data)


def _png(data: bytes) -> bool:
    at = 8
    while at + 8 <= len(data):
        if data[at + 4 : at + 8] == b"caBX":
            return True
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False


def _jpeg(data: bytes) -> bool:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xEB and b"jumb" in data[at + 4 : at + 2 + min(size, 64)]:
            return True
        at += 2 + max(2, size)
    return False


def _webp(data: bytes) -> bool:
    at = 12
    while at + 8 <= len(data):
        if data[at : at + 4] == b"C2PA":
            return True
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return False


def read_credentials(data: bytes, mime: str) -> Credentials | None:
    """The credentials of a picture, None where it has none. Raises Unreadable. Without a network."""
    if len(data) > BOUND or not carries(data):
        return None
    try:
        import c2pa
    except ImportError as fault:
        raise Unreadable from fault
    try:
        with c2pa.Reader(mime, BytesIO(data), context=c2pa.Context.from_dict(OFFLINE)) as reader:
            return _told(json.loads(reader.json()), str(reader.get_validation_state()))
    except c2pa.C2paError as fault:
        return Credentials(None, None, None, intact=False, problem=_cut(str(fault)))


def _told(document: Any, state: str) -> Credentials:
    manifests = document.get("manifests") or {}
    newest = manifests.get(document.get("active_manifest")) or {}
    generators = newest.get("claim_generator_info") or [{}]
    signature = newest.get("signature_info") or {}
    intact = state in ("Valid", "Trusted")
    return Credentials(
        _cut(generators[0].get("name") or newest.get("claim_generator")),
        _cut(signature.get("issuer") or signature.get("common_name")),
        _source(manifests.values()),
        intact,
        None if intact else _cut(_problem(document)),
    )


def _source(manifests: Any) -> str | None:
    """The first word that any of its steps has for how the picture came to be: the oldest manifest is the maker's."""
    for manifest in manifests:
        for assertion in manifest.get("assertions") or ():
            if str(assertion.get("label", "")).startswith("c2pa.actions"):
                for action in (assertion.get("data") or {}).get("actions") or ():
                    kind = str(action.get("digitalSourceType", "")).rpartition("/")[2]
                    if kind in SOURCES:
                        return SOURCES[kind]
    return None


def _problem(document: Any) -> str:
    """The first finding that is more than an unknown certificate."""
    found = [s for s in document.get("validation_status") or () if s.get("code") != "signingCredential.untrusted"]
    return str(found[0].get("explanation") or found[0].get("code")) if found else "they can't be checked"


def _cut(text: object) -> str | None:
    return str(text)[:SHOWN] if text else None
