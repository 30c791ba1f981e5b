"""Insets: the given pictures, small, pinned to a corner of the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import lettering
from .palette import INK, Colour
from .picture import decode

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..engine import SentPicture

MOST = 5
CARD: Colour = (254, 253, 249)


def draw_insets(
    image: Image,
    pictures: tuple[SentPicture, ...],
    box: tuple[float, float, float, float],
    letter: float,
    *,
    at_left: bool,
) -> None:
    """Pins the pictures along the top of the box; what is too many is counted on the last."""
    from PIL.Image import Resampling

    if not pictures:
        return
    x0, y0, x1, y1 = box
    shown = min(len(pictures), MOST)
    side = min((y1 - y0) * 0.2, (x1 - x0) * 0.86 / max(3, shown) / 1.12)
    for at, picture in enumerate(pictures[:MOST]):
        card = _card(picture, round(side), letter, len(pictures) - shown if at == shown - 1 else 0)
        turned = card.rotate((-2.5, 2, -1.5, 3, -2)[at], resample=Resampling.BICUBIC, expand=True)
        step = side * 1.12 * at
        x = x0 + letter * 0.4 + step if at_left else x1 - letter * 0.4 - side * 1.08 - step
        image.paste(turned, (round(x), round(y0 + letter * 0.35)), turned)


def _card(picture: SentPicture, side: int, letter: float, more: int) -> Image:
    """A card with the picture and what it is."""
    from PIL import Image, ImageDraw

    size = max(8.0, min(letter * 0.56, side * 0.16))
    edge = max(2, side // 22)
    wide, high = side, round(side * 0.86 + size * 1.5)
    card = Image.new("RGBA", (wide + 4, high + 4), (0, 0, 0, 0))
    draw = ImageDraw.Draw(card)
    draw.rectangle((4, 4, wide + 3, high + 3), fill=(20, 18, 30, 60))
    draw.rectangle((0, 0, wide, high), fill=(*CARD, 255), outline=(150, 146, 142, 255))
    room = (wide - 2 * edge, round(side * 0.86) - edge)
    _show(card, picture, (edge, edge), room)
    label = label_of(picture) + (f"  +{more}" if more else "")
    plain = Image.new("RGB", (wide - 2, round(size * 1.4)), CARD)
    lettering.write(
        plain, plain.width / 2, size, lettering.fit(label, size, plain.width - 4), size, INK, align="middle"
    )
    card.paste(plain, (1, high - plain.height - 1))
    return card


def _show(card: Image, picture: SentPicture, at: tuple[int, int], room: tuple[int, int]) -> None:
    from PIL import ImageDraw, ImageOps

    found = decode(picture.data, max(room) * 2) if picture.mime.startswith("image/") else None
    if found is not None and min(room) > 0:
        card.paste(ImageOps.fit(found, room, centering=(0.5, 0.35)), at)
        return
    draw = ImageDraw.Draw(card)
    x, y = at
    draw.rectangle((x, y, x + room[0], y + room[1]), fill=(226, 222, 214, 255))
    words = {"application/pdf": "PDF", "text/plain": "text"}.get(picture.mime) or (
        "video" if picture.mime.startswith("video/") else "can't be shown"
    )
    size = max(7.0, min(room[1] * 0.2, room[0] * 0.13 if len(words) > 6 else room[0] * 0.26))
    flat = card.convert("RGB").crop((x, y, x + room[0], y + room[1]))
    lettering.write(flat, room[0] / 2, room[1] / 2 + size * 0.35, words, size, (120, 60, 56), align="middle", bold=True)
    card.paste(flat, at)


def label_of(picture: SentPicture) -> str:
    """What the picture stands for, in a word or two."""
    role = picture.role
    if role.chain or role.kind == "shot":
        return "after this" if role.chain else role.label or "see"
    return ", ".join(part for part in (role.subject, role.label) if part) or role.kind
