"""Engines that can read an answer again which their process left behind, by the maker whose answer it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from inspect import getattr_static
from typing import TYPE_CHECKING

from .engine import Answer, Failed, Reading, Refused
from .engines import BUILT_IN, NoEngine, engine_class, open_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .engine import Engine
    from .ground import EngineInfo


class Readers:
    """Opens what is built in, or was named by whoever asks (`at_hand`), and nothing else."""

    def __init__(self, at_hand: EngineInfo | None = None) -> None:
        self._names = {info.maker: info.name for info, *_ in BUILT_IN.values()}
        if at_hand is not None:
            self._names[at_hand.maker] = at_hand.name
        self._reads: dict[str, Callable[[bytes], object] | None] = {}
        self._open: list[Engine] = []

    def read(self, maker: str, raw: bytes) -> Answer | Refused | Failed | None:
        """What an answer of that maker says; None where nobody here can read it."""
        if maker not in self._reads:
            self._reads[maker] = self._reading(self._names[maker]) if maker in self._names else None
        read = self._reads[maker]
        try:
            found = read(raw) if read is not None else None
        except Exception:  # noqa: BLE001 - an engine's own fault: the answer stays where it is, for a better one
            return None
        return found if isinstance(found, Answer | Refused | Failed) else None

    def _reading(self, name: str) -> Callable[[bytes], object] | None:
        """How an engine reads. One whose class can do it is not started: a key may be lacking, and is not needed."""
        try:
            made = engine_class(name)
            if isinstance(getattr_static(made, "read", None), staticmethod | classmethod):
                return made.read  # type: ignore[attr-defined,no-any-return]  # it has one, as was just seen
            engine = open_engine(name)
        except NoEngine:
            return None
        self._open.append(engine)
        return engine.read if isinstance(engine, Reading) else None

    def close(self) -> None:
        """Let go of the engines. A loop may run in this thread, so theirs is in another."""
        engines, self._open = self._open, []
        if engines:
            import asyncio

            with ThreadPoolExecutor(1) as pool:
                for engine in engines:
                    pool.submit(asyncio.run, engine.aclose()).exception()


@contextmanager
def readers(at_hand: EngineInfo | None) -> Iterator[Readers]:
    """Those that may be needed, let go of at the end."""
    found = Readers(at_hand)
    try:
        yield found
    finally:
        found.close()
