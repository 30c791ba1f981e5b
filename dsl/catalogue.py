"""What a prompt library offers: its files, and in each what boards may call or mention, with what is said of it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ..grammar import nodes
from ..grammar.parser import parse
from ..grammar.reading import decode
from .loader import Unusable, Use
from .template.template import compile_library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ..grammar.diagnostic import Diagnostic
    from ..grammar.source import Source
    from .loader import Loader

SAMPLES = "samples.bnn"  # the board that shows how a library's prompts are called; no part of what it offers
MOST_FILES = 200
LONGEST_HEAD = 64 * 1024  # bytes of an `__init__.py` that are looked at
_MACRO = re.compile(r"(?:\{#-?\s*((?:(?!#\}).)*?)\s*-?#\}\s*)?\{%-?\s*macro\s+(\w+)", re.DOTALL)


class Offer(Struct, frozen=True):
    """Something that a file of a library declares. `written`: as it is declared, without its text."""

    kind: str  # prompt, character, location, prop, style, reference or param
    name: str
    arguments: tuple[tuple[str, str | None], ...]  # of a prompt: name, and the default as written
    about: str  # the comment above it, else its description

    @property
    def written(self) -> str:
        """How it is called: `close(who, doing, feeling: "calm")`; a subject by its name alone."""
        told = ", ".join(name if default is None else f"{name}: {default}" for name, default in self.arguments)
        return f"{self.name}({told})" if self.kind == "prompt" else self.name


class Leaf(Struct, frozen=True):
    """A file of a library."""

    path: str  # inside the library
    about: str  # the comment that it begins with
    offers: tuple[Offer, ...]

    @property
    def stem(self) -> str:
        """What a board calls it that imports it without `as`."""
        return self.path.rpartition("/")[2].rpartition(".")[0]


class Catalogue(Struct, frozen=True):
    """A library as it can be read through."""

    about: str
    leaves: tuple[Leaf, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_catalogue(folder: Path, files: Loader) -> Catalogue:
    """What the library in `folder` offers. `files` reads below that folder."""
    leaves: list[Leaf] = []
    diagnostics: list[Diagnostic] = []
    for path in _paths(folder):
        leaf, found = _leaf(path, files)
        diagnostics += found
        if leaf is not None and leaf.offers:
            leaves.append(leaf)
    return Catalogue(_about(folder), tuple(leaves), tuple(diagnostics))


def _paths(folder: Path) -> list[str]:
    """Its boards and macro files by their paths inside it, in order; those of `samples.bnn` are no part of it."""
    found = sorted(p.relative_to(folder).as_posix() for end in ("bnn", "j2") for p in _below(folder, end))
    return [p for p in found if p != SAMPLES][:MOST_FILES]


def _below(folder: Path, end: str) -> Iterator[Path]:
    for pattern in (f"*.{end}", f"*/*.{end}"):
        yield from (p for p in folder.glob(pattern) if not any(n.startswith(".") for n in p.relative_to(folder).parts))


def _about(folder: Path) -> str:
    """The first line of the package's docstring, read and never run."""
    try:
        with (folder / "__init__.py").open("rb") as file:
            told = ast.get_docstring(ast.parse(file.read(LONGEST_HEAD)))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return (told or "").partition("\n")[0].strip()


def _leaf(path: str, files: Loader) -> tuple[Leaf | None, Sequence[Diagnostic]]:
    try:
        source, diagnostics = decode(path, files.read(files.find(path, beside=None, use=Use.BOARD)))
    except Unusable:
        return None, ()
    if source is None:
        return None, diagnostics
    if path.endswith(".j2"):
        return Leaf(path, "", tuple(_macros(source))), diagnostics
    parsed = parse(source)
    offers = tuple(o for node in parsed.document.statements if (o := _offer(source, node)) is not None)
    return Leaf(path, _head(source), offers), (*diagnostics, *parsed.diagnostics)


def _offer(source: Source, node: nodes.Statement) -> Offer | None:
    told = _above(source, node.start)
    if isinstance(node, nodes.Prompt):
        arguments = tuple((p.name.text, _written(source, p.default)) for p in node.parameters)
        return Offer("prompt", node.name.text, arguments, told)
    if isinstance(node, nodes.Subject):
        return Offer(node.kind, node.name.text, (), told or (node.description.value if node.description else ""))
    if isinstance(node, nodes.Reference) and node.name is not None:
        return Offer("reference", node.name.text, (), told)
    if isinstance(node, nodes.Param):
        return Offer("param", node.name.text, (), told)
    return None


def _written(source: Source, value: nodes.Value | None) -> str | None:
    return None if value is None else source.text[value.start : value.end]


def _above(source: Source, start: int) -> str:
    """The comment right above a statement, where something else than the file's own head is above it."""
    lines: list[str] = []
    number = source.position(start).line - 1
    while number >= 1 and source.line(number).lstrip().startswith("#"):
        lines.append(_bare(source.line(number)))
        number -= 1
    return " ".join(reversed(lines)) if number >= 1 else ""


def _head(source: Source) -> str:
    """The comment that a file begins with, a line a line."""
    lines: list[str] = []
    for line in source.text.split("\n", maxsplit=50)[:50]:
        if not line.startswith("#"):
            break
        lines.append(_bare(line))
    return "\n".join(lines)


def _bare(line: str) -> str:
    return line.strip().removeprefix("#").removeprefix(" ").rstrip()


def _macros(source: Source) -> Iterator[Offer]:
    library = compile_library(source.text)
    told = {m[2]: " ".join((m[1] or "").split()) for m in _MACRO.finditer(source.text)}
    for name, shape in library.macros.items():
        arguments = tuple((parameter, "…" if default else None) for parameter, default in shape.parameters)
        yield Offer("prompt", name, arguments, told.get(name, ""))
