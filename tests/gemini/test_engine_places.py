"""Where requests go and what they carry: the agent platform by Google's own credentials, files that were sent ahead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from .asked import png
from .home import Home

if TYPE_CHECKING:
    from pathlib import Path

    from .service.handle import Service

LITE = "gemini-3.1-flash-lite-image"


@pytest.fixture
def platform(tmp_path: Path, service: Service) -> Home:
    """A project that asks the agent platform as a service account, whose token comes from the loopback too."""
    home = Home(tmp_path, service, 'storyboard "V" { model: lite }\nshot a "A hill"\nedit b of a "Make it night"\n')
    account = tmp_path / "account.json"
    account.write_text(json.dumps(_service_account(service.url)))
    del home.env["GEMINI_API_KEY"], home.env["GOOGLE_GEMINI_BASE_URL"]
    home.env |= {"GOOGLE_GENAI_USE_VERTEXAI": "true", "GOOGLE_CLOUD_PROJECT": "harbour"}
    home.env |= {"GOOGLE_APPLICATION_CREDENTIALS": str(account), "GOOGLE_VERTEX_BASE_URL": service.url}
    return home


def _service_account(url: str) -> dict[str, str]:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(65537, 2048)
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return {
        "type": "service_account",
        "project_id": "harbour",
        "client_email": "a@harbour.iam.gserviceaccount.com",
        "private_key": key.private_bytes(*form).decode(),
        "token_uri": f"{url}/token",
    }


def test_the_agent_platform(platform: Home, service: Service) -> None:
    """Pictures, and an edit with the earlier picture inside: nothing can be uploaded there."""
    run = platform.run()
    assert run.code == 0, run
    paths = {line["path"] for line in service.lines("request")}
    assert paths == {f"/v1beta1/projects/harbour/locations/global/publishers/google/models/{LITE}:generateContent"}
    assert all(line["vertex"] for line in service.lines("asked"))
    assert platform.states() == {"kept": 2}
    assert platform.audit() == 0
    assert b"loopback-token" not in platform.written()
    assert "PRIVATE KEY" not in run.out + run.err


def test_the_storage_of_the_agent_platform_is_there(service: Service) -> None:
    """What was put into a bucket is what `gs://` names; what is not there is a 400."""
    import hashlib

    import httpx2

    head = {"authorization": "Bearer x"}
    place = f"/v1beta1/projects/p/locations/global/publishers/google/models/{LITE}:generateContent"
    with httpx2.Client(trust_env=False, base_url=service.url, headers=head) as http:
        got = "/storage/v1/b/harbour/o/refs%2Fana.png"
        assert http.get(got).status_code == 404
        put = {"uploadType": "media", "name": "refs/ana.png"}
        assert http.post("/upload/storage/v1/b/harbour/o", params=put, content=png(1)).status_code == 200
        assert http.get(got).json()["size"] == str(len(png(1)))
        assert http.get(got, params={"alt": "media"}).content == png(1)
        for name, status in (("ana", 200), ("ben", 400)):
            part = {"fileData": {"fileUri": f"gs://harbour/refs/{name}.png", "mimeType": "image/png"}}
            reply = http.post(place, json={"contents": [{"role": "user", "parts": [{"text": "a fox"}, part]}]})
            assert reply.status_code == status
    assert service.lines("asked")[0]["media"] == [[hashlib.sha256(png(1)).hexdigest(), "image/png", "file"]]
    assert service.lines("fault") == []


def test_its_quota_without_details_is_tried_again(platform: Home, service: Service) -> None:
    service.act({"error": "vertex"})
    run = platform.run("--only", "a")
    assert run.code == 0, run
    assert len(service.lines("asked")) == 2


def test_its_refusals_and_unknown_models(platform: Home, service: Service) -> None:
    service.act({"finish": "IMAGE_SAFETY"})
    assert platform.run("--only", "a").code == 3
    (row,) = platform.attempts()
    assert (row["state"], row["billed"], row["holds"]) == ("refused", "no", 0)
    service.set(missing=[LITE])
    run = platform.run("--reroll", "a")
    assert run.code == 3, run
    assert platform.audit() == 0


BOARD = """\
storyboard "Files" {{ model: lite; references: 5 }}
character ana "a girl" {{ {} }}
"""


@pytest.fixture
def album(tmp_path: Path, service: Service) -> Home:
    """Five references of 300 kB, in each of eight shots."""
    names = [f"ana{n}.png" for n in range(5)]
    for n, name in enumerate(names):
        (tmp_path / name).write_bytes(png(n, 300_000))
    text = BOARD.format("; ".join(f'reference r{n} "{name}"' for n, name in enumerate(names)))
    return Home(tmp_path, service, text + "".join(f'shot s{n} "@ana does {n}"\n' for n in range(8)))


def _sent(service: Service) -> dict[str, int]:
    """Bytes that went over the wire, by what they were for."""
    found: dict[str, int] = {}
    for line in service.lines("request"):
        found[line["name"]] = found.get(line["name"], 0) + line["bytes"]
    return found


def _media(service: Service) -> list[tuple[str, ...]]:
    return [tuple(m[0] for m in line["media"]) for line in service.lines("asked")]


def test_what_many_requests_need_goes_ahead_once(album: Home, service: Service) -> None:
    """The same pictures are seen as without it, and far fewer bytes are sent."""
    run = album.run()
    assert run.code == 0, run
    assert len(set(_media(service))) == 1
    uploads = service.lines("upload")
    assert len(uploads) == len({u["sha256"] for u in uploads}) == 5
    inline = 8 * 5 * 300_000 * 4 // 3
    assert sum(_sent(service).values()) < inline * 0.6
    assert album.audit() == 0
    # A later run names what is there still, and sends nothing twice.
    album.write((album.folder / "board.bnn").read_text() + 'shot later "@ana comes home"\n')
    assert album.run().code == 0
    assert len(service.lines("upload")) == 5
    assert {m[2] for m in service.lines("asked")[-1]["media"]} == {"file"}


@pytest.mark.parametrize("how", ["clock", "deleted"])
def test_what_is_gone_is_sent_again(album: Home, service: Service, how: str) -> None:
    """Whether its time is over or somebody deleted it, the request is made all the same and billed once."""
    assert album.run().code == 0
    if how == "clock":
        service.control("clock", seconds=49 * 3600)
    else:
        _delete_all(service)
    album.write((album.folder / "board.bnn").read_text() + 'shot later "@ana comes home"\n')
    run = album.run()
    assert run.code == 0, run
    assert len(set(_media(service))) == 1
    assert album.states()["kept"] == 9
    assert album.audit() == 0


def _delete_all(service: Service) -> None:
    import httpx2

    from .asked import KEY

    with httpx2.Client(trust_env=False, headers={"x-goog-api-key": KEY}) as http:
        for line in service.lines("upload"):
            assert http.delete(f"{service.url}/v1/files/{line['name']}").status_code == 200


@pytest.mark.parametrize("act", [{"error": "internal"}, {"cut": "unbilled"}, {"error": "forbidden"}])
def test_an_upload_that_fails_costs_no_picture(album: Home, service: Service, act: dict[str, Any]) -> None:
    """What need not go ahead goes along instead."""
    service.act({**act, "when": {"method": "files.upload"}, "times": None})
    run = album.run()
    assert run.code == 0, run
    assert service.lines("upload") == []
    assert len(set(_media(service))) == 1
    assert album.audit() == 0
