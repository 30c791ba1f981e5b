from __future__ import annotations

import asyncio
import hashlib
import io
import os
import subprocess
import sys

import pytest
from bananaboard.dsl.call import About, Kind
from bananaboard.dsl.models import model_table, pixels
from bananaboard.runtime.engine import Answer
from bananaboard.runtime.sketch.draw import draw
from bananaboard.runtime.sketch.engine import Sketch
from bananaboard.runtime.sketch.palette import NAMED
from PIL import Image

from ..spool import Memory
from .requests import LAMP_ROOM, LANTERN, MARA, drawn, far, image, person, request, sent, share

RATIOS = sorted({ratio for model in model_table().models for ratio in model.ratios if pixels(ratio, "1K")})


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("size", ["512", "1K"])
def test_every_ratio_has_its_exact_size(ratio, size):
    assert drawn(cast=[MARA], aspect=ratio, size=size).size == pixels(ratio, size)


@pytest.mark.parametrize(("ratio", "size"), [("16:9", "2K"), ("16:9", "4K"), ("1:8", "2K"), ("8:1", "2K")])
def test_large_sizes_are_exact(ratio, size):
    assert drawn(cast=[MARA], aspect=ratio, size=size).size == pixels(ratio, size)


def test_an_unknown_ratio_is_refused_in_words():
    with pytest.raises(ValueError, match="7:5"):
        draw(request(aspect="7:5"))


def test_two_processes_draw_the_same_bytes():
    code = (
        "import sys; sys.path.insert(0, 'tests'); from sketch.requests import *;"
        "import hashlib; print(hashlib.sha256(draw(request(cast=[MARA, LANTERN], place=LAMP_ROOM))[0]).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {hashlib.sha256(draw(request(cast=[MARA, LANTERN], place=LAMP_ROOM))[0]).hexdigest()}


def test_takes_differ_in_composition_only():
    takes = [drawn(cast=[MARA, LANTERN], place=LAMP_ROOM, take=take) for take in range(1, 7)]
    assert len({take.tobytes() for take in takes}) == len(takes)
    assert max(far(takes[0], take) for take in takes) > 4


@pytest.mark.parametrize("text", ["Mara waits", "Mara runs along the beach", "Mara looks at the sea from the harbour"])
def test_a_coat_has_its_colour_in_every_shot(text):
    yellow = share(drawn(text=text, cast=[MARA], camera="full shot"), NAMED["yellow"], 34)
    without = share(
        drawn(text=text, cast=[person("Mara", "a keeper", "a navy coat")], camera="full shot"), NAMED["yellow"], 34
    )
    assert yellow > without + 0.004


def test_panels_are_pictures_of_one_answer():
    files = draw(request(cast=[MARA], panels=3))
    assert len(files) == len(set(files)) == 3


def test_nearer_framing_shows_a_bigger_figure():
    sizes = [
        share(drawn(cast=[MARA], camera=camera), NAMED["yellow"], 34)
        for camera in ("extreme wide", "full shot", "medium shot")
    ]
    assert sizes == sorted(sizes)
    assert sizes[2] > sizes[0] * 4


def test_night_is_darker_than_day():
    def light(text):
        return sum(
            drawn(text=text, place=person("Beach", "a beach", kind="location")).convert("L").resize((1, 1)).tobytes()
        )

    assert light("An empty beach at night") < light("An empty beach at noon") - 40


def test_noir_has_no_colour():
    frame = drawn(cast=[MARA], style=person("Noir", "film noir", kind="style")).crop((0, 0, 640, 250))
    data = frame.tobytes()
    assert max(abs(data[at] - data[at + 2]) for at in range(0, len(data), 3)) <= 24  # warm paper in the halos of names


def test_an_edit_keeps_its_source_in_view():
    source = draw(request(cast=[MARA], place=LAMP_ROOM))[0]
    edited = drawn(text="Make the light calm and warm", kind=Kind.EDIT, pictures=[sent(source, "source")])
    other = drawn(
        text="Make the light calm and warm",
        kind=Kind.EDIT,
        pictures=[sent(draw(request(text="a forest at night"))[0], "source")],
    )
    assert far(edited, image(source)) < 30 < far(edited, other)


def test_an_edit_whose_source_is_broken_is_drawn_from_its_words():
    assert drawn(
        text="Make it calm", kind=Kind.EDIT, cast=[MARA], pictures=[sent(b"\x89PNG\r\n\x1a\nbroken", "source")]
    ).size == pixels("16:9", "512")


@pytest.mark.parametrize("take", [1, 2, 3])
def test_a_final_resembles_the_chosen_draft(take):
    words = {"cast": [MARA, LANTERN], "place": LAMP_ROOM}
    drafts = [draw(request(take=one, **words))[0] for one in (1, 2, 3)]
    final = drawn(kind=Kind.FINAL, size="2K", pictures=[sent(drafts[take - 1], "draft")], **words)
    distances = [far(final, image(draft)) for draft in drafts]
    assert final.size == pixels("16:9", "2K")
    assert min(distances) == distances[take - 1] < 16


def test_a_final_of_another_picture_is_that_picture():
    into = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(into, "PNG")
    final = drawn(kind=Kind.FINAL, pictures=[sent(into.getvalue(), "draft")])
    assert far(final.crop((0, 0, 600, 300)), image(into.getvalue()).crop((0, 20, 256, 230))) < 40


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (b"", "image/png"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png"),
        (b"GIF89a" + b"\1" * 40, "image/png"),
        (b"P6 999999999 999999999 255\n", "image/png"),
        (bytes.fromhex("89504e470d0a1a0a0000000d49484452000fffff000fffff0802000000") + b"\0" * 64, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 900, "image/jpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
    ],
)
def test_a_hostile_reference_is_an_inset(data, mime):
    plain = drawn(cast=[MARA])
    with_it = drawn(cast=[MARA], pictures=[sent(data, "character", mime=mime)])
    assert with_it.size == plain.size
    assert with_it.tobytes() != plain.tobytes()


def test_twenty_references_leave_room_for_the_shot():
    into = io.BytesIO()
    Image.new("RGB", (60, 60), (200, 30, 90)).save(into, "PNG")
    assert share(drawn(cast=[MARA], pictures=[sent(into.getvalue(), "reference")] * 20), (200, 30, 90)) < 0.15


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0\x1b[31m",
        "真理が森を歩く",
        "مريم تنتظر",
        "דבורה מחכה",
        "मारा देखती है",
        "มารา",
        "🙂🙃 👩🏽‍🚒",
        "\ud800",
        "\uffff" * 50,
        "Zoë Åse Łucja",
        "a" * 70_000,
        "‮evil",
        "x " * 40_000,
    ],
)
def test_any_text_can_be_lettered(text):
    about = About("x", caption=(text,), dialogue=(f"{text}: {text}", text))
    assert drawn(text=text, cast=[person(text[:9000], text, text)], camera=text, about=about).size == pixels(
        "16:9", "512"
    )


