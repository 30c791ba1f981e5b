"""Where a cell's output goes: displays of a notebook that can be filled later, or a terminal."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, Any, Protocol

from ..runtime.record import Skip, TakeRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from IPython.core.interactiveshell import InteractiveShell

    from .slots import Slot
    from .watch import Watch

EVERY = 0.2  # seconds: at most five updates of the line of progress in one
_numbers = itertools.count(1)


class View(Protocol):
    """What is seen of a run. All but `late` and `close_late` are called in the cell's thread, while it runs."""

    def draw(self) -> None:
        """Show what has come."""
        ...

    def settle(self, takes: Iterable[TakeRecord]) -> None:
        """Everything as it is in the end."""
        ...

    def close(self, line: str) -> None:
        """The last word while the cell runs."""
        ...

    def late(self) -> None:
        """Show what has come behind a cell that was stopped."""
        ...

    def close_late(self, line: str, takes: Iterable[TakeRecord] | None) -> None:
        """The last word of all, and everything as it is then where that is known."""
        ...


def view_of(shell: InteractiveShell, slots: list[Slot], watch: Watch, *, progress: bool, color: bool) -> View:
    """Displays where the shell is a kernel's, else lines."""
    if getattr(shell, "kernel", None) is not None:
        return Pictures(slots, watch, progress=progress)
    from .terminal import Terminal

    return Terminal({s.name for s in slots}, watch, progress=progress, color=color)


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
    """The slots of one run with their line of progress, in a notebook."""

    def __init__(self, slots: list[Slot], watch: Watch, *, progress: bool) -> None:
        self.slots, self.watch, self._progress = slots, watch, progress
        self._by_name = {s.name: s for s in slots}
        self._line = Display({"text/plain": watch.line()}) if progress and watch.wanted else None
        self._displays = {s.name: Display(s.bundle()) for s in slots}
        self._told, self._at = watch.line(), 0.0
        self._changed: dict[str, Slot] = {}  # and not shown yet: an interrupt may come in the midst of drawing

    def draw(self) -> None:
        """Show what has come."""
        for event, said in self.watch.events():
            if event in ("take_made", "failed", "skipped"):
                self._place(said[0])
        for name, slot in list(self._changed.items()):
            self._displays[name].put(slot.bundle())
            del self._changed[name]
        self._tell(self.watch.line())

    late = draw

    def _place(self, new: Any) -> None:
        slot = self._by_name.get(new.address.partition("[")[0])
        if slot is None:
            return
        if isinstance(new, TakeRecord):
            slot.place(new)
        else:
            slot.fallen[new.address] = new.because if isinstance(new, Skip) else new.message
        self._changed[slot.name] = slot

    def _tell(self, line: str) -> None:
        now = time.monotonic()
        if not self._progress or line == self._told or now - self._at < EVERY:
            return
        self._told, self._at = line, now
        self._put_line(line)

    def _put_line(self, line: str) -> None:
        if self._line is None:  # nothing was to be made, and then it waits for what another run makes
            self._line = Display({"text/plain": line})
        else:
            self._line.put({"text/plain": line})

    def close(self, line: str) -> None:
        """The last word of the line of progress."""
        if self._line is not None:
            self._put_line(line)

    def close_late(self, line: str, takes: Iterable[TakeRecord] | None) -> None:
        """The last word of all."""
        if takes is not None:
            self.settle(takes)
        self.close(line)

    def settle(self, takes: Iterable[TakeRecord]) -> None:
        """Everything as it is in the end."""
        every = tuple(takes)
        for name, slot in self._by_name.items():
            before = (*slot.pictures.items(), slot.words())
            slot.settle(t for t in every if t.address.partition("[")[0] == name)
            if len(before) != 2 or before != (*slot.pictures.items(), slot.words()):  # one alone is there as it is
                self._displays[name].put(slot.bundle())
