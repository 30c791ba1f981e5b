"""The language server, asked over standard input and output by a client library that nobody here wrote."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from .conftest import Session
    from .editor import Editor

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of two examples."""
    for name in ("lighthouse", "episodes"):
        shutil.copytree(EXAMPLES / name, tmp_path / name, ignore=shutil.ignore_patterns("out", ".bananaboard"))
    return tmp_path


BROKEN = (
    'storyboard "T" { modle: lite }\ncharacter mara "a keeper"\nscene s {\n  shot a "@mora on the 🏔 with @mara"\n}\n'
)


def test_an_editor_is_told_what_check_says(tmp_path: Path, session: Session) -> None:
    (tmp_path / "b.bnn").write_text(BROKEN, "utf-8")
    command = [sys.executable, "-m", "bananaboard", "check", "--json", "b.bnn"]
    checked = json.loads(subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout)["diagnostics"]

    async def story(editor: Editor) -> None:
        told = await editor.open("b.bnn")
        assert [d.code for d in told] == [d["code"] for d in checked] == ["BNN301", "BNN450"]
        for mine, theirs in zip(told, checked, strict=True):
            assert mine.message == f"{theirs['message']}\n{theirs['hint']}"
            assert (mine.range.start.line + 1, mine.range.start.character + 1) == (theirs["line"], theirs["column"])

    session(tmp_path, story)


def test_columns_are_counted_as_the_editor_counts(tmp_path: Path, session: Session) -> None:
    (tmp_path / "b.bnn").write_text('character mara "x"\nshot a "🏔🏔 @mora"\n', "utf-8")

    async def story(editor: Editor) -> None:
        (told,) = await editor.open("b.bnn")
        assert told.range.start == editor.at("b.bnn", "@mora", 1) or told.range.start == editor.at("b.bnn", "@mora")
        assert told.range.start.character >= 13  # each mountain is two units

    session(tmp_path, story)


def test_typing_brings_news_and_takes_it_back(tmp_path: Path, session: Session) -> None:
    (tmp_path / "b.bnn").write_text(BROKEN, "utf-8")

    async def story(editor: Editor) -> None:
        assert len(await editor.open("b.bnn")) == 2
        right = BROKEN.replace("modle", "model").replace("mora", "mara")
        assert await editor.write("b.bnn", right) == []
        assert [d.code for d in await editor.write("b.bnn", right + 'shot wide "x')] != []

    session(tmp_path, story)


def test_what_is_open_and_not_saved_counts_for_whoever_imports_it(project: Path, session: Session) -> None:
    async def story(editor: Editor) -> None:
        await editor.open("episodes/pilot.bnn")
        before = list(editor.told[editor.uri("episodes/pilot.bnn")])
        text = (project / "episodes/cast.bnn").read_text("utf-8")
        await editor.open("episodes/cast.bnn", text)
        editor.told.pop(editor.uri("episodes/pilot.bnn"))
        await editor.write("episodes/cast.bnn", text.replace("character nova", "character nobody"))
        after = await editor.diagnostics("episodes/pilot.bnn")
        assert "nova" in " ".join(d.message for d in after)
        assert len(after) > len(before)

    session(project, story)


def test_a_name_leads_to_its_declaration_in_another_file(project: Path, session: Session) -> None:
    async def story(editor: Editor) -> None:
        await editor.open("lighthouse/lighthouse.bnn")
        there = await editor.client.text_document_definition_async(
            lsp.DefinitionParams(**editor.on("lighthouse/lighthouse.bnn", "cine.establishing", 6))
        )
        assert there.uri == editor.uri("lighthouse/prompts/cinematic.bnn")
        here = await editor.client.text_document_definition_async(
            lsp.DefinitionParams(**editor.on("lighthouse/lighthouse.bnn", "@mara.storm wipes", 7))
        )
        assert here.range.start == editor.at("lighthouse/lighthouse.bnn", 'storm "soaked')

    session(project, story)


def test_hovering_shows_the_picture_the_price_and_the_setting(project: Path, session: Session) -> None:
    async def story(editor: Editor) -> None:
        name = "lighthouse/lighthouse.bnn"
        await editor.open(name)

        async def hover(piece: str, into: int) -> str:
            found = await editor.client.text_document_hover_async(lsp.HoverParams(**editor.on(name, piece, into)))
            return found.contents.value

        assert "mara-front.png](file://" in await hover("@mara.storm wipes", 2)
        assert "$" in await hover("shot wide", 6)
        assert "`1:1`" in await hover("aspect: 16:9", 2)
        assert "gemini-3.1-flash-image" in await hover("model: flash", 8)

    session(project, story)


