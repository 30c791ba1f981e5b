"""Content credentials: read, said to be broken where they are, and never taken for more than they are."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from bananaboard.runtime.credentials import Unreadable, carries, read_credentials
from PIL import Image

pytest.importorskip("c2pa", reason="c2pa-python is not installed here")

from .signing import signed

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (32, 18), (200, 120, 40)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_credentials_has_none(kind: str) -> None:
    assert not carries(picture(kind))
    assert read_credentials(picture(kind), KINDS[kind]) is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_picture_says_of_itself_is_read(kind: str) -> None:
    data = signed(picture(kind), KINDS[kind])
    assert carries(data)
    found = read_credentials(data, KINDS[kind])
    assert found is not None
    assert (found.generator, found.signer, found.source) == ("Loopback", "Loopback Pictures", "made by a model")
    assert found.intact
    assert found.problem is None


def test_a_picture_that_was_changed_after_it_was_signed_is_told() -> None:
    data = bytearray(signed(picture("JPEG"), "image/jpeg"))
    data[-20] ^= 0xFF
    found = read_credentials(bytes(data), "image/jpeg")
    assert found is not None
    assert not found.intact
    assert "hash" in (found.problem or "")


@pytest.mark.parametrize("kind", KINDS)
def test_credentials_that_were_cut_or_overwritten_end_in_words(kind: str) -> None:
    data = signed(picture(kind), KINDS[kind])
    at = data.find(b"jumb")
    for broken in (data[: at + 40], data[:at] + bytes(200) + data[at + 200 :], data[: at + 4] + b"\xff" * 4000):
        found = read_credentials(broken, KINDS[kind])
        assert found is None or not found.intact


def test_long_names_in_a_certificate_are_cut() -> None:
    found = read_credentials(signed(picture("PNG"), "image/png", generator="n" * 5000), "image/png")
    assert found is not None
    assert len(found.generator or "") == 200


def test_without_the_library_it_is_told_that_there_are_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    data = signed(picture("PNG"), "image/png")
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(Unreadable):
        read_credentials(data, "image/png")
    assert read_credentials(picture("PNG"), "image/png") is None
