"""Requests as the executor hands them to an engine."""

from __future__ import annotations

import io

from bananaboard.dsl.call import About, Brief, Call, Config, Cost, Kind, Person, Role
from bananaboard.runtime.engine import Request, SentPicture
from bananaboard.runtime.sketch.draw import draw
from PIL import Image

MARA = Person(
    "character",
    "mara",
    "mara",
    "Mara Voss",
    "a lighthouse keeper in her sixties, silver braid, round brass glasses",
    "",
    "a yellow oilskin coat",
)
LAMP_ROOM = Person(
    "location", "lamp_room", "lamp_room", "Lamp room", "the lamp room, brass fittings, a huge Fresnel lens", "", ""
)
LANTERN = Person("prop", "lantern", "lantern", "Lantern", "a dented copper storm lantern", "", "")


def person(name: str, description: str, wears: str = "", kind: str = "character") -> Person:
    return Person(kind, name.lower(), name.lower(), name, description, "", wears)


def request(
    text="Mara looks up",
    cast=(),
    place=None,
    style=None,
    camera="",
    kind=Kind.SHOT,
    aspect="16:9",
    size="512",
    panels=1,
    take=1,
    pictures=(),
    about=None,
):
    call = Call(
        "arrival.one", kind, "arrival", "one", (), "board.bnn", "flash", 1, 3, f"sha256:{text}{kind}", "", (), (), (),
        Config(aspect, size, panels=panels), about or About("one"), Brief(text, tuple(cast), place, style, camera, ()),
        Cost(0, 0, False, 0, 0, 0, None), "board.bnn", 1, 1,
    )  # fmt: skip
    return Request(call, tuple(pictures), take)


def sent(data: bytes, kind: str, subject: str = "Mara", mime: str = "image/png", chain: bool = False) -> SentPicture:
    return SentPicture(Role(kind, subject, "", chain), subject.lower(), "0" * 64, mime, data)


def image(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as file:
        return file.convert("RGB")


def drawn(**words) -> Image.Image:
    return image(draw(request(**words))[0])


def far(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255, looked at small."""
    small = [picture.convert("RGB").resize((64, 36)).tobytes() for picture in (one, other)]
    return sum(abs(a - b) for a, b in zip(*small, strict=True)) / len(small[0])


def share(picture: Image.Image, colour: tuple[int, int, int], within: int = 40) -> float:
    """How much of a picture is about this colour."""
    data = picture.convert("RGB").tobytes()
    near = sum(max(abs(data[at + k] - colour[k]) for k in range(3)) <= within for at in range(0, len(data), 3))
    return near / (len(data) / 3)