def test_words_of_a_board_are_no_markdown_when_they_are_shown(tmp_path: Path, session: Session) -> None:
    (tmp_path / "b.bnn").write_text('character mara "[click](command:evil) <img src=x>"\nshot a "@mara"\n', "utf-8")

    async def story(editor: Editor) -> None:
        await editor.open("b.bnn")
        found = await editor.client.text_document_hover_async(lsp.HoverParams(**editor.on("b.bnn", "@mara", 2)))
        assert "](command" not in found.contents.value
        assert "<img" not in found.contents.value.replace("\\<", "")

    session(tmp_path, story)


def test_a_new_name_is_written_everywhere_texts_included_and_the_board_means_the_same(
    project: Path, session: Session
) -> None:
    async def story(editor: Editor) -> None:
        name = "lighthouse/lighthouse.bnn"
        await editor.open(name)
        for piece, into, new in (("look storm", 6, "gale"), ("shot wide", 6, "far"), ("param coat", 7, "coat_of")):
            edit = await editor.client.text_document_rename_async(
                lsp.RenameParams(new_name=new, **editor.on(name, piece, into))
            )
            text = editor.applied(edit)[name]
            assert all(d.severity is not lsp.DiagnosticSeverity.Error for d in await editor.write(name, text)), new
        assert "@mara.gale wipes" in text
        assert "as @far" in text
        assert "{{ coat_of }}" in text

    session(project, story)


def test_a_name_of_a_shared_file_changes_in_every_board_that_imports_it(project: Path, session: Session) -> None:
    async def story(editor: Editor) -> None:
        name = "episodes/cast.bnn"
        await editor.open(name)
        word = editor.texts[name].split("character ")[1].split()[0]
        edit = await editor.client.text_document_rename_async(
            lsp.RenameParams(new_name="someone_else", **editor.on(name, f"character {word}", 11))
        )
        assert set(editor.applied(edit)) == {name, "episodes/pilot.bnn", "episodes/homecoming.bnn"}

    session(project, story)


@pytest.mark.parametrize("new", ["9lives", "shot", "mara", "ﬁsh", ""])
def test_what_is_no_name_is_refused_in_words(project: Path, new: str, session: Session) -> None:
    async def story(editor: Editor) -> None:
        name = "lighthouse/lighthouse.bnn"
        await editor.open(name)
        with pytest.raises(JsonRpcException, match="`"):
            await editor.client.text_document_rename_async(
                lsp.RenameParams(new_name=new, **editor.on(name, "location lamp_room", 10))
            )

    session(project, story)


def test_a_new_name_that_reaches_prompts_is_told_with_its_price(project: Path, session: Session) -> None:
    async def story(editor: Editor) -> None:
        name = "lighthouse/lighthouse.bnn"
        await editor.open(name)
        await editor.client.text_document_rename_async(
            lsp.RenameParams(new_name="lamp", **editor.on(name, "prop lantern", 6))
        )
        await editor.client.text_document_rename_async(
            lsp.RenameParams(new_name="room", **editor.on(name, "location lamp_room", 10))
        )
        await asyncio.sleep(0)
        assert any("$" in m and "by its name" in m for m in editor.messages)

    session(project, story)


def test_a_repair_that_the_hint_names_can_be_clicked(tmp_path: Path, session: Session) -> None:
    (tmp_path / "b.bnn").write_text(BROKEN, "utf-8")

    async def story(editor: Editor) -> None:
        told = await editor.open("b.bnn")
        text = BROKEN
        for one in told:
            found = await editor.client.text_document_code_action_async(
                lsp.CodeActionParams(
                    lsp.TextDocumentIdentifier(editor.uri("b.bnn")), one.range, lsp.CodeActionContext([one])
                )
            )
            (action,) = found
            text = editor.applied(action.edit)["b.bnn"]
            editor.texts["b.bnn"] = text
            await editor.write("b.bnn", text)
        assert "model: lite" in text
        assert "@mara on the" in text

    session(tmp_path, story)


