"""What reference files are taken for: real ones made by Pillow, broken ones, and those that pretend."""

import io
import struct
import zlib

import pytest
from bananaboard.dsl.loader import Unusable
from bananaboard.dsl.media import misnamed, sniff
from bananaboard.grammar.diagnostic import Diagnostic
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features


def picture(kind, size=(60, 40), mode="RGB", **options):
    out = io.BytesIO()
    Image.effect_noise(size, 50).convert(mode).save(out, kind, **options)
    return out.getvalue()


def box(name, *inside):
    data = b"".join(inside)
    return struct.pack(">I4s", len(data) + 8, name) + data


def film(brand=b"isom", scale=1000, length=12_500, extra=b"", wide=False):
    times = struct.pack(">QQIQ", 0, 0, scale, length) if wide else struct.pack(">IIII", 0, 0, scale, length)
    header = box(b"mvhd", bytes([wide, 0, 0, 0]), times, bytes(80))
    return box(b"ftyp", brand, bytes(4), brand) + box(b"moov", header, extra) + box(b"mdat", bytes(100))


def heic(width=4032, height=3024, brands=(b"heic", b"mif1")):
    tile, whole = (box(b"ispe", struct.pack(">III", 0, *s)) for s in ((512, 512), (width, height)))
    owner = box(b"ipma", bytes(4), struct.pack(">IHBB", 1, 7, 1, 2))
    about = box(b"meta", bytes(4), box(b"pitm", bytes(4), b"\0\7"), box(b"iprp", box(b"ipco", tile, whole), owner))
    return box(b"ftyp", brands[0], bytes(4), *brands) + about + box(b"mdat", bytes(100))


def element(name, data):
    return name + struct.pack(">Q", 1 << 56 | len(data)) + data


def webm(seconds=4.5, doctype=b"webm", unknown=False):
    length = element(b"\x44\x89", struct.pack(">d", seconds * 1000)) if seconds else b""
    inside = element(b"\x15\x49\xa9\x66", element(b"\x2a\xd7\xb1", b"\x0f\x42\x40") + length)
    segment = b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + inside if unknown else element(b"\x18\x53\x80\x67", inside)
    return element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", doctype)) + segment


def document(pages=2, packed=False, tail=b"trailer\n%%EOF\n", extra=b""):
    each = b"<< /Type /Pages /Count 2 >> " + b"<< /Type /Page >> " * pages
    if packed:
        inside = zlib.compress(each)
        each = b"1 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\r\n" + inside + b"\nendstream endobj\n"
    return b"%PDF-1.7\n" + each + extra + tail


def code(data, path="a.png"):
    with pytest.raises(Unusable) as caught:
        sniff(data, path)
    sentence = Diagnostic(caught.value.code, None, caught.value.words)
    assert path in sentence.message
    assert sentence.hint
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "options", "mime"),
    [
        ("PNG", {}, "image/png"),
        ("PNG", {"mode": "P"}, "image/png"),
        ("JPEG", {}, "image/jpeg"),
        (
            "JPEG",
            {"progressive": True, "exif": b"Exif\0\0" + bytes(2000), "comment": b"\xff\xd9 not the end"},
            "image/jpeg",
        ),
        ("WEBP", {}, "image/webp"),
        ("WEBP", {"lossless": True}, "image/webp"),
        ("WEBP", {"mode": "RGBA", "exif": b"Exif\0\0"}, "image/webp"),
    ],
)
@pytest.mark.parametrize("size", [(1, 1), (60, 40), (1023, 3)])
def test_pictures_by_their_headers(kind, options, mime, size):
    looks = sniff(picture(kind, size, **options), "a.png")
    assert (looks.kind, looks.mime, looks.width, looks.height) == ("picture", mime, *size)


def test_heic_has_the_size_of_its_picture_and_not_of_its_tiles():
    looks = sniff(heic(), "a.heic")
    assert (looks.mime, looks.width, looks.height) == ("image/heic", 4032, 3024)
    assert sniff(heic(brands=(b"mif1", b"miaf")), "a.heif").mime == "image/heif"


@pytest.mark.skipif(not features.check("avif"), reason="Pillow without AVIF")
def test_a_real_avif_is_told_apart_from_heic():
    assert code(picture("AVIF")) == "BNN261"


