"""Finishing: the drawing is smoothed, laid on paper and written as a file that is always the same."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from .origin import KEY

if TYPE_CHECKING:
    from PIL.Image import Image

    from .manner import Manner


def smoothed(work: Image, size: tuple[int, int]) -> Image:
    """The working drawing at the frame's size, its edges soft."""
    from PIL import Image as Pillow

    if work.size == size:
        return work
    if work.width == size[0] * 2 and work.height == size[1] * 2:
        return work.reduce(2)
    return work.resize(size, Pillow.Resampling.LANCZOS if work.width < size[0] else Pillow.Resampling.BOX)


def textured(image: Image, manner: Manner) -> Image:
    """What the manner does to the whole picture: grain, dots, pixels, tones."""
    image = _post(image, manner)
    return _grained(image, manner.grain) if manner.grain > 0 else image


def _post(image: Image, manner: Manner) -> Image:
    from PIL import Image as Pillow
    from PIL import ImageFilter, ImageOps

    unit = max(1, round(min(image.size) / 150))
    match manner.post:
        case "pixel":
            small = image.resize((max(8, image.width // unit), max(8, image.height // unit)), Pillow.Resampling.BOX)
            return (
                small.quantize(72, method=Pillow.Quantize.MEDIANCUT, dither=Pillow.Dither.NONE)
                .convert("RGB")
                .resize(image.size, Pillow.Resampling.NEAREST)
            )
        case "noir":
            return _contrast(ImageOps.grayscale(image)).convert("RGB")
        case "soft":
            return Pillow.blend(image, image.filter(ImageFilter.GaussianBlur(unit * 0.8)), 0.45)
        case "lens":
            return _vignette(image)
        case "dots":
            return _screened(image, dots(max(4, unit * 2)), 0.16)
        case "hatch":
            return _screened(image, hatching(max(5, round(unit * 2.2))), 0.5)
        case "brush":
            return _brushed(image, unit)
        case _:
            return image


def dots(step: int) -> Image:
    """A tile of round dots."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    tile = Pillow.new("L", (step * 4, step * 4), 255)
    draw = ImageDraw.Draw(tile)
    for x, y in ((step, step), (step * 3, step * 3)):
        draw.ellipse((x - step * 0.7, y - step * 0.7, x + step * 0.7, y + step * 0.7), fill=0)
    return tile.reduce(2)


def hatching(step: int) -> Image:
    """A tile of lines that fall to the left."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    side = step * 8
    tile = Pillow.new("L", (side, side), 255)
    draw = ImageDraw.Draw(tile)
    for x in range(-side, side * 2, step * 2):
        draw.line((x, side, x + side, 0), fill=0, width=max(2, step // 3))
    return tile.reduce(2)


def _screened(image: Image, tile: Image, depth: float) -> Image:
    """The tile's pattern over what is dark; light parts stay clean."""
    from PIL import Image as Pillow
    from PIL import ImageChops, ImageOps

    shade = ImageOps.grayscale(image).point([round(max(0, 205 - level) * 1.2 * depth) for level in range(256)])
    pattern = ImageOps.invert(_tiled(tile, image.size))
    mask = ImageChops.multiply(shade, pattern)
    return Pillow.composite(Pillow.new("RGB", image.size, (20, 18, 26)), image, mask)


def _tiled(tile: Image, size: tuple[int, int]) -> Image:
    """The tile, side by side."""
    from PIL import Image as Pillow

    whole = Pillow.new("L", size)
    for x in range(0, size[0], tile.width):
        for y in range(0, size[1], tile.height):
            whole.paste(tile, (x, y))
    return whole


def _brushed(image: Image, unit: int) -> Image:
    """Dabs of one colour each, with the ridges that a brush leaves."""
    from PIL import Image as Pillow
    from PIL import ImageChops, ImageFilter

    small = image.resize((max(8, image.width * 2 // (unit + 3)), max(8, image.height * 2 // (unit + 3))))
    dabs = small.filter(ImageFilter.ModeFilter(5)).resize(image.size, Pillow.Resampling.BICUBIC)
    ridges = dabs.filter(ImageFilter.EMBOSS).convert("L").point([round(96 + level * 0.25) for level in range(256)])
    return ImageChops.overlay(Pillow.blend(image, dabs, 0.8), ridges.convert("RGB"))


def _contrast(grey: Image) -> Image:
    """Deep blacks and hard lights."""
    curve = [max(0, min(255, round(255 * (level / 255) ** 1.25 * 1.3 - 30))) for level in range(256)]
    return grey.point(curve)


def _vignette(image: Image) -> Image:
    """Darker corners, as of a lens."""
    from PIL import Image as Pillow

    shade = (
        Pillow.radial_gradient("L")
        .resize(image.size)
        .point([max(0, round((level - 130) * 0.75)) for level in range(256)])
    )
    return Pillow.composite(Pillow.new("RGB", image.size, (18, 16, 24)), image, shade)


def _grained(image: Image, grain: float) -> Image:
    """Paper that shows through: a tile of coarse noise."""
    from PIL import Image as Pillow
    from PIL import ImageChops

    side = 96
    noise = Pillow.frombytes("L", (side, side), hashlib.shake_256(b"paper").digest(side * side))
    scale = max(1.0, min(image.size) / 420)
    tile = noise.resize((round(side * scale), round(side * scale)), Pillow.Resampling.BICUBIC)
    depth = 17 * grain
    tile = tile.point([round((255 - depth + depth * level / 255) // 4 * 4) for level in range(256)])
    return ImageChops.multiply(image, _tiled(tile, image.size).convert("RGB"))


def png(image: Image, origin: str) -> bytes:
    """The file: few colours, no date; it carries what it was drawn from, "" for what can't be drawn again."""
    from PIL import Image as Pillow
    from PIL import PngImagePlugin

    kept = PngImagePlugin.PngInfo()
    kept.add_text(KEY, origin, zip=len(origin) > 0)
    flat = image.quantize(palette=_colours(image), dither=Pillow.Dither.NONE)
    into = io.BytesIO()
    flat.save(into, "PNG", compress_level=6, pnginfo=kept)
    return into.getvalue()


def _colours(image: Image) -> Image:
    """A palette of 256 colours; of a large picture, where it would take longest, from a smaller copy."""
    from PIL import Image as Pillow

    pixels = image.width * image.height
    small = image if pixels < 2_000_000 else image.reduce(2 if pixels < 6_000_000 else 4)
    return small.quantize(256, method=Pillow.Quantize.MEDIANCUT, dither=Pillow.Dither.NONE)
