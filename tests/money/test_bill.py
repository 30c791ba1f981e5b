"""The service's memory: lines that are on the disk before an answer goes out, and survive whatever comes."""

from __future__ import annotations

import asyncio

import pytest
from bananaboard.runtime.rehearsal.bill import Bill, Item, Journal, read_bill
from hypothesis import given, settings
from hypothesis import strategies as st


def item(number, project="here"):
    return Item(project, f"shot{number}", "lite", "key", "picture", True, number, (f"{number:064x}",))


async def written(path, items):
    journal = Journal(path)
    await asyncio.gather(*(journal.add(i) for i in items))
    journal.close()


def test_what_was_added_is_read_in_its_order(tmp_path):
    path = tmp_path / "deep" / "bill.jsonl"
    asyncio.run(written(path, [item(n) for n in range(100)]))
    asyncio.run(written(path, [item(100, "there")]))
    bill = read_bill(path)
    assert bill.items == (*(item(n) for n in range(100)), item(100, "there"))
    assert (bill.billed, bill.nano) == (101, sum(range(101)))
    assert bill.of("there").items == (item(100, "there"),)


def test_where_nothing_was_asked_nothing_was_billed(tmp_path):
    assert read_bill(tmp_path / "none.jsonl") == Bill(())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 600))
def test_a_service_that_was_killed_while_it_wrote_costs_at_most_its_last_line(tmp_path_factory, length):
    path = tmp_path_factory.mktemp("bill") / "bill.jsonl"
    asyncio.run(written(path, [item(n) for n in range(4)]))
    whole = path.read_bytes()
    path.write_bytes(whole[:length])
    before = read_bill(path).items
    assert before == tuple(item(n) for n in range(4))[: len(before)]
    asyncio.run(written(path, [item(9)]))
    assert read_bill(path).items == (*before, item(9))


@pytest.mark.parametrize("data", [b"\x00" * 300, b"[" * 5_000, b'{"project": 1}\n', b"\xff\xfe\n"])
def test_a_file_that_is_no_bill_holds_none(tmp_path, data):
    path = tmp_path / "bill.jsonl"
    path.write_bytes(data)
    assert read_bill(path).items == ()
