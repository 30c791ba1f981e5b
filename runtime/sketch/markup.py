"""Given pictures marked up: what an edit or a final makes of a picture that is no sketch of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import lettering, prop
from .compose import UNITS, Plan, assembled
from .dice import Dice
from .framing import SIZES, Framing
from .light import Light, light_of, weather_of
from .manner import PLAIN
from .origin import is_sketch
from .palette import BANANA, CLOTHES, INK, PENCIL_RED, Colour
from .pen import Pen
from .picture import decode
from .reading import says, words
from .sheet import Sheet, sheet_of
from .sky import draw_weather
from .stage import Stage
from .staging import Scene
from .things import picture_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..engine import SentPicture

TINTS: tuple[tuple[tuple[str, ...], Colour, float], ...] = (
    (("night", "darker", "moonlight", "midnight", "dark"), (84, 98, 168), 0.44),
    (("warm", "warmer", "golden", "sunset", "dusk", "candlelight", "autumn", "sunny"), (255, 176, 84), 0.3),
    (("dawn", "morning", "pink"), (255, 196, 176), 0.26),
    (("cold", "colder", "cool", "blue", "winter", "icy", "snow"), (112, 164, 226), 0.3),
    (("storm", "stormy", "grey", "gloomy", "rain"), (92, 104, 124), 0.36),
    (("calm", "soft", "softer", "lighter", "brighter", "bright"), (255, 246, 226), 0.24),
    (("green", "spring", "toxic"), (120, 190, 110), 0.24), (("red", "danger", "alarm"), (214, 62, 54), 0.26),
)  # fmt: skip

RING = ((0, -1), (0.75, -0.7), (1.02, 0), (0.72, 0.72), (0, 1), (-0.74, 0.7), (-1, 0), (-0.7, -0.74), (0.08, -1.05))


def marked_up(plan: Plan, source: SentPicture) -> bytes | None:
    """The source with the edit marked on it; None where it can't be shown."""
    sheet = sheet_of(*plan.size)
    frame = _frame_of(source, sheet)
    if frame is None:
        return None
    brief = plan.request.call.brief
    said = words(brief.text)
    work = _tinted(frame, said).resize(
        (round(sheet.frame_wide * sheet.sharpness), round(sheet.frame_high * sheet.sharpness))
    )
    scene = _scene(plan, work, said)
    _overlay(scene, plan, said)
    return assembled(plan, sheet, work.resize(frame.size, 1 if work.size == frame.size else 4), scene, "")


def finished_copy(plan: Plan, draft: SentPicture) -> bytes | None:
    """The draft at the final's size, its edges crisp; None where it can't be shown."""
    from PIL import ImageFilter

    sheet = sheet_of(*plan.size)
    frame = _frame_of(draft, sheet)
    if frame is None:
        return None
    crisp = frame.filter(ImageFilter.UnsharpMask(radius=max(1.5, sheet.high / 700), percent=120, threshold=2))
    scene = _scene(plan, crisp, ())
    return assembled(plan, sheet, crisp, scene, "")


