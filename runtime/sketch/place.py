"""Places: which backdrop a place's words ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import indoors, outdoors, town, waterside, workrooms
from .reading import first, says
from .sky import draw_sky

if TYPE_CHECKING:
    from collections.abc import Callable

    from .stage import Stage

SHADES = ("blue", "green", "grey", "gray", "brown", "yellow", "glaze", "coloured", "colored")
OUTSIDE: dict[str, tuple[Callable[[Stage], None], str]] = {
    "sea": (waterside.sea, "ocean"),
    "beach": (waterside.beach, "shore coast dune dunes sand seaside bay island"),
    "harbour": (waterside.harbour, "harbor port pier dock quay jetty marina wharf"),
    "lighthouse": (waterside.lighthouse, "cliff cliffs beacon headland"),
    "river": (waterside.river, "lake pond stream bridge canal creek waterfall riverbank"),
    "underwater": (waterside.underwater, "reef seabed undersea submarine"),
    "forest": (outdoors.forest, "wood woods trees jungle grove clearing rainforest birch pine"),
    "mountain": (outdoors.mountains, "mountains peak peaks alps summit glacier valley canyon hilltop"),
    "desert": (outdoors.desert, "dune sahara mesa badlands wasteland"),
    "field": (
        outdoors.field,
        "meadow farm garden park hill hills grass prairie pasture orchard vineyard plot countryside lawn campsite",
    ),
    "space": (outdoors.space, "planet orbit galaxy moonscape asteroid cosmos mars lunar"),
    "cave": (outdoors.cave, "cavern tunnel mine grotto"),
    "city": (town.skyline, "skyline rooftop roof rooftops downtown metropolis skyscraper tower cityscape"),
    "street": (
        town.street,
        "alley road avenue market square plaza sidewalk boulevard crossing shopfront corner courtyard",
    ),
    "village": (town.village, "town cottage house houses hamlet barn cabin hut suburb neighbourhood castle"),
}
INSIDE: dict[str, tuple[Callable[[Stage], None], str]] = {
    "kitchen": (indoors.kitchen, "bakery stove pantry"),
    "cafe": (indoors.cafe, "stall kiosk café bar restaurant pub diner tavern coffeehouse canteen"),
    "library": (workrooms.library, "bookshop bookstore archive study bookshelves books"),
    "workshop": (workrooms.workshop, "garage laboratory lab forge atelier shed factory"),
    "lamp": (workrooms.lamp_room, "fresnel"),
    "greenhouse": (indoors.greenhouse, ""),
    "bedroom": (indoors.bedroom, "bed attic nursery"),
    "office": (workrooms.office, "desk classroom school conference hospital reception"),
    "corridor": (
        workrooms.corridor,
        "hangar hallway hall station spaceship subway metro airport church temple museum gallery theatre stage",
    ),
    "room": (
        indoors.room,
        "window interior living parlour parlor apartment lounge home sofa fireplace indoors inside",
    ),
    "studio": (workrooms.studio, "cyclorama backdrop seamless tabletop podium background plain packshot pedestal"),
}
_KNOWN = {
    word: name for table in (INSIDE, OUTSIDE) for name, (_, more) in table.items() for word in (name, *more.split())
}


def place_in(said: tuple[str, ...]) -> str | None:
    """The kind of place that is named first."""
    if says(said, "hall", "chamber", "interior", "inside", "indoors") and not says(
        said, "kitchen", "library", "cafe", "office", "bedroom"
    ):
        return "corridor" if says(said, "hall", "chamber") else "room"
    if "lamp" in said and "room" not in said and "fresnel" not in said:
        said = tuple(word for word in said if word != "lamp")
    if says(said, "wheelhouse", "cockpit", "greenhouse", "conservatory"):
        return "greenhouse" if says(said, "greenhouse", "conservatory") else "corridor"
    return first(_without_colours(said), _KNOWN) or ("space" if "moon" in said else None)


def _without_colours(said: tuple[str, ...]) -> tuple[str, ...]:
    """Without places that only say a colour: `sea blue`, `forest green`."""
    after = (*said[1:], ".")
    return tuple(word for word, following in zip(said, after, strict=True) if following not in SHADES)


UNLIT = ("underwater", "corridor")  # they know no window: the hour is a shade over all of it


def draw_place(stage: Stage, name: str | None) -> None:
    """The backdrop; an unknown one is layers in the place's own colour."""
    if name in INSIDE:
        INSIDE[name][0](stage)
    else:
        draw_sky(stage)
        (OUTSIDE[name][0] if name in OUTSIDE else outdoors.layers)(stage)
    if name in UNLIT and stage.light.dark:
        stage.pen.box(stage.left, -stage.high * 0.3, stage.right, stage.floor, (12, 16, 44), line=0, alpha=105)
