"""What could be deleted, as lines: a line a picture under its board, what stays and why."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from ..dsl.money import show, usd
from ..dsl.words import are, many
from ..runtime.page.harmless import terminal_line
from .columns import columns
from .screen import BOLD, DIM, YELLOW
from .story_lines import weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..runtime.finding import Finding, Item, Wanted
    from .columns import Cell
    from .screen import Screen

FORMAT = "bananaboard.gc/1"


def finding_lines(to: Screen, found: Finding, wanted: Wanted, *, delete: bool) -> str:
    """All of it, and how it is deleted."""
    lines = [to.paint(BOLD, _size(found.items))]
    groups = [(board, list(_cells(list(items), wanted))) for board, items in groupby(found.items, lambda i: i.board)]
    rows = iter(columns([c for _, cells in groups for c in cells], to.paint, width=to.width, right=(1, 2)))
    for board, cells in groups:
        lines += ["", to.paint(BOLD, terminal_line(board) or "Files that went along")]
        lines += [next(rows) for _ in cells]
    stays = list(_stays(found, wanted))
    lines += ["", *stays] if stays else []
    if found.items or found.leftovers:
        lines += ["", to.paint(DIM, "Nothing is deleted without `--delete`.")] if not delete else []
    return "\n".join(lines) + "\n"


def _size(items: Sequence[Item]) -> str:
    if not items:
        return "There is nothing to clear away."
    told = f"{many(len(items), 'picture')} that nothing needs any more, {weight(sum(i.size for i in items))}"
    paid = [i for i in items if not i.free and not i.by_hand]
    whom = "it" if len(paid) == 1 else "them"
    cost = f"; {show(sum(i.cost or 0 for i in paid))} was paid for {whom}" if paid else ""
    return told + cost + "."


def _cells(items: Sequence[Item], wanted: Wanted) -> Iterable[list[Cell]]:
    """A line a picture; where all sketches are to go, one line for them."""
    sketches = [i for i in items if i.free and wanted.sketches]
    yield from (_row(i) for i in items if not (i.free and wanted.sketches))
    if sketches:
        size = weight(sum(i.size for i in sketches))
        yield [(many(len(sketches), "sketch").replace("sketchs", "sketches"), ""), (size, ""), ("free", ""), ("", "")]


def _row(item: Item) -> list[Cell]:
    name = f"{item.address}#{item.take}" if item.address else item.sha256[:12]
    cost = "by hand" if item.by_hand else "free" if item.free else "" if not item.address else show(item.cost)
    when = f"{item.when.astimezone():%d %b %Y}" if item.when else ""
    return [
        (terminal_line(name), ""),
        (weight(item.size), ""),
        (cost, YELLOW if item.by_hand else ""),
        (when, DIM),
        (item.sha256[:12] if item.address else "", DIM),
    ]


def _stays(found: Finding, wanted: Wanted) -> Iterable[str]:
    for board, why in found.kept:
        hint = "; `--gone` lets its pictures go" if board in found.gone else ""
        yield terminal_line(f"{board} keeps all its pictures: {why}{hint}.")
    if found.young:
        was = "was" if found.young == 1 else "were"
        yield f"{many(found.young, 'picture')} more {was} made or needed in the last {wanted.days} days."
    if found.unknown:
        yield f"{many(found.unknown, 'file')} in the store {are(found.unknown)} not in the ledger, and left."
    if found.leftovers:
        yield f"{many(len(found.leftovers), 'file')} in `tmp` {are(len(found.leftovers))} only half written."


def deleted_line(found: Finding, went: Sequence[Item]) -> str:
    """What went, and what did not after all."""
    told = f"{many(len(went), 'picture')} deleted, {weight(sum(i.size for i in went)) or '0 KB'}."
    if len(went) < len(found.items):
        told += f" {len(found.items) - len(went)} came into use meanwhile, and are kept."
    return told + " Their receipts stay.\n" if went else told + "\n"


def finding_json(found: Finding, *, deleted: bool, went: Sequence[Item] = ()) -> str:
    """`bananaboard.gc/1`."""
    gone = {i.sha256 for i in went}
    document = {
        "format": FORMAT,
        "pictures": [_item(i, deleted=deleted and i.sha256 in gone) for i in found.items],
        "bytes": found.size,
        "leftovers": len(found.leftovers),
        "young": found.young,
        "unknown": found.unknown,
        "kept": [{"board": board, "because": why} for board, why in found.kept],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _item(item: Item, *, deleted: bool) -> dict[str, object]:
    return {
        "sha256": item.sha256,
        "bytes": item.size,
        "board": item.board,
        "address": item.address,
        "take": item.take,
        "maker": item.maker,
        "cost_usd": usd(item.cost),
        "free": item.free,
        "by_hand": item.by_hand,
        "made_at": item.when.isoformat() if item.when else None,
        "deleted": deleted,
    }
