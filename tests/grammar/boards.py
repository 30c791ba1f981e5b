"""Hypothesis strategies for whole boards: their text, right by the grammar, in all the ways that people write it."""

from __future__ import annotations

from bananaboard.grammar.lexer import Lexer
from bananaboard.grammar.source import Source
from hypothesis import assume
from hypothesis import strategies as st

NAMES = ["mara", "wide", "scene", "shot", "of", "from", "lamp_room", "真理", "café", "नमस्ते", "none_yet", "style"]
WORDS = ["The sea at night", "@mara waits", "{{ light }}", "a # in it", 'he said \\"hi\\"', "two\\nlines", "雨の夜", ""]
COMMENTS = ["", "", "", "  # a comment", "\t# 注", "   #"]

names = st.sampled_from(NAMES)
dotted = st.lists(names, min_size=1, max_size=3).map(".".join)
blanks = st.sampled_from([" ", "  ", "\t"])
margins = st.sampled_from(["", "  ", "    ", "\t"])
ends = st.builds(lambda comment, lines: comment + "\n" * lines, st.sampled_from(COMMENTS), st.integers(1, 3))

plain_texts = st.sampled_from(WORDS).map(lambda words: f'"{words}"')


@st.composite
def block_texts(draw: st.DrawFn) -> str:
    """A text between three quotes."""
    lines = draw(st.lists(st.sampled_from([*WORDS, 'plain " quotes', "  deeper", ""]), min_size=1, max_size=4))
    margin = draw(margins)
    first = draw(st.sampled_from(["", "\n"]))
    last = draw(st.sampled_from(["", "\n", f"\n{margin}"]))
    return f'"""{first}' + "\n".join(margin + line for line in lines).replace('"""', "") + f'{last}"""'


texts = st.one_of(plain_texts, plain_texts, block_texts())
keys = st.one_of(names, st.sampled_from(["16:9", "2", '"a key"', "4K"]))
choices = st.builds("{}={}".format, names, keys)


@st.composite
def mentions(draw: st.DrawFn) -> str:
    """`@a.b`, at times with choices."""
    picked = draw(st.lists(choices, max_size=2))
    return "@" + draw(dotted) + (f"[{draw(st.sampled_from([', ', ',', ' , '])).join(picked)}]" if picked else "")


scalars = st.one_of(
    texts,
    mentions(),
    dotted,
    st.sampled_from(["2", "0.5", "-1", "16:9", "21:9", "4K", "512", "$2.50", "$4", "3s", "1.5s", "2m", "true", "none"]),
)
values = st.one_of(scalars, scalars, st.lists(scalars, max_size=3).map(lambda items: f"[{', '.join(items)}]"))
# (Not a bare comma: `$4,50` and `1,5s` are slips.)
commas = st.sampled_from([", ", " , ", " ,  ", ",\n      ", ",  # why\n   "])
arguments = st.one_of(values, st.builds("{}: {}".format, names, values))


def joined(items: st.SearchStrategy[str], least: int = 1, most: int = 3) -> st.SearchStrategy[str]:
    """Several things with commas between."""
    return st.builds(lambda parts, comma: comma.join(parts), st.lists(items, min_size=least, max_size=most), commas)


calls = st.builds("{}({})".format, dotted, st.one_of(st.just(""), joined(arguments)))
prompts = st.one_of(texts, calls)
settings = st.builds("{}{} {}".format, names, st.sampled_from([":", " :"]), joined(values))
opening = st.sampled_from([" {", "{", "\n{", "  # said\n {"])


def blocks(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A block of statements, over several lines or on one."""
    many = st.builds(
        lambda opens, parts, margin, end: opens + end + "".join(margin + p for p in parts) + "}",
        opening,
        st.lists(st.builds("{}{}".format, inside, ends), max_size=3),
        margins,
        ends,
    )
    few = st.lists(settings.filter(lambda s: "\n" not in s), max_size=2).map(
        lambda parts: " { " + "; ".join(parts) + " }"
    )
    return st.one_of(st.just(""), few, many)


def _declaring(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = blocks(inside)
    maybe = st.one_of(st.just(""), texts.map(lambda t: " " + t))
    named = st.builds(
        "{} {}{}{}".format,
        st.sampled_from(["character", "location", "prop", "style", "scene", "look"]),
        names,
        maybe,
        block,
    )
    drawn = st.builds("{}{}{} {}{}".format, st.sampled_from(["shot", "view"]), blanks, names, prompts, block)
    edits = st.builds("edit {} of {} {}{}".format, names, st.one_of(dotted, mentions()), prompts, block)
    return st.one_of(named, drawn, edits, settings)


entries = st.one_of(st.builds("{}: {}".format, keys, values), st.builds("{} {{ x: {} }}".format, keys, values))
variants = st.one_of(
    st.builds("variant {}: {}".format, names, joined(values)),
    st.builds('variant {} from "{}.csv"'.format, names, names),
    st.builds(lambda n, e: f"variant {n} {{ {'; '.join(e)} }}", names, st.lists(entries, max_size=3)),
)
others = st.one_of(
    variants,
    st.builds("except {}".format, joined(choices)),
    st.builds("param {} = {}".format, names, values),
    st.builds("param {}".format, names),
    st.builds('reference {}"{}.png"'.format, st.sampled_from(["", "front "]), names),
    st.builds('import "{}.bnn" as {}'.format, names, names),
    st.builds('from "{}.bnn" import {}'.format, names, joined(names)),
    st.builds(
        "prompt {}({}) {}".format, names, joined(st.one_of(names, st.builds("{}: {}".format, names, values))), texts
    ),
    st.builds("prompt {} {}".format, names, texts),
    st.builds("storyboard{}".format, blocks(settings)),
    st.builds("final{}".format, blocks(settings)),
)
statements = st.one_of(others, st.recursive(settings, lambda inner: _declaring(st.one_of(inner, others)), max_leaves=6))


@st.composite
def boards(draw: st.DrawFn) -> str:
    """The text of a whole board."""
    parts = draw(st.lists(st.builds("{}{}{}".format, margins, statements, ends), max_size=6))
    start = draw(st.sampled_from(["", "\n\n", "# a board\n"]))
    text = start + "".join(parts)
    # A `scene` at the start of a line, in a block that is indented, says that a brace is missing before it.
    lexer = Lexer(Source("x.bnn", text))
    lexer.run()
    assume(not lexer.suspects)
    return text.rstrip("\n") if draw(st.booleans()) else text
