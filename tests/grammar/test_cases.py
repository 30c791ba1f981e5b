"""Boards with their printed diagnostics and trees, a pair of files each."""

from pathlib import Path

import pytest
from bananaboard.grammar.parser import parse
from bananaboard.grammar.reading import decode
from bananaboard.grammar.render import render
from bananaboard.grammar.source import Source

from .outline import outline

CASES = Path(__file__).parent / "cases"


def printed(path: Path) -> str:
    source, diagnostics = decode(path.name, path.read_bytes())
    if source is None:
        return render(diagnostics, color=False)
    parsed = parse(source)
    return f"{render(parsed.diagnostics, color=False)}\n---- tree\n{outline(parsed.document)}"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.bnn")), ids=lambda p: p.stem)
def test_prints_what_its_file_holds(path, golden):
    golden(path.with_suffix(".out"), printed(path))


def test_there_are_cases():
    assert len(list(CASES.glob("*.bnn"))) >= 40


def test_braces_that_balance_are_left_alone_whatever_the_indentation():
    text = (
        'character a {\nparam b = "x"\n}\nvariant c { d: """x\ny""" }\nscene e {\nscene f {\n      shot g "x"\n } }\n'
        'character h {\nprop i "x" { at: """\n""" }\n}\n'
    )
    assert parse(Source("x.bnn", text)).diagnostics == ()
