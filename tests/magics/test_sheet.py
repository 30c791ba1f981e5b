"""Pictures of a cell: alone, side by side, as rows and columns."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bananaboard.magics import screen
from bananaboard.magics.sheet import LARGE, Shown, encoded, preview, sheet, titled
from bananaboard.magics.slots import Slot
from bananaboard.magics.watch import Watch
from PIL import Image


@pytest.fixture
def files(tmp_path):
    found = []
    for i, color in enumerate(("red", "green", "blue", "black")):
        Image.new("RGB", (1600, 900), color).save(tmp_path / f"{i}.png")
        found.append(tmp_path / f"{i}.png")
    return found


def test_a_picture_alone_is_small_and_itself(files):
    found = sheet([[Shown(files[0])]], [], [])
    assert found.size == (LARGE, LARGE * 9 // 16)
    assert found.getpixel((5, 5)) == (255, 0, 0)


def test_places_stand_in_rows_and_columns(files):
    found = sheet([[Shown(files[0]), Shown(files[1])], [Shown(files[2]), Shown(None)]], ["dawn", "storm"], ["a", "b"])
    colors = {found.getpixel((x, y)) for x in range(0, found.width, 9) for y in range(0, found.height, 9)}
    assert {(255, 0, 0), (0, 128, 0), (0, 0, 255), (238, 238, 238)} <= colors


def test_what_counts_has_a_frame(files):
    plain = sheet([[Shown(files[0]), Shown(files[1])]], [], [])
    framed = sheet([[Shown(files[0], mark=True), Shown(files[1])]], [], [])
    assert plain.getpixel((2, 2)) != framed.getpixel((2, 2))


def test_a_file_that_is_gone_leaves_its_place_empty(files, tmp_path):
    assert sheet([[Shown(files[0]), Shown(tmp_path / "gone.png")]], ["one", "two"], []).width > 300


@pytest.mark.parametrize("name", ["day.one", "x" * 500, "真理", ""])
def test_a_name_never_makes_it_wider(files, name):
    small = preview(files[0])
    assert titled(name, small).width == small.width


@pytest.mark.parametrize("name", ["day.one", "真理", "утро", "الليل"])
def test_names_in_any_script_leave_ink(files, name):
    small = preview(files[0])
    assert titled(name, small).tobytes() != titled("", small).tobytes()


def test_the_smaller_of_two_kinds_is_taken(files):
    assert encoded(preview(files[0]))[0] == "image/png"
    assert encoded(Image.effect_noise((400, 400), 80).convert("RGB"))[0] == "image/jpeg"


def call(address, *keys):
    return SimpleNamespace(address=address, keys=keys)


def test_takes_of_one_shot_stand_side_by_side():
    rows, across, down = Slot("s", [call("s")], 3).table()
    assert (rows, across, down) == ([[("s", (1, 1)), ("s", (2, 1)), ("s", (3, 1))]], ["take 1", "take 2", "take 3"], [])


def test_the_last_axis_goes_across_and_the_others_down():
    keys = [(("light", light), ("coat", coat)) for light in ("dawn", "storm") for coat in ("red", "blue")]
    rows, across, down = Slot("s", [call(f"s{i}", *k) for i, k in enumerate(keys)], 1).table()
    assert rows == [[("s0", (1, 1)), ("s1", (1, 1))], [("s2", (1, 1)), ("s3", (1, 1))]]
    assert (across, down) == (["coat: red", "coat: blue"], ["light: dawn", "light: storm"])


def test_a_combination_that_is_not_wanted_stays_empty():
    slot = Slot("s", [call("s0", ("a", "x"), ("b", "1")), call("s1", ("a", "y"), ("b", "2"))], 1)
    assert slot.table()[0] == [[("s0", (1, 1)), ("", (1, 1))], [("", (1, 1)), ("s1", (1, 1))]]


def take(number, part=1, address="s", **more):
    return SimpleNamespace(
        address=address, take=number, part=part, path=f"{address}{number}{part}", counts=False, **more
    )


def test_takes_keep_their_numbers_though_an_earlier_one_never_came():
    slot = Slot("s", [call("s")], 2)
    slot.place(take(2))
    assert slot.table()[1] == ["take 1", "take 2"]
    assert slot.words() == "s: 1 of 2 there"
    slot.place(take(3))
    assert (slot.table()[1], slot.words()) == (["take 2", "take 3"], "s")
    slot.settle([take(2), take(3)])
    assert slot.table()[0] == [[("s", (2, 1)), ("s", (3, 1))]]


def test_one_more_take_has_no_empty_place_beside_it():
    slot = Slot("s", [call("s")], 1)
    slot.place(take(2))
    assert slot.table() == ([[("s", (2, 1))]], [], [])


def test_a_variant_with_more_takes_than_others_is_told_as_it_is():
    slot = Slot("s", [call("s0", ("a", "x")), call("s1", ("a", "y"))], 1)
    slot.settle([take(1, address="s0"), take(2, address="s0"), take(1, address="s1")])
    assert slot.table()[2] == ["take 1", "take 2"]
    assert slot.words() == "s"


def test_pictures_of_one_answer_are_no_takes():
    slot = Slot("s", [call("s")], 1)
    slot.settle([take(1), take(1, part=2)])
    assert slot.table()[1] == ["panel 1", "panel 2"]
    slot.settle([take(1), take(1, part=2), take(2)])
    assert slot.table()[1] == ["take 1, panel 1", "take 1, panel 2", "take 2, panel 1"]


def test_a_picture_that_is_shown_already_is_not_drawn_again_in_the_end(monkeypatch):
    put = []
    monkeypatch.setattr(screen.Display, "__init__", lambda *_: None)
    monkeypatch.setattr(screen.Display, "put", lambda _, bundle: put.append(bundle["text/plain"]))
    monkeypatch.setattr(Slot, "bundle", lambda self: {"text/plain": self.words()})
    plan = SimpleNamespace(totals=SimpleNamespace(make=2), engine=SimpleNamespace(free=True))
    slots = [Slot("s", [call("s")], 1), Slot("t", [call("t")], 1)]
    view = screen.Pictures(slots, Watch(plan), progress=False)
    slots[0].place(take(1))
    view.settle([take(1), take(1, address="t")])
    assert put == ["t"]
