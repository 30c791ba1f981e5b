"""The built-in frame: what the program writes is what its template says."""

from __future__ import annotations

from pathlib import Path

import bananaboard.dsl.frame as frame
from bananaboard.dsl.frame import Entry, Scenery, built_in, tidy
from bananaboard.dsl.template.template import compile_text
from hypothesis import given
from hypothesis import strategies as st

TEMPLATE = compile_text(Path(frame.__file__).with_name("frame.j2").read_text(encoding="utf-8"))
WORDS = st.text(alphabet="abc é水.,{}%#@\n", max_size=12).map(str.strip)
ENTRIES = st.builds(
    Entry, mark=WORDS.filter(bool), kind=st.just("character"), name=WORDS, description=WORDS, look=WORDS, wears=WORDS
)
SCENERIES = st.builds(
    Scenery,
    style=st.none() | ENTRIES,
    place=st.none() | ENTRIES,
    cast=st.lists(ENTRIES, max_size=3).map(tuple),
    camera=WORDS,
    rules=st.lists(WORDS.filter(bool), max_size=3).map(tuple),
    nobody=st.booleans(),
)


@given(SCENERIES, WORDS.filter(bool))
def test_the_program_writes_what_the_template_says(scenery: Scenery, text: str) -> None:
    assert tidy(built_in(scenery, text)) == tidy(TEMPLATE.render(scenery.scope(text), str))
