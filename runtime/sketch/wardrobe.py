"""The words for beings and for what they wear, and what each is drawn as."""

from __future__ import annotations


def _table(lines: str) -> dict[str, str]:
    """`coat: raincoat parka` as `{"coat": "coat", "raincoat": "coat", ...}`."""
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        name, _, more = line.strip().partition(":")
        found.update(dict.fromkeys((name, *more.split()), name))
    return found


TOPS = _table("""
    coat: raincoat oilskin trenchcoat trench overcoat parka anorak peacoat greatcoat mackintosh duffel
    jacket: blazer bomber cardigan windbreaker doublet uniform
    suit: tuxedo businesssuit
    sweater: jumper pullover hoodie sweatshirt turtleneck knit
    shirt: tshirt tee blouse polo vest waistcoat tunic singlet top jersey kurta
    dress: gown sundress sari qipao
    robe: robes kimono cassock toga habit hanbok
    cape: cloak poncho
    armor: armour breastplate chainmail
    overalls: dungarees jumpsuit boilersuit spacesuit pinafore coveralls
""")
LEGS = _table("""
    trousers: pants jeans chinos leggings slacks corduroys breeches
    shorts: bermudas
    skirt: kilt miniskirt tutu
""")
HATS = _table("""
    hat: fedora cowboy sombrero panama stetson
    cap: baseball flatcap newsboy kepi peaked captain
    beanie: toque bobble wool woolly woollen
    beret:
    helmet: motorcycle spacehelmet visor
    crown: tiara diadem
    hood: hooded
    tophat: topper
    sunhat: straw bonnet wide-brimmed
    headscarf: hijab bandana kerchief shawl veil
    witchhat: wizard witch pointed
    souwester: sou'wester
""")
for _word in ("motorcycle", "visor", "captain", "wool", "peaked", "veil", "pointed", "straw", "baseball", "cowboy"):
    HATS.pop(_word, None)
CARRIED = _table("""
    scarf: muffler neckerchief bandana
    collar:
    cape: cloak
    apron:
    backpack: rucksack knapsack satchel
    tie: necktie
    bowtie: bow
    freckles: freckled
    scar: scarred
    eyepatch: patch
    earrings: earring
    necklace: pendant amulet
    headphones: earphones
    boots: wellies wellingtons
""")
CREATURES = _table("""
    cat: kitten tomcat kitty tabby
    dog: puppy hound terrier corgi dachshund labrador retriever spaniel collie husky poodle beagle
    fox: vixen
    wolf: werewolf coyote jackal
    bear: panda grizzly cub koala
    rabbit: hare bunny
    mouse: rat hamster gerbil squirrel mole hedgehog otter beaver badger raccoon weasel
    horse: pony mare stallion foal unicorn donkey mule zebra
    cow: bull ox calf buffalo
    pig: piglet boar hog
    sheep: lamb goat ram
    deer: stag doe fawn elk moose reindeer antelope giraffe
    lion: lioness
    tiger: leopard jaguar cheetah panther
    elephant: mammoth
    frog: toad
    bird: sparrow robin parrot finch pigeon dove chicken hen rooster eagle hawk falcon canary wren swallow
    gull: seagull albatross heron stork
    crow: raven magpie blackbird jackdaw
    owl: owlet
    penguin: puffin
    duck: duckling goose swan
    fish: goldfish shark salmon trout carp
    whale: dolphin orca narwhal
    robot: android droid cyborg automaton
    dragon: dinosaur lizard wyvern
    ghost: spirit phantom spectre
    alien: martian extraterrestrial
    monster: creature ogre troll golem yeti blob
""")
BEINGS = frozenset(
    [
        "woman",
        "man",
        "girl",
        "boy",
        "child",
        "kid",
        "person",
        "people",
        "lady",
        "gentleman",
        "keeper",
        "sailor",
        "captain",
        "pilot",
        "astronaut",
        "doctor",
        "nurse",
        "teacher",
        "baker",
        "chef",
        "cook",
        "barista",
        "waiter",
        "waitress",
        "detective",
        "knight",
        "king",
        "queen",
        "prince",
        "princess",
        "wizard",
        "witch",
        "mother",
        "father",
        "grandmother",
        "grandfather",
        "grandma",
        "grandpa",
        "daughter",
        "son",
        "sister",
        "brother",
        "dancer",
        "musician",
        "violinist",
        "pianist",
        "guitarist",
        "painter",
        "artist",
        "writer",
        "poet",
        "farmer",
        "gardener",
        "fisherman",
        "hunter",
        "soldier",
        "warrior",
        "samurai",
        "ninja",
        "monk",
        "nun",
        "priest",
        "scientist",
        "engineer",
        "mechanic",
        "student",
        "pupil",
        "teenager",
        "adult",
        "couple",
        "friend",
        "model",
        "athlete",
        "runner",
        "cyclist",
        "surfer",
        "skater",
        "boxer",
        "driver",
        "traveller",
        "traveler",
        "hiker",
        "climber",
        "explorer",
        "pirate",
        "thief",
        "spy",
        "hero",
        "heroine",
        "villain",
        "clown",
        "magician",
        "businessman",
        "businesswoman",
        "worker",
        "builder",
        "carpenter",
        "blacksmith",
        "tailor",
        "librarian",
        "journalist",
        "photographer",
        "director",
        "actor",
        "actress",
        "bride",
        "groom",
        "baby",
        "toddler",
        "guy",
        "human",
        "elf",
        "dwarf",
        "fairy",
        "mermaid",
        "vampire",
        "zombie",
        "crowd",
        "stranger",
        "passenger",
        "customer",
        "shopkeeper",
        "inventor",
        "courier",
        "officer",
        "policeman",
        "guard",
        "postman",
        "pedestrian",
        "figure",
        "swimmer",
        "botanist",
        "lifeguard",
        "tourist",
        "guest",
        "seller",
        "vendor",
        "conductor",
        "butcher",
        "grocer",
        "twin",
        "scholar",
        "drummer",
        "sculptor",
        "potter",
        "chemist",
        "lawyer",
        "judge",
        "neighbour",
        "neighbor",
        "silhouette",
    ]
)
