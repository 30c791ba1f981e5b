"""How a run is asked to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Halt:
    """First asked, what is in flight comes in and nothing new goes out; then given up, what is in flight is lost.

    Call it from the thread of the run's event loop, or through `call_soon_threadsafe`.
    """

    def __init__(self) -> None:
        self.asked = self.gave_up = False
        self._heard: Callable[[], None] | None = None

    def ask(self) -> None:
        """End soon."""
        self.asked = True
        self._hear()

    def give_up(self) -> None:
        """End now."""
        self.asked = self.gave_up = True
        self._hear()

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` whenever something was asked."""
        self._heard = heard

    def _hear(self) -> None:
        if self._heard is not None:
            self._heard()
