"""The table of walk-throughs, each row of which is a test: row `4b` is `test_row_4b_...` in `test_rows_*.py`."""

from __future__ import annotations

import re
from pathlib import Path

# What is done to the board, and how many requests a run then sends; `/`: with --stale.
ROWS = {
    "1": "a shot between two of a chain: 2 / 8",
    "2": "a shot before the first of a chain: 2 / 10",
    "3": "the second take is picked: 0 / 6; the first again: 0 / 0",
    "4": "the description of somebody, 30 more shots: 66 / 70",
    "4b": "only the words of her view: 2 / 70",
    "4c": "one more view or reference of her: the view / 70",
    "5": "a shot is renamed: 0 / 0",
    "6": "a stale shot is renamed: 0 / 6",
    "7": "an axis that one shot uses: 12",
    "8": "takes 2, 3: 5; 1: 0, and a picked take counts on",
    "9": "another model: 10; back: 0",
    "10": "only the camera of the first shot: 2 / 8",
    "11": "other bytes of a reference, 30 shots: 0 / 70; back: 0 / 0",
    "12": "out/ is deleted: 0; a file that was retouched there stays",
    "13": "the ledger is deleted: stop, where picks or copies are there",
    "14": "two episodes import one cast: its views once",
    "15": "the same call in two boards: once; each picks for itself",
    "16": "a reroll: 1; it is picked: 0 / 4",
    "16b": "a reroll of a stale shot: 1, which counts; then 1",
    "17": "picks of bytes that are not here: stop",
    "18": "a refused shot: 4 sent, 3 wait; then 0; exit code 3",
    "19": "a shot that failed: 6 the next time",
    "20": "finals: only of what is up to date and chosen",
    "21": "--only the last of a new board: 8",
    "21b": "--only what is there, its source changed: 0",
    "21c": "--only what is stale: 0 / 4",
    "22": "the same edit of another shot: 2",
    "23": "an edit of an edit, the source picked otherwise: 0 / 5",
    "24": "an upgrade words the frame otherwise: 0 / 0",
    "25": "sketches, then paid pictures: apart",
    "26": "another branch and back: 0",
    "27": "another value of a param and back: changed, 0",
    "28": "what is not the same every time: an error",
    "29": "an alias never means another model",
    "30": "more takes while a shot is stale: 4",
    "31": "a typo: 6, or 0 after keep",
    "32": "a reference by another path: stale",
    "33": "other line ends: 0",
    "34": "a project inside the project: 0",
    "35": "the board's file is renamed: 0",
    "36": "a seed and three takes: 3, with a warning",
    "37": "the view that 30 shots need is refused: 30 skipped",
    "38": "a new view and 30 shots: a hint",
    "39": "a shot with an axis of its own in a chain: an error that says what to write",
    "40": "panels: one take, mentioned singly",
}


def test_every_row_has_a_test():
    here = Path(__file__).parent
    named = [re.findall(r"^def test_row_(\w+?)_", p.read_text("utf-8"), re.M) for p in here.glob("test_rows_*.py")]
    assert {row for names in named for row in names} == set(ROWS)
