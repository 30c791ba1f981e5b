"""A drawn board, and its page served in a thread of the test."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from contextlib import contextmanager

from bananaboard.runtime.engines import SKETCH
from PIL import Image

from bananaboard.review.desk import Desk
from bananaboard.review.guard import TOKEN
from bananaboard.review.server import ReviewServer
from bananaboard.script import script_at

BOARD = """
storyboard "Tide" { model: lite; aspect: 16:9; takes: 2 }
character mara "a keeper" { name: "Mara Voss"; reference "mara.png" }
scene night "Night, the storm" {
  variant light { dawn: "soft dawn"; storm: "blue storm" }
  shot wide "@mara on a stair" { duration: 3s; caption: "She is back." }
  shot close "@mara, {{ light }}" { dialogue: "Mara: It turns." }
}
"""


def draw(folder, board=BOARD, name="tide.bnn"):
    """Write a board and have it drawn; its path."""
    Image.new("RGB", (90, 120), (120, 60, 40)).save(folder / "mara.png")
    path = folder / name
    path.write_text(board, encoding="utf-8")
    assert run(path) == 0
    return path


def run(path, *more):
    """`bnn run`, in a process of its own; its exit code."""
    command = (sys.executable, "-m", "bananaboard", "run", str(path), *more)
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode


def drawn(tab, where, count):
    """Wait until so many pictures are drawn in the browser."""
    tab.wait_for_function(
        "([w, n]) => [...document.querySelectorAll(w + ' img')].filter(i => i.complete && i.naturalWidth).length >= n",
        arg=[where, count],
    )


def holds(tab, where, text):
    """Wait until a part of the page holds a text."""
    tab.wait_for_function("([w, t]) => document.querySelector(w)?.textContent.includes(t)", arg=[where, text])


@contextmanager
def served(path, engine=SKETCH):
    """The page of a board, as `Client`."""
    with ReviewServer(Desk(script_at(path), engine)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Client(server)
        finally:
            server.shutdown()
            thread.join()


class Client:
    def __init__(self, server):
        self.server = server
        self.guard = server.guard
        self.url = server.guard.address

    def ask(self, path, method="GET", body=None, **headers):
        """Status, headers and body. A header None is left out; `_` stands for `-`."""
        usual = {"Host": f"127.0.0.1:{self.guard.port}", TOKEN: self.guard.token}
        if method == "POST":
            usual |= {"Origin": self.guard.origin, "Content-Type": "application/json"}
        wanted = usual | {k.replace("_", "-"): v for k, v in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.guard.port, timeout=60)
        data = json.dumps(body).encode() if isinstance(body, dict) else body or b""
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in wanted.items():
            if value is not None:
                line.putheader(name, value)
        if method == "POST" and "Content-Length" not in wanted:
            line.putheader("Content-Length", str(len(data)))
        try:
            line.endheaders(data)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            line.close()

    def post(self, path, **body):
        """Status and what is said."""
        status, _, data = self.ask(path, "POST", body)
        found = json.loads(data)
        return status, found["said"] if status == 200 else " ".join(found["wrong"])

    def board(self):
        status, _, data = self.ask("/api/board")
        assert status == 200
        return json.loads(data)

    def frames(self):
        return {f["address"]: f for s in self.board()["scenes"] for x in s["shots"] for row in x["rows"] for f in row}
