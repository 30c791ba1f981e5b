"""Where a cell's output goes: displays of a notebook that can be filled later, or lines of a terminal."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, Any

from ..runtime.record import Skip, TakeRecord

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from .slots import Slot
    from .watch import Watch

EVERY = 0.2  # seconds: at most five updates of the line of progress in one
_numbers = itertools.count(1)


def in_notebook(shell: InteractiveShell) -> bool:
    """Whether the shell is a kernel's, which has displays."""
    return getattr(shell, "kernel", None) is not None


class Display:
    """One output that can be put anew."""

    def __init__(self, bundle: dict[str, Any]) -> None:
        from IPython.display import display

        self.id = f"bananaboard-{next(_numbers)}"
        display(bundle, raw=True, display_id=self.id)  # type: ignore[no-untyped-call]  # IPython's own

    def put(self, bundle: dict[str, Any]) -> None:
        """Show this in its place."""
        from IPython.display import update_display

        update_display(bundle, raw=True, display_id=self.id)  # type: ignore[no-untyped-call]  # IPython's own


class Pictures:
    """The slots of one run with their line of progress."""

    def __init__(self, slots: list[Slot], watch: Watch, *, rich: bool, progress: bool) -> None:
        self.slots, self.watch, self.rich = slots, watch, rich
        self._by_name = {s.name: s for s in slots}
        self._line = Display({"text/plain": watch.line()}) if rich and progress else None
        self._displays = {s.name: Display(s.bundle()) for s in slots} if rich else {}
        self._told, self._at = watch.line(), 0.0
        self._changed: dict[str, Slot] = {}  # and not shown yet: an interrupt may come in the midst of drawing

    def draw(self) -> None:
        """Show what has come."""
        for new in self.watch.news():
            slot = self._by_name.get(new.address.partition("[")[0])
            if slot is None:
                continue
            if isinstance(new, TakeRecord):
                slot.place(new)
                if not self.rich:
                    print(f"{new.address}#{new.take}  {new.path}")  # noqa: T201 - a cell's output in a terminal
            else:
                slot.fallen[new.address] = new.because if isinstance(new, Skip) else new.message
            self._changed[slot.name] = slot
        for name, slot in list(self._changed.items()):
            self._put(name, slot)
            del self._changed[name]
        self._tell(self.watch.line())

    def _put(self, name: str, slot: Slot) -> None:
        if name in self._displays:
            self._displays[name].put(slot.bundle())

    def _tell(self, line: str) -> None:
        now = time.monotonic()
        if self._line is None or line == self._told or now - self._at < EVERY:
            return
        self._told, self._at = line, now
        self._line.put({"text/plain": line})

    def close(self, line: str) -> None:
        """The last word of the line of progress."""
        if self._line is not None:
            self._line.put({"text/plain": line})

    def settle(self, takes: Any) -> None:
        """Everything as it is in the end."""
        for name, slot in self._by_name.items():
            slot.settle(t for t in takes if t.address.partition("[")[0] == name)
            self._put(name, slot)
