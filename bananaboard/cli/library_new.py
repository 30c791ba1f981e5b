"""Writes the beginnings of a prompt library: a package that can be installed as it is, with tests that pass."""

from __future__ import annotations

import keyword
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from .exits import Mistake

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What is written, and what it is made from.
PARTS = {
    "pyproject.toml": "project.txt",
    "README.md": "readme.txt",
    "bnn_{name}/__init__.py": "package.txt",
    "bnn_{name}/prompts.bnn": "prompts.bnn",
    "bnn_{name}/samples.bnn": "samples.bnn",
    "tests/test_{name}.py": "tests.txt",
}


def scaffold(name: str, beside: Path) -> Path:
    """Write the folder `bnn-NAME` into `beside`. Raises Mistake for a name that can't be, or what is there already."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise Mistake(f"`{name}` can't be a library's name: small letters, digits and `_`, a letter first.")
    folder = beside / f"bnn-{name.replace('_', '-')}"
    try:
        folder.mkdir()
        for path, part in PARTS.items():
            _write(folder / path.format(name=name), part, name)
    except FileExistsError:
        raise Mistake(f"`{folder.name}` is there already, and stays as it is.") from None
    except OSError as fault:
        raise Mistake(f"`{folder.name}` can't be written: {fault.strerror or fault}.") from None
    return folder


def _write(path: Path, part: str, name: str) -> None:
    text = files("bananaboard.scaffold").joinpath(part).read_text("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("DASHED", name.replace("_", "-")).replace("NAME", name), "utf-8", newline="\n")
