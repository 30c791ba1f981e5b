"""Texts: what they say, where their names and mentions stand, and what they are stopped with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bananaboard.dsl.template.template import Hole, Problem, compile_library, compile_text
from bananaboard.dsl.template.value import CLOSE, OPEN, TemplateValue
from bananaboard.grammar.prose.templates import ENTRIES
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from bananaboard.grammar.prose.entry import Entry

HERE = Path(__file__).parent
BENIGN = tomllib.loads((HERE / "benign.toml").read_text("utf-8"))["case"]
HOSTILE = tomllib.loads((HERE / "hostile.toml").read_text("utf-8"))["case"]
ROWS = [{"title": "tea", "price": 2, "wet": True}, {"title": "cup", "price": 3, "wet": False}]
SCOPE = {
    "coat": "yellow oilskin coat",
    "names": ["Ana", "Ben", "Cleo"],
    "n": 3,
    "rain": True,
    "row": {"title": "Tea", "photo": "a.png"},
    "rows": ROWS,
}


class Subject(TemplateValue):
    """Somebody with a name."""

    def said(self) -> str:
        return f"{OPEN}0{CLOSE}"

    def member(self, name: str) -> object:
        return {"name": "Mara Voss", "storm": self}[name]

    def members(self) -> tuple[str, ...]:
        return ("name", "storm")


class Described(Subject):
    """Somebody with a description."""

    def member(self, name: str) -> object:
        return "a sailor" if name == "description" else super().member(name)


class Prompt(TemplateValue):
    """Something that is called, and says with what."""

    def said(self) -> str:
        return "prompt"

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        if "bad" in kwargs:
            raise Problem("BNN450", {}, 7, 8)
        return f"{len(args)} and {', '.join(kwargs)}"


SUBJECTS = {**SCOPE, "mara": Subject(), "wide": Prompt()}


def say(text: str, scope: dict[str, object] | None = None) -> str:
    return compile_text(text).render(SUBJECTS if scope is None else scope, lambda hole: f"<{hole.path}>")


def problem(text: str) -> tuple[str, str]:
    """The code and the part of the text that is pointed at."""
    with pytest.raises(Problem) as caught:
        say(text)
    return caught.value.code, text[caught.value.start : caught.value.end]


@pytest.mark.parametrize("case", BENIGN, ids=lambda case: case["text"][:40])
def test_says(case: dict[str, str]) -> None:
    assert say(case["text"], SCOPE) == case["says"]


@pytest.mark.parametrize("case", BENIGN, ids=lambda case: case["text"][:40])
def test_says_what_jinja_says(case: dict[str, str]) -> None:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    jinja = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    words = jinja.from_string(case["text"]).render(SCOPE)
    for theirs, ours in (("True", "true"), ("False", "false"), ("None", "none")):
        words = words.replace(theirs, ours)
    assert words == case["says"]


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


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("the {{ cote }}", "BNN401", "cote"),
        ("é {{ n }} {{ cote|upper }}", "BNN401", "cote"),
        ("{{ row.titel }}", "BNN402", "titel"),
        ("{{ row.titel|upper }}", "BNN402", "titel"),
        ("{{ row['titel'] }}", "BNN402", "row['titel']"),
        ("{{ names[3] }}", "BNN403", "names[3]"),
        ("a\n{# x #}\n{{ coat|uper }}", "BNN431", "uper"),
        ("{% if n is ood %}{% endif %}", "BNN434", "ood"),
        ("{{ 1 + n * (coat - 2) }}", "BNN416", "coat - 2"),
        ("{{ n / (n - 3) }}", "BNN421", "n / (n - 3)"),
        ("a {{ coat", "BNN404", "{{"),
        ("a {# coat", "BNN404", "{#"),
        ("a {% if n %} {{ n }}", "BNN405", "if"),
        ("{% for x in n %}{% endfor %}", "BNN424", "n"),
        ("{% if n %}{% endfor %}", "BNN406", "endfor"),
        ("{{ n n }}", "BNN418", "n"),
        ("{{ 'a }}", "BNN404", "'"),
        ("\n  {% endif %}", "BNN406", "endif"),
        ("{% if n in 3 %}{% endif %}", "BNN417", "n in 3"),
        ("{{ mara|upper }}", "BNN432", "mara|upper"),
        ("x @{mara", "BNN427", "@{"),
        ("{% if n %}x @{mara{% endif %}", "BNN427", "@{"),
        ("{{ wide(1)() }}", "BNN439", "wide(1)()"),
    ],
)
def test_points_at(text: str, code: str, part: str) -> None:
    assert problem(text) == (code, part)


def test_hints_at_the_nearest_name() -> None:
    with pytest.raises(Problem) as caught:
        say("{% set mist = 1 %}{{ misst }}")
    assert caught.value.words["nearest"] == "mist"


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("@mara and @mara.storm.", ["mara", "mara.storm"]),
        ("@真理が走る", ["真理が走る"]),
        ("@{真理}が", ["真理"]),
        ("@wide.1, @हिन्दी", ["wide.1", "हिन्दी"]),
        ("@@mara @ 5 @", []),
        ("@@@mara", ["mara"]),
        ("a@b.c", ["b.c"]),
        ("{{ '@mara' }}{# @mara #}@ben", ["ben"]),
        ("{% for n in names %}@mara{% endfor %} @ben", ["mara", "ben"]),
        ("@mara [smiling] @mara[1]", ["mara", "mara"]),
    ],
)
def test_mentions(text: str, paths: list[str]) -> None:
    assert [hole.path for hole in compile_text(text).holes] == paths


def test_a_mention_in_full() -> None:
    text = 'as in @wide[light = dawn, pose="a, b"]!'
    assert compile_text(text).holes == (Hole("wide", (("light", "dawn"), ("pose", "a, b")), False, 6, 38, False),)


@pytest.mark.parametrize(("text", "glued"), [("a@b", True), ("が@b", False), ("(@b", False), ("a.@{b}", True)])
def test_glued(text: str, glued: bool) -> None:
    assert [hole.glued for hole in compile_text(text).holes] == [glued]


@pytest.mark.parametrize("text", ["@wide[light=]", "@wide[light=dawn", "@wide[light=dawn,]"])
def test_unreadable_choices(text: str) -> None:
    assert problem(text)[0] == "BNN429"


def test_only_what_is_written_is_mentioned() -> None:
    seen: list[str] = []
    compile_text("{% if n == 1 %}@mara{% else %}@ben{% endif %}").render(SCOPE, lambda h: seen.append(h.path) or "")
    assert seen == ["ben"]


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("{{ mara.storm.description }}", [("mara", ("storm", "description"))]),
        ("{{ mara['storm'].name|upper }}", [("mara", ("storm", "name"))]),
        ("{{ mara[n].name }}", [("mara", ()), ("n", ())]),
        ("{% set x = n %}{{ x }}", [("n", ())]),
        ("{{ x }}{% set x = 1 %}", [("x", ())]),
        ("{% for x in names %}{{ x }}{{ loop.index }}{% endfor %}{{ x }}", [("names", ()), ("x", ())]),
        ("{% macro m(a, b=n) %}{{ a }}{{ b }}{{ coat }}{% endmacro %}{{ m(1) }}", [("n", ()), ("coat", ())]),
        ("{% if n %}{% set x = 1 %}{% endif %}{{ x }}", [("n", ()), ("x", ())]),
        ("{% if n %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}", [("n", ())]),
        ("{{ range(n) }}{{ range }}", [("n", ()), ("range", ())]),
        ("{{ coat.upper() }}", [("coat", ())]),
    ],
)
def test_free_names(text: str, free: list[tuple[str, tuple[str, ...]]]) -> None:
    found = compile_text(text).free
    assert [(f.name, f.members) for f in found] == free
    assert all(text[f.start : f.end] == f.name for f in found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ mara }}", f"{OPEN}0{CLOSE}"),
        ("{{ 'the ' ~ mara }}", f"the {OPEN}0{CLOSE}"),
        ("{{ mara.name|upper }}", "MARA VOSS"),
        ("{{ mara == 'Mara Voss' }} {{ mara == 'x' }}", "true false"),
        ("{{ [mara, mara.storm]|join(' and ') }}", f"{OPEN}0{CLOSE} and {OPEN}0{CLOSE}"),
        ("{{ [mara]|map(attribute='name')|join }}", "Mara Voss"),
        ("{{ wide(1, mood='x') }}", "1 and mood"),
        ("{{ true }} {{ none }} {{ names }}", "true none Ana, Ben, Cleo"),
        ("{{ 0.1 + 0.2 }} {{ 6 / 2 }} {{ 2.50 * 2 }} {{ 2.5|round }} {{ 2.345|round(2) }}", "0.3 3 5.0 3 2.35"),
        ("{% filter trim %} {{ mara }} {% endfilter %}", f"{OPEN}0{CLOSE}"),
    ],
)
def test_values_with_a_voice(text: str, says: str) -> None:
    assert say(text) == says


def test_a_problem_of_a_prompt_comes_through() -> None:
    with pytest.raises(Problem) as caught:
        say("{{ wide(bad=1) }}")
    assert (caught.value.code, caught.value.start) == ("BNN450", 7)


def test_values_are_never_read_again() -> None:
    assert (
        say("{{ x }} {{ x|trim }}", {"x": "{{ y }} @mara {% if %}"}) == "{{ y }} @mara {% if %} {{ y }} @mara {% if %}"
    )


def test_decimals_are_written_plainly() -> None:
    assert say("{{ a }} {{ b }}", {"a": Decimal("1E+3"), "b": Decimal("0.50")}) == "1000 0.50"


LIBRARY = """{% set mood = "stormy" %}
{% macro wide(who, light="dawn") %}{{ who }} in {{ light }}, {{ mood }}, @lamp, {{ coat }}{% endmacro %}
{% macro close(who) %}{{ wide(who) }}!{% endmacro %}
"""


def test_a_library_gives_its_macros() -> None:
    library = compile_library(LIBRARY)
    wide = library.macros["wide"]
    assert library.problems == ()
    assert (wide.parameters, [f.name for f in wide.free]) == ((("who", False), ("light", True)), ["coat"])
    assert [h.path for h in wide.holes] == ["lamp"]
    assert LIBRARY[wide.start : wide.end] == "wide"
    said = library.macros["close"].render(("Mara",), {}, SCOPE, lambda h: h.path.upper())
    assert said == "Mara in dawn, stormy, LAMP, yellow oilskin coat!"


def test_a_library_that_is_broken_says_where() -> None:
    library = compile_library("{% macro a() %}{{ x|uper }}{% endmacro %}")
    assert [(p.code, p.start) for p in library.problems] == [("BNN431", 20)]
    assert not library.macros


def test_a_missing_argument_of_a_library_macro() -> None:
    with pytest.raises(Problem) as caught:
        compile_library(LIBRARY).macros["wide"].render((), {}, SCOPE, lambda h: h.path)
    assert caught.value.code == "BNN435"


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


BOARDS = [e for e in ENTRIES if e.code < "BNN450" and e.bad]


def texts(board: str) -> str:
    """The prompt of the last shot of an entry's board."""
    return re.findall(r'shot \w+ "(.*)"\n', board)[-1].replace("\\\\", "\\")


@pytest.mark.parametrize("entry", BOARDS, ids=lambda e: e.code)
def test_what_the_prose_shows_is_so(entry: Entry) -> None:
    """The bad text gives the code, with every word that its sentence needs; the good one gives none."""
    scope = {**SUBJECTS, "mood": "calm", "calm": True, "waves": 3, "light": "dawn", "sea_words": Prompt()}
    scope["mara"] = Described()
    with pytest.raises(Problem) as caught:
        say(texts(entry.bad), scope)
    assert caught.value.code == entry.code
    assert entry.sentence(caught.value.words)
    assert say(texts(entry.good), scope)


def test_every_code_has_boards_but_the_longest() -> None:
    assert [e.code for e in ENTRIES if e.code < "BNN450" and not (e.bad and e.good)] == ["BNN413"]