def _frame_of(picture: SentPicture, sheet: Sheet) -> Image | None:
    """The picture in the size of the frame; a sketch of ours without its slate."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    found = decode(picture.data, max(sheet.wide, sheet.high, 1024)) if picture.mime.startswith("image/") else None
    if found is None:
        return None
    if is_sketch(picture.data):
        ours = sheet_of(found.width, found.height)
        found = found.crop((0, 0, ours.frame_wide, ours.frame_high))
    return ImageOps.fit(found, (sheet.frame_wide, sheet.frame_high), Pillow.Resampling.LANCZOS, centering=(0.5, 0.5))


def _tinted(image: Image, said: tuple[str, ...]) -> Image:
    """The mood that the words ask for, over the whole picture."""
    from PIL import Image as Pillow
    from PIL import ImageChops, ImageOps

    if says(said, "monochrome", "noir", "sepia") or ("black" in said and "white" in said):
        image = ImageOps.grayscale(image).convert("RGB")
    for known, colour, share in TINTS:
        if says(said, *known):
            light = Pillow.new("RGB", image.size, colour)
            return Pillow.blend(
                image,
                ImageChops.multiply(image, light) if sum(colour) < 420 else ImageChops.soft_light(image, light),
                min(1.0, share * 2),
            )
    return image


def _scene(plan: Plan, work: Image, said: tuple[str, ...]) -> Scene:
    scale = work.height / UNITS
    dice = Dice(plan.seed)
    pen = Pen(work, PLAIN, (scale, 0, 0, 0, scale, 0), min(work.size) / 480, dice.between("hand", 0, 6))
    return Scene(pen, work.width / scale, UNITS, Framing("full", *SIZES["full"]), said, dice)


def _overlay(scene: Scene, plan: Plan, said: tuple[str, ...]) -> None:
    """Weather, red pencil, and a note with the instruction."""
    if weather_of(said) and not says(said, "remove", "without", "stop", "no", "erase"):
        plain = light_of(())
        light = Light(plain.hour, plain.high, plain.low, plain.falls, plain.haze, weather_of(said))
        draw_weather(Stage(scene.pen, scene.wide, scene.high, scene.high * 0.5, light, scene.dice, BANANA))
    if says(said, "remove", "erase", "delete", "without"):
        _struck(scene, said)
    elif says(
        said, "add", "put", "place", "give", "insert", "replace", "hold", "holds", "wear", "wears", "swap", "change"
    ):
        _added(scene, plan, said)
    _note(scene, plan)


def _struck(scene: Scene, said: tuple[str, ...]) -> None:
    """What has to go, struck through in red pencil in the corner: nobody knows where it is on the picture."""
    drawing = prop.prop_in(said)
    if drawing is None:
        return
    x, y, r = scene.wide - scene.high * 0.15, scene.high * 0.15, scene.high * 0.11
    scene.pen.oval(x, y, r, r, (254, 252, 244), line=0)
    drawing(scene.pen.move(x, y + r * 0.66, r * 0.0125), scene.dice.pick("hue", CLOTHES))
    loop = [(x + r * dx, y + r * dy) for dx, dy in RING]
    scene.pen.stroke(loop, line=2.2, colour=PENCIL_RED, soft=True)
    scene.pen.stroke([(x - r * 0.7, y + r * 0.7), (x + r * 0.7, y - r * 0.7)], line=2.2, colour=PENCIL_RED)


def _added(scene: Scene, plan: Plan, said: tuple[str, ...]) -> None:
    """What comes in, where there is room, ringed in red pencil."""
    cast = plan.request.call.brief.cast
    x, y, scale = scene.wide * scene.dice.pick("added", (0.7, 0.76, 0.3)), scene.high * 0.84, scene.high * 0.0026
    drawing = prop.prop_in(said)
    if cast and cast[0].kind == "character":
        from .staging import Spot

        scene.stand(cast[0], Spot(x, scene.high * 0.92, scene.high * 0.0062, x > scene.wide / 2), 0, "")
        return
    if cast and cast[0].kind == "prop":
        drawing, hue = picture_of(cast[0])
    elif drawing is None:
        return
    else:
        hue = scene.dice.pick("hue", CLOTHES)
    drawing(scene.pen.move(x, y, scale), hue)
    ring = [
        (x + dx * 80 * scale, y - 50 * scale + dy * 76 * scale)
        for dx, dy in ((0, -1), (0.9, -0.6), (1, 0.2), (0.5, 0.95), (-0.5, 0.95), (-1, 0.1), (-0.8, -0.7), (0.1, -1.05))
    ]
    scene.pen.stroke(ring, line=1.8, colour=PENCIL_RED, soft=True)


def _note(scene: Scene, plan: Plan) -> None:
    """A yellow slip with the instruction."""
    from .sheet import Letters

    sheet = sheet_of(*plan.size)
    letter = sheet.letter * 0.78 / sheet.frame_high * scene.high
    rows = lettering.wrap(plan.request.call.brief.text, letter, scene.wide * 0.42, 4)
    if not rows:
        return
    wide, high = (
        max(lettering.width(row, letter) for row in rows) + letter * 1.4,
        len(rows) * letter * 1.25 + letter * 1.1,
    )
    x, y = letter * 0.7, letter * 0.7
    scene.pen.box(
        x + letter * 0.16,
        y + letter * 0.2,
        x + wide + letter * 0.16,
        y + high + letter * 0.2,
        (20, 18, 30),
        line=0,
        alpha=70,
    )
    scene.pen.shape(
        [
            (x, y),
            (x + wide, y),
            (x + wide, y + high - letter * 0.6),
            (x + wide - letter * 0.6, y + high),
            (x, y + high),
        ],
        (255, 236, 150),
        line=0.7,
    )
    scene.pen.shape(
        [
            (x + wide, y + high - letter * 0.6),
            (x + wide - letter * 0.6, y + high),
            (x + wide - letter * 0.6, y + high - letter * 0.6),
        ],
        BANANA,
        line=0.7,
    )
    for at, row in enumerate(rows):
        scene.letters.append(
            Letters(
                (x + letter * 0.7) / scene.wide,
                (y + letter * 0.6 + (at + 0.8) * letter * 1.25) / scene.high,
                row,
                letter / scene.high,
                INK,
                bold=False,
                align="left",
            )
        )
