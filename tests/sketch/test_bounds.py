"""Sizes, memory, threads and the cards of the slate."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bananaboard.dsl.models import model_table, pixels
from bananaboard.runtime.sketch.draw import draw
from bananaboard.runtime.sketch.inset import cards_of, label_of, room_of
from bananaboard.runtime.sketch.sheet import sheet_of
from PIL import Image

from .requests import LAMP_ROOM, LANTERN, MARA, drawn, far, image, person, request, sent, share

PINK = (200, 30, 90)
SIZES = sorted({size for model in model_table().models for size in model.sizes})


def picture_of(colour=PINK, size=(60, 60), mode="RGB", kind="PNG") -> bytes:
    into = io.BytesIO()
    Image.new(mode, size, colour).save(into, kind)
    return into.getvalue()


@pytest.mark.parametrize("size", [size for size in SIZES if size != "4K"])
@pytest.mark.parametrize("ratio", ["1:1", "9:16", "21:9"])
def test_every_size_is_exact(ratio, size):
    assert drawn(cast=[MARA, LANTERN], place=LAMP_ROOM, aspect=ratio, size=size).size == pixels(ratio, size)


# The kernel's own mark: `ru_maxrss` of a child begins with the size of the process that started it.
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of one process")
def test_4k_stays_within_memory():
    code = (
        "import sys; sys.path.insert(0, 'tests'); from sketch.requests import *;"
        "made = draw(request(cast=[MARA, LANTERN], place=LAMP_ROOM, size='4K', aspect='1:1',"
        "style=person('S', 'loose watercolor', kind='style')))[0];"
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'));"
        "print(int(status['VmHWM'].split()[0]) // 1024, len(made))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    peak, length = map(int, done.stdout.split())
    assert peak < 500
    assert length < 12_000_000


def test_threads_draw_what_one_draws():
    texts = ("真理 waits", "Mara runs", "مريم", "at night in the rain", "close-up", "Zoë", "snow", "dawn")
    cards = [sent(picture_of(), "character")]
    requests = [request(text=text, cast=[MARA], place=LAMP_ROOM, pictures=cards) for text in texts]
    alone = [draw(one) for one in requests]
    filters = list(warnings.filters)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(draw, requests)) == alone
    assert warnings.filters == filters


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "21:9", "8:1", "1:8"])
@pytest.mark.parametrize("count", [1, 3, 14])
def test_cards_lie_on_the_slate(aspect, count):
    words = {"cast": [MARA], "place": LAMP_ROOM, "aspect": aspect}
    plain, full = drawn(**words), drawn(**words, pictures=[sent(picture_of(), "character")] * count)
    sheet = sheet_of(*plain.size)
    frame = (0, 0, sheet.frame_wide, sheet.frame_high)
    assert far(plain.crop(frame), full.crop(frame)) < 1.5  # only the palette may shift a little
    assert share(full, PINK, 60) > share(plain, PINK, 60) + 0.0004


def test_too_many_cards_are_counted():
    sheet = sheet_of(1376, 768)
    cards = cards_of(tuple(sent(picture_of(), "character") for _ in range(14)), sheet)
    assert 3 <= len(cards) <= 5
    assert 0 < room_of(cards, sheet) < sheet.wide / 2
    assert room_of((), sheet) == 0


@pytest.mark.parametrize(
    ("kind", "subject", "chain", "label"),
    [
        ("shot", "", True, "after this"),
        ("shot", "", False, "see"),
        ("character", "Mara", False, "Mara"),
        ("style", "", False, "style"),
    ],
)
def test_a_card_says_what_it_is(kind, subject, chain, label):
    assert label_of(sent(b"", kind, subject, chain=chain)) == label


@pytest.mark.parametrize(
    "data",
    [
        picture_of((9, 9), (30, 30), "LA"),
        picture_of((250, 30, 60, 0), (30, 30), "RGBA"),
        picture_of(3, (30, 30), "P"),
        picture_of(1, (30, 30), "1"),
        picture_of((1, 2, 3, 4), (30, 30), "CMYK", "JPEG"),
        picture_of(PINK, (1, 4000)),
        picture_of(PINK, (4000, 1)),
        picture_of()[:-30],
        picture_of(kind="WEBP"),
        picture_of(kind="GIF"),
        picture_of(kind="TIFF"),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 4000,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_odd_pictures_are_cards(data):
    made = drawn(cast=[MARA], pictures=[sent(data, "character"), sent(data, "reference")])
    assert made.size == pixels("16:9", "512")
    assert far(made, drawn(cast=[MARA])) > 0.05


def test_a_card_shows_its_picture():
    gradient = io.BytesIO()
    Image.new("RGB", (1200, 800), (20, 160, 40)).save(gradient, "JPEG")
    assert (
        share(
            drawn(cast=[MARA], pictures=[sent(gradient.getvalue(), "character", mime="image/jpeg")]), (20, 160, 40), 50
        )
        > 0.003
    )


@pytest.mark.parametrize("kind", ["prop", "location", "style", "character"])
def test_a_view_shows_its_subject(kind):
    from bananaboard.dsl.call import Kind

    subject = person("Red", "a red bottle in teal water, a harbour", kind=kind)
    other = person("Blue", "a cobalt cup, a library of cobalt", kind=kind)
    views = [drawn(text="a view", kind=Kind.VIEW, cast=[one], aspect="1:1") for one in (subject, other)]
    assert far(*views) > 2
    assert (
        image(draw(request(text="a view", kind=Kind.VIEW, cast=[subject], aspect="1:1"))[0]).tobytes()
        == views[0].tobytes()
    )


def test_a_turnaround_shows_three_sides():
    from bananaboard.dsl.call import Kind

    sheet = drawn(text="turnaround", kind=Kind.VIEW, cast=[MARA], aspect="16:9")
    third = sheet.width // 3
    parts = [sheet.crop((third * at, 0, third * (at + 1), round(sheet.height * 0.8))) for at in range(3)]
    assert all(share(part, (240, 196, 58), 40) > 0.02 for part in parts)


def test_people_keep_off_each_other():
    ana, tom = person("Ana", "a woman", "a scarlet coat"), person("Tom", "a man", "a cobalt coat")
    both = drawn(text="they meet", cast=[ana, tom], camera="full shot")
    alone = drawn(text="they meet", cast=[ana], camera="full shot")
    assert share(both, (206, 62, 54), 40) > share(alone, (206, 62, 54), 40) * 0.7
