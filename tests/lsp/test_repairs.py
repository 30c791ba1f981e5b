"""Every hint that names a word has a repair to click, and the repair is one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from bananaboard.grammar.prose import entries
from lsprotocol import types as lsp
from pygls.workspace import PositionCodec

from bananaboard.lsp.desk import Desk
from bananaboard.lsp.faults import repairs
from bananaboard.lsp.page import Page
from bananaboard.lsp.places import Places

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 21)
PLACES = Places(PositionCodec(lsp.PositionEncodingKind.Utf32))
WHOLE = lsp.Range(lsp.Position(0, 0), lsp.Position(9999, 0))
SIMPLE = ("BNN110", "BNN125", "BNN142", "BNN247", "BNN456")
GUESSED = [e for e in entries() if e.bad and (any("Did you mean `{" in h for h in e.hints) or e.code in SIMPLE)]


def nowhere(spot: object) -> lsp.Location:
    """Where something stands does not matter here."""
    return lsp.Location("", WHOLE)


def repaired(desk: Desk, path: Path, code: str) -> str | None:
    """The board after the first repair of a code, None where there is none."""
    opened = desk.board(path)
    for action in repairs(Page(path.as_uri(), opened, opened.source, PLACES), nowhere, WHOLE):
        if action.diagnostics and action.diagnostics[0].code == code:
            assert action.edit is not None
            assert action.edit.changes is not None
            (edit,) = action.edit.changes[path.as_uri()]
            assert opened.source is not None
            start, end = (PLACES.offset(opened.source, p) for p in (edit.range.start, edit.range.end))
            text = opened.source.text
            return text[:start] + edit.new_text + text[end:]
    return None


@pytest.mark.parametrize("entry", GUESSED, ids=lambda e: e.code)
def test_a_hint_that_names_a_word_can_be_clicked(entry, tmp_path: Path) -> None:
    path = tmp_path / "b.bnn"
    desk = Desk(TODAY)
    desk.put(path, entry.bad)
    hints = [d.hint or "" for d in desk.board(path).compiled.diagnostics if d.code == entry.code]
    if entry.code not in SIMPLE and not any("Did you mean" in h for h in hints):
        pytest.skip("this board's word is near to none")
    text = repaired(desk, path, entry.code)
    assert text is not None, hints
    desk.put(path, text)
    left = [d.code for d in desk.board(path).compiled.diagnostics].count(entry.code)
    assert left < len(hints), text
