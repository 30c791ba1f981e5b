"""The manner of drawing: what words of a style do to paper, line and colour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .palette import INK, PAPER, Colour, colours_in, grey, mix, saturate
from .reading import says, words

if TYPE_CHECKING:
    from ...dsl.call import Person


@dataclass(frozen=True, slots=True)
class Manner:
    """`line` and `wobble` are multiples of the usual; `grain` from 0 to 1; `post` names what is done at the end."""

    name: str
    paper: Colour = PAPER
    ink: Colour = INK
    line: float = 1.0
    wobble: float = 1.0
    rough: bool = True  # a second, looser stroke beside each line
    colourful: float = 0.92
    wash: float = 0.0  # share of paper that shines through
    grain: float = 0.25
    post: str = ""
    tints: tuple[Colour, ...] = ()

    def tone(self, colour: Colour) -> Colour:
        """A colour as this manner paints it."""
        toned = grey(colour) if self.colourful == 0 else saturate(colour, self.colourful)
        return mix(toned, self.paper, self.wash) if self.wash else toned

    def air(self, colour: Colour) -> Colour:
        """A colour of the background, drawn towards the colours that the style names."""
        if not self.tints:
            return colour
        light = sum(colour) > 380
        ranked = sorted(self.tints, key=sum)
        return mix(colour, ranked[-1] if light else ranked[0], 0.14 if light else 0.26)


PLAIN = Manner("pencil and wash")
MANNERS: tuple[tuple[tuple[str, ...], Manner], ...] = (
    (("noir", "chiaroscuro"), Manner("noir", (240, 240, 236), (12, 12, 14), 1.3, 0.8, False, 0.0, 0.0, 0.3, "noir")),
    (("pixel", "8bit", "pixels", "voxel"), Manner("pixel", (236, 236, 240), (30, 28, 50), 1.5, 0.0, False, 1.25,
    0.0, 0.0, "pixel")),
    (("watercolor", "watercolour", "aquarelle", "gouache"),
     Manner("watercolour", (250, 246, 236), (70, 66, 82), 0.7, 1.3, True, 1.1, 0.16, 0.8)),
    (("manga", "screentone"), Manner("manga", (252, 252, 250), (16, 16, 20), 1.1, 0.4, False, 0.0, 0.1, 0.0, "dots")),
    (("anime", "ghibli", "cel"), Manner("anime", (252, 250, 246), (58, 44, 62), 0.75, 0.2, False, 1.2, 0.04, 0.0, "")),
    (("comic", "comics", "cartoon", "pop", "bande", "ligne"),
     Manner("comic", (252, 248, 236), (18, 18, 24), 1.55, 0.5, False, 1.25, 0.0, 0.0, "dots")),
    (("ink", "etching", "engraving", "woodcut", "linocut", "pen"),
     Manner("ink", (246, 242, 230), (22, 20, 26), 1.25, 1.3, True, 0.25, 0.3, 0.5, "hatch")),
    (("pencil", "graphite", "charcoal", "sketchy"),
     Manner("pencil", (248, 246, 240), (64, 62, 68), 0.95, 1.7, True, 0.12, 0.32, 0.9, "hatch")),
    (("claymation", "clay", "plasticine", "felt", "stopmotion"),
     Manner("clay", (246, 240, 230), (96, 66, 56), 0.55, 0.9, False, 1.1, 0.0, 0.2, "soft")),
    (("photo", "photograph", "photographic", "photoreal", "photorealistic", "cinematic", "film", "35mm", "realistic"),
     Manner("photo", (244, 242, 238), (44, 42, 50), 0.6, 0.5, False, 0.85, 0.0, 0.35, "lens")),
    (("oil", "impasto", "painting", "painterly", "acrylic"),
     Manner("paint", (240, 230, 210), (66, 48, 44), 0.5, 1.6, False, 1.2, 0.0, 0.6, "brush")),
    (("vector", "flat", "minimal", "minimalist", "isometric", "infographic"),
     Manner("flat", (250, 249, 246), (50, 54, 70), 0.0, 0.0, False, 1.1, 0.0, 0.0, "")),
    (("crayon", "chalk", "pastel", "children", "childrens", "storybook"),
     Manner("crayon", (252, 246, 232), (86, 66, 62), 1.5, 1.8, True, 1.05, 0.14, 1.0, "")),
)  # fmt: skip


def manner_of(style: Person | None, finished: bool) -> Manner:
    """The manner that a style's words ask for; a finished picture has clean lines."""
    said = words(style.name, style.description, style.look) if style else ()
    manner = next((manner for known, manner in MANNERS if says(said, *known)), PLAIN)
    if says(said, "monochrome", "sepia") or ("black" in said and "white" in said):
        manner = replace(manner, colourful=0.0)
    muted = 0.84 if says(said, "muted", "desaturated", "faded", "washed") else 1.0
    vivid = 1.25 if says(said, "vivid", "bold", "saturated", "vibrant", "bright") else 1.0
    tints = () if manner.colourful == 0 else tuple(c for c in colours_in(said) if max(c) - min(c) > 24)[:4]
    manner = replace(manner, tints=tints, colourful=manner.colourful * muted * vivid)
    return replace(manner, rough=False, wobble=manner.wobble * 0.35, grain=manner.grain * 0.5) if finished else manner
