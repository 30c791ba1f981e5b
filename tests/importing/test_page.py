"""The page of importing shows what is really written."""

from __future__ import annotations

import re
from pathlib import Path

from .boards import Board, written

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "importing.md"


def test_the_board_of_the_page_is_the_one_that_is_written(project):
    page = PAGE.read_text("utf-8")
    script = re.search(r"```text file=keeper\.fountain\n(.*?)```", page, re.DOTALL)[1]
    shown = re.search(r"```bnn shown\n(.*?)```", page, re.DOTALL)[1]
    assert Board(written(project / "keeper.fountain", script)).text == shown
