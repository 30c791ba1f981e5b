"""Python's garbage collector at rest while a large tree grows: nothing in it is circular, and looking takes longest."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Nothing is collected inside; afterwards it is as it was."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def collector_on_what_is_new() -> Iterator[None]:
    """What is there now is not looked through inside: a board of thousands of calls stops everything for 50 ms."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
