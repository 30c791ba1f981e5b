"""Lines a second of the parser, against Lark building a bare tree of the same grammar from the same tokens.

    python benchmarks/parse.py [SCENES]

Both run in one process with the collector off, each three times; the best counts. Lark gets its tokens from our lexer,
whose time counts in both, and with it a plain `Tree`, no nodes and no repair.
"""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING, Any

from bananaboard.grammar import build
from bananaboard.grammar.format import format_source
from bananaboard.grammar.lexer import lex
from bananaboard.grammar.parser import parse
from bananaboard.grammar.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = """storyboard "A long one" {
  model: flash
  aspect: 16:9
  rules: "no text in the picture", "no borders, no panels"
}

character mara "a lighthouse keeper in her sixties" {
  reference "refs/mara.png"
}
"""
SCENE = """
scene s{i} "Scene {i}" {{
  at: @lamp_room
  chain: previous                   # each sees the one before
  variant light {{ dawn: "soft golden dawn"; storm: "blue-black storm light" }}

  shot wide "@mara in the lamp room, {{{{ light }}}}, number {i}" {{
    camera: "24 mm, low angle"
    duration: 3s
  }}
  shot close cine.close(@mara.storm, mood: "stormy")
  shot sea "The empty sea far below" {{ cast: none; at: none }}
}}
"""


def board(scenes: int) -> Source:
    """A board of so many scenes with three shots each."""
    return Source("long.bnn", HEAD + "".join(SCENE.format(i=i) for i in range(scenes)))


def bare_tree(source: Source) -> Any:
    """What Lark makes of the tokens."""
    from lark.lexer import Token

    tokens = lex(source)

    def stream() -> Iterator[Token]:
        for type_, start in zip(tokens.types[:-1], tokens.starts, strict=False):
            yield Token(type_, "", start)

    state = LARK.parse_interactive("").parser_state
    for token in stream():
        state.feed_token(token)
    return state.feed_token(Token("$END", ""), True)


def best(action: Callable[[Source], Any], source: Source) -> float:
    """The shortest of three runs, in seconds."""
    times = []
    for _ in range(3):
        gc.collect()
        begun = time.perf_counter()
        action(source)
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    """Prints the table."""
    source = board(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    lines = source.text.count("\n")
    gc.disable()
    tree = best(bare_tree, source)
    print(f"{lines:,} lines, {len(source.text) / 1e6:.1f} MB")
    for name, action in (("tokens only", lex), ("parse", parse), ("format", format_source)):
        seconds = best(action, source)
        speed = f"{seconds:6.2f} s  {lines / seconds:10,.0f} lines a second"
        print(f"{name:12} {speed}  {seconds / tree:5.2f} bare Lark trees")
    print(f"{'bare tree':12} {tree:6.2f} s  {lines / tree:10,.0f} lines a second")


LARK = build.lark_parser()

if __name__ == "__main__":
    main()
