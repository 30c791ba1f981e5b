"""The file of picks: which take of each picture counts, as text that people can read, edit and commit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ..grammar.diagnostic import Diagnostic
from .shared_text import TRIES, Unreadable, quoted, read_tables, replace_file, stamp
from .shelf import Pick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

BOUND = 32_000_000  # bytes
HEAD = "# Which take of each picture counts. `bnn pick` writes this file; commit it with the board.\n"
HEAD_OF_SKETCHES = "# Which take of each sketch counts. `bnn pick` writes this file; it stays on this computer.\n"
_SHA = re.compile(r"[0-9a-f]{64}")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


Entries: TypeAlias = tuple[tuple[str, Pick], ...]  # (maker, pick)


@dataclass(frozen=True, slots=True)
class Picks:
    """What a picks file says, in its order: the last of an address and its words is the one that holds."""

    entries: Entries = ()
    problems: tuple[Diagnostic, ...] = ()

    def of(self, maker: str) -> list[Pick]:
        """The picks of one maker's pictures."""
        return [p for m, p in self.entries if m == maker]


def read_picks(path: Path, shown: str) -> Picks:
    """The picks in a file, called `shown` to people; none where there is no file. Never raises for what it holds."""
    try:
        return _entries(read_tables(path, "pick", BOUND), shown)
    except Unreadable as fault:
        return Picks((), _unreadable(shown, str(fault)))


def _unreadable(shown: str, reason: str) -> tuple[Diagnostic, ...]:
    return (Diagnostic("BNN610", None, {"path": shown, "reason": reason}),)


def _entries(entries: list[object], shown: str) -> Picks:
    good: list[tuple[str, Pick]] = []
    problems: list[Diagnostic] = []
    for number, entry in enumerate(entries, 1):
        found = _entry(entry)
        if found is None:
            address = entry.get("address", "") if isinstance(entry, dict) else ""
            words = {"path": shown, "number": number, "address": str(address)[:100]}
            problems.append(Diagnostic("BNN611", None, words))
        else:
            good.append(found)
    return Picks(tuple(good), tuple(problems[:20]))


def _entry(entry: object) -> tuple[str, Pick] | None:
    if not isinstance(entry, dict):
        return None
    texts = {n: entry.get(n, "") for n in ("maker", "address", "said", "seen", "sha256")}
    take = entry.get("take")
    if not all(isinstance(v, str) for v in texts.values()) or not (take is None or isinstance(take, int)):
        return None
    if not (texts["address"] and _DIGEST.fullmatch(texts["said"]) and _SHA.fullmatch(texts["sha256"])):
        return None
    seen = texts["seen"] or None
    if seen is not None and not _DIGEST.fullmatch(seen):
        return None
    return texts["maker"], Pick(texts["address"], texts["said"], seen, texts["sha256"], take)


def add_picks(path: Path, shown: str, maker: str, picks: Iterable[Pick]) -> tuple[Diagnostic, ...]:
    """Put picks at the end of a file, each instead of an earlier one for the same words; what is wrong with it."""
    new = list(picks)

    def added(old: Entries) -> Entries:
        entries = {(m, p.address, p.said): p for m, p in old}
        for pick in new:
            entries.pop((maker, pick.address, pick.said), None)
            entries[maker, pick.address, pick.said] = pick
        return tuple((m, p) for (m, _, _), p in entries.items())

    return _change(path, shown, added)


def drop_picks(path: Path, shown: str, maker: str, gone: Callable[[Pick], bool]) -> tuple[Diagnostic, ...]:
    """Take the picks that are to be `gone` out of a file; what is wrong with it."""
    return _change(path, shown, lambda old: tuple((m, p) for m, p in old if m != maker or not gone(p)))


def _change(path: Path, shown: str, change: Callable[[Entries], Entries]) -> tuple[Diagnostic, ...]:
    """Once more, where somebody else wrote it meanwhile: another command, or a person."""
    head = HEAD if path.name.endswith(".picks.toml") else HEAD_OF_SKETCHES
    for _ in range(TRIES):
        before = stamp(path)
        old = read_picks(path, shown)
        if old.problems:
            return old.problems
        entries = change(old.entries)
        text = head + "".join(_written(m, p) for m, p in entries)
        if entries == old.entries or replace_file(path, text, still=before):
            return ()
    return _unreadable(shown, "it is being written all the time")


def _written(maker: str, pick: Pick) -> str:
    lines = ["", "[[pick]]", f"address = {quoted(pick.address)}"]
    if pick.take is not None:
        lines.append(f"take = {pick.take}")
    lines += [f"maker = {quoted(maker)}", f'sha256 = "{pick.sha256}"', f'said = "{pick.said}"']
    if pick.seen is not None:
        lines.append(f'seen = "{pick.seen}"')
    return "\n".join(lines) + "\n"
