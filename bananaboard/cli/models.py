"""`bnn models`: models, limits, prices with their date, and the engines that are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..dsl.money import show, usd
from .options import color_option, json_option
from .screen import BOLD, DIM, GREEN, YELLOW, screen

if TYPE_CHECKING:
    from ..dsl.model import Model, ModelTable
    from .columns import Cell
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn models
  bnn models --json
  bnn models --refresh     what does Google list, and what differs?
"""


@click.command("models", epilog=EPILOG)
@click.option("--refresh", is_flag=True, help="Ask the service for its list, and say what differs.")
@json_option
@color_option
@click.pass_context
def command(ctx: click.Context, refresh: bool, as_json: bool) -> None:
    """List models with their limits and prices.

    A price is that of one picture of the size on the model's own service. What is sent along costs a little more:
    `bnn plan` counts it. A file `models.toml` beside your configuration changes or adds models.
    """
    from ..dsl.models import model_table
    from ..own_models import use_own_models

    use_own_models()
    to, table = screen(), model_table()
    if refresh:
        from .models_refresh import refresh as refreshed

        ctx.exit(refreshed(to, table, as_json=as_json))
    to.out(_json(table) if as_json else _text(to, table))


def _price(model: Model, size: str) -> int | None:
    return None if model.image_nano is None else model.image_nano * model.sizes[size]


def _json(table: ModelTable) -> str:
    import json

    from ..runtime.engines import engine_sources

    models = [_record(m) for m in table.models]
    engines = [{"engine": name, "from": source} for name, source in engine_sources()]
    return json.dumps({"models": models, "retired": dict(table.retired), "engines": engines}, indent=1) + "\n"


def _record(model: Model) -> dict[str, object]:
    slots = model.references
    return {
        "id": model.id,
        "aliases": list(model.aliases),
        "family": model.family,
        "sizes": {s: {"usd": usd(_price(model, s)), "tokens": n} for s, n in model.sizes.items()},
        "ratios": list(model.ratios),
        "thinking": list(model.thinking),
        "references": {
            "total": slots.total,
            "object": slots.object,
            "character": slots.character,
            "style": slots.style,
        },
        "search": model.search,
        "batch": model.batch,
        "retires": model.retires.isoformat() if model.retires else None,
        "as_of": model.as_of.isoformat(),
    }


def _text(to: Screen, table: ModelTable) -> str:
    from ..api import today
    from ..runtime.engines import engine_sources
    from .columns import columns

    paint = to.paint
    rows = [_row(m) for m in table.models]
    head: list[Cell] = [(w, DIM) for w in ("say", "model", "a picture costs", "pictures along", "ends")]
    lines = [paint(BOLD, "Models"), *columns([head, *rows], paint, width=to.width), ""]
    for model in table.models:
        lines += _limits(to, model)
    dates = sorted({m.as_of.isoformat() for m in table.models})
    lines.append(
        f"Prices in US dollars, as of {' and '.join(dates)}; today is {today().isoformat()}. They may have changed."
    )
    if table.retired:
        lines.append("Gone: " + ", ".join(f"{old} (use {new})" for old, new in sorted(table.retired.items())) + ".")
    engines: list[list[Cell]] = [[(n, GREEN), (s, DIM)] for n, s in engine_sources()]
    lines += ["", paint(BOLD, "Engines"), *columns(engines, paint, width=to.width)]
    return "\n".join(lines) + "\n"


def _row(model: Model) -> list[Cell]:
    slots = model.references
    price = ", ".join(f"{size} {show(_price(model, size))}" for size in model.sizes)
    ends = model.retires.isoformat() if model.retires else "reported" if model.retirement_reported else "–"
    return [
        (model.aliases[0] if model.aliases else "–", GREEN),
        (model.id, ""),
        (price, ""),
        (f"{slots.total}", ""),
        (ends, YELLOW if model.retires or model.retirement_reported else DIM),
    ]


def _limits(to: Screen, model: Model) -> list[str]:
    import textwrap

    slots = model.references
    good = [
        f"{n} {kind}"
        for n, kind in ((slots.character, "characters"), (slots.object, "objects"), (slots.style, "styles"))
        if n
    ]
    facts = [f"ratios {' '.join(model.ratios)}"]
    facts += [f"good with {', '.join(good)}"] if good else []
    facts += [f"thinking {', '.join(model.thinking)}"] if model.thinking else []
    facts += ["search"] if model.search else []
    facts += ["half price in batch"] if model.batch else []
    width = min(to.width or 100, 100)
    name = model.called
    text = textwrap.fill("; ".join(facts), width, initial_indent="    ", subsequent_indent="    ")
    return [f"  {to.paint(BOLD, name)} {to.paint(DIM, model.family)}", text, ""]
