"""Props and products: which drawing the words for a thing ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import furniture, journeys, vessels, worn
from .reading import first, says

if TYPE_CHECKING:
    from collections.abc import Callable

    from .palette import Colour
    from .pen import Pen

DRAWINGS: tuple[tuple[Callable[[Pen, Colour], None], str], ...] = (
    (vessels.lantern, "lantern"),
    (vessels.lamp, "lamp torch"),
    (vessels.cup, "cup mug coffee tea teacup goblet glass tumbler"),
    (vessels.bowl, "bowl dish plate ramen soup noodles"),
    (vessels.teapot, "teapot kettle coffeepot jug pitcher"),
    (vessels.vase, "vase urn amphora"),
    (vessels.bottle, "bottle wine beer flask potion juice soda shampoo oil sauce vial"),
    (vessels.perfume, "perfume fragrance flacon cologne"),
    (vessels.jar, "jar can tin honey jam pot cream canister"),
    (vessels.candle, "candle"),
    (vessels.cake, "cake pie bread loaf pastry muffin croissant"),
    (vessels.fruit, "apple fruit orange pear peach tomato pumpkin berry lemon"),
    (vessels.flower, "flower rose plant bouquet tulip sunflower seedling"),
    (worn.shoe, "shoe sneaker trainer loafer sandal"),
    (worn.boot, "boot"),
    (worn.garment, "shirt jacket coat dress hoodie sweater blouse tshirt kimono garment parka cardigan outfit"),
    (worn.hat, "hat cap beanie fedora"),
    (worn.headphones, "headphones headset earphones"),
    (worn.glasses, "glasses sunglasses spectacles goggles"),
    (worn.clock, "watch clock wristwatch timer compass"),
    (worn.crown, "crown tiara"),
    (worn.gem, "gem diamond ring crystal jewel stone amulet"),
    (journeys.car, "car taxi van truck automobile bus vehicle"),
    (journeys.bicycle, "bicycle bike motorcycle scooter"),
    (journeys.paper_boat, "origami"),
    (journeys.boat, "boat ship sailboat yacht"),
    (journeys.plane, "plane airplane aeroplane aircraft drone"),
    (journeys.rocket, "rocket spaceship"),
    (journeys.balloon, "balloon kite"),
    (journeys.bag, "bag handbag backpack purse tote satchel basket briefcase"),
    (journeys.box, "box parcel package crate chest gift suitcase"),
    (journeys.umbrella, "umbrella parasol"),
    (journeys.telescope, "telescope spyglass microscope"),
    (journeys.scroll, "map scroll paper document painting poster"),
    (journeys.letter, "letter envelope postcard invitation"),
    (journeys.book, "book diary notebook journal novel bible tome"),
    (journeys.key, "key"),
    (furniture.sword, "sword dagger knife blade wand staff axe spear"),
    (furniture.guitar, "guitar violin ukulele cello lute"),
    (furniture.chair, "chair armchair stool throne sofa bench"),
    (furniture.table, "table desk"),
    (furniture.phone, "phone smartphone telephone tablet radio"),
    (furniture.computer, "laptop computer screen monitor television"),
    (furniture.camera, "camera"),
    (furniture.ball, "ball football basketball globe orb"),
)
PROPS: dict[str, Callable[[Pen, Colour], None]] = {word: draw for draw, more in DRAWINGS for word in more.split()}


ENDS = frozenset((",", ".", ";", ":", "of", "with", "from", "on", "in", "for", "at"))
TOYS = ("paper", "folded", "toy", "origami")


def prop_in(said: tuple[str, ...]) -> Callable[[Pen, Colour], None] | None:
    """The drawing for the first thing that words name, None where they name none: `a paper boat` is a boat."""
    phrase: list[str] = []
    for word in (*said, "."):
        if word not in ENDS:
            phrase.append(word)
            continue
        found = first(reversed(phrase), PROPS)
        if found is not None:
            return journeys.paper_boat if found is journeys.boat and says(phrase, *TOYS) else found
        phrase = []
    return None
