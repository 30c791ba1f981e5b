"""The agent platform: a project with Google's credentials, or a key."""

from __future__ import annotations

import asyncio
import json

import pytest
from bananaboard.runtime.engine import Answer, Closes, Failed, Setup
from bananaboard.runtime.engines import NoEngine, open_engine
from bananaboard.runtime.gemini.access import Way, read_access
from bananaboard.runtime.gemini.engine import Gemini
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ..spool import Memory
from .asked import FLASH, KEY, png, request, sent
from .storage import Storage


@pytest.fixture(scope="module")
def private():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


@pytest.fixture
def platform(service, clean, tmp_path, private):
    """A project whose credentials get their token from the loopback service."""
    facts = {"type": "service_account", "client_email": "film@film.example", "private_key": private}
    facts |= {"private_key_id": "1", "token_uri": f"{service.url}/token", "project_id": "film"}
    path = tmp_path / "credentials.json"
    path.write_text(json.dumps(facts))
    clean.delenv("GEMINI_API_KEY")
    clean.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    clean.setenv("GOOGLE_VERTEX_BASE_URL", service.url)
    clean.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(path))
    clean.setenv("GOOGLE_CLOUD_PROJECT", "film")
    return service


@pytest.fixture
def storage(platform, clean):
    """A bucket beside it."""
    with Storage() as storage:
        clean.setenv("STORAGE_EMULATOR_HOST", storage.url)
        yield storage


def make(*requests, setup=None):
    async def all_of():
        engine = Gemini(setup)
        try:
            return [await engine.make(r, Memory()) for r in requests]
        finally:
            await engine.aclose()

    return asyncio.run(all_of())


def test_a_picture_by_a_project(platform):
    [answer] = make(request("A hill", model=FLASH))
    assert isinstance(answer, Answer)
    [asked] = platform.lines("asked")
    assert asked["vertex"] is True
    [line] = [r for r in platform.lines("request") if r["name"] == "generateContent"]
    assert line["path"] == f"/v1beta1/projects/film/locations/global/publishers/google/models/{FLASH}:generateContent"


def test_the_location_is_that_of_the_environment(platform, clean):
    clean.setenv("GOOGLE_CLOUD_LOCATION", "europe-west4")
    make(request("A hill", model=FLASH))
    assert any("/locations/europe-west4/" in r["path"] for r in platform.lines("request"))


def test_a_picture_by_a_key(service, clean):
    clean.setenv("GOOGLE_GENAI_USE_ENTERPRISE", "1")
    clean.setenv("GOOGLE_VERTEX_BASE_URL", service.url)
    [answer] = make(request("A hill", model=FLASH))
    assert isinstance(answer, Answer)
    assert service.lines("asked")[0]["vertex"] is True


def test_nothing_is_uploaded_there(platform):
    mara = sent(png(1, 200_000))
    answers = make(*(request(f"shot {n}", mara, model=FLASH) for n in range(4)))
    assert all(isinstance(a, Answer) for a in answers)
    assert platform.lines("upload") == []


def media(service):
    return [[m[2] for m in line["media"]] for line in service.lines("asked")]


def test_what_many_need_lies_in_the_users_own_bucket(platform, storage, tmp_path):
    mara = sent(png(1, 200_000))
    requests = [request(f"shot {n}", mara, model=FLASH) for n in range(4)]
    assert all(isinstance(a, Answer) for a in make(*requests, setup=Setup(bucket="film-refs")))
    name = f"bananaboard/{mara.sha256}.png"
    assert storage.held == {("film-refs", name): (mara.data, "image/png")}
    assert storage.asked == ["GET", "POST"]
    assert storage.tokens == {"Bearer loopback-token"}
    assert media(platform) == [["inline"], ["inline"], ["file"], ["file"]]


def test_what_lies_there_already_is_not_sent_again(platform, storage):
    video = sent(b"\0\0\0\x18ftypmp42" + bytes(8_000_000), "video/mp4")
    make(request("one", video, model=FLASH), setup=Setup(bucket="film-refs"))
    make(request("two", video, model=FLASH), setup=Setup(bucket="film-refs"))
    assert storage.asked == ["GET", "POST", "GET"]
    assert media(platform) == [["file"], ["file"]]


