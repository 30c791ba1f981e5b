"""What was done on the page, so that the last of it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..runtime.picks import add_picks, drop_picks, read_picks
from .wrong import Wrong, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ..runtime.shelf import Pick

MOST = 200  # steps


class Past:
    """Steps, each of which says what it did when it is taken back."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], str]] = []

    def add(self, back: Callable[[], str]) -> None:
        """`back` takes the step back. It raises Wrong where somebody else has gone on from there."""
        self._steps = [*self._steps[1 - MOST :], back]

    def back(self) -> str:
        """Take the last step back; what that did. Raises Wrong, OSError."""
        if not self._steps:
            raise Wrong("There is nothing to undo.")
        return self._steps.pop()()


class PicksFile:
    """The picks of one maker in one file, as something to return to."""

    def __init__(self, path: Path, shown: str, maker: str) -> None:
        self.path, self.shown, self.maker = path, shown, maker

    def now(self) -> dict[tuple[str, str], Pick]:
        """Each pick by its address and words."""
        return {(p.address, p.said): p for p in read_picks(self.path, self.shown).of(self.maker)}

    def back(self, before: Mapping[tuple[str, str], Pick]) -> Callable[[], str] | None:
        """What returns from now to `before`; None where nothing differs."""
        after = self.now()
        keys = {k for k in (*before, *after) if before.get(k) != after.get(k)}
        return (lambda: self._return(before, {k: after.get(k) for k in keys})) if keys else None

    def _return(self, before: Mapping[tuple[str, str], Pick], changed: Mapping[tuple[str, str], Pick | None]) -> str:
        there = self.now()
        if any(there.get(k) != pick for k, pick in changed.items()):
            raise Wrong("It was picked otherwise meanwhile; nothing was undone.")
        refuse(drop_picks(self.path, self.shown, self.maker, lambda p: (p.address, p.said) in changed))
        again = [before[k] for k in changed if k in before]
        refuse(add_picks(self.path, self.shown, self.maker, again))
        return " ".join(_told(address, before.get((address, said))) for address, said in sorted(changed))


def _told(address: str, pick: Pick | None) -> str:
    if pick is None:
        return f"Undone: of {address} no take is picked."
    which = f"take {pick.take}" if pick.take is not None else f"picture {pick.sha256[:12]}"
    return f"Undone: {which} of {address} is picked again."
