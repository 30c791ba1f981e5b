"""Insets: the given pictures, small, as cards on the slate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import lettering
from .palette import INK, Colour
from .picture import decode

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..engine import SentPicture
    from .sheet import Sheet

MOST = 5
STEP = 1.06  # from card to card, in widths of one
CARD: Colour = (254, 253, 249)


def cards_of(pictures: tuple[SentPicture, ...], sheet: Sheet) -> tuple[Image, ...]:
    """A card for each picture, as many as the slate has room for; what is too many is counted on the last."""
    side = _side(sheet)
    shown = (
        min(len(pictures), MOST, max(1, int(sheet.wide * 0.42 / (side * STEP))))
        if sheet.below
        else min(2, len(pictures))
    )
    return tuple(
        _card(picture, side, sheet.letter, len(pictures) - shown if at == shown - 1 else 0)
        for at, picture in enumerate(pictures[:shown])
    )


def _side(sheet: Sheet) -> int:
    if sheet.below:
        return round((sheet.high - sheet.frame_high) * 0.9)
    return round(min((sheet.wide - sheet.frame_wide) * 0.42, sheet.high * 0.36))


def room_of(cards: tuple[Image, ...], sheet: Sheet) -> float:
    """How much of the slate they take: of its width, or of its height where it stands beside the frame."""
    if not cards:
        return 0.0
    return (
        len(cards) * _side(sheet) * STEP + sheet.letter * 0.4 if sheet.below else cards[0].height + sheet.letter * 0.3
    )


def pin(page: Image, cards: tuple[Image, ...], sheet: Sheet) -> None:
    """Puts the cards on the slate, from its end."""
    for at, card in enumerate(reversed(cards)):
        x = sheet.wide - sheet.letter * 0.3 - card.width - at * _side(sheet) * STEP
        low = sheet.high - sheet.letter * 0.16
        page.paste(card, (round(x), round(low - card.height)), card)


def _card(picture: SentPicture, side: int, letter: float, more: int) -> Image:
    """A card with the picture and what it is."""
    from PIL import Image, ImageDraw

    size = max(8.0, min(letter * 0.5, side * 0.17))
    edge = max(2, side // 22)
    wide, high = side, side
    card = Image.new("RGBA", (wide + 4, high + 4), (0, 0, 0, 0))
    draw = ImageDraw.Draw(card)
    draw.rectangle((4, 4, wide + 3, high + 3), fill=(20, 18, 30, 60))
    draw.rectangle((0, 0, wide, high), fill=(*CARD, 255), outline=(150, 146, 142, 255))
    room = (wide - 2 * edge, round(side - size * 1.4) - edge)
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
