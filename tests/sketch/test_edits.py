"""Edits and finals: the same picture, with what the words change."""

from __future__ import annotations

import io
import json
import zlib
from dataclasses import replace

import msgspec
import pytest
from bananaboard.dsl.call import About, Kind
from bananaboard.runtime.sketch.draw import draw
from bananaboard.runtime.sketch.edit import edited
from bananaboard.runtime.sketch.origin import KEY, Origin, is_sketch, origin_in, origin_of, written
from bananaboard.runtime.sketch.palette import NAMED
from PIL import Image, PngImagePlugin

from .requests import LAMP_ROOM, LANTERN, MARA, drawn, far, image, person, request, sent, share

PIP = person("Pip", "a small brown dog with a blue scarf")
TOM = person("Tom", "a tall man with a black beard", "a green jacket")
SEED = "0123456789abcdef"


def origin(text="Mara waits in the storm", cast=(MARA,), place=LAMP_ROOM, **more) -> Origin:
    return origin_of(request(text=text, cast=cast, place=place, **more).call, SEED, 0)


def change(source: Origin, text: str, **more) -> Origin:
    return edited(source, request(text=text, kind=Kind.EDIT, **more).call.brief)


def make_edit(text: str, source: bytes, **more) -> bytes:
    return draw(request(text=text, kind=Kind.EDIT, pictures=[sent(source, "source")], **more))[0]


def make_final(draft: bytes, **more):
    return drawn(kind=Kind.FINAL, size="1K", pictures=[sent(draft, "draft")], **more)


def frame(picture: Image.Image) -> Image.Image:
    return picture.crop((0, 0, picture.width, round(picture.height * 0.8)))


def test_an_origin_comes_back_from_the_file():
    data = draw(request(cast=[MARA, LANTERN], place=LAMP_ROOM, about=About("x", dialogue=("真理: Hello",))))[0]
    found = origin_in(data)
    assert found is not None
    assert found.brief.cast == (MARA, LANTERN)
    assert found.brief.place == LAMP_ROOM
    assert found.dialogue == ("真理: Hello",)
    assert is_sketch(data)


@pytest.mark.parametrize("text", ["\ud800", "x" * 300_000])
def test_what_can_not_be_carried_is_left_out(text):
    assert written(origin(text)) == ""
    data = draw(request(text=text, cast=[MARA]))[0]
    assert is_sketch(data)
    assert origin_in(data) is None
    assert drawn(text="Make it snow", kind=Kind.EDIT, pictures=[sent(data, "source")]).size == image(data).size


def chunked(text: str, packed: bool) -> bytes:
    into, info = io.BytesIO(), PngImagePlugin.PngInfo()
    info.add_text(KEY, text, zip=packed)
    Image.new("RGB", (320, 180), (90, 120, 200)).save(into, "PNG", pnginfo=info)
    return into.getvalue()


GOOD = json.loads(written(origin()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 50_000,
        "0123456789abcdef",
        json.dumps({**GOOD, "seed": "zz"}),
        json.dumps({**GOOD, "panel": -1}),
        json.dumps({**GOOD, "panel": 10**30}),
        json.dumps({**GOOD, "brief": None}),
        json.dumps({**GOOD, "caption": [1]}),
        json.dumps({**GOOD, "name": "x" * 250_000}),
    ],
)
def test_a_forged_origin_is_no_origin(text):
    data = chunked(text, packed=True)
    assert origin_in(data) is None
    assert make_edit("Make it warm", data)
    assert make_final(data).width > 1000


