"""`bnn models --refresh`, and the user's own table of models."""

from __future__ import annotations

import json

import pytest
from bananaboard.dsl.models import extend, model_table
from bananaboard.runtime.configuration import Misconfigured
from bananaboard.runtime.gemini.listing import Differs, Listed, compare
from click.testing import CliRunner

import bananaboard as bb
from bananaboard.cli.commands import bnn
from bananaboard.own_models import own_models_file, use_own_models

from .asked import FLASH, KEY, LITE

ALL = frozenset({"generateContent", "batchGenerateContent", "countTokens"})


@pytest.fixture(autouse=True)
def builtin():
    """Every test leaves the table as it was."""
    yield
    extend(())


@pytest.fixture
def own(tmp_path, clean):
    """Writes the user's own table."""
    clean.setenv("BNN_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").touch()
    return lambda text: (tmp_path / "models.toml").write_text(text)


def refresh(*args, code=0):
    done = CliRunner().invoke(bnn, ["models", "--refresh", *args], prog_name="bnn")
    assert done.exit_code == code, done.output
    assert KEY not in done.output
    return json.loads(done.stdout) if "--json" in args else done.output


def listed(*, but=(), **changed):
    """The table as a service would list it."""
    return [
        Listed(m.id, m.family, changed.get("tokens_in", m.max_input_tokens), m.max_output_tokens, ALL)
        for m in model_table().models
        if m.id not in but
    ]


def test_a_list_like_the_table_is_no_news():
    found = compare(model_table(), listed())
    assert (found.new, found.gone, found.different) == ((), (), ())
    assert len(found.same) == len(model_table().models)


def test_what_is_not_listed_is_gone():
    assert compare(model_table(), listed(but={LITE})).gone == (LITE,)


def test_new_is_what_draws_and_is_in_no_table():
    more = [
        Listed("gemini-5-image", "Five", 1, 1, ALL),
        Listed("gemini-5-flash", "It writes", 1, 1, ALL),
        Listed("imagen-4.0-generate-001", "Gone here", 1, 1, ALL),
        Listed("gemini-embedding-image", "It counts", 1, 1, frozenset({"embedContent"})),
    ]
    assert [m.id for m in compare(model_table(), [*listed(), *more]).new] == ["gemini-5-image"]


def test_other_limits_are_different():
    found = compare(model_table(), [Listed(LITE, "", 1000, 4096, frozenset({"generateContent"}))])
    assert found.different == (
        Differs(LITE, "max_input_tokens", "65536", "1000"),
        Differs(LITE, "batch", "true", "false"),
    )


def test_what_a_service_does_not_say_is_not_different():
    assert compare(model_table(), [Listed(LITE, "", None, None, None)]).different == ()


def test_it_asks_the_accounts_own_service(service):
    service.set(missing=[FLASH], page=3)
    found = refresh("--json")
    assert found["gone"] == [FLASH]
    assert LITE in found["same"]
    assert "`flash` is not listed for this account" in refresh()


def test_it_says_what_to_write_where_limits_differ(service, own):
    own(f'[[model]]\nid = "{LITE}"\nmax_output_tokens = 9999\n')
    said = refresh()
    assert "max_output_tokens is 4096, here 9999" in said
    assert f'id = "{LITE}"\n  max_output_tokens = 4096' in said


def test_a_bad_key_is_told(service):
    service.set(keys=["another"])
    assert "does not know this key" in refresh(code=3)


def test_without_a_key_nothing_is_asked(clean):
    assert "GEMINI_API_KEY" in refresh(code=2)


def test_a_price_of_ones_own_is_what_a_plan_reckons_with(own):
    own(f'[[model]]\nid = "{LITE}"\nimage_output_usd = 60.0\n')
    board = bb.loads('shot wide "A hill"\n')
    assert board.plan().calls[0].usd > 0.0672


def test_a_model_of_ones_own_can_be_named(own):
    text = own_toml(id="gemini-5-image", aliases=["five"])
    own(text)
    board = bb.loads('storyboard "x" { model: five }\nshot wide "A hill"\n')
    assert board.plan().calls[0].model == "gemini-5-image"


def test_what_is_wrong_in_it_stops_and_names_the_file(own):
    own('[[model]]\nid = "x"\n')
    with pytest.raises(Misconfigured, match=r"models\.toml"):
        use_own_models()
    assert model_table().find("x") is None


@pytest.mark.parametrize("text", ["[", "\ufffd" * 3 + "=", "[input]\nrequest_mb = -1"])
def test_what_is_no_table_stops_too(own, text):
    own(text)
    with pytest.raises(Misconfigured):
        use_own_models()


def test_once_it_is_gone_the_programs_table_holds(own):
    own(f'[[model]]\nid = "{LITE}"\nimage_output_usd = 60.0\n')
    use_own_models()
    own_models_file().unlink()
    use_own_models()
    assert model_table().find(LITE).image_nano == 30_000


def own_toml(**changed):
    """A whole model."""
    row = {
        "id": "x", "family": "Five", "aliases": [], "released": "2026-11-20", "stage": "ga", "as_of": "2026-11-20",
        "sizes": '{ "1K" = 1000 }', "max_input_tokens": 1000, "max_output_tokens": 8000, "ratios": ["1:1"],
        "references": "{ total = 3, object = 3, character = 3, style = 3 }", "image_input_tokens": 100,
    } | changed  # fmt: skip
    bare = {"released", "as_of", "sizes", "references"}
    return "[[model]]\n" + "".join(f"{k} = {v if k in bare else json.dumps(v)}\n" for k, v in row.items())
