"""Notebooks in an editor: their `%%banana` cells are one board, in the cells' own lines; Python is left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import nbformat
import pytest
from lsprotocol import types as lsp
from nbformat.v4 import new_code_cell, new_notebook

from .paper import Paper

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from .conftest import Session
    from .editor import Editor

    Reading = Callable[[Path, Callable[[Paper], Awaitable[None]]], None]

CELLS = (
    "import bananaboard as bb\nmara = 1  # Python's own",
    '\n%%banana cast --set coat="red coat"\nparam coat\ncharacter mara "a keeper in {{ coat }}"\n',
    '%%banana\n# where 🏔\n# and who\nscene s {\n  shot wide "🏔🏔 @mara at the tower"\n  shot close "@mora at sea"\n}',
    "%%banana",
    '%%banana\nshot last "As @s.wide" { modle: lite }',
)
RIGHT = tuple(c.replace("@mora", "@mara").replace("modle", "model") for c in CELLS)


@pytest.fixture
def reading(session: Session) -> Reading:
    """Runs a story in an editor that has a notebook."""

    def run(root: Path, story: Callable[[Paper], Awaitable[None]]) -> None:
        async def opened(editor: Editor) -> None:
            paper = Paper(editor)
            try:
                await story(paper)
            finally:
                paper.close()

        session(root, opened)

    return run


def checked(root: Path, cells: tuple[str, ...]) -> list[dict[str, str]]:
    """What the command says of the same notebook."""
    nbformat.write(new_notebook(cells=[new_code_cell(c) for c in cells]), root / "a story.ipynb")
    command = [sys.executable, "-m", "bananaboard", "check", "--json", "a story.ipynb"]
    return json.loads(subprocess.run(command, cwd=root, capture_output=True, check=False).stdout)["diagnostics"]


def test_what_is_wrong_is_told_in_its_cell_and_as_check_says(tmp_path: Path, reading: Reading) -> None:
    says = checked(tmp_path, CELLS)

    async def story(paper: Paper) -> None:
        assert paper.editor.can.notebook_document_sync.notebook_selector[0].cells[0].language == "python"
        paper.open(*CELLS)
        told = [await paper.told(n) for n in range(1, 5)]
        assert [[d.code for d in t] for t in told] == [[], ["BNN450"], [], ["BNN301"]]
        assert told[1][0].range.start in (paper.at(2, "@mora"), paper.at(2, "mora"))
        assert told[3][0].range.start == paper.at(4, "modle")
        assert [d.message for t in told for d in t] == [f"{d['message']}\n{d['hint']}" for d in says]
        assert await paper.write(2, RIGHT[2]) == []
        assert paper.uri(0) not in paper.editor.told

    reading(tmp_path, story)


def test_names_hold_in_all_cells_and_in_no_cell_of_python(tmp_path: Path, reading: Reading) -> None:
    async def story(paper: Paper) -> None:
        paper.open(*RIGHT)
        ask = paper.client
        there = await ask.text_document_definition_async(lsp.DefinitionParams(**paper.on(2, "@mara", 2)))
        assert (paper.key(there.uri), there.range.start) == (1, paper.at(1, "mara"))
        found = await ask.text_document_hover_async(lsp.HoverParams(**paper.on(4, "s.wide", 3)))
        assert "**shot** `wide`" in found.contents.value
        assert found.range.start == paper.at(4, "wide")
        uses = await ask.text_document_references_async(
            lsp.ReferenceParams(lsp.ReferenceContext(True), **paper.on(1, "mara", 1))
        )
        assert [paper.key(u.uri) for u in uses] == [1, 2, 2]
        edit = await ask.text_document_rename_async(lsp.RenameParams(new_name="ida", **paper.on(2, "@mara", 2)))
        after = paper.applied(edit)
        assert set(after) == {1, 2}
        assert after[2].count("@ida") == 2
        assert after[1] == RIGHT[1].replace("mara", "ida")
        assert await ask.text_document_hover_async(lsp.HoverParams(**paper.on(0, "mara", 1))) is None
        assert await ask.text_document_hover_async(lsp.HoverParams(**paper.on(1, "cast", 1))) is None

    reading(tmp_path, story)


def test_the_outline_the_folds_the_colours_and_the_prices_of_a_cell(tmp_path: Path, reading: Reading) -> None:
    async def story(paper: Paper) -> None:
        paper.open(*RIGHT)
        it, python = (lsp.TextDocumentIdentifier(paper.uri(n)) for n in (2, 0))
        (outline,) = await paper.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(it))
        assert [outline.name, *(c.name for c in outline.children)] == ["s", "wide", "close"]
        assert outline.selection_range.start == paper.at(2, "scene s", 6)
        folds = await paper.client.text_document_folding_range_async(lsp.FoldingRangeParams(it))
        assert [(f.start_line, f.end_line) for f in folds] == [(1, 2), (3, 5)]
        tints = await paper.client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(it))
        assert list(tints.data[:2]) == [3, 6]
        lenses = await paper.client.text_document_code_lens_async(lsp.CodeLensParams(it))
        assert [(x.range.start, "2 pictures" in x.command.title) for x in lenses] == [(paper.at(2, "scene s"), True)]
        assert await paper.client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(python)) is None
        assert await paper.client.text_document_code_lens_async(lsp.CodeLensParams(python)) is None

    reading(tmp_path, story)


async def offered(paper: Paper, key: int, piece: str) -> list[str]:
    at = paper.on(key, piece, len(piece))
    found = await paper.client.text_document_completion_async(lsp.CompletionParams(**at))
    return [o.label for o in found.items]


def test_what_is_offered_knows_the_other_cells(tmp_path: Path, reading: Reading) -> None:
    async def story(paper: Paper) -> None:
        paper.open(*RIGHT)
        await paper.told(4)
        assert "mara" in await offered(paper, 2, "@ma")
        await paper.write(3, "%%banana\nedit next of ")
        assert {"s", "last"} <= set(await offered(paper, 3, "of "))
        assert await offered(paper, 0, "mara") == []
        await paper.write(3, "%%banana --plan --reroll ")
        assert await offered(paper, 3, "--reroll ") == ["s.wide", "s.close", "last"]
        assert "--max-cost" in await offered(paper, 3, "%%banana ")
        assert await offered(paper, 3, "%%banana") == []

    reading(tmp_path, story)


def test_a_repair_and_the_canonical_form_stand_in_the_cell(tmp_path: Path, reading: Reading) -> None:
    async def story(paper: Paper) -> None:
        paper.open(*CELLS)
        (wrong,) = await paper.told(4)
        it = lsp.TextDocumentIdentifier(paper.uri(4))
        asked = lsp.CodeActionParams(it, wrong.range, lsp.CodeActionContext([wrong]))
        (action,) = await paper.client.text_document_code_action_async(asked)
        assert paper.applied(action.edit) == {4: RIGHT[4]}
        assert await paper.write(4, '%%banana  --plan\nshot   last  "x"') == []
        options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
        edits = await paper.client.text_document_formatting_async(lsp.DocumentFormattingParams(it, options))
        assert paper.applied(lsp.WorkspaceEdit({paper.uri(4): edits})) == {4: '%%banana  --plan\nshot last "x"'}

    reading(tmp_path, story)


def test_cells_come_go_and_move(tmp_path: Path, reading: Reading) -> None:
    async def story(paper: Paper) -> None:
        paper.open(*RIGHT)
        assert await paper.told(2) == []
        paper.editor.told.clear()
        paper.put(1, 1, {})
        assert "BNN450" in {d.code for d in await paper.told(2)}
        paper.editor.told.clear()
        paper.put(3, 0, {7: '%%banana\ncharacter mara "somebody else"'})
        assert await paper.told(7) == []
        assert await paper.told(2) == []
        there = await paper.client.text_document_definition_async(lsp.DefinitionParams(**paper.on(2, "@mara", 2)))
        assert paper.key(there.uri) == 7
        paper.editor.told.clear()
        paper.change(7, '# of Python\n%%banana\ncharacter mara "x"')
        assert [d.code for d in await paper.told(2)] != []
        assert paper.uri(7) not in paper.editor.told

    reading(tmp_path, story)


def test_a_cast_that_is_shared_with_a_notebook_is_renamed_in_its_cells_while_it_is_open(
    tmp_path: Path, reading: Reading
) -> None:
    (tmp_path / "cast.bnn").write_text('character mara "a keeper"\n', "utf-8")

    async def story(paper: Paper) -> None:
        paper.open('%%banana\nfrom "cast.bnn" import mara\nshot a "@mara"')
        assert await paper.told(0) == []
        await paper.editor.open("cast.bnn")
        asked = lsp.RenameParams(new_name="ida", **paper.editor.on("cast.bnn", "mara", 1))
        after = paper.applied(await paper.client.text_document_rename_async(asked))
        assert after == {
            "cast.bnn": 'character ida "a keeper"\n',
            0: '%%banana\nfrom "cast.bnn" import ida\nshot a "@ida"',
        }
        paper.editor.told.clear()
        await paper.editor.write("cast.bnn", 'character ida "a keeper"\n')
        assert [d.code for d in await paper.told(0)] != []
        paper.editor.told.clear()
        paper.close()
        assert await paper.told(0) == []

    reading(tmp_path, story)
