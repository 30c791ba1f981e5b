"""Addresses and files that were renamed: what they had comes along."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from ..dsl.recipe import canon, digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dsl.call import Call
    from .shelf import Shelf, Taken


class Renames:
    """Who was called what before. `came[new]` is the vanished address whose shelf `new` takes over."""

    def __init__(self, shelf: Shelf, calls: Iterable[Call], extra: Iterable[Call] = ()) -> None:
        self.shelf = shelf
        calls = list(calls)
        self.living = {c.address for c in (*calls, *extra)}
        self.vanished = [a for a in shelf.rows if a not in self.living]
        self.before = self._before()
        self.came: dict[str, str] = {}
        self.said = self._take_over(calls)

    @property
    def orphans(self) -> tuple[str, ...]:
        """Addresses that are gone and whose pictures nobody took over."""
        taken = {*self.came.values(), *(v for names in self.before.values() for v in names)}
        return tuple(sorted(a for a in self.vanished if a not in taken))

    def _before(self) -> dict[str, list[str]]:
        """The earlier names of each address: vanished ones, all of whose rows were placed on its own shelf later."""
        found: dict[str, list[str]] = {}
        if not self.vanished:
            return found
        last = {a: max(r.seq for r in rows) for a, rows in self.shelf.rows.items()}
        for address in self.vanished:
            sets = [{a for a, _ in self._holders[_identity(r)]} for r in self.shelf.rows[address]]
            for holder in sorted(set.intersection(*sets)):
                if last[address] < last[holder]:
                    found.setdefault(holder, []).append(address)
        return found

    def _take_over(self, calls: list[Call]) -> dict[str, tuple[str, str]]:
        """The words of each call, its source under the name that its pictures know; heirs get their shelves."""
        if not self.shelf.rows:
            return {c.address: (c.said, c.said_json) for c in calls}
        gone = self._gone()
        words: dict[str, tuple[str, str]] = {}
        for edits in (False, True):  # an edit's words hold the name of its target, so targets come first
            self._round(calls, edits=edits, gone=gone, words=words)
        return words

    def _gone(self) -> dict[str, set[str]]:
        """The vanished addresses by the words that they had, those first that nobody came after.

        An address whose pictures all lie on another shelf too had an heir, or a twin that said the same: nothing tells
        which. So it is one to inherit from where there is none better.
        """
        followed = {v for names in self.before.values() for v in names}
        passed_on = {v for heir, names in self.before.items() if heir not in self.living for v in names}
        gone: defaultdict[str, set[str]] = defaultdict(set)
        second: defaultdict[str, set[str]] = defaultdict(set)
        for address in self.vanished:
            for said in self._said(address):
                if address not in followed:
                    gone[said].add(address)
                elif address not in passed_on:
                    second[said].add(address)
        return {said: gone[said] or second[said] for said in {*gone, *second}}

    def _round(
        self, calls: list[Call], *, edits: bool, gone: dict[str, set[str]], words: dict[str, tuple[str, str]]
    ) -> None:
        # Edits of edits: each depth waits for the one before it, and plan order brings them so.
        level = [c for c in calls if (c.kind is Kind.EDIT) == edits]
        if not edits:
            words.update((c.address, (c.said, c.said_json)) for c in level)
            self._inherit([c.address for c in level], gone, words)
            return
        while level:
            waiting = {c.address for c in level}
            ready = [c for c in level if not waiting.intersection(c.needs)]
            for call in ready or level:
                words[call.address] = self._words(call, gone)
            self._inherit([c.address for c in ready or level], gone, words)
            level = [c for c in level if c.address not in words]

    def _inherit(self, addresses: list[str], gone: dict[str, set[str]], words: dict[str, tuple[str, str]]) -> None:
        new: defaultdict[str, list[str]] = defaultdict(list)
        for address in addresses:
            said = words[address][0]
            if address not in self.shelf.rows and said in gone and (address, said) not in self._asked:
                new[said].append(address)
        for said, heirs in new.items():
            if len(heirs) == 1 and len(gone[said]) == 1:
                (old,) = gone[said]
                if old not in self.came.values():
                    self.came[heirs[0]] = old
        for heir, old in self.came.items():
            self.shelf.rows.setdefault(heir, list(self.shelf.rows[old]))
            if old in self.shelf.picks:
                self.shelf.picks.setdefault(heir, list(self.shelf.picks[old]))

    def _words(self, call: Call, gone: dict[str, set[str]]) -> tuple[str, str]:
        """An edit's words, its target named as it was when its pictures were made."""
        own = call.said, call.said_json
        manifest = json.loads(call.said_json)
        source = manifest.get("source")
        target = next((n for n in call.needs if isinstance(source, str) and source.startswith(n)), None)
        if target is None or source is None:
            return own
        mine = self._said(call.address)
        for name in ("", *self._names(target)):
            text = canon({**manifest, "source": (name or target) + source[len(target) :]})
            said = digest(text)
            if said in mine or (not mine and said in gone):
                return said, text
        return own

    def _said(self, address: str) -> set[str]:
        """The words that an address had pictures for: made for them, or kept."""
        rows, picks = self.shelf.rows.get(address, ()), self.shelf.picks.get(address, ())
        return {r.said for r in rows} | {p.said for p in picks}

    def _names(self, address: str) -> list[str]:
        """What an address was called before, and what that was called before."""
        names: list[str] = []
        waiting = [address]
        while waiting:
            name = waiting.pop(0)
            earlier = [*filter(None, [self.came.get(name)]), *self._origins(name)]
            waiting += [n for n in earlier if n not in names and n != address]
            names += [n for n in earlier if n not in names and n != address]
        return names

    def _origins(self, address: str) -> list[str]:
        """Whose shelf an address's first picture came from; the name may have gone to another picture since."""
        first = min(self.shelf.rows.get(address, ()), key=lambda r: r.seq, default=None)
        if first is None:
            return []
        return sorted(a for a, seq in self._holders[_identity(first)] if seq < first.seq)

    @cached_property
    def _asked(self) -> set[tuple[str, str]]:
        """Who asked for something already, and got nothing: that is no new name."""
        return {(address, said) for address, said, _ in self.shelf.numbers}

    @cached_property
    def _holders(self) -> defaultdict[tuple[object, ...], list[tuple[str, int]]]:
        """Who has a picture under the same words and pictures, and since when."""
        found: defaultdict[tuple[object, ...], list[tuple[str, int]]] = defaultdict(list)
        for address, rows in self.shelf.rows.items():
            for r in rows:
                found[_identity(r)].append((address, r.seq))
        return found


def _identity(row: Taken) -> tuple[object, ...]:
    return row.said, row.seen, row.parts, row.attempt


def apart_from_source(said: str, text: str | bytes) -> str:
    """What is said, whatever the target of an edit is called: it may have been renamed. `text`: the manifest."""
    plain = text if isinstance(text, str) else text.decode(errors="replace")
    if '"source"' not in plain:
        return said
    try:
        manifest = json.loads(plain)
    except (ValueError, RecursionError):
        return said
    return canon({**manifest, "source": ""}) if isinstance(manifest, dict) else said
