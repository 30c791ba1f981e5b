"""Receipts: what is known of a picture, beside it in the store, so that a ledger can be made again from them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, ValidationError, convert

from ..dsl.recipe import digest
from .store import folders, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .entries import Ending, Filed

FORMAT = "bananaboard.receipt/1"
BOUND = 4_000_000  # bytes; the words of a call are a few thousand
NAME = re.compile(r"([0-9a-f]{64})\.([0-9A-Z]{26})\.json")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SHA = re.compile(r"[0-9a-f]{64}")
_ULID = re.compile(r"[0-9A-Z]{26}")
_LARGEST = 1 << 50
_DEAREST = 10**12  # nano-dollars: a thousand dollars a picture


class Receipt(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One picture of one answer, or one that was brought in by hand (`by_hand`: its attempt is only a name).

    Receipts of before 2026-11-21 have no manifests (`*_json`), so their words can't be put back into a ledger.
    """

    format: str
    attempt: str
    board: str
    address: str
    take: int
    maker: str
    said: str
    seen: str
    mime: str
    sha256: str = ""
    model: str = ""
    sent: str = ""
    cost_nano: int | None = None
    usage: dict[str, int] | None = None
    time: str = ""
    by_hand: bool = False
    batch: bool = False  # it came of a batch job, at the price of those
    part: int = 0  # which picture of the answer, from 0
    parts: int = 1
    run: str = ""
    seq: int = 0
    billed: str = ""
    expect_nano: int | None = None
    most_nano: int | None = None
    holds_nano: int | None = None
    price_as_of: str | None = None
    retry_of: str | None = None
    sent_at: str = ""
    seconds: float | None = None
    text: str | None = None
    size: int = 0  # bytes
    width: int | None = None
    height: int | None = None
    title: str | None = None
    said_json: str = ""
    seen_json: str = ""
    sent_json: str = ""

    @property
    def whole(self) -> bool:
        """Whether a row of the ledger can be made of it: its manifests are here, and are what their digests say."""
        pairs = [(self.said, self.said_json), (self.seen, self.seen_json)]
        pairs += [] if self.by_hand else [(self.sent, self.sent_json)]
        return all(text and digest(text) == named for named, text in pairs)

    @property
    def paid(self) -> bool:
        """Whether it cost something, or may have."""
        return self.cost_nano != 0 and not self.by_hand


def receipt_text(receipt: Receipt) -> str:
    """A receipt as its file holds it: what is not known is null where it counts."""
    from msgspec import json, to_builtins

    found = {"cost_nano": receipt.cost_nano, "usage": receipt.usage, **to_builtins(receipt)}
    return json.format(json.encode(found), indent=1).decode() + "\n"


def read_receipt(data: bytes, sha256: str) -> Receipt | None:
    """The receipt of a picture; None for anything else. Never raises for what it holds."""
    if len(data) > BOUND:
        return None
    try:
        return checked(json.loads(data), sha256)
    except (ValueError, RecursionError):
        return None


def checked(found: object, sha256: str) -> Receipt | None:
    """A receipt out of JSON, None where anything in it can't be."""
    from msgspec.structs import replace

    try:
        receipt = replace(convert(found, Receipt, strict=True), sha256=sha256)
    except (ValidationError, RecursionError):
        return None
    return receipt if _SHA.fullmatch(sha256) and _sound(receipt) else None


def _sound(r: Receipt) -> bool:
    digests = [r.said, r.seen] + ([] if r.by_hand else [r.sent])
    money = (r.cost_nano, r.expect_nano, r.most_nano, r.holds_nano)
    numbers = (r.size, r.width, r.height, r.seq, r.part)
    return (
        r.format == FORMAT
        and bool(_ULID.fullmatch(r.attempt))
        and all(_DIGEST.fullmatch(d) for d in digests)
        and all(n is None or 0 <= n < _LARGEST for n in numbers)
        and all(n is None or 0 <= n <= _DEAREST for n in money)
        and 1 <= r.take < 1 << 31
        and r.part < r.parts <= 1000
        and all(_named(text) for text in (r.address, r.board, r.maker))
        and (r.run == "" or bool(_ULID.fullmatch(r.run)))
        and (r.retry_of is None or bool(_ULID.fullmatch(r.retry_of)))
        and _spelt(r)
    )


def _named(text: str) -> bool:
    """Whether it can be the name of something: short, and of letters that can be seen."""
    return 0 < len(text) <= 2000 and text.isprintable()


def _spelt(r: Receipt) -> bool:
    """Half a surrogate can't be written into the ledger."""
    try:
        "".join((r.address, r.board, r.maker, r.model, r.text or "", r.title or "", r.mime, r.time)).encode()
        f"{r.said_json}{r.seen_json}{r.sent_json}".encode()
    except UnicodeEncodeError:
        return False
    return True


def receipts_of(plain: Receipt, filed: tuple[Filed, ...], ending: Ending) -> list[Receipt]:
    """A receipt for each picture of an answer; `plain` holds what they have in common."""
    from msgspec.structs import replace

    usage = None if ending.usage is None else json.loads(ending.usage)
    return [
        replace(
            plain, sha256=f.sha256, mime=f.mime, size=f.size, width=f.width, height=f.height, part=part,
            parts=len(filed), cost_nano=ending.cost, holds_nano=ending.holds, billed=ending.billed, usage=usage,
            seconds=ending.seconds, text=ending.text,
        )
        for part, f in enumerate(filed)
    ]  # fmt: skip


def paid_receipts(home: Path, enough: int = 100) -> int:
    """How many receipts of paid pictures lie in a store; so many are counted and no more."""
    found = 0
    for path in receipt_paths(home):
        receipt = read_receipt_file(path)
        found += receipt is not None and receipt.paid
        if found >= enough:
            break
    return found


def unknown_receipts(home: Path, attempts: set[str]) -> int:
    """How many paid pictures of a store came of requests that are none of these."""
    strangers = (p for p in receipt_paths(home) if p.name.split(".")[1] not in attempts)
    return sum(r.paid and r.whole for p in strangers if (r := read_receipt_file(p)) is not None)


def receipt_paths(home: Path) -> Iterator[Path]:
    """The receipts in a store, in the order of their names."""
    for folder in folders(home / "store"):
        for name in names(Path(folder)):
            if NAME.fullmatch(name):
                yield Path(folder) / name


def read_receipt_file(path: Path) -> Receipt | None:
    """The receipt in a file of a store, None where it is none."""
    match = NAME.fullmatch(path.name)
    try:
        if match is None or path.stat().st_size > BOUND:
            return None
        return read_receipt(path.read_bytes(), match[1])
    except OSError:
        return None
