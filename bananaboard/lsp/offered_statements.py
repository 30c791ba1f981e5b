"""Where a statement begins: the statements and settings that may stand in the block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.settings import SETTINGS
from ..dsl.standing import CALLED, INSIDE, WHERE
from ..grammar import nodes
from . import described
from .offer import Offer
from .signs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cursor import Cursor

SNIPPETS = {
    "storyboard": 'storyboard "${1:Title}" {\n  $0\n}',
    "character": 'character ${1:name} "${2:what she looks like}" {\n  $0\n}',
    "location": 'location ${1:name} "${2:what it looks like}"', "prop": 'prop ${1:name} "${2:what it looks like}"',
    "style": 'style ${1:name} "${2:how everything looks}"', "scene": 'scene ${1:name} "${2:Title}" {\n  $0\n}',
    "shot": 'shot ${1:name} "${0:what is seen}"', "edit": 'edit ${1:name} of ${2:shot} "${0:what to change}"',
    "view": 'view ${1:name} "${0:what is seen}"', "look": 'look ${1:name} "${0:what is different}"',
    "prompt": 'prompt ${1:name}(${2:arguments}) "${0:text}"', "variant": "variant ${1:name}: ${0:one, two}",
    "reference": 'reference "${0:refs/picture.png}"', "import": 'import "${1:file.bnn}" as ${0:name}',
    "from": 'from "${1:file.bnn}" import ${0:name}', "param": 'param ${1:name} = "${0:value}"',
    "final": "final { model: ${1:pro}; size: ${0:4K} }", "except": "except ${1:axis}=${0:key}",
}  # fmt: skip
SUBJECTS = ("character", "location", "prop", "style")


def beginnings(at: Cursor) -> Iterator[Offer]:
    """What a statement may begin with here."""
    home = at.home
    if at.word.startswith("@") or home == "variant":
        return
    if home == "entry":
        home = next((b.home for b in reversed(at.blocks) if b.home in WHERE), "scene")
    else:
        yield from _statements(home, len(at.word))
    yield from _settings(home, len(at.word))


def _statements(home: str, written: int) -> Iterator[Offer]:
    for node in INSIDE.get(home, ()):
        for word in SUBJECTS if node is nodes.Subject else (_word(node),):
            yield Offer(
                word, Kind.KEYWORD, "statement", insert=SNIPPETS.get(word, word), snippet=True, replaced=written
            )


def _settings(home: str, written: int) -> Iterator[Offer]:
    for spec in SETTINGS:
        if home in WHERE and spec.where & WHERE[home]:
            about = described.setting(spec.name) or ""
            yield Offer(spec.name, Kind.PROPERTY, spec.about, about, f"{spec.name}: ", replaced=written, rank=2)


def _word(node: type) -> str:
    return next(word for kind, word in CALLED.items() if kind is node)