@pytest.mark.parametrize("ratio", ["1:8", "8:1", "9:16", "1:1"])
def test_a_crowd_fits_every_ratio(ratio):
    cast = [person(f"P{at}", "a person") for at in range(9)] + [
        person(f"T{at}", "a cup", kind="prop") for at in range(9)
    ]
    assert drawn(cast=cast, aspect=ratio, about=About("x", dialogue=("P1: Hello there",) * 9)).size == pixels(
        ratio, "512"
    )


def test_a_name_and_a_mark_change_the_picture_where_they_stand():
    one, other = drawn(cast=[MARA]), drawn(cast=[person("Mara", MARA.description, MARA.wears)])
    assert one.tobytes() != other.tobytes()
    assert share(one.crop((0, 300, 120, 384)), (255, 211, 62), 12) > 0.1  # the yellow mark


def test_files_hold_no_date_and_stay_small():
    data = draw(request(cast=[MARA], place=LAMP_ROOM, size="1K", style=person("W", "loose watercolor", kind="style")))[
        0
    ]
    assert b"tIME" not in data
    assert len(data) < 400_000


def test_the_engine_spools_what_it_answers():
    async def run():
        raw, engine = Memory(), Sketch()
        answer = await engine.make(request(cast=[MARA], panels=2), raw)
        await engine.aclose()
        return raw, answer

    raw, answer = asyncio.run(run())
    assert isinstance(answer, Answer)
    assert raw.sealed
    assert raw.data == b"".join(picture.data for picture in answer.pictures)


def test_importing_the_engine_imports_no_pillow():
    code = "import sys, bananaboard.runtime.sketch.engine; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
