"""Engines by name: the built-in one, and those of other packages, which are loaded only when they are named."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from inspect import signature
from typing import TYPE_CHECKING

from .engine import Setup
from .ground import EngineInfo

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from .engine import Engine

GROUP = "bananaboard.engines"
SKETCH = EngineInfo("sketch", "sketch", free=True)
GEMINI = EngineInfo("gemini", "gemini", free=False)
REHEARSAL = EngineInfo("rehearsal", "rehearsal", free=False, realm="rehearsal")
# Each built-in engine with the module and the class that draw: imported when it is opened. The default comes first.
BUILT_IN = {
    SKETCH.name: (SKETCH, ".sketch.engine", "Sketch"),
    GEMINI.name: (GEMINI, ".gemini.engine", "Gemini"),
    REHEARSAL.name: (REHEARSAL, ".rehearsal.engine", "Rehearsal"),
}


class NoEngine(Exception):
    """An engine that was named can't be had; its text says why, in a sentence for people."""


def engine_names() -> tuple[str, ...]:
    """The engines that are installed, the built-in one first."""
    return (*BUILT_IN, *sorted(_plugged()))


def engine_sources() -> tuple[tuple[str, str], ...]:
    """Each installed engine with where it comes from: `built in`, or a distribution and its version."""
    found = [(name, "built in") for name in BUILT_IN]
    for name, point in sorted(_plugged().items()):
        found.append((name, f"{point.dist.name} {point.dist.version}" if point.dist else "installed"))
    return tuple(found)


def engine_info(name: str) -> EngineInfo:
    """What a plan must know of an engine. Raises NoEngine."""
    if name in BUILT_IN:
        return BUILT_IN[name][0]
    made = engine_class(name)
    maker, free = getattr(made, "maker", None), getattr(made, "free", None)
    if not isinstance(maker, str) or not isinstance(free, bool):
        raise NoEngine(f"The engine `{name}` does not say who draws (`maker`) and whether it is free (`free`).")
    return EngineInfo(name, maker, free)


def realm_of(maker: str) -> str:
    """The realm of what a maker makes: "" for all but what is pretended."""
    return next((info.realm for info, *_ in BUILT_IN.values() if info.maker == maker), "")


def open_engine(name: str, setup: Setup | None = None) -> Engine:
    """An engine that can be asked for pictures; `setup` reaches those whose class takes one. Raises NoEngine."""
    made = engine_class(name)
    try:
        parameters = signature(made).parameters  # type: ignore[arg-type]  # what a plug-in names is a class, or this says so
        engine: Engine = made(setup or Setup()) if "setup" in parameters else made()  # type: ignore[operator]  # as above
    except NoEngine:
        raise
    except Exception as fault:
        raise NoEngine(f"The engine `{name}` could not be started: {type(fault).__name__}: {fault}") from fault
    return engine


def engine_class(name: str) -> object:
    """The class of an engine, which is not started by this. Raises NoEngine."""
    if name in BUILT_IN:
        _, module, called = BUILT_IN[name]
        return getattr(import_module(module, __package__), called)
    point = _plugged().get(name)
    if point is None:
        known = ", ".join(f"`{n}`" for n in engine_names())
        raise NoEngine(f"No engine called `{name}` is installed. There is {known}.")
    try:
        return point.load()
    except Exception as fault:
        raise NoEngine(f"The engine `{name}` could not be loaded: {type(fault).__name__}: {fault}") from fault


@cache
def _plugged() -> dict[str, EntryPoint]:
    return {p.name: p for p in entry_points(group=GROUP) if p.name not in BUILT_IN}
