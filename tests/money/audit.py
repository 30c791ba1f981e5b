"""Holds what the service billed against what the ledger says, request by request."""

from __future__ import annotations

from collections import Counter

NOT_BILLED = {"busy", "error", "at-once", "quota", "prepaid", "spend"}

REFUSED, UNREADABLE = {"refuse", "text"}, {"empty", "garbage"}


def audit(project, bill):
    """Each thing that the service billed is in the ledger as kept, as refused, or named as unknown; and nothing else.

    What was kept costs what was billed; what is unknown holds at least that. Gives what the service billed of that
    which the ledger calls unknown.
    """
    items, rows = list(bill.items), project.attempts()
    assert not [r for r in rows if r["state"] == "sending"]
    for row in rows:
        if row["state"] == "kept":
            found = _take(items, lambda i, r=row: i.key == r["key"] and i.sha256 == r["made"])
            assert found is not None, f"{row['address']}#{row['take']} was kept, and never drawn"
            assert row["cost"] is None or row["cost"] == found.cost == row["holds"]
            assert row["holds"] >= (found.cost or 0)
    for row in rows:
        if row["state"] == "refused":
            found = _refused(items, row)
            assert found is not None, f"{row['address']}#{row['take']} was refused, and nobody did"
            assert row["holds"] >= (found.cost if found.billed else 0)
        elif row["state"] == "failed":
            # What could not even be sent is nowhere on the service's side.
            _take(items, lambda i, r=row: i.key == r["key"] and i.fate in NOT_BILLED)
            assert (row["holds"], row["billed"]) == (0, "no")
    lost = [r for r in rows if r["state"] == "lost"]
    open_, unknown = Counter(r["key"] for r in lost), Counter(i.key for i in items)
    assert not unknown - open_, f"asked for, and not in the ledger: {unknown - open_}"
    assert all(r["holds"] == r["most"] and r["billed"] == "unknown" for r in lost)
    assert bill.nano <= sum(r["holds"] for r in rows)
    known = sum(r["holds"] for r in rows if r["state"] in ("kept", "refused"))
    left = sum(i.cost or 0 for i in items if i.billed)
    assert left <= sum(r["holds"] for r in lost)
    assert bill.nano - left <= known
    return left


def _take(items, wanted):
    found = next((i for i in items if wanted(i)), None)
    if found is not None:
        items.remove(found)
    return found


def _refused(items, row):
    fates = UNREADABLE if "UNREADABLE" in row["reason"] or "can be read" in row["reason"] else REFUSED

    def fits(item):
        costs = row["cost"] is None or not item.billed or item.cost == row["cost"]
        return item.key == row["key"] and item.fate in fates and costs

    return _take(items, fits)
