"""The order of calls: what a call needs comes before it, else as written; a circle is told by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .report import wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .call import Call
    from .report import Report
    from .seats import Seat


def order(
    wanted: Iterable[Seat], lower: Callable[[Seat], Call | None], seat_of: Callable[[str], Seat | None], report: Report
) -> dict[str, tuple[Seat, Call]]:
    """The calls of `wanted` and what they need, each after its needs. `seat_of` finds the seat of a needed address."""
    done: dict[str, tuple[Seat, Call]] = {}
    lowered: dict[str, Call | None] = {}
    for first in wanted:
        if first.address in done:
            continue
        stack: list[tuple[Seat, int]] = [(first, 0)]
        open_: dict[str, Seat] = {}
        while stack:
            seat, i = stack.pop()
            address = seat.address
            if i == 0:
                if address in done:
                    continue
                if address not in lowered:
                    lowered[address] = lower(seat)
                open_[address] = seat
            call = lowered[address]
            if call is None:
                open_.pop(address, None)
                continue
            if i < len(call.needs):
                stack.append((seat, i + 1))
                need = call.needs[i]
                if need in open_:
                    _circle(open_, need, seat, report)
                elif need not in done:
                    other = seat_of(need)
                    if other is not None and lowered.get(need, call) is not None:
                        stack.append((other, 0))
                continue
            open_.pop(address, None)
            done[address] = (seat, call)
    return done


def _circle(open_: dict[str, Seat], need: str, seat: Seat, report: Report) -> None:
    names = list(open_)
    path = " → ".join([*names[names.index(need) :], need])
    maker = seat.maker
    at = (maker.node.start, maker.node.name.end)
    report.add(wrong(maker.module.source, at, "BNN520", {"path": path, "first": need}).diagnostic)