def test_a_picture_under_the_name_of_another_is_what_its_bytes_are():
    assert sniff(picture("JPEG"), "a.png").mime == "image/jpeg"
    assert misnamed("refs/a.PNG", "image/jpeg") == ".png"
    assert misnamed("refs/a.JPG", "image/jpeg") is None


@pytest.mark.parametrize(("kind", "path"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp")])
def test_cut_off_anywhere_a_picture_is_no_picture(kind, path):
    whole = picture(kind)
    sniff(whole, path)
    for end in [*range(1, 40), len(whole) // 2, len(whole) - 9, len(whole) - 1]:
        assert code(whole[:end], path) in ("BNN262", "BNN264", "BNN265", "BNN267"), end
    assert code(whole[: len(whole) // 2], path) == code(whole[:-1], path) == "BNN264"


def test_more_behind_the_end_is_no_harm():
    for kind in ("PNG", "JPEG", "WEBP"):
        assert sniff(picture(kind) + b"appended by a telephone", "a.png").width == 60


def test_broken_headers():
    png = bytearray(picture("PNG"))
    png[18] ^= 1
    assert code(bytes(png)) == "BNN265"
    png[16:24] = bytes(8)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    assert code(bytes(png)) == "BNN265"
    assert code(b"\xff\xd8\xff\xe0\0\1" + bytes(50)) == "BNN265"
    assert code(b"\xff\xd8\xff\xc0\0\x08junk" + bytes(50)) == "BNN265"
    assert code(b"\xff\xd8\xff" + b"\xff" * 100_000) == "BNN265"
    assert code(b"RIFF\x20\0\0\0WEBPVP9 " + bytes(40)) == "BNN265"
    assert code(heic(0, 0), "a.heic") == "BNN265"
    assert code(box(b"ftyp", b"heic", bytes(4)) + box(b"mdat", bytes(9)), "a.heic") == "BNN265"


def test_giant_pictures_by_what_they_claim():
    png = bytearray(picture("PNG"))
    png[16:24] = struct.pack(">II", 30_000, 30_000)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    assert code(bytes(png)) == "BNN266"
    assert code(heic(2**31, 2**31), "a.heic") == "BNN266"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "EPS", "ICO", "JPEG2000"])
def test_kinds_that_have_to_be_saved_as_another(kind):
    if kind == "JPEG2000" and not features.check("jpg_2000"):
        pytest.skip("Pillow without JPEG 2000")
    assert code(picture(kind)) == "BNN261"


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        (b"", "a.png", "BNN263"),
        (b"just words", "a.png", "BNN262"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "BNN262"),
        (b"<!doctype html><title>404</title>", "a.jpg", "BNN262"),
        (b"PK\x03\x04" + bytes(30), "a.png", "BNN261"),
        (b"\x7fELF" + bytes(30), "a.png", "BNN267"),
        (b"\0" * 50, "a.txt", "BNN267"),
        ("grün".encode("latin-1"), "a.txt", "BNN269"),
        ("grün".encode("latin-1"), "a.png", "BNN267"),
        ("grün".encode("utf-16"), "a.md", "BNN267"),
        (picture("PNG"), "a.txt", "BNN262"),
        (picture("PNG"), "a.pdf", "BNN262"),
        (document(), "a.png", "BNN262"),
        (film(), "a.png", "BNN262"),
        (b"KEY=secret", "key.png", "BNN262"),
    ],
)
def test_files_that_are_not_what_they_are_called(data, path, expected):
    assert code(data, path) == expected


def test_texts():
    assert sniff("grün, 緑\r\n\ttabs\f".encode(), "notes.MD").mime == "text/plain"
    assert sniff(b"\xef\xbb\xbfwords", "a.txt").kind == "text"


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_document(packed):
    assert sniff(document(pages=3, packed=packed), "a.pdf").pages == 3


def test_pages_of_a_real_document():
    assert sniff(picture("PDF", save_all=True, append_images=[Image.new("RGB", (9, 9))] * 4), "a.pdf").pages == 5


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (document(tail=b""), "BNN264"),
        (document(extra=b"/Encrypt 5 0 R "), "BNN268"),
        (document(pages=0), "BNN265"),
        (b"%PDF-1.4\n" + b"/Type /ObjStm stream\n" * 6000 + b"%%EOF", "BNN265"),
    ],
)
def test_documents_that_no_model_can_read(data, expected):
    assert code(data, "a.pdf") == expected