async def offered(editor: Editor, name: str, piece: str) -> list[lsp.CodeAction]:
    at = editor.at(name, piece)
    asked = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(editor.uri(name)), lsp.Range(at, at), lsp.CodeActionContext([])
    )
    return list(await editor.client.text_document_code_action_async(asked))


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('"gemini-3-pro-image-preview"', '"gemini-3-pro-image"'),
        ('"gemini-2.5-flash-image"', '"gemini-3.1-flash-lite-image"'),  # its announced end has passed
    ],
)
def test_a_model_that_is_gone_can_be_exchanged(tmp_path: Path, written: str, instead: str, session: Session) -> None:
    (tmp_path / "b.bnn").write_text(
        f'storyboard "T" {{ model: {written} }}\nshot a "x"\nfinal {{ size: 1K }}\n', "utf-8"
    )

    async def story(editor: Editor) -> None:
        assert await editor.open("b.bnn")
        (action,) = await offered(editor, "b.bnn", written)
        assert action.title == f"Change to `{instead}`"
        text = editor.applied(action.edit)["b.bnn"]
        assert text.startswith(f'storyboard "T" {{ model: {instead} }}\n')
        assert await editor.write("b.bnn", text) == []

    session(tmp_path, story)


def test_a_model_that_a_param_names_is_not_exchanged_where_it_is_used(tmp_path: Path, session: Session) -> None:
    text = 'param with = "gemini-3-pro-image-preview"\nstoryboard { model: with }\nshot a "x"\n'
    (tmp_path / "b.bnn").write_text(text, "utf-8")

    async def story(editor: Editor) -> None:
        assert [d.code for d in await editor.open("b.bnn")] == ["BNN321"]
        assert await offered(editor, "b.bnn", "with }") == []

    session(tmp_path, story)


def test_how_finals_are_made_can_be_written(tmp_path: Path, session: Session) -> None:
    (tmp_path / "b.bnn").write_text('storyboard "T" { aspect: 16:9 }\nshot a "x"', "utf-8")

    async def story(editor: Editor) -> None:
        await editor.open("b.bnn")
        (action,) = await offered(editor, "b.bnn", "aspect")
        text = editor.applied(action.edit)["b.bnn"]
        assert text.endswith('shot a "x"\n\nfinal { model: pro; size: 4K }\n')
        assert await editor.write("b.bnn", text) == []
        editor.texts["b.bnn"] = text
        assert await offered(editor, "b.bnn", "aspect") == []
        assert await offered(editor, "b.bnn", "shot a") == []

    session(tmp_path, story)


def test_the_outline_the_folds_the_colours_and_the_prices_of_a_board(project: Path, session: Session) -> None:
    async def story(editor: Editor) -> None:
        name = "lighthouse/lighthouse.bnn"
        await editor.open(name)
        it = lsp.TextDocumentIdentifier(editor.uri(name))
        outline = await editor.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(it))
        arrival = next(s for s in outline if s.name == "arrival")
        assert [c.name for c in arrival.children] == ["light", "wide", "close", "sea", "calm"]
        folds = await editor.client.text_document_folding_range_async(lsp.FoldingRangeParams(it))
        assert any(f.end_line > f.start_line + 3 for f in folds)
        tints = await editor.client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(it))
        assert len(tints.data) % 5 == 0
        assert len(tints.data) > 100
        lenses = await editor.client.text_document_code_lens_async(lsp.CodeLensParams(it))
        assert all("12 pictures, about $" in lens.command.title for lens in lenses)

    session(project, story)


def test_a_board_is_laid_out_as_fmt_does(tmp_path: Path, session: Session) -> None:
    (tmp_path / "b.bnn").write_text('shot   a    "x"   # why\n\n\n\nshot b "y"\n', "utf-8")
    laid: list[str] = []

    async def story(editor: Editor) -> None:
        await editor.open("b.bnn")
        edits = await editor.client.text_document_formatting_async(
            lsp.DocumentFormattingParams(
                lsp.TextDocumentIdentifier(editor.uri("b.bnn")), lsp.FormattingOptions(tab_size=2, insert_spaces=True)
            )
        )
        laid.append(edits[0].new_text)

    session(tmp_path, story)
    subprocess.run([sys.executable, "-m", "bananaboard", "fmt", "b.bnn"], cwd=tmp_path, check=True)
    assert laid == [(tmp_path / "b.bnn").read_text("utf-8")]
