"""JupyterLab itself, in a browser, with the extension as the wheel installs it: what somebody sees of a notebook."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
PATIENCE = 60  # seconds
TRIES = 5
PICTURES = os.environ.get("BNN_LAB_PICTURES")  # a folder for pictures of the screen, for who wants to look
QUIET = {"@jupyterlab/apputils-extension:announcements": True, "@jupyterlab/lsp-extension:plugin": True}
PLAIN = "rgb(0, 0, 0)"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
    pytest.mark.skipif(find_spec("jupyterlab") is None, reason="JupyterLab: pip install 'bananaboard[lab]'"),
    pytest.mark.skipif(find_spec("playwright") is None, reason="there is no Playwright"),
]


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


class Lab:
    """A server, a browser's page, and the notebook in it."""

    def __init__(self, browser, url, project):
        self.browser, self.url, self.project = browser, url, project
        self.page = None

    def open(self, name, *sources):
        """A notebook with these cells, none of them run."""
        cells = [new_code_cell(s) for s in sources]
        kernel = {"kernelspec": {"name": "bananas", "display_name": "Bananas", "language": "python"}}
        nbformat.write(new_notebook(cells=cells, metadata=kernel), self.project / f"{name}.ipynb")
        if self.page is not None:
            self.page.close()
        self.page = self.browser.new_page(viewport={"width": 1200, "height": 900})
        self.page.goto(f"{self.url}lab/tree/{name}.ipynb?reset")
        self.page.get_by_text("Bananas | Idle").wait_for(timeout=PATIENCE * 1000)
        self.page.wait_for_selector(".bnn-declares", timeout=PATIENCE * 1000)

    def cell(self, number):
        return self.page.locator(".jp-Notebook .jp-Cell").nth(number)

    def press(self, number, keys):
        """Put the cursor at the end of a cell, and press keys."""
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.press(keys)

    def run(self, number):
        """Run a cell: until its prompt says that Lab has heard it."""
        heard = self.cell(number).locator(".jp-InputPrompt").filter(has_text=re.compile(r"\[(\*|\d+)\]"))
        self.until(number, "Shift+Enter", heard)

    def complete(self, number):
        """What is offered at the end of a cell."""
        offers = self.page.locator(".jp-Completer-match")
        self.until(number, "Tab", offers)
        return offers.all_inner_texts()

    def until(self, number, keys, seen):
        """Press keys until something is seen: while Lab lays itself out, it takes the focus and loses keys."""
        from playwright.sync_api import TimeoutError as TooLate

        for _ in range(TRIES):
            self.press(number, keys)
            with suppress(TooLate):
                return seen.first.wait_for(timeout=PATIENCE * 1000 / TRIES)
            self.picture("lost")
        raise AssertionError(f"{keys} in cell {number} does nothing")

    def wait(self, number, pattern):
        """Until a cell's output has words like these."""
        out = self.cell(number).locator(".jp-Cell-outputArea")
        try:
            out.get_by_text(re.compile(pattern)).first.wait_for(timeout=PATIENCE * 1000)
        except Exception:
            self.picture("missing")
            raise
        return out.inner_text()

    def prompt(self, number):
        return self.cell(number).locator(".jp-InputPrompt").inner_text().strip()

    def prompted(self, number):
        """Until a cell has run."""
        prompt = self.cell(number).locator(".jp-InputPrompt").filter(has_text=re.compile(r"\[\d+\]"))
        prompt.wait_for(timeout=PATIENCE * 1000)

    def command(self, label):
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text(label, exact=True).first.click()

    def picture(self, name):
        if PICTURES:
            self.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    from playwright.sync_api import sync_playwright

    top = tmp_path_factory.mktemp("lab")
    names = ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR", "HOME")
    env = {k: v for k, v in os.environ.items() if k != "JPY_SESSION_NAME"} | {n: str(top / n) for n in names}
    env["BNN_REHEARSAL"] = "latency=4s spread=0 plain=20kB"
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Bananas", "language": "python"}
    put(top / "JUPYTER_DATA_DIR/kernels/bananas/kernel.json", json.dumps(spec))
    put(top / "JUPYTER_CONFIG_DIR/labconfig/page_config.json", json.dumps({"disabledExtensions": QUIET}))
    shutil.copytree(ROOT / "editors" / "jupyterlab", top / "JUPYTER_DATA_DIR" / "labextensions" / "bananaboard")
    project = top / "project"
    put(project / "pyproject.toml", "")
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0", "--IdentityProvider.token="]
    said = (top / "said.txt").open("w")
    command = [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={project}"]
    server = subprocess.Popen(command, env=env, cwd=project, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
    try:
        url = address(top, server)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            yield Lab(browser, url, project)
            browser.close()
    finally:
        server.terminate()
        server.wait(PATIENCE)
        said.close()


def address(top, server):
    """Where the server is, once it is there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        for path in (top / "JUPYTER_RUNTIME_DIR").glob("jpserver-*.json"):
            text = path.read_text()
            if text.endswith("}"):
                return json.loads(text)["url"]
        time.sleep(0.1)
    raise AssertionError((top / "said.txt").read_text())


STORY = """%%banana story
# who
character mara "a keeper"
shot one "@mara at {{ 'sea' }}" { aspect: 3:4 }
shot far "The sea\""""
BIRDS = "%%banana --engine rehearsal --max-cost 1 --jobs 1\n" + "\n".join(f'shot s{i} "Bird {i}"' for i in range(4))


def test_a_cell_has_colours_and_its_pictures(lab):
    lab.open("story", "%load_ext bananaboard", STORY)
    colours = {
        name: lab.cell(1).locator(f".bnn-{name}").first.evaluate("e => getComputedStyle(e).color")
        for name in ("magic", "comment", "declares", "name", "key", "mention", "hole")
    }
    assert PLAIN not in colours.values(), colours
    assert len(set(colours.values())) > 4, colours
    lab.run(0)
    lab.prompted(0)
    lab.run(1)
    # Lab now and then keeps showing the last line but one where two come within an instant; the table is the end.
    lab.wait(1, "^2 (of 2 )?made")
    lab.cell(1).locator("table").wait_for(timeout=PATIENCE * 1000)
    pictures = lab.cell(1).locator(".jp-OutputArea-output img")
    assert pictures.count() >= 2
    assert all(pictures.nth(i).evaluate("e => e.naturalWidth") > 100 for i in range(2))
    lab.picture("colours")


def test_tab_completes_mentions_and_words(lab):
    cells = ('%%banana --plan\ncharacter mara "a keeper"', '%%banana\nshot two "@ma', "%banana st")
    lab.open("tab", "%load_ext bananaboard", *cells)
    lab.run(0)
    lab.prompted(0)
    lab.run(1)
    lab.prompted(1)
    assert lab.complete(2) == ["mara"]
    lab.picture("mention")
    lab.page.keyboard.press("Enter")
    lab.cell(2).get_by_text("@mara").wait_for(timeout=PATIENCE * 1000)
    lab.page.locator(".jp-Completer-match").first.wait_for(state="hidden", timeout=PATIENCE * 1000)
    assert lab.complete(3) == ["status", "stop"]
    lab.picture("completion")


def test_pictures_come_one_by_one_and_stop_gives_the_cell_back(lab):
    lab.open("birds", "%load_ext bananaboard", BIRDS, "1 + 1")
    lab.run(0)
    lab.prompted(0)
    lab.run(1)
    told = lab.wait(1, "^[12] of 4 made")  # 8 seconds long
    assert "spent" in told
    assert "s3: waiting" in told
    lab.picture("progress")
    assert lab.prompt(1) == "[*]:"
    lab.page.locator('[data-command="notebook:interrupt-kernel"]').first.click()
    told = lab.wait(1, "Stopped|on the way still")
    lab.picture("stopped")
    assert "Traceback" not in told
    assert ".py" not in told
    lab.prompted(1)  # what is asked before it would go down with it
    lab.run(2)
    lab.wait(2, "^2$")
    assert re.fullmatch(r"\[\d+\]:", lab.prompt(1))


def test_what_is_wrong_has_its_caret_and_stops_run_all(lab):
    lab.open("wrong", "%load_ext bananaboard", '%%banana\nshot one "@marra"\nshot two { aspct: 3 }', "reached = 1")
    lab.command("Run All Cells")
    told = lab.wait(1, "BNN450")
    lab.picture("error")
    assert "cell [2]:2:" in told
    assert "BNN301" in told
    assert "^" in told
    assert ".py" not in told
    assert lab.prompt(2) == "[ ]:"
