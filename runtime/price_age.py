"""Prices that were read so long ago that nobody should rely on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from ..dsl.model import Model
    from .ground import EngineInfo
    from .step import Step

OLD = 180  # days
OWN = "models.toml"  # the user's own table of models, beside their configuration


def old_prices(models: Iterable[Model], today: dt.date) -> Iterator[Diagnostic]:
    """A warning for each day on which old prices were read."""
    from .configuration import config_file

    dates: dict[dt.date, list[str]] = {}
    for model in models:
        if (today - model.as_of).days > OLD:
            dates.setdefault(model.as_of, []).append(model.called)
    for day, names in sorted(dates.items()):
        words = {"models": ", ".join(f"`{n}`" for n in names), "date": day.isoformat(), "days": (today - day).days}
        yield Diagnostic("BNN677", None, words | {"path": str(config_file().with_name(OWN))})


def old_prices_of(engine: EngineInfo, steps: Iterable[Step], today: dt.date) -> tuple[Diagnostic, ...]:
    """Those that a run would be reckoned with; none where it is free, or only pretended."""
    if engine.free or engine.realm:
        return ()
    from ..dsl.models import model_table

    named = dict.fromkeys(s.call.model for s in steps if s.make)
    found = (model_table().find(name) for name in named)
    return tuple(old_prices((m for m in found if m is not None), today))
