"""What texts say: as Jinja2 says it where it does, and values with a voice."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from bananaboard.dsl.template.value import CLOSE, OPEN

from .subjects import SCOPE, say

BENIGN = tomllib.loads((Path(__file__).parent / "benign.toml").read_text("utf-8"))["case"]


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


def test_values_are_never_read_again() -> None:
    assert (
        say("{{ x }} {{ x|trim }}", {"x": "{{ y }} @mara {% if %}"}) == "{{ y }} @mara {% if %} {{ y }} @mara {% if %}"
    )


def test_decimals_are_written_plainly() -> None:
    assert say("{{ a }} {{ b }}", {"a": Decimal("1E+3"), "b": Decimal("0.50")}) == "1000 0.50"
