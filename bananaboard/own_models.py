"""The user's own table of models: a file beside their configuration, laid over the table of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dsl.models import extend
from .grammar.diagnostic import Diagnostic
from .runtime.configuration import BOUND, Misconfigured, config_file
from .runtime.price_age import OWN

if TYPE_CHECKING:
    from pathlib import Path


def own_models_file() -> Path:
    """Where it lies, whether it is there or not."""
    return config_file().with_name(OWN)


def use_own_models() -> None:
    """Go by it from here on, as it is now; by the program's table alone where there is none. Raises Misconfigured."""
    path = own_models_file()
    text = _text(path)
    problems = extend(() if text is None else ((str(path), text),))
    if problems:
        raise Misconfigured(*problems)


def _text(path: Path) -> str | None:
    try:
        if not path.exists():
            return None
        if not path.is_file() or path.stat().st_size > BOUND:
            raise Misconfigured(_unreadable(path, "it is no file, or too large"))
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Misconfigured(_unreadable(path, "it is not text in UTF-8")) from None
    except OSError as fault:
        raise Misconfigured(_unreadable(path, fault.strerror or str(fault))) from fault


def _unreadable(path: Path, reason: str) -> Diagnostic:
    return Diagnostic("BNN380", None, {"file": str(path), "reason": reason})
