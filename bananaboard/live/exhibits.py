"""What goes along with the requests of the live check: a picture and a page, made here and always the same."""

from __future__ import annotations

import struct
import zlib

SIDE, SQUARE = 256, 32  # pixels
WHITE, BLUE = b"\xff\xff\xff", b"\x1e\x50\xa0"
SAYS = b"A small white house with a blue door and a green roof."


def tile() -> bytes:
    """A PNG of blue and white squares."""
    row = (WHITE * SQUARE + BLUE * SQUARE) * (SIDE // SQUARE // 2)
    other = (BLUE * SQUARE + WHITE * SQUARE) * (SIDE // SQUARE // 2)
    rows = (b"\0" + row) * SQUARE + (b"\0" + other) * SQUARE
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    packed = zlib.compress(rows * (SIDE // SQUARE // 2), 0)  # unpacked: the same bytes from every zlib
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def page() -> bytes:
    """A PDF of one page with one sentence."""
    text = b"BT /F1 18 Tf 30 150 Td (%s) Tj ET" % SAYS
    things = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1)
    table += b"".join(b"%010d 00000 n \n" % p for p in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(things) + 1, len(out))
    return out + table + end
