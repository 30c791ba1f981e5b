"""`%banana help`: the words of the magic, a setting, an option, or a code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dsl.settings import BY_NAME, fitting
from .options import FLAGS, LISTS, VALUES
from .told import aligned
from .words import WORDS

if TYPE_CHECKING:
    from .notebook import Notebook

CODE = re.compile(r"(?:BNN)?\d{3}", re.IGNORECASE)


def about(notebook: Notebook, word: str) -> str | None:
    """What is known about a word; None where nothing is. Without a word: all of them."""
    if not word:
        return _overview()
    if CODE.fullmatch(word):
        code = word.upper() if word[0] in "bB" else f"BNN{word}"
        failed, said = notebook.face.command(notebook.board(), ["explain", code], color=notebook.color)
        return None if failed else said.rstrip("\n")
    if word in WORDS:
        return f"%banana {word}: {WORDS[word]}"
    if word in BY_NAME:
        return _setting(word)
    found = {**VALUES, **LISTS}.get(f"--{word.lstrip('-')}")
    if found is not None:
        return f"--{word.lstrip('-')} {found[0]}: {found[1]}"
    flag = FLAGS.get(f"--{word.lstrip('-')}")
    return f"--{word.lstrip('-')}: {flag}" if flag else None


def _setting(name: str) -> str:
    spec = BY_NAME[name]
    lines = [f"{name}: {spec.about}", f"takes {spec.takes.value}"]
    lines += [f"words: {', '.join(spec.words)}"] if spec.words else []
    lines += [f"if nobody sets it: {spec.default}"] if spec.default else []
    return "\n".join([*lines, f"stands in: {fitting(name)}"])


def _overview() -> str:
    options = {**FLAGS, **{f"{o} {shown}": told for o, (shown, told) in {**VALUES, **LISTS}.items()}}
    return "\n".join(
        [
            "%%banana [NAME] [options], and a board below it; NAME is the variable of the result.",
            aligned([[f"  {option}", told] for option, told in options.items()]),
            "",
            "%banana WORD, about the whole board:",
            aligned([[f"  {word}", told] for word, told in WORDS.items()]),
        ]
    )
