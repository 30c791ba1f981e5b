"""Completion in cells: statements, settings, values, names, and behind `%banana` words and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .cells import cell, joined, offset_of, put
from .next_words import WANTS, next_words
from .words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .notebook import Notebook

CELL = re.compile(r"\s*%%banana(?=\s|$)[^\n]*")
LINE = re.compile(r"^\s*%banana(?=\s)(?P<said>[^\n]*)$")
LAST = re.compile(r"\S*$")
WORD = re.compile(r"\w*$")
ADDRESSED = ("pick", "show")
MAKING = ("run", "reroll")  # of several addresses, with the options of a cell


def matches(extension: Any, context: Any) -> dict[str, Any]:
    """The answer to IPython's completer. Where the text is no business of ours, an empty one."""
    text, offset = context.full_text, _offset(context.full_text, context.cursor_line, context.cursor_position)
    head = CELL.match(text)
    line = LINE.match(context.line_with_cursor[: context.cursor_position])
    if head is not None and offset >= head.end() + 1:
        return _answer(_in_cell(extension.notebook, text, head.end(), offset), WORD.search(text[:offset]))
    if head is not None:
        return _answer(_options(extension.notebook, text[:offset]), LAST.search(text[:offset]))
    if line is not None:
        return _answer(_words(extension.notebook, line["said"]), LAST.search(line["said"]))
    return {"completions": [], "suppress": False}


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return sum(len(x) + 1 for x in lines[:line]) + column


def _answer(found: Iterable[tuple[str, str, str]], last: re.Match[str] | None) -> dict[str, Any]:
    """Completions that stand for the same fragment. With none, the fragment itself: else Python's names come up."""
    from IPython.core.completer import SimpleCompletion

    every = list(found)
    fragment = every[0][2] if every else last[0] if last else ""
    offers = [
        SimpleCompletion(text=text, type=kind)
        for text, kind, written in every
        if written == fragment and text.casefold().startswith(fragment.casefold())
    ]
    return {
        "completions": offers or [SimpleCompletion(text=fragment, type="text")],
        "matched_fragment": fragment,
        "suppress": True,
        "ordered": True,
    }


def _in_cell(notebook: Notebook, text: str, head: int, offset: int) -> Iterator[tuple[str, str, str]]:
    # Which cell it is can't be known while it is written: what it declares replaces what others do.
    here = cell("now", "now", text, text[head + 1 :])
    cells, _ = put(notebook.cells, here)
    at = offset_of(cells, here.id, offset)
    if at is None:
        return
    board = notebook.board(cells)
    for offer in notebook.face.offers(board, joined(cells), at):
        yield offer.text, offer.kind, text[offset - offer.replaced : offset]


def _options(notebook: Notebook, before: str) -> Iterator[tuple[str, str, str]]:
    known = {
        "address": lambda: _addresses(notebook),
        "param": lambda: _params(notebook),
        "variable": lambda: sorted(n for n in notebook.shell.user_ns if not n.startswith("_")),
    }
    for found in next_words(before.rpartition("\n")[2], known):
        yield found.text, found.kind, found.written


def _words(notebook: Notebook, said: str) -> Iterator[tuple[str, str, str]]:
    verb, space, rest = said.strip(" ").partition(" ") if said.strip() else ("", "", "")
    word = LAST.search(said)
    fragment = word[0] if word else ""
    if not space and not (verb and said.endswith(" ")):
        yield from ((w, "word", fragment) for w in WORDS)
    elif verb in MAKING and (fragment.startswith("-") or said.removesuffix(fragment).split()[-1] in WANTS):
        yield from _options(notebook, said)
    elif verb in MAKING or (verb in ADDRESSED and not rest.strip().count(" ")):
        yield from ((a, "address", fragment) for a in _addresses(notebook))
    elif verb == "help":
        from ..dsl.settings import BY_NAME

        yield from ((w, "word", fragment) for w in (*WORDS, *BY_NAME))
    elif verb == "reset":
        from .cells import names_of

        yield from ((n, "name", fragment) for c in notebook.cells for n in names_of(c))


def _addresses(notebook: Notebook) -> list[str]:
    """As they are typed behind a command: `a.close:light=dawn`."""
    from ..runtime.selections import typed

    compiled = notebook.board().compiled()
    return [typed(c.address) for c in compiled.calls]


def _params(notebook: Notebook) -> list[str]:
    return [name for name, _ in notebook.board().compiled().params]
