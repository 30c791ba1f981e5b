"""What a run was told to do, as one line in the ledger: the command, and the values that it gave to params."""

from __future__ import annotations

import hashlib
import shlex
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OPTION = "--set"
LONGEST = 200  # characters of a value; a longer one is named by its digest


def commanded(command: str, given: Iterable[tuple[str, str]]) -> str:
    """`run --set coat='red parka'`."""
    words = [command]
    for name, value in given:
        words += [OPTION, f"{name}={short(value)}"]
    return shlex.join(words)


def values_in(command: str) -> dict[str, str]:
    """The values that such a line gave to params; none where it is not one."""
    try:
        words = shlex.split(command)
    except ValueError:
        return {}
    pairs = (word.partition("=") for option, word in pairwise(words) if option == OPTION)
    return {name: value for name, _, value in pairs}


def short(value: str) -> str:
    """A value as the line holds it."""
    if len(value) <= LONGEST:
        return value
    return "sha256:" + hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
