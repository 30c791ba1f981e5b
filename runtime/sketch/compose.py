"""Composes a picture: place, people, words, insets and slate on one sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...dsl.call import Kind
from . import lettering
from .balloon import draw_caption, draw_speech
from .dice import Dice
from .extras import extras_of, things_of
from .finish import png, smoothed, textured
from .framing import SIZES, Framing, framing_of
from .inset import cards_of, pin, room_of
from .light import light_of
from .manner import Manner, manner_of
from .origin import written
from .palette import CLOTHES, Colour, colours_in
from .pen import Pen
from .place import INSIDE, draw_place, place_in
from .reading import words
from .sheet import Sheet, sheet_of
from .sky import draw_weather
from .slate import draw_slate
from .stage import Stage
from .staging import Scene
from .view import draw_view

if TYPE_CHECKING:
    from PIL.Image import Image

    from ...dsl.call import Brief, Person
    from ..engine import Request
    from .origin import Origin

UNITS = 1000.0  # the frame's height in the drawing's own units
PAPER_TONE: Colour = (246, 242, 234)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one picture is drawn from: `origin` says what it shows, `seed` only how the hand shakes."""

    request: Request
    size: tuple[int, int]
    seed: str
    origin: Origin
    mark: str
    note: str
    finished: bool = False


def compose(plan: Plan) -> bytes:
    """The PNG of a view, a shot, or a final of one."""
    sheet = sheet_of(*plan.size)
    scene, work = drawn(plan, sheet)
    frame = textured(smoothed(work, (sheet.frame_wide, sheet.frame_high)), scene.pen.manner)
    return assembled(plan, sheet, frame, scene, written(plan.origin))


def assembled(plan: Plan, sheet: Sheet, frame: Image, scene: Scene, origin: str) -> bytes:
    """Letters, slate and insets on the finished drawing; `origin` goes into the file."""
    from PIL import Image as Pillow

    for letters in scene.letters:
        size = letters.size * sheet.frame_high or name_size(sheet, len(scene.standing))
        x, y = letters.x * sheet.frame_wide, letters.y * sheet.frame_high
        half = lettering.width(letters.text, size, letters.bold) / 2
        if letters.align == "middle" and letters.halo:
            x = min(max(x, half + size * 0.3), max(half, sheet.frame_wide - half - size * 0.3))
        lettering.write(
            frame, x, y, letters.text, size, letters.colour, bold=letters.bold, align=letters.align, halo=letters.halo
        )
    page = Pillow.new("RGB", (sheet.wide, sheet.high), PAPER_TONE)
    page.paste(frame, (0, 0))
    sent = tuple(picture for picture in plan.request.pictures if picture.role.kind not in ("source", "draft"))
    cards = () if plan.finished else cards_of(sent, sheet)
    draw_slate(page, sheet, plan.request.call, plan.mark, plan.note, room_of(cards, sheet))
    pin(page, cards, sheet)
    return png(page, origin)


def name_size(sheet: Sheet, count: int) -> float:
    """Letters of a name: smaller where many stand side by side."""
    return sheet.letter * (0.8 if count < 4 else 0.66)


def drawn(plan: Plan, sheet: Sheet) -> tuple[Scene, Image]:
    """The scene and its working drawing, not yet smoothed."""
    from PIL import Image as Pillow

    origin, dice = plan.origin, Dice(plan.origin.seed)
    brief = origin.brief
    manner = manner_of(brief.style, plan.finished)
    sharp = sheet.sharpness
    work = Pillow.new("RGB", (round(sheet.frame_wide * sharp), round(sheet.frame_high * sharp)), manner.paper)
    scale = work.height / UNITS
    wide = work.width / scale
    said = words(brief.text, brief.camera)
    cast = _cast(plan)
    people = sum(one.kind == "character" for one in cast)
    framing = _roomy(_framing(plan, people, dice), origin)
    pen = Pen(work, manner, (scale, 0, 0, 0, scale, 0), min(work.size) / 480, Dice(plan.seed).between("hand", 0, 6))
    if framing.tilt:
        pen = pen.move(wide / 2, UNITS / 2, 1.16, turn=framing.tilt).move(-wide / 2, -UNITS / 2)
    scene = Scene(pen, wide, UNITS, framing, said, dice)
    kinds = {one.kind for one in brief.cast}
    scene.product = "prop" in kinds and "character" not in kinds
    scene.text = f"{brief.text} , {brief.camera}"
    if plan.request.call.kind is Kind.VIEW and draw_view(scene, brief):
        return scene, work
    stage = stage_of(scene, brief, manner)
    inside = _background(stage, brief, cast, framing)
    scene.populate(cast, named=bool(brief.cast))
    if not inside:  # in a room, rain falls behind the windows
        draw_weather(stage, 0.5 if framing.size in ("close", "detail") else 1.0)
    _speech(scene, plan, sheet)
    return scene, work