def test_a_packed_origin_that_would_fill_memory_is_no_origin():
    bomb = zlib.compress(b"0" * 60_000_000)
    png = chunked("", packed=False)
    body = b"zTXt" + KEY.encode() + b"\0\0" + bomb
    chunk = (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
    assert origin_in(png[:33] + chunk + png[33:]) is None


def test_an_origin_with_a_crowd_is_drawn_in_bounds():
    data = chunked(written(origin(cast=(MARA,) * 400)), packed=True)
    assert make_edit("Make it warm", data)


@pytest.mark.parametrize("take", [1, 2, 3])
def test_the_final_of_an_edit_is_the_edit(take):
    drafts = [draw(request(cast=[MARA], place=LAMP_ROOM, take=one))[0] for one in (1, 2, 3)]
    edits = [make_edit("Make it snow at night", one) for one in drafts]
    final = make_final(edits[take - 1], text="Make it snow at night")
    distances = [far(frame(final), frame(image(one))) for one in edits]
    assert min(distances) == distances[take - 1] < 12
    assert distances[take - 1] < far(frame(final), frame(image(drafts[take - 1])))


def test_the_final_of_an_edit_of_an_edit_has_both_changes():
    source = draw(request(cast=[MARA, PIP], place=LAMP_ROOM))[0]
    both = make_edit("Black and white", make_edit("Remove the dog", source))
    final = make_final(both, text="Black and white")
    assert far(frame(final), frame(image(both))) < 12
    found = origin_in(both)
    assert found is not None
    assert found.brief.cast == (MARA,)
    assert share(final, NAMED["yellow"], 34) < 0.012  # only the tag


def test_the_final_of_a_marked_up_photograph_is_that_photograph():
    into = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(into, "PNG")
    marked = make_edit("Make it warm", into.getvalue())
    assert far(frame(make_final(marked)), frame(image(marked))) < 20


def test_a_final_of_words_that_changed_since_is_the_chosen_picture():
    draft = draw(request(text="Mara waits at night", cast=[MARA], place=LAMP_ROOM))[0]
    final = make_final(draft, text="A desert at noon", place=person("Desert", "a desert", kind="location"))
    assert far(frame(final), frame(image(draft))) < 12


def test_the_lost_storm():
    calm = change(origin(), "Make the light calm and warm")
    assert "storm" not in calm.brief.text
    place = person("Deck", "a deck in the rain", kind="location")
    assert "rain" not in change(origin(place=place), "Stop the rain").brief.place.description
    assert "storm" in change(origin(), "Make her smile").brief.text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Remove the dog", ("Mara Voss", "Tom")),
        ("Remove Pip and Tom", ("Mara Voss",)),
        ("Take the dog out; keep Tom", ("Mara Voss", "Tom")),
        ("Make it warmer", ("Mara Voss", "Tom", "Pip")),
        ("Remove the umbrella", ("Mara Voss", "Tom", "Pip")),
    ],
)
def test_who_stays(text, left):
    found = change(origin(cast=(MARA, TOM, PIP)), text).brief.cast
    assert tuple(one.name for one in found) == left


def test_who_is_taken_out_leaves_nobody():
    empty = change(origin(cast=(TOM, LANTERN)), "Take the man out; keep the lantern")
    assert empty.brief.cast == (LANTERN,)
    assert empty.brief.nobody


def test_who_comes_and_who_is_swapped():
    assert change(origin(), "Add @pip", cast=(PIP,)).brief.cast == (MARA, PIP)
    assert change(origin(), "Replace Mara with Tom", cast=(MARA, TOM)).brief.cast == (TOM,)
    assert [one.kind for one in change(origin(), "Add a red umbrella").brief.cast] == ["character", "prop"]


def test_an_edit_changes_style_and_camera():
    assert "pencil" in change(origin(), "Turn it into a pencil drawing").brief.style.description
    assert change(origin(), "A close-up of her").brief.camera == "A close-up of her"
    assert change(origin(), "Come closer").brief.camera == "close-up"
    assert change(origin(camera="35 mm"), "Make it warmer").brief.camera == "35 mm"


@pytest.mark.parametrize(
    "text", ["A cat and a woman dance in the street", "a dog in a street", "children in the street"]
)
def test_nobody_means_nobody(text):
    """The same street as where the words name nobody, but for the dice of the words."""
    busy, quiet = request(text=text), request(text=text)
    quiet = replace(
        quiet, call=msgspec.structs.replace(quiet.call, brief=msgspec.structs.replace(quiet.call.brief, nobody=True))
    )
    street = msgspec.structs.replace(quiet.call.brief, text="the street", nobody=False)
    plain = replace(quiet, call=msgspec.structs.replace(quiet.call, brief=street, name="wide"))
    pictures = [frame(image(draw(one)[0])) for one in (busy, quiet, plain)]
    assert far(pictures[0], pictures[1]) > 1
    assert far(pictures[1], pictures[2]) < far(pictures[0], pictures[2])


def test_nobody_may_have_things():
    call = request(text="The street", cast=[LANTERN, MARA]).call
    brief = msgspec.structs.replace(call.brief, nobody=True)
    shown = image(draw(replace(request(), call=msgspec.structs.replace(call, brief=brief)))[0])
    assert share(frame(shown), NAMED["copper"], 40) > 0.01
    assert share(frame(shown), NAMED["yellow"], 20) < 0.002
