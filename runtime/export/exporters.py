"""Exporters by name: the built-in ones, and those of other packages, loaded only when they are named."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from .exporter import Unexportable

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from .exporter import Exporter

GROUP = "bananaboard.exporters"
# Each with the module and the class that writes it.
BUILT_IN = {
    "html": (".html", "Html"),
    "png": (".contact", "Contact"),
    "pdf": (".pdf", "Pdf"),
    "comic": (".comic", "Comic"),
    "continuity": (".continuity", "Continuity"),
    "csv": (".shots", "Shots"),
    "zip": (".bundle", "Bundle"),
    "otio": (".timeline", "Timeline"),
    "mp4": (".reel", "Film"),
    "gif": (".gif", "Gif"),
}


def exporter_names() -> tuple[str, ...]:
    """The formats that can be written, the built-in ones first."""
    return (*BUILT_IN, *sorted(_plugged()))


def open_exporter(name: str) -> Exporter:
    """What writes a format. Raises Unexportable."""
    if name not in exporter_names():
        raise Unexportable(_unknown(name))
    try:
        exporter: Exporter = _class(name)()  # type: ignore[operator]  # what a plug-in names is a class, or this says so
    except Exception as fault:
        raise Unexportable(f"The exporter `{name}` can't be loaded: {type(fault).__name__}: {fault}") from fault
    return exporter


def _class(name: str) -> object:
    if name in BUILT_IN:
        module, called = BUILT_IN[name]
        return getattr(import_module(module, __package__), called)
    return _plugged()[name].load()


def _unknown(name: str) -> str:
    from ...dsl.nearest import nearest

    near = nearest(name, exporter_names())
    hint = f" Did you mean `{near}`?" if near else ""
    return f"Nothing here writes `{name}`.{hint} There is {', '.join(f'`{n}`' for n in exporter_names())}."


@cache
def _plugged() -> dict[str, EntryPoint]:
    return {p.name: p for p in entry_points(group=GROUP) if p.name not in BUILT_IN}
