"""Nobody but the page itself gets at anything: other names, other origins, no token, other files."""

from __future__ import annotations

import hashlib
import json

import pytest

from bananaboard.review.guard import TOKEN

from .desk import BOARD, draw, served

ASKED = ("/api/board", "/api/story?address=night.wide", "/thumb/" + "0" * 64, "/picture/" + "0" * 64, "/else")


@pytest.mark.parametrize("path", ASKED)
def test_nothing_of_the_board_is_told_without_the_token(still, path):
    for token in (None, "", "wrong", still.guard.token[:-1], still.guard.token.upper()):
        assert still.ask(path, **{TOKEN: token})[0] == 401


@pytest.mark.parametrize("path", ["/", "/page/main.js", *ASKED])
@pytest.mark.parametrize("host", [None, "localhost", "evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]"])
def test_every_other_name_is_refused(still, path, host):
    assert still.ask(path, Host=host)[0] == 421


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://127.0.0.1:1", "http://localhost", ""])
def test_every_other_origin_is_refused(still, origin):
    assert still.ask("/api/board", Origin=origin)[0] == 403
    assert still.ask("/api/pick", "POST", pick_of(still), Origin=origin)[0] == 403


def test_what_another_site_asked_for_is_refused(still):
    assert still.ask("/api/board", Sec_Fetch_Site="cross-site")[0] == 403
    assert still.ask("/page/main.js", Sec_Fetch_Site="same-site")[0] == 403
    assert still.ask("/", Sec_Fetch_Site="cross-site")[0] == 200, "a link may open the empty page"


def test_a_pick_needs_an_origin_a_token_and_its_own_type(still):
    wanted = pick_of(still)
    assert still.ask("/api/pick", "POST", wanted, Origin=None)[0] == 403
    assert still.ask("/api/pick", "POST", wanted, **{TOKEN: None})[0] == 401
    assert still.ask("/api/pick", "POST", wanted, Content_Type="text/plain")[0] == 400
    assert still.ask("/api/pick")[0] == 404
    assert not any(t["picked"] for f in still.frames().values() for t in f["takes"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"])
def test_nothing_else_can_be_asked(still, method):
    status, headers, _ = still.ask("/api/board", method)
    assert status == 501
    assert not any(h.lower().startswith("access-control") for h in headers)


def test_every_answer_is_locked_up(still):
    for path in ("/", "/page/main.js", "/api/board", "/else"):
        headers = still.ask(path)[1]
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert not {"Access-Control-Allow-Origin", "Set-Cookie"} & set(headers)


def test_the_token_is_in_no_page(still):
    for path in ("/", "/page/main.js", "/page/base.css", "/api/board"):
        assert still.guard.token.encode() not in still.ask(path)[2]
    assert still.server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path", ["/picture/../tide.bnn", "/picture/%2e%2e/tide.bnn", "/../tide.bnn", "/tide.bnn", "/picture//etc/passwd"]
)
def test_no_other_file_can_be_had(still, path):
    assert still.ask(path)[0] == 404


def test_a_picture_in_the_store_that_is_not_of_this_board_stays_there(tmp_path):
    mine = draw(tmp_path)
    other = draw(tmp_path, BOARD.replace("a stair", "a roof"), "other.bnn")
    with served(other) as there:
        digest = next(iter(there.frames().values()))["images"][0]["sha"]
        assert there.ask(f"/picture/{digest}")[0] == 200
    with served(mine) as here:
        here.board()
        assert here.ask(f"/picture/{digest}")[0] == 404
        assert here.ask(f"/thumb/{digest}")[0] == 404


def test_pictures_are_the_exact_bytes_and_never_others(page, tmp_path):
    digest = page.frames()["night.wide"]["images"][0]["sha"]
    status, headers, data = page.ask(f"/picture/{digest}")
    assert (status, headers["Content-Type"]) == (200, "image/png")
    assert hashlib.sha256(data).hexdigest() == digest
    path = next(tmp_path.rglob(f"store/*/{digest}.png"))
    path.chmod(0o644)
    path.write_bytes(b"<script>alert(1)</script>")
    assert page.ask(f"/picture/{digest}")[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[" * 10_000, b"[]", b"null", b'{"address": 1, "digest": 2}', b'{"address": "night.wide"}', b"\xff",
        b'{"address": "night.wide", "digest": "' + b"a" * 70_000 + b'"}',
    ],
)  # fmt: skip
def test_what_is_no_pick_is_refused(still, body):
    assert still.ask("/api/pick", "POST", body)[0] == 400


def test_a_body_of_unknown_or_huge_length_is_not_read(still):
    for length in ("-1", "1e3", "99999999999999999999", "65537", "+5"):
        assert still.ask("/api/pick", "POST", b"{}", Content_Length=length)[0] == 400
    assert still.ask("/api/pick", "POST", b"0\r\n\r\n", Transfer_Encoding="chunked", Content_Length=None)[0] == 400


@pytest.mark.parametrize("address", ["night.*", "*", "nobody", "", "night.wide:2", "night.wide\x00"])
def test_only_one_picture_of_the_board_can_be_picked(still, address):
    wanted = json.loads(json.dumps(pick_of(still))) | {"address": address}
    assert still.ask("/api/pick", "POST", wanted)[0] == 409


@pytest.mark.parametrize("digest", ["", "2", "mara.png", "./mara.png", "/etc/passwd", "f" * 64])
def test_only_a_take_can_be_picked_and_no_file(still, digest):
    wanted = pick_of(still) | {"digest": digest}
    assert still.ask("/api/pick", "POST", wanted)[0] == 409


def pick_of(page):
    frame = page.frames()["night.wide"]
    return {"address": frame["address"], "digest": frame["takes"][1]["digest"]}