@pytest.mark.parametrize(("status", "code"), [(403, "no-access"), (404, "not-found"), (503, "overloaded")])
def test_a_bucket_that_does_not_take_it_costs_nothing(platform, storage, status, code):
    storage.status = status
    [failed] = make(request("x", sent(png(1, 8_000_000)), model=FLASH), setup=Setup(bucket="film-refs"))
    assert isinstance(failed, Failed)
    assert (failed.code, failed.closes) == (code, Closes.NOTHING)
    assert "could not be uploaded" in failed.reason
    assert platform.billed == 0


def test_an_upload_that_fails_says_nothing_of_the_model(platform, storage):
    storage.status = 404
    failed, answer = make(
        request("x", sent(png(1, 8_000_000)), model=FLASH),
        request("y", model=FLASH),
        setup=Setup(bucket="film-refs"),
    )
    assert isinstance(failed, Failed)
    assert isinstance(answer, Answer)


def test_a_model_that_is_not_there_is_told_with_the_nearest(platform):
    [failed] = make(request("x", model="gemini-3.1-flash-imag"))
    assert isinstance(failed, Failed)
    assert failed.code == "not-found"
    assert "Try `gemini-3.1-flash-image`" in failed.reason


def test_credentials_that_are_not_accepted_end_the_account_and_cost_nothing(platform, clean, tmp_path):
    broken = json.loads((tmp_path / "credentials.json").read_text()) | {"token_uri": f"{platform.url}/v1/nothing"}
    (tmp_path / "credentials.json").write_text(json.dumps(broken))
    [failed] = make(request("x", model=FLASH))
    assert isinstance(failed, Failed)
    assert (failed.closes, failed.retryable) == (Closes.ACCOUNT, False)
    assert "credentials" in failed.reason
    assert platform.billed == 0


def test_without_credentials_nothing_is_sent(platform, clean, tmp_path):
    (tmp_path / "credentials.json").unlink()
    [failed] = make(request("x", model=FLASH))
    assert isinstance(failed, Failed)
    assert failed.closes is Closes.ACCOUNT


@pytest.mark.parametrize(
    ("environment", "way", "key_from", "project"),
    [
        ({"GEMINI_API_KEY": KEY}, Way.DEVELOPER, "GEMINI_API_KEY", None),
        ({"GEMINI_API_KEY": KEY, "GOOGLE_API_KEY": KEY}, Way.DEVELOPER, "GOOGLE_API_KEY", None),
        ({"GEMINI_API_KEY": KEY, "GOOGLE_GENAI_USE_VERTEXAI": "false"}, Way.DEVELOPER, "GEMINI_API_KEY", None),
        ({"GEMINI_API_KEY": KEY, "GOOGLE_GENAI_USE_VERTEXAI": "1"}, Way.VERTEX, "GEMINI_API_KEY", None),
        (
            {"GEMINI_API_KEY": KEY, "GOOGLE_GENAI_USE_VERTEXAI": "1", "GOOGLE_CLOUD_PROJECT": "film"},
            Way.VERTEX,
            None,
            "film",
        ),
        (
            {"GEMINI_API_KEY": KEY, "GOOGLE_GENAI_USE_VERTEXAI": "1", "GOOGLE_GENAI_USE_ENTERPRISE": "0"},
            Way.DEVELOPER,
            "GEMINI_API_KEY",
            None,
        ),
        ({"GEMINI_API_KEY": KEY, "GOOGLE_CLOUD_PROJECT": "film"}, Way.DEVELOPER, "GEMINI_API_KEY", None),
    ],
)
def test_the_way_is_the_one_that_googles_library_would_take(environment, way, key_from, project, clean):
    found = read_access(environment)
    assert (found.way, found.key_from, found.project) == (way, key_from, project)
    for name, value in environment.items():
        clean.setenv(name, value)
    assert_as_the_library(found)


def assert_as_the_library(found):
    """Google's own client, made from the environment alone, chooses the same."""
    import warnings

    from google import genai

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of contradictions
        client = genai.Client()
    inside = client._api_client
    assert bool(inside.vertexai) is found.vertex
    assert (inside.api_key or None) == (found.key.reveal() if found.key else None)
    assert (inside.project if found.vertex else None) == found.project
    client.close()


def test_a_key_of_spaces_is_none(clean):
    clean.setenv("GEMINI_API_KEY", "  ")
    with pytest.raises(NoEngine):
        open_engine("gemini")
