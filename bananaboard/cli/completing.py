"""What a shell may complete: boards, addresses, codes and engines. Never an error, never a word beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click


def boards(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Board files, and the folders on the way to them."""
    from pathlib import Path

    typed = incomplete.rpartition("/")[0]
    folder = Path(typed or ("/" if incomplete.startswith("/") else "."))
    try:
        found = sorted(p for p in folder.iterdir() if not p.name.startswith(".") and (p.suffix == ".bnn" or p.is_dir()))
    except OSError:
        return []
    lead = incomplete[: len(incomplete) - len(incomplete.rpartition("/")[2])]
    return _matching((f"{lead}{p.name}{'/' if p.is_dir() else ''}" for p in found), incomplete)


def addresses(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The pictures of the board that is named before."""
    # Behind an option that still lacks its value, click has not sorted the other words yet.
    file = ctx.params.get("file") or next(iter(ctx.args), None)
    if not isinstance(file, str) or file == "-":
        return []
    try:
        from pathlib import Path

        from ..api import compile_file
        from ..runtime.selections import typed

        compiled = compile_file(Path(file))
    except Exception:  # noqa: BLE001 - a shell shows nothing rather than a fault in the middle of a line
        return []
    every = (*compiled.calls, *compiled.spare, *compiled.finals)
    return _matching((typed(c.address) for c in every), incomplete)


def codes(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The codes of diagnostics, with their titles."""
    from ..grammar.prose import entries

    return [CompletionItem(e.code, help=e.title) for e in entries() if e.code.startswith(incomplete.upper())]


def engines(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The engines that are installed."""
    from ..runtime.engines import engine_names

    return _matching(engine_names(), incomplete)


def _matching(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(n) for n in names if n.startswith(incomplete)]


def libraries(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The prompt libraries that are installed."""
    from ..dsl.libraries import Libraries

    return _matching(Libraries().names(), incomplete)


def starters(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The kinds of boards to begin with, with what they are."""
    from ..starters import starters as kinds

    return [CompletionItem(kind, help=about) for kind, about in kinds() if kind.startswith(incomplete)]
