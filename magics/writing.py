"""A board as a clean notebook: a cell a group of statements, comments at their edges as text between, no outputs."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from ..grammar import nodes
from ..grammar.parser import parse
from ..grammar.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nbformat import NotebookNode

NOTE = "bananaboard"  # the key of what is ours in the metadata
FIRST = "%load_ext bananaboard"
# What nbconvert reads to colour a cell that is not Python. Without our lexer it shows the cell in plain letters.
BOARD = {"magics_language": "bananaboard"}
# Statements of one kind that follow one another share a cell.
KINDS = {
    nodes.Import: "imports", nodes.FromImport: "imports", nodes.Param: "params", nodes.Prompt: "prompts",
    nodes.Subject: "cast", nodes.Reference: "cast", nodes.Shot: "shots", nodes.Edit: "shots",
}  # fmt: skip


class Group(Struct, frozen=True):
    """Statements of one cell: what they are called in its id, and their text with the comments and lines before."""

    name: str
    text: str


def to_notebook(text: str, name: str, title: str = "", ties: Iterable[tuple[int, int]] = ()) -> str:
    """The notebook of a board's text: the same bytes for the same board. `name`: that of its file, without an ending.
    `ties`: offsets of names, each with that of its declaration; a cell holds what it names.

    Put together again, its cells are the text, letter for letter, but for line ends at its end.
    """
    import nbformat

    ids: set[str] = set()
    heading = title or name.replace("_", " ").replace("-", " ").capitalize()
    cells = [
        _markdown(f"# {_plain(heading)}\n\nMade from the board `{name}.bnn`. Run the cells from above.", "title", ids),
        _code(FIRST, "load", ids),
    ]
    cells += [_code("%%banana\n" + g.text, g.name, ids, BOARD) for g in groups(text, ties)]
    metadata = {
        NOTE: {"board": name},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "pygments_lexer": "ipython3"},
    }
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook, relax_add_props=False)
    written: str = nbformat.writes(notebook)
    return written + "\n"


def groups(text: str, ties: Iterable[tuple[int, int]] = ()) -> list[Group]:
    """A board's statements, those together that belong together. Their texts in a row are the whole text."""
    found: list[Group] = []
    kind = ""
    for name, its, piece in _pieces(text):
        if found and its and its == kind:
            found[-1] = Group(found[-1].name, found[-1].text + piece)
        else:
            found.append(Group(name, piece))
        kind = its
    return _tied(found, ties)


def _tied(groups: list[Group], ties: Iterable[tuple[int, int]]) -> list[Group]:
    """Cells run from above: one that names what is declared further down goes as far as that."""
    ends = list(accumulate(len(g.text) for g in groups))
    reach = list(range(len(groups)))
    for used, declared in ties:
        first, last = bisect_right(ends, used), bisect_right(ends, declared)
        if first < last < len(groups):
            reach[first] = max(reach[first], last)
    found: list[Group] = []
    until = -1
    for i, group in enumerate(groups):
        if i <= until:
            found[-1] = Group(found[-1].name, found[-1].text + group.text)
        else:
            found.append(group)
        until = max(until, reach[i])
    return found


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Each statement with what stands before it: its name, its kind and its text. A line is never cut in two."""
    statements = parse(Source("board", text)).document.statements
    edges: list[int] = []
    for node in statements:
        end = text.find("\n", node.end)
        edges.append(len(text) if end < 0 else end + 1)
    begin = 0
    for i, (node, end) in enumerate(zip(statements, edges, strict=True)):
        last = i == len(statements) - 1
        if not last and statements[i + 1].start < end:  # two statements on one line stay together
            continue
        end = len(text) if last else end
        yield _named(node), KINDS.get(type(node), ""), text[begin:end]
        begin = end
    if begin < len(text):
        yield "board", "", text[begin:]


def _named(node: nodes.Statement) -> str:
    name = getattr(node, "name", None)
    word = type(node).__name__.lower()
    return f"{word}-{name.text}" if isinstance(name, nodes.Name) else word


def _plain(title: str) -> str:
    """A title that is no Markdown."""
    return "".join("\\" + c if c in "\\`*_{}[]<>()#+-.!|~$" else " " if c < " " else c for c in title)


def _markdown(text: str, name: str, ids: set[str]) -> NotebookNode:
    from nbformat.v4 import new_markdown_cell

    made: NotebookNode = new_markdown_cell(text, id=_id(name, text, ids))
    return made


def _code(text: str, name: str, ids: set[str], metadata: Mapping[str, str] | None = None) -> NotebookNode:
    """A cell that was not run. Jupyter keeps no newline at the end of a cell: that of its last line goes."""
    from nbformat.v4 import new_code_cell

    made: NotebookNode = new_code_cell(text.removesuffix("\n"), id=_id(name, text, ids), metadata=dict(metadata or {}))
    return made


def _id(name: str, text: str, ids: set[str]) -> str:
    """A name and a digest: at most 64 letters, each id once, the same for the same board."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "cell"
    count = 0
    while True:
        digest = hashlib.sha256(f"{count} {name} {text}".encode()).hexdigest()[:8]
        found = f"{slug}-{digest}"
        if found not in ids:
            ids.add(found)
            return found
        count += 1
