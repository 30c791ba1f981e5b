"""A real kernel: what is displayed and when, errors that machines see, an interrupt while pictures are paid for."""

from __future__ import annotations

import json
import queue
import time
from contextlib import suppress
from functools import partial

import nbformat
import pytest
from bananaboard.runtime.ledger import read_ledger
from bananaboard.runtime.rehearsal.bill import read_bill
from bananaboard.runtime.root import Workspace
from jupyter_client.manager import KernelManager
from nbformat.v4 import new_code_cell, new_notebook

nbclient = pytest.importorskip("nbclient")
PATIENCE = 90  # seconds


class Kernel:
    """One kernel, and what it says."""

    def __init__(self):
        self.manager = KernelManager(kernel_name="bananas", transport="ipc")
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        self.others = []  # messages of other cells than the one that runs
        self.last = ""  # the cell that was interrupted

    def run(self, code, *, until=None, answer=None, then=None):
        """All messages of a cell; does `then`, which is to interrupt it, when a message has `until` in it, and answers
        what it asks. What belongs to other cells is kept in `others`."""
        sent = self.client.execute(code, allow_stdin=answer is not None)
        found, end = [], time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if answer is not None and self.client.stdin_channel.msg_ready():
                self.client.get_stdin_msg(timeout=1)
                self.client.input(answer)
            try:
                message = self.client.get_iopub_msg(timeout=0.1)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") != sent:
                self.others.append(message)
                continue
            found.append((message["msg_type"], message["content"]))
            if until is not None and until in json.dumps(message["content"]):
                until, self.last = None, sent
                (then or self.manager.interrupt_kernel)()
            if found[-1] == ("status", {"execution_state": "idle"}):
                return found
        raise AssertionError(f"{code} does not end")

    def until(self, words):
        """What other cells than the one that runs have shown, up to these words."""
        end = time.monotonic() + PATIENCE
        while not any(words in json.dumps(m["content"]) for m in self.others):
            assert time.monotonic() < end, f"nothing says {words}"
            with suppress(queue.Empty):
                self.others.append(self.client.get_iopub_msg(timeout=0.1))
        return self.others

    def aside(self, code):
        """Run it in a subshell, beside the cell that runs; this is not waited for."""
        session = self.client.session
        self.client.control_channel.send(session.msg("create_subshell_request"))
        name = self.client.control_channel.get_msg(timeout=PATIENCE)["content"]["subshell_id"]
        request = session.msg("execute_request", {"code": code, "silent": False, "allow_stdin": False})
        request["header"]["subshell_id"] = name
        self.client.shell_channel.send(request)

    def complete(self, code):
        self.client.complete(code, len(code))
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["msg_type"] == "complete_reply":
                return reply["content"]

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()


@pytest.fixture
def kernel(home):
    found = Kernel()
    found.run("%load_ext bananaboard")
    yield found
    found.close()


def said(messages):
    return "".join(c["text"] for t, c in messages if t == "stream")


def test_slots_come_first_and_are_filled_in_their_places(kernel):
    messages = kernel.run('%%banana story\nshot one "A hill"\nshot two "A lake" { takes: 2 }')
    assert [c["evalue"] for t, c in messages if t == "error"] == []
    shown = [c for t, c in messages if t == "display_data"]
    assert [c["data"]["text/plain"] for c in shown] == ["0 of 3 made", "one: waiting", "two: waiting"]
    ids = {c["transient"]["display_id"] for c in shown}
    updates = [c for t, c in messages if t == "update_display_data"]
    assert {c["transient"]["display_id"] for c in updates} == ids
    last = {c["transient"]["display_id"]: c["data"] for c in (*shown, *updates)}
    pictures = [d for d in last.values() if {"image/png", "image/jpeg"} & d.keys()]
    assert [d["text/plain"] for d in pictures] == ["one", "two"]
    assert max(len(v) for d in pictures for v in d.values()) < 400_000
    (result,) = [c["data"] for t, c in messages if t == "execute_result"]
    assert result["text/html"].count("<tr>") == 4
    assert not {"style", "script"} & set(result["text/html"].split("<"))
    (alone,) = [c["data"] for t, c in kernel.run('story["two#2"]') if t == "execute_result"]
    assert {"image/png", "image/jpeg"} & alone.keys()


