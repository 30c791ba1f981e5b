"""Boards of Storyboarder: each a shot that keeps the layout of its drawing."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from bananaboard.dsl.call import GivenPicture
from bananaboard.runtime.importing.story import NotImportable
from bananaboard.runtime.importing.storyboarder import nearest_ratio
from PIL import Image

from .boards import Board, written

BOARDS = [
    {"uid": "6TXV5", "url": "board-1-6TXV5.png", "newShot": False, "number": 1, "shot": "1A", "time": 0},
    {"uid": "MOHV1", "url": "board-2-MOHV1.png", "shot": "2A", "action": "", "audio": {"filename": "a.wav"}},
    {
        "uid": "TDIC0", "url": "board-3-TDIC0.png", "shot": "3A", "duration": "1300", "dialogue": "PERSON B: Привет!",
        "action": "Person B waving back.", "notes": "Dark, as in a @cave {{ 7 * 7 }}.", "audio": None,
    },
    {"uid": "EVIL1", "url": "../../secret.png", "shot": 4, "duration": 500, "action": ["no", "text"]},
    7,
]  # fmt: skip
NAME = "Scene-2-INT-A-PLACE-NIGHT-2-50YWC"


@pytest.fixture
def drawn(project):
    """A project of Storyboarder with one scene that was made from a screenplay."""
    folder = project / "film" / "storyboards" / NAME
    (folder / "images").mkdir(parents=True)
    for name in ("board-1-6TXV5-posterframe.jpg", "board-1-6TXV5-thumbnail.png", "board-3-TDIC0-thumbnail.png"):
        Image.new("RGB", (94, 40)).save(folder / "images" / name)
    Image.new("RGB", (9, 9)).save(project / "secret.png")
    told = {"version": "2.1.0", "aspectRatio": "2.35", "fps": 24, "defaultBoardTiming": 2000, "boards": BOARDS}
    written(folder / f"{NAME}.storyboarder", json.dumps(told))
    return project / "film"


def test_a_project_is_a_board_with_a_scene_for_each_file(drawn):
    other = {"aspectRatio": 1, "boards": [{"url": "x.png", "shot": "1A", "action": "A door."}]}
    written(
        drawn / "storyboards" / "Scene-10-EXT-B-DAY-10-AAAAA" / "Scene-10-EXT-B-DAY-10-AAAAA.storyboarder",
        json.dumps(other),
    )
    board = Board(drawn, drawn / "film.bnn")
    assert "aspect: 21:9" in board.text
    assert board.found.made == {"scene": 2, "shot": 5, "character": 1, "location": 2, "picture": 2}
    assert board.addresses == [*(f"a_place_night.shot_{n}" for n in ("1a", "2a", "3a", "4")), "b_day.shot_1a"]
    assert "Place: A place: a place, interior, night" in board.words("a_place_night.shot_3a")
    assert "EXT B - DAY" in board.text


def test_a_drawing_says_how_a_shot_is_laid_out(drawn):
    board = Board(drawn / "storyboards" / NAME / f"{NAME}.storyboarder", drawn / "one.bnn")
    assert "What image 1 shows, in full detail" in board.words("a_place_night.shot_1a")
    assert "Person B waving back; composed as in image 1" in board.words("a_place_night.shot_3a")
    given = [p.path for p in board.call("a_place_night.shot_1a").parts if isinstance(p, GivenPicture)]
    assert given == [f"film/storyboards/{NAME}/images/board-1-6TXV5-posterframe.jpg"]


def test_words_and_lengths(drawn):
    board = Board(drawn, drawn / "film.bnn")
    said = board.about("a_place_night.shot_3a")
    assert (said.dialogue, said.note) == (("PERSON B: Привет!",), ("Dark, as in a @cave {{ 7 * 7 }}.",))
    lengths = [board.about(a).duration for a in board.addresses]
    assert lengths == [Decimal(2), Decimal(2), Decimal("1.3"), Decimal("0.5")]
    assert board.about("a_place_night.shot_2a").sound == (f"storyboards/{NAME}/images/a.wav",)


def test_what_lies_elsewhere_is_left(drawn):
    images = drawn / "storyboards" / NAME / "images"
    (images / "board-2-MOHV1-posterframe.png").symlink_to(drawn.parent / "secret.png")
    (images / "board-2-MOHV1.png").symlink_to(drawn.parent / "secret.png")
    board = Board(drawn, drawn / "film.bnn")
    assert [what for what, _ in board.left] == ["2A: board-2-MOHV1.png", "4: ../../secret.png", "board 5"]
    assert "secret" not in board.text


@pytest.mark.parametrize(
    ("told", "ratio"),
    [
        (1.7777777777777777, "16:9"), ("1.7777777777777777", "16:9"), ("2.39", "21:9"), (0.5625, "9:16"), (1, "1:1"),
        (1.85, "16:9"), (None, "16:9"), ("wide", "16:9"), (0, "16:9"), (True, "16:9"), (-1, "16:9"), (1e300, "16:9"),
    ],
)  # fmt: skip
def test_ratios(told, ratio):
    assert nearest_ratio(told) == ratio


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 100_000, "damaged"),
        ('{"boards": [{"duration": ' + "9" * 5_000 + "}]}", "damaged"),
        ('{"boards": {}}', "no boards"),
        ("[1]", "no file of Storyboarder"),
        (json.dumps({"boards": [{}] * 10_001}), "more than 10,000 shots"),
        (json.dumps({"boards": []}), "nothing in it"),
    ],
    ids=range(6),
)
def test_what_is_no_storyboard_is_told(project, text, why):
    with pytest.raises(NotImportable, match=why):
        Board(written(project / "x.storyboarder", text))
