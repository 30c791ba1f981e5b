"""The prose of what the compiler says: each code with a board that brings it about and the same put right."""

import importlib
import re
from pathlib import Path

import pytest
from bananaboard.dsl.settings import BY_NAME
from bananaboard.grammar import prose
from bananaboard.grammar.prose import calls, declarations, entries, mentions, values
from bananaboard.grammar.severity import Severity

from .studio import build, codes, errors

CHAPTERS = (*declarations.ENTRIES, *values.ENTRIES, *mentions.ENTRIES, *calls.ENTRIES)
ROOT = Path(__file__).parents[2]

# Codes that no board alone brings about, and why.
NOT_ALONE = {
    "BNN210": "needs two files",
    "BNN211": "needs fifty files",
    "BNN212": "needs a file to import",
    "BNN213": "needs a file to import",
    "BNN214": "needs a file to import",
    "BNN220": "is about a value that the caller gives",
    "BNN221": "is about a value that the caller gives",
    "BNN306": "the grammar tells a setting without a value itself",
    "BNN329": "no model of the table ends after today",
    "BNN454": "needs a file to import",
    "BNN457": "needs a .j2 file",
    "BNN466": "needs more than thirty params",
    "BNN524": "needs more than a hundred edits",
    "BNN534": "needs a long file",
    "BNN530": "needs a reference file",
    "BNN551": "needs more than five hundred pictures",
}
ALONE = [e for e in CHAPTERS if e.bad]


@pytest.mark.parametrize("entry", ALONE, ids=lambda e: e.code)
def test_the_wrong_board_brings_the_code_about(entry):
    found = build(entry.bad)
    assert entry.code in codes(found)
    assert errors(found) in ([], [entry.code]), "one mistake makes one error"


@pytest.mark.parametrize("entry", ALONE, ids=lambda e: e.code)
def test_the_right_board_is_right(entry):
    found = build(entry.good)
    assert entry.code not in codes(found)
    assert errors(found) == []


def test_codes_without_a_board_are_known():
    assert {e.code for e in CHAPTERS if not e.bad} == set(NOT_ALONE)


@pytest.mark.parametrize("entry", CHAPTERS, ids=lambda e: e.code)
def test_explains_itself(entry):
    assert entry.explain.count(".") >= 1
    assert len(entry.explain) > 40
    assert entry.message.endswith((".", "?"))
    assert entry.hints or entry.severity is not Severity.ERROR or entry.code in {"BNN211", "BNN221", "BNN314"}


def test_the_settings_are_all_named():
    explain = next(e.explain for e in CHAPTERS if e.code == "BNN301")
    assert sorted(re.findall(r"`(\w+)`", explain)) == sorted(BY_NAME)


def used() -> set[str]:
    rooms = [p for room in ("grammar", "dsl", "runtime", "magics", "bananaboard") for p in (ROOT / room).rglob("*.py")]
    texts = [p.read_text(encoding="utf-8") for p in rooms if p.parent.name != "prose"]
    return set(re.findall(r"\bBNN\d{3}\b", "\n".join(texts)))


def test_every_code_that_is_used_has_an_entry():
    assert used() - {e.code for e in entries()} == set()


def test_every_entry_of_the_compiler_is_used():
    assert {e.code for e in CHAPTERS} - used() == set()


def test_no_code_has_two_entries():
    held = [e.code for hundred in prose.CHAPTERS.values() for n in hundred for e in chapter(n).ENTRIES]
    assert len(held) == len(set(held))


def chapter(name: str):
    return importlib.import_module(f"{prose.__name__}.{name}")
