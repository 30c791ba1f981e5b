"""`bnn fmt`: the one canonical form."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from ..grammar.format import format_source
from ..grammar.parser import parse
from ..grammar.reading import decode
from .exits import Exit, Mistake
from .named import existing, read_piped
from .options import STDIN, color_option, file_argument
from .screen import CYAN, GREEN, RED, screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..grammar.diagnostic import Diagnostic
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn fmt kite.bnn                puts the file right
  bnn fmt --check *.bnn           says which are not; exit code 1 if one is not
  bnn fmt --diff kite.bnn         shows what would change
  bnn fmt - < kite.bnn            from standard input to standard output
"""


class Formed(NamedTuple):
    """A file as it is and as it should be; `after` is None where it has errors."""

    name: str
    before: str
    after: str | None
    problems: tuple[Diagnostic, ...]
    raw: bytes


@click.command("fmt", epilog=EPILOG)
@file_argument(several=True)
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if a file is not in its canonical form.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
@color_option
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], check: bool, diff: bool) -> None:
    """Put boards into the one canonical form.

    Comments and blank lines stay, and a board never means anything else afterwards. A file with errors of syntax is
    left as it is.
    """
    paths = [None if f == STDIN else existing(f) for f in files]
    wrong = False
    for name, path in zip(files, paths, strict=True):
        formed = _of_notebook(name, path) if path is not None and path.suffix == ".ipynb" else _formed(name, path)
        wrong |= _one(screen(), formed, path, check=check, diff=diff)
    ctx.exit(Exit.ERRORS if wrong else Exit.DONE)


def _formed(name: str, path: Path | None) -> Formed:
    shown = "<stdin>" if path is None else name
    try:
        data = read_piped() if path is None else _bytes(path)
    except OSError as fault:
        raise Mistake(f"`{name}` can't be read: {fault.strerror or fault}.") from None
    source, problems = decode(shown, data)
    if source is None:
        return Formed(shown, "", None, problems, data)
    after = format_source(source)
    return Formed(shown, source.text, after, () if after is not None else tuple(parse(source).diagnostics), data)


def _of_notebook(name: str, path: Path) -> Formed:
    """A notebook whose `%%banana` cells are in canonical form; all else in it stays as it is."""
    from ..magics.forming import form_notebook
    from ..magics.reading import notebook_bytes

    data = notebook_bytes(path)
    before, after, problems = form_notebook(data, name)
    return Formed(name, before, after, problems, data)


def _bytes(path: Path) -> bytes:
    from ..grammar.reading import MAX_BYTES

    if not path.is_file():
        raise OSError("it is no plain file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _one(to: Screen, formed: Formed, path: Path | None, *, check: bool, diff: bool) -> bool:
    """Do what was asked with one file; whether something is wrong with it."""
    if formed.after is None:
        to.tell(formed.problems)
        to.aside(f"{formed.name} was left as it is: it has errors.\n")
        if path is None and not (check or diff):
            _copy(formed.raw)
        return True
    changed = formed.after.encode() != formed.raw
    if diff:
        to.out("".join(_difference(to, formed)))
    elif check and changed:
        to.aside(f"{formed.name} is not in its canonical form; `bnn fmt {formed.name}` puts it right.\n")
    elif not check and path is None:
        to.out(formed.after)
    elif not check and changed:
        assert path is not None
        _replace(path, formed.after)
        to.aside(f"{formed.name} was put right.\n")
    return check and changed


def _copy(raw: bytes) -> None:
    """An editor that sends its text through here must get it back, errors and all."""
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.flush()


def _difference(to: Screen, formed: Formed) -> Iterator[str]:
    from difflib import unified_diff

    from ..grammar.render import harmless

    colors = {"+": GREEN, "-": RED, "@": CYAN}
    before, after = formed.before.splitlines(keepends=True), (formed.after or "").splitlines(keepends=True)
    name = formed.name
    for line in unified_diff(before, after, f"{name} (as it is)", f"{name} (canonical)"):
        yield (
            to.paint(colors.get(line[0], ""), harmless(line.rstrip("\n"))) + "\n"
            if line[0] in colors
            else (harmless(line.rstrip("\n")) + "\n")
        )


def _replace(path: Path, text: str) -> None:
    """A whole new file or the old one, with the old one's permissions."""
    real = path.resolve()
    draft = real.with_name(f".{real.name}.new")
    try:
        draft.unlink(missing_ok=True)
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        draft.chmod(real.stat().st_mode & 0o7777)
        draft.replace(real)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise Mistake(f"`{path}` can't be written: {fault.strerror or fault}.") from None
