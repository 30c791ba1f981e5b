"""Whatever is written gives words or a problem, in bounded time and memory, the fast way as the slow way."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from bananaboard.dsl.template.budget import DEPTH, STEPS, budget
from bananaboard.dsl.template.template import Problem, compile_text
from bananaboard.grammar.prose.templates import ENTRIES
from hypothesis import given, settings
from hypothesis import strategies as st

from .subjects import SUBJECTS, problem, say

HERE = Path(__file__).parent
HOSTILE = tomllib.loads((HERE / "hostile.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("part", range(4))
def test_hostile_templates_are_stopped(part: int) -> None:
    """In a process of its own, under a limit of memory and an alarm clock."""
    cases = HOSTILE[part::4]
    texts = [f"{c['text']}{c.get('fill', '') * c.get('times', 0)}{c.get('tail', '')}" for c in cases]
    done = subprocess.run(
        [sys.executable, HERE / "stop.py"], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    wrong = [(t[:80], c["code"], f) for t, c, f in zip(texts, cases, found, strict=True) if c["code"] != f]
    assert not wrong


def test_what_is_rendered_inside_uses_up_the_same_budget() -> None:
    """Else prompts in prompts would have as many steps as there are of them."""
    with budget() as outer:
        outer.spend(STEPS - 10)
        with pytest.raises(Problem) as caught:
            say("{% for n in range(50) %}{{ n }}{% endfor %}")
    assert caught.value.code == "BNN410"
    assert say("{% for n in range(3) %}{{ n }}{% endfor %}") == "012"


@pytest.mark.parametrize("levels", [DEPTH // 2 - 1, DEPTH // 2])  # each call takes two; the text itself is a level too
def test_macros_call_each_other_so_deep_and_no_deeper(levels: int) -> None:
    text = "{% macro m1() %}x{% endmacro %}"
    text += "".join(f"{{% macro m{n + 1}() %}}{{{{ m{n}() }}}}{{% endmacro %}}" for n in range(1, levels))
    text += f"{{{{ m{levels}() }}}}"
    if levels < DEPTH // 2:
        assert say(text) == "x"
    else:
        assert problem(text)[0] == "BNN414"


PIECES = st.sampled_from(
    [
        "{{ ",
        " }}",
        "{% if ",
        "{% for x in ",
        "{% endfor %}",
        "{% endif %}",
        " %}",
        "{#",
        "#}",
        "coat",
        "n",
        "row",
        ".",
        "title",
        "mara",
        "@",
        "@mara",
        "@{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "upper",
        "join",
        "'",
        '"',
        " ~ ",
        " + ",
        "**",
        "9",
        "0.5",
        " is ",
        "defined",
        " in ",
        "names",
        "{% set x = ",
        "{% macro m() %}",
        "{% endmacro %}",
        "m()",
        ",",
        ":",
        "=",
        "é",
        "真",
        "\n",
        " ",
        "-",
        "|",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40))
def test_whatever_is_written_gives_words_or_a_problem(text: str) -> None:
    found = None
    try:
        compile_text(text).render(SUBJECTS, lambda hole: text[hole.start : hole.end])
    except Problem as problem:
        found = problem
    if found is not None:
        entry = next(e for e in ENTRIES if e.code == found.code)
        assert 0 <= found.start <= found.end <= len(text)
        assert entry.sentence(found.words)
        assert entry.advice(found.words) != ""


SIMPLE = st.sampled_from(
    [
        "{{ coat }}",
        "{{n}}",
        "{{ row.title }}",
        "{{ mara }}",
        "{{ mara.name }}",
        "{{ row.x }}",
        "{{ no }}",
        "{{ names }}",
        "@mara",
        "@@",
        "a@b",
        "\n",
        "x ",
        "}}",
        "{",
        "@{mara}",
        "{{ row }}",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(SIMPLE, max_size=8))
def test_the_fast_way_is_the_slow_way(parts: list[str]) -> None:
    """An empty comment makes Jinja's parser read the whole text."""
    text = "".join([*parts, "."])
    outcomes = []
    for variant in (text, text + "{##}"):
        try:
            template = compile_text(variant)
            outcomes.append((say(variant), template.holes, template.free))
        except Problem as problem:
            outcomes.append((problem.code, problem.words, problem.start, problem.end))
    assert outcomes[0] == outcomes[1]


def test_plain_texts_do_not_wake_jinja() -> None:
    code = (
        "import sys; from bananaboard.dsl.template.template import compile_text as c;"
        "c('@mara {{ coat }}').render({'coat': 'x'}, lambda h: 'y');"
        "sys.exit(any(m.split('.')[0] in ('jinja2', 'lark', 'PIL') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
