"""Prompt libraries as text and as JSON: the list of them, and what one offers."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, TypeAlias

from ..runtime.page.harmless import terminal_line
from .columns import columns
from .screen import BOLD, CYAN, DIM, GREEN, RED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..dsl.catalogue import Catalogue, Leaf, Offer
    from ..dsl.libraries import Release
    from ..shelf import Sample, Shelf
    from .columns import Cell
    from .screen import Screen

    Listed: TypeAlias = tuple[str, Release | None, Catalogue | None]

WIDEST = 100


def list_lines(to: Screen, found: Sequence[Listed]) -> str:
    """A line a library."""
    if not found:
        return "No library is installed. `bnn library new NAME` begins one.\n"
    rows = [_row(*one) for one in found]
    head: list[Cell] = [(w, DIM) for w in ("library", "from", "prompts", "about")]
    lines = columns([head, *rows], to.paint, width=to.width, right=(2,))
    name = next((n for n, _, catalogue in found if catalogue), found[0][0])
    return "\n".join([*lines, "", f"What is in one: bnn library show {name}"]) + "\n"


def _row(name: str, release: Release | None, catalogue: Catalogue | None) -> list[Cell]:
    where = str(release) if release else "unknown"
    if catalogue is None:
        return [(terminal_line(name), GREEN), (where, ""), ("–", ""), ("installed without its files", RED)]
    count = sum(offer.kind == "prompt" for leaf in catalogue.leaves for offer in leaf.offers)
    return [(terminal_line(name), GREEN), (where, ""), (f"{count}", ""), (terminal_line(catalogue.about), "")]


def list_json(found: Sequence[Listed]) -> str:
    """For programs."""
    records = [
        {
            "library": name,
            "package": release.package if release else None,
            "version": release.version if release else None,
            "about": catalogue.about if catalogue else None,
            "files": [leaf.path for leaf in catalogue.leaves] if catalogue else None,
        }
        for name, release, catalogue in found
    ]
    return json.dumps({"libraries": records}, ensure_ascii=False, indent=1) + "\n"


def show_lines(to: Screen, shelf: Shelf, release: Release | None) -> str:
    """Everything that a library offers, file by file, each with an example and the words that come of it."""
    head = f"{to.paint(BOLD, terminal_line(shelf.name))}  {to.paint(DIM, str(release or ''))}".rstrip()
    lines = [head, *([terminal_line(shelf.catalogue.about)] if shelf.catalogue.about else [])]
    for leaf in shelf.catalogue.leaves:
        lines += ["", *_leaf(to, shelf, leaf)]
    return "\n".join(lines) + "\n"


def _leaf(to: Screen, shelf: Shelf, leaf: Leaf) -> Iterator[str]:
    yield to.paint(BOLD, f'import "pkg:{terminal_line(shelf.name)}/{terminal_line(leaf.path)}"')
    yield from (to.paint(DIM, f"# {terminal_line(line)}") for line in leaf.about.split("\n") if line.strip())
    for offer in leaf.offers:
        yield ""
        yield from _offer(to, offer, shelf.sample(leaf, offer))


def _offer(to: Screen, offer: Offer, sample: Sample | None) -> Iterator[str]:
    kind = "" if offer.kind == "prompt" else to.paint(DIM, f"{offer.kind} ")
    yield f"  {kind}{to.paint(GREEN, terminal_line(offer.written))}"
    yield from _filled(to, offer.about, "    ", "    ")
    if sample is not None:
        yield from (to.paint(CYAN, line) for line in _filled(to, sample.written, "    ", "      "))
        yield from (to.paint(DIM, line) for line in _filled(to, sample.says, "    → ", "      "))


def _filled(to: Screen, text: str, first: str, then: str) -> list[str]:
    width = min(to.width or WIDEST, WIDEST)
    return textwrap.wrap(terminal_line(text), max(width, 30), initial_indent=first, subsequent_indent=then)


def show_json(shelf: Shelf, release: Release | None, sketches: Mapping[str, str] | None = None) -> str:
    """For programs; `sketches`: file names by address."""
    record = {
        "library": shelf.name,
        "package": release.package if release else None,
        "version": release.version if release else None,
        "about": shelf.catalogue.about,
        "files": [
            {
                "file": f"pkg:{shelf.name}/{leaf.path}",
                "about": leaf.about,
                "offers": [_record(leaf, o, shelf.sample(leaf, o), sketches or {}) for o in leaf.offers],
            }
            for leaf in shelf.catalogue.leaves
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _record(leaf: Leaf, offer: Offer, sample: Sample | None, sketches: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {
        "kind": offer.kind,
        "name": offer.name,
        "arguments": [{"name": name, "default": default} for name, default in offer.arguments],
        "about": offer.about,
        "sample": None if sample is None else _sample(sample),
    }
    drawn = sketches.get(f"{leaf.stem}.{offer.name}")
    return found | ({"sketch": drawn} if drawn else {})


def _sample(sample: Sample) -> dict[str, object]:
    return {"written": sample.written, "says": sample.says, "made_up": sample.made_up}