@pytest.mark.parametrize("latency", ["5s"])
def test_an_interrupt_is_answered_at_once_and_the_bill_is_right(kernel, home):
    shots = "\n".join(f'shot s{i} "Bird {i}"' for i in range(6))
    messages = kernel.run(f"%%banana --engine rehearsal --max-cost 1 --jobs 2\n{shots}", until="2 on their way")
    (error,) = [c for t, c in messages if t == "error"]
    assert error["ename"] == "Interrupted"
    assert "2 requests are on the way still" in error["evalue"]
    assert max(map(len, error["traceback"])) <= 88
    # The kernel is there while what was sent comes in behind the cell.
    assert [c["data"]["text/plain"] for t, c in kernel.run("1 + 1") if t == "execute_result"] == ["2"]
    kept = read_until(home, 2)
    bill = read_bill(next(home.rglob("bill.jsonl")))
    assert (bill.billed, bill.nano) == (2, sum(kept))
    # What came in fills its slots behind the cell, as messages of that cell.
    late = [
        m for m in kernel.until("2 pictures came in behind the stop, for $") if m["msg_type"] == "update_display_data"
    ]
    assert {m["parent_header"]["msg_id"] for m in late} == {kernel.last}
    pictures = [m["content"]["data"]["text/plain"] for m in late if "image/jpeg" in m["content"]["data"]]
    assert {"s0", "s1"} <= set(pictures)
    assert "cell [2] was stopped: 2 pictures came in behind the stop" in said(kernel.run("%banana models"))
    assert "was stopped" not in said(kernel.run("%banana models"))
    again = kernel.run("%%banana --engine rehearsal --max-cost 1\n" + shots)
    (result,) = [c["data"]["text/plain"] for t, c in again if t == "execute_result"]
    assert result == "<Run: 4 pictures made, 2 there, 0 failed>"
    assert read_bill(next(home.rglob("bill.jsonl"))).billed == 6


@pytest.mark.parametrize("latency", ["5s"])
def test_a_subshell_stops_a_cell_gently(kernel, home):
    shots = "\n".join(f'shot s{i} "Bird {i}"' for i in range(4))
    stop = partial(kernel.aside, "%banana stop")
    cell = "%%banana --engine rehearsal --max-cost 1 --jobs 2\n" + shots
    messages = kernel.run(cell, until="2 on their way", then=stop)
    (error,) = [c for t, c in messages if t == "error"]
    assert error["evalue"].startswith("The run was stopped. What was made is kept.\n  s2: ")
    shown = [c["data"] for t, c in messages if t == "update_display_data"]
    assert {d["text/plain"] for d in shown if "image/jpeg" in d} == {"s0", "s1"}
    assert "Nothing more is sent; what is on its way comes in" in json.dumps([m["content"] for m in kernel.others])
    assert read_bill(next(home.rglob("bill.jsonl"))).billed == 2


def read_until(home, wanted):
    """What each kept request cost, once there are so many."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        ledger = read_ledger(Workspace(home, realm="rehearsal").home)
        rows = ledger.connection.execute("SELECT state, cost FROM attempt").fetchall() if ledger else []
        if len(rows) == wanted and all(r[0] == "kept" for r in rows):
            return [r[1] for r in rows]
        time.sleep(0.05)
    raise AssertionError(f"{rows} does not end")


def test_who_pays_is_asked_once(kernel):
    cell = '%%banana --engine rehearsal\nstoryboard { budget: $1.00 }\nshot one "A hill"'
    refused = kernel.run(cell)
    assert "Nobody is here to agree" in next(c for t, c in refused if t == "error")["evalue"]
    no = kernel.run(cell, answer="n")
    assert "1 request to rehearsal" in said(no)
    assert "Nothing was sent." in next(c for t, c in no if t == "error")["evalue"]
    yes = kernel.run(cell, answer="y")
    assert [t for t, _ in yes if t == "error"] == []
    more = kernel.run('%%banana --engine rehearsal\nshot two "A lake"')
    assert [t for t, _ in more if t == "error"] == []


def test_completion_offers_what_fits_and_nothing_of_python(kernel):
    kernel.run('%%banana --plan\ncharacter mara "a keeper"')
    found = kernel.complete('%%banana\nshot one "@ma')
    assert found["matches"] == ["mara"]
    assert found["cursor_start"] == len('%%banana\nshot one "@')
    assert kernel.complete('%%banana\nshot one "impo')["matches"] == ["impo"]
    assert "status" in kernel.complete("%banana st")["matches"]


def test_run_all_stops_at_what_is_wrong_and_the_file_says_so(home):
    cells = ["%load_ext bananaboard", '%%banana\nshot one "@marra"\nshot two { aspct: 3 }', "reached = 1"]
    notebook = new_notebook(cells=[new_code_cell(c) for c in cells])
    with pytest.raises(nbclient.exceptions.CellExecutionError):
        nbclient.NotebookClient(notebook, timeout=PATIENCE, kernel_name="bananas").execute()
    nbformat.validate(notebook)
    (output,) = notebook.cells[1].outputs
    assert (output.output_type, output.ename) == ("error", "CellError")
    told = "\n".join(output.traceback)
    assert "cell [2]:2:" in told
    assert "BNN450" in told
    assert "BNN301" in told
    assert ".py" not in told
    assert notebook.cells[2].execution_count is None


def test_a_failed_picture_fails_the_cell(home, monkeypatch):
    monkeypatch.setenv("BNN_REHEARSAL", "latency=0s refuse=100% plain=20kB")
    cells = ["%load_ext bananaboard", '%%banana story --engine rehearsal --yes\nshot one "A hill"']
    notebook = new_notebook(cells=[new_code_cell(c) for c in cells])
    with pytest.raises(nbclient.exceptions.CellExecutionError):
        nbclient.NotebookClient(notebook, timeout=PATIENCE, kernel_name="bananas").execute()
    assert notebook.cells[1].outputs[-1].output_type == "error"
    assert "one:" in notebook.cells[1].outputs[-1].evalue