def test_a_document_that_unpacks_to_gigabytes_is_not_unpacked():
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(40)) + packer.flush()
    data = b"%PDF-1.7\n<< /Type /ObjStm >> stream\n" + bomb + b"\nendstream <</Type /Page>> %%EOF"
    assert code(data, "a.pdf") == "BNN265"


@pytest.mark.parametrize(
    ("data", "mime", "seconds"),
    [
        (film(), "video/mp4", 12.5),
        (film(wide=True), "video/mp4", 12.5),
        (film(brand=b"qt  "), "video/quicktime", 12.5),
        (film(length=0), "video/mp4", None),
        (film(length=2**32 - 1), "video/mp4", None),
        (film(scale=0), "video/mp4", None),
        (film(length=0, extra=box(b"mvex", box(b"mehd", bytes(4), b"\0\0\x0f\xa0"))), "video/mp4", 4.0),
        (film()[16:][4:], "video/quicktime", 12.5),
        (webm(), "video/webm", 4.5),
        (webm(unknown=True), "video/webm", 4.5),
        (webm(seconds=None), "video/webm", None),
    ],
)
def test_how_long_a_video_is(data, mime, seconds):
    looks = sniff(data, "a.mp4")
    assert (looks.kind, looks.mime, looks.seconds) == ("video", mime, seconds)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (film()[:-1], "BNN264"),
        (film()[:30], "BNN264"),
        (box(b"ftyp", b"isom", bytes(4)), "BNN264"),
        (box(b"ftyp", b"isom", bytes(4)) + box(b"moov", bytes(20)), "BNN265"),
        (box(b"ftyp", b"M4A ", bytes(4)), "BNN267"),
        (box(b"ftyp", b"crx ", bytes(4)), "BNN261"),
        (film(scale=1, length=2**31), "BNN265"),
        (webm(doctype=b"matroska"), "BNN261"),
        (webm(seconds=float("nan")), "BNN265"),
        (webm()[:-3], "BNN264"),
        (webm()[:20], "BNN264"),
        (b"\x1a\x45\xdf\xa3\0\0\0\0", "BNN265"),
    ],
)
def test_videos_that_are_broken(data, expected):
    assert code(data, "a.mp4") == expected


MIMES = ["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif", "video/mp4", "video/webm"]
MIMES += ["video/quicktime", "application/pdf", "text/plain"]
HEADS = [picture("PNG"), picture("JPEG"), picture("WEBP"), heic(), film(), webm(), document(packed=True), b""]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(HEADS), st.binary(max_size=40), st.integers(0, 400), st.sampled_from(["a.png", "a.mp4", "a.pdf"])
)
def test_whatever_the_bytes_it_is_an_answer(whole, junk, at, path):
    at = min(at, len(whole))
    try:
        answer = sniff(whole[:at] + junk + whole[at + len(junk) :], path).mime
    except Unusable as refused:
        answer = refused.words["path"]
    assert answer in (path, *MIMES)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + b"\xff\xe0\0\2" * 2_000_000,
        b"\xff\xd8" + b"\xff" * 8_000_000,
        box(b"ftyp", b"isom", bytes(4)) + b"\0\0\0\x08free" * 1_000_000,
        box(b"ftyp", b"heic", bytes(4)) + box(b"meta", bytes(4), b"\0\0\0\x08free" * 1_000_000),
        b"\x1a\x45\xdf\xa3\x80" + b"\xec\x80" * 2_000_000,
        b"%PDF-1.7" + b"/Type /ObjStm " * 500_000 + b"%%EOF",
        b"%PDF-1.7" + b"/Type" + b" " * 8_000_000 + b"%%EOF",
    ],
)
def test_no_file_can_make_it_walk_for_long(data):
    """Every loop over a file is counted: an answer comes after a bounded number of steps."""
    with pytest.raises(Unusable):
        sniff(data, "a.png")
