"""Every code that the runtime gives is told in words, and its words fill its sentence."""

from __future__ import annotations

import re
from pathlib import Path

import bananaboard.magics
import bananaboard.runtime.plan
from bananaboard.grammar.prose import entries, entry

ROOM = Path(bananaboard.runtime.plan.__file__).parent
FACE = Path(bananaboard.__file__).parent
CELLS = ROOM.parent / "magics"
CELLS = Path(bananaboard.magics.__file__).parent
GIVEN = re.compile(
    r'(?:Diagnostic|_note|_Wrong|Unopenable)\(\s*"(BNN6\d\d)"((?:[^()]|\([^()]*(?:\([^()]*\))*[^()]*\))*)\)'
)


def sources():
    return sorted(p for room in (ROOM, FACE, CELLS) for p in room.rglob("*.py"))


def given():
    """Each code with the names of the words that come with it, as far as the source says them where it is given."""
    for path in sources():
        for code, words in GIVEN.findall(path.read_text("utf-8")):
            named = {*re.findall(r"(\w+)=", words), *re.findall(r'"(\w+)":', words)}
            yield code, set() if re.search(r"\*\*|words \|", words) else named


def test_every_code_is_told():
    found = {code for path in sources() for code in re.findall(r'"(BNN6\d\d)"', path.read_text("utf-8"))}
    told = {e.code for e in entries() if e.code.startswith("BNN6")}
    assert found == told


def test_every_word_of_a_sentence_is_given():
    for code, names in given():
        needed = set(re.findall(r"{(\w+)}", entry(code).message)) - {"ledger"}  # said where the file is opened
        assert needed <= names or not names, code


def test_every_hint_can_be_given():
    for e in entries():
        if e.code.startswith("BNN6"):
            assert e.explain
            assert e.title
            found = [m for h in (e.message, *e.hints) for m in re.findall(r"{(\w+)(:[^}]*)?}", h)]
            words = {name: 1000 if form else "x" for name, form in found}
            assert e.sentence(words)
            assert not e.hints or e.advice(words)
