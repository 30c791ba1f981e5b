"""`bnn export --to ipynb` and `--to bnn`: a board's own text in its other form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..grammar import nodes
from ..grammar.parser import parse
from ..grammar.source import Source
from .exits import Mistake
from .screen import home_relative

if TYPE_CHECKING:
    from ..script import Script

FORMS = {"ipynb": "a notebook of Jupyter's", "bnn": "a script"}


def export_source(script: Script, form: str, target: str | None, *, force: bool) -> tuple[Path, tuple[str, ...]]:
    """Write the board as a notebook or as a script; where it is, and what there is to say. Raises Mistake."""
    path = Path(target) if target is not None else script.path.with_suffix(f".{form}")
    if path.resolve() == script.named.resolve():
        raise Mistake(f"`{home_relative(path)}` is the board itself. `-o PATH` writes elsewhere.")
    if path.exists() and not force:
        raise Mistake(f"`{home_relative(path)}` is there already. `--force` replaces it; `-o PATH` writes elsewhere.")
    text = _text(script)
    if form == "ipynb":
        from ..magics.writing import to_notebook

        written = to_notebook(text, path.stem, _title(text), _ties(script.path, text))
    else:
        written = text if text.endswith("\n") or not text else text + "\n"
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(written, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise Mistake(f"`{home_relative(path)}` can't be written: {fault.strerror or fault}.") from None
    return path, _given(script)


def _ties(path: Path, text: str) -> list[tuple[int, int]]:
    """Each name in a board's text that it declares itself, with where it does."""
    from ..lsp.desk import Desk

    desk = Desk()
    desk.put(path, text)
    board = desk.board(path)
    own = board.links.inside(board.key)
    declared = {id(link.thing): link.start for link in own if link.declares}
    return [(link.start, declared[id(link.thing)]) for link in own if id(link.thing) in declared]


def _text(script: Script) -> str:
    if script.text is not None:
        return script.text
    from ..grammar.reading import MAX_BYTES, decode

    try:
        with script.path.open("rb") as file:
            source, wrong = decode(script.key, file.read(MAX_BYTES + 1))
    except OSError as fault:
        raise Mistake(f"`{script.key}` can't be read: {fault.strerror or fault}.") from None
    if source is None:
        raise Mistake(wrong[0].message)
    return source.text


def _title(text: str) -> str:
    """What `storyboard "..."` says, where it is plain words."""
    for node in parse(Source("board", text)).document.statements:
        if isinstance(node, nodes.Storyboard) and node.title is not None and "{" not in node.title.value:
            return node.title.value
    return ""


def _given(script: Script) -> tuple[str, ...]:
    """What stood on the lines of a notebook's cells belongs to no script."""
    if script.notebook is None or not script.params:
        return ()
    options = " ".join(f"--set {name}=..." for name in script.params)
    return (f"Values that its cells give to params are not in it: run it with `{options}`.",)
