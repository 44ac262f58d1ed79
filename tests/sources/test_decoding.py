from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from kommunalgraph.sources.decoding import decode

TEXT = "Die Stadt Köln grüßt – „Müller & Söhne“.\nZweite Zeile aus Musterstadt.\n"
PLAIN = "Die Stadt Köln grüßt Größenordnungen.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(data, encoding):
    decoded = decode(data)
    assert decoded is not None
    assert decoded == (TEXT, encoding)


def test_latin1_where_no_byte_tells_the_two_apart():
    assert decode(PLAIN.encode("latin-1")) == (PLAIN, "latin-1")


def test_text_file_is_what_python_reads(tmp_path: Path):
    path = tmp_path / "muster.txt"
    path.write_bytes(b"\xef\xbb\xbfK\xc3\xb6ln\r\nZeile\rEnde u\xcc\x88ber\x0cx\xe2\x80\xa8y \n\n")
    decoded = decode(path.read_bytes())
    assert decoded is not None
    assert decoded.content == path.read_text(encoding="utf-8")


def test_text_cut_off_within_a_character():
    decoded = decode("Die Stadt Köln grü".encode()[:-1])
    assert decoded == ("Die Stadt Köln gr", "utf-8")


def test_text_with_one_damaged_character_stays_utf8():
    decoded = decode("Köln über Größe für Bürger ".encode() + b"\xff weiter")
    assert decoded is not None
    assert decoded.content.startswith("Köln über Größe für Bürger \ufffd")


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<html><head><meta charset="iso-8859-1">', "cp1252"),
        (
            '<html><meta http-equiv="Content-Type" content="text/html;charset=windows-1252">',
            "cp1252",
        ),
        ('<?xml version="1.0" encoding="ISO-8859-15"?><html>', "iso-8859-15"),
        ('<html><head><meta charset="utf-16">', "utf-8"),
        ('<html><head><meta charset="muster">', "utf-8"),
    ],
)
def test_declared_charset(head, codec):
    page = f"{head}<p>Köln – grüßt</p>" if codec != "iso-8859-15" else f"{head}<p>Köln: 5 €</p>"
    decoded = decode(page.encode(codec), declared=True)
    assert decoded is not None
    assert decoded.content == page


def test_utf8_page_that_declares_latin1():
    page = '<html><head><meta charset="iso-8859-1"><p>Köln</p>'
    assert decode(page.encode(), declared=True) == (page, "utf-8")


def test_undecodable_bytes():
    assert decode(b"Muster \x81\x8d\x8f\x90\x9d\xff") is None
