"""The language server in a real editor: Neovim, without a screen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NVIM = shutil.which("nvim")
BOARD = 'storyboard "T" { modle: lite }\ncharacter mara "a keeper"\nshot a "@mara on the rocks"\n'
STORY = """
local done = function(found)
  io.stdout:write(vim.json and vim.json.encode(found) or vim.fn.json_encode(found))
  vim.cmd("qall!")
end
local buf = vim.api.nvim_get_current_buf()
local ok = vim.wait(30000, function() return #vim.diagnostic.get(buf) > 0 end, 20)
local diagnostics = {}
for _, d in ipairs(vim.diagnostic.get(buf)) do
  table.insert(diagnostics, { code = d.code, line = d.lnum, column = d.col, message = d.message })
end
local ask = function(method, line, character)
  local params = { textDocument = vim.lsp.util.make_text_document_params(),
                   position = { line = line, character = character } }
  local answers = vim.lsp.buf_request_sync(buf, method, params, 10000)
  for _, a in pairs(answers or {}) do return a.result end
end
local hover = ask("textDocument/hover", 2, 10)
local definition = ask("textDocument/definition", 2, 10)
local offered = ask("textDocument/completion", 2, 9)
done({ ok = ok, diagnostics = diagnostics, hover = hover.contents.value,
       line = definition.range.start.line, first = offered.items[1].label })
"""


@pytest.mark.skipif(NVIM is None, reason="Neovim is not installed here")
def test_neovim_shows_errors_and_asks_for_names_with_the_configuration_that_we_ship(tmp_path: Path) -> None:
    assert NVIM is not None
    board = tmp_path / "b.bnn"
    board.write_text(BOARD, "utf-8")
    story = tmp_path / "story.lua"
    command = f'vim.g.bananaboard_cmd = {{ "{sys.executable}", "-m", "bananaboard", "lsp" }}'
    story.write_text(STORY, "utf-8")
    ours = ROOT / "editors" / "neovim" / "bananaboard.lua"
    done = subprocess.run(
        [NVIM, "--headless", "--clean", "-c", f"lua {command}", "-c", f"luafile {ours}", "-c", f"edit {board}",
         "-c", f"luafile {story}"],
        capture_output=True, text=True, timeout=90, check=False, cwd=tmp_path,
    )  # fmt: skip
    found = json.loads(done.stdout)
    (wrong,) = found["diagnostics"]
    assert (wrong["line"], wrong["column"]) == (0, BOARD.index("modle"))
    assert "Did you mean `model`?" in wrong["message"]
    assert "**character** `mara`" in found["hover"]
    assert found["line"] == 1
    assert found["first"] == "mara"
