"""What the camera, the light and the style do."""

from __future__ import annotations

import pytest
from bananaboard.runtime.sketch.dice import Dice
from bananaboard.runtime.sketch.framing import framing_of
from bananaboard.runtime.sketch.light import light_of, weather_of
from bananaboard.runtime.sketch.manner import manner_of
from bananaboard.runtime.sketch.place import INSIDE, OUTSIDE, place_in
from bananaboard.runtime.sketch.pose import pose_of
from bananaboard.runtime.sketch.reading import words

from .requests import LAMP_ROOM, MARA, drawn, far, person

DICE = Dice("0" * 16)


def framed(camera="", text="", name="", people=1):
    return framing_of(camera, text, name, people, DICE)


@pytest.mark.parametrize(
    ("camera", "size"),
    [
        ("24 mm, low angle", "wide"),
        ("35 mm", "full"),
        ("50mm", "medium"),
        ("85 mm, profile", "close"),
        ("85 mm, full figure, at chest height", "full"),
        ("Extreme close-up", "detail"),
        ("ECU", "detail"),
        ("medium close-up", "medium"),
        ("Close Up", "close"),
        ("extreme wide", "far"),
        ("drone shot", "far"),
        ("bird's eye view", "wide"),
        ("two-shot", "medium"),
        ("full body", "full"),
        ("クローズアップ", "close"),
    ],
)
def test_the_camera_sets_the_size(camera, size):
    assert framed(camera).size == size


def test_camera_goes_before_text_and_text_before_the_name():
    assert framed("wide", "a close-up of her", "medium").size == "wide"
    assert framed("", "a close-up of her", "wide").size == "close"
    assert framed("", "she waits", "wide_2").size == "wide"
    assert framed("", "she waits", "close2").size == "close"


@pytest.mark.parametrize(
    ("camera", "height"),
    [("low angle", "low"), ("from above", "top"), ("high angle", "high"), ("worm's eye", "low"), ("", "eye")],
)
def test_the_camera_has_a_height(camera, height):
    assert framed(camera).height == height


def test_tilt_and_shoulder():
    assert framed("dutch angle").tilt
    assert framed("over-the-shoulder").over
    assert not framed("shoulder height").over


@pytest.mark.parametrize(
    ("text", "hour", "weather"),
    [
        ("a moonlit beach", "night", ""),
        ("soft golden dawn", "dusk", ""),
        ("dawn, mist", "dawn", "fog"),
        ("a storm at sea", "storm", "rain"),
        ("a snowy night", "night", "snow"),
        ("noon", "day", ""),
        ("drizzle", "grey day", "rain"),
        ("雨の夜", "night", "rain"),
        ("", "day", ""),
    ],
)
def test_light_and_weather(text, hour, weather):
    light = light_of(words(text))
    assert (light.hour, light.weather) == (hour, weather)


@pytest.mark.parametrize("text", ["no rain", "without the rain", "stop the storm", "remove the fog"])
def test_weather_that_is_done_away_with(text):
    assert weather_of(words(text)) == ""


@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("loose watercolor", "watercolour"),
        ("gouache on rough paper", "watercolour"),
        ("film noir", "noir"),
        ("16-bit pixel art", "pixel"),
        ("European comic, clear lines", "comic"),
        ("a Ghibli film", "anime"),
        ("淡い水彩", "watercolour"),
        ("something new", "pencil and wash"),
    ],
)
def test_a_style_has_a_manner(style, name):
    assert manner_of(person("x", style, kind="style"), False).name == name


def test_no_two_manners_look_the_same():
    styles = ("watercolor", "noir", "pixel art", "comic", "pencil", "claymation", "flat vector", "oil painting", "")
    pictures = [drawn(cast=[MARA], place=LAMP_ROOM, style=person("S", one, kind="style")) for one in styles]
    for at, one in enumerate(pictures):
        assert all(far(one, other) > 1.2 for other in pictures[at + 1 :]), styles[at]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a birch wood on a summer night", "forest"),
        ("a tiny noodle stall under a railway bridge", "cafe"),
        ("the wheelhouse of an old ferry", "corridor"),
        ("the greenhouse ring of the station", "greenhouse"),
        ("the surface of the moon", "space"),
        ("a beach under the moon", "beach"),
        ("matt coral glaze", None),
        ("glossy sea blue glaze", None),
        ("昭和の喫茶店、木のカウンター", "cafe"),
        ("", None),
    ],
)
def test_words_name_a_place(text, place):
    assert place_in(words(text)) == place


@pytest.mark.parametrize("name", sorted({*INSIDE, *OUTSIDE} - {"studio"}))
def test_every_place_is_drawn_in_every_light(name):
    place = person(name, f"a {name}" if name != "lamp" else "a fresnel lens", kind="location")
    day = drawn(text="noon", place=place, aspect="21:9")
    assert far(day, drawn(text="at night in the rain", place=place, aspect="21:9")) > 3


@pytest.mark.parametrize(
    ("text", "side", "back"),
    [
        ("walks away", "back", False),
        ("walks away and looks back", "back", True),
        ("glances over her shoulder", "back", True),
        ("seen from behind", "back", False),
        ("85 mm, profile", "profile", False),
        ("waits", "three", False),
    ],
)
def test_the_side_that_we_see(text, side, back):
    pose = pose_of(words(text), DICE, 0)
    assert (pose.side, pose.looks_back) == (side, back)


def test_who_sleeps_lies_with_closed_eyes():
    pose = pose_of(words("sleeps"), DICE, 1)
    assert pose.lies
    assert pose.face == "asleep"
