"""The end of a rehearsal: what the service billed, beside what the ledger holds."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .bill import BILL, NAME, Bill, read_bill
from .scenario import ADDRESS

if TYPE_CHECKING:
    from pathlib import Path

    from ..ledger import Ledger

KNOWN = "SELECT COUNT(*), COALESCE(SUM(holds), 0) FROM attempt WHERE cost IS NOT NULL AND holds > 0"
UNKNOWN = "SELECT COUNT(*), COALESCE(SUM(holds), 0) FROM attempt WHERE cost IS NULL AND holds > 0"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Each a number of requests and nano-dollars. `unknown`: what the ledger counts at its highest price."""

    billed: tuple[int, int]
    known: tuple[int, int]
    unknown: tuple[int, int]


def journal_in(home: Path) -> Path:
    """Where a realm keeps what its services billed."""
    return home / NAME


def reckon(home: Path) -> Reckoning | None:
    """Both sides of the bill of one project; None where the one or the other can't be had."""
    from ..ledger import Unopenable, read_ledger

    bill = bill_of(home)
    try:
        ledger = read_ledger(home)
    except Unopenable:
        return None
    if bill is None or ledger is None:
        return None
    try:
        return Reckoning((bill.billed, bill.nano), _row(ledger, KNOWN), _row(ledger, UNKNOWN))
    finally:
        ledger.close()


def _row(ledger: Ledger, query: str) -> tuple[int, int]:
    count, nano = ledger.connection.execute(query).fetchone()
    return count, nano


def bill_of(home: Path) -> Bill | None:
    """What the services of a project have billed; of one that is named in the environment, by asking it."""
    address = os.environ.get(ADDRESS)
    try:
        bill = read_bill(journal_in(home)) if address is None else asked_bill(address)
    except OSError:
        return None
    return bill.of(str(home)) if bill is not None else None


def asked_bill(address: str) -> Bill | None:
    """What a service says that it billed; None where it can't be reached."""
    import httpx2
    import msgspec

    from ..lanes import nobody

    try:
        with httpx2.Client(trust_env=False, verify=nobody(), timeout=10.0) as client:
            return BILL.decode(client.get(f"{address}/bill").content)
    except (httpx2.HTTPError, httpx2.InvalidURL, msgspec.MsgspecError):
        return None