def _cast(plan: Plan) -> tuple[Person, ...]:
    """Who is on stage, else who the words name; with `cast: none` things at most."""
    brief = plan.origin.brief
    if plan.request.call.kind is Kind.VIEW:
        return brief.cast
    said = words(brief.text)
    found = brief.cast or extras_of(said, brief.text, beings_only=brief.place is not None)
    if not any(one.kind == "character" for one in found) and not brief.nobody and brief.cast:
        found = (*found, *extras_of(said, brief.text, beings_only=True))
    if any(one.kind == "character" for one in found):
        found = (*found, *things_of(said, found))
    return tuple(one for one in found if one.kind != "character") if brief.nobody else found


def _framing(plan: Plan, people: int, dice: Dice) -> Framing:
    brief, panel = plan.origin.brief, plan.origin.panel
    framing = framing_of(brief.camera, brief.text, plan.origin.name, people, dice)
    if panel and not brief.camera:  # panels of one answer come nearer, as a page of comics does
        size = ("wide", "medium", "close", "full")[(panel - 1) % 4]
        framing = replace(framing, size=size, tall=SIZES[size][0], horizon=SIZES[size][1])
    return framing


def _roomy(framing: Framing, origin: Origin) -> Framing:
    """Room above the heads for balloons and captions."""
    if not origin.dialogue and not origin.caption:
        return framing
    lower = {"full": 0.8, "medium": 0.84, "close": 0.78}.get(framing.size, 1.0)
    if not origin.dialogue:
        return replace(framing, tall=framing.tall * (lower + 0.06), headroom=0.1)
    return replace(framing, tall=framing.tall * lower, headroom=0.17)


def stage_of(scene: Scene, brief: Brief, manner: Manner) -> Stage:
    """The stage in the light that the shot's words, then the place's, ask for."""
    place = brief.place
    told = (
        words(brief.text)
        + (words(place.description, place.look, place.name) if place else ())
        + (words(brief.style.description) if brief.style else ())
    )
    key = f"place/{place.identity}/{place.description[:400]}" if place else f"place/{scene.dice.seed}"
    dice = Dice(key)
    named = colours_in(words(place.description)) if place else ()
    hue = named[0] if named else dice.pick("hue", manner.tints or CLOTHES)
    return Stage(scene.pen, scene.wide, scene.high, scene.high * scene.framing.horizon, light_of(told), dice, hue)


def _background(stage: Stage, brief: Brief, cast: tuple[Person, ...], framing: Framing) -> bool:
    """Draws the place; says whether it has a roof."""
    place = brief.place
    said = words(place.name, place.identity.replace("_", " "), place.description) if place else words(brief.text)
    kind = place_in(said)
    if kind is None and cast and all(one.kind == "prop" for one in cast):
        kind = "studio"
    draw_place(stage, kind)
    if cast and framing.size in ("close", "detail", "medium"):
        _blurred(stage.pen, {"medium": 0.006, "close": 0.014, "detail": 0.02}[framing.size])
    return kind in INSIDE


def _blurred(pen: Pen, share: float) -> None:
    """The background out of focus, done small, where it is quick."""
    from PIL import ImageFilter

    image = pen.image
    small = image.reduce(4).filter(ImageFilter.GaussianBlur(share * image.height / 4))
    image.paste(small.resize(image.size))


def _speech(scene: Scene, plan: Plan, sheet: Sheet) -> None:
    about = plan.origin
    letter = sheet.letter * 0.8 / sheet.frame_high * scene.high
    top = letter * 0.6
    if about.caption:
        top = draw_caption(scene, " ".join(about.caption[:3]), letter)
    if about.dialogue:
        draw_speech(scene, about.dialogue, letter, top)
