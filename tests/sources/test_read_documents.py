from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from kommunalgraph.model import Document, Skipped
from kommunalgraph.sources import decode_document, read_documents

ARTICLE = "Muster-IT baut aus\n\nDie Muster-IT baut in Musterstadt ein Rechenzentrum.\n"
PAGE = f"<!doctype html><html><body><p>{ARTICLE}</p></body></html>"


def reasons(inputs, **options) -> list[str]:
    return [
        found.reason for found in read_documents(inputs, **options) if isinstance(found, Skipped)
    ]


def names(inputs) -> list[str]:
    return [Path(found.name).name for found in read_documents(inputs)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "a.TXT", "b/m.html", "b/k.htm", "b/n.pdf", ".git/x.txt", ".y.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_folder_is_read_in_a_fixed_order(folder):
    assert names([folder]) == ["a.TXT", "k.htm", "m.html", "z.txt"]


def test_patterns(folder):
    assert names([f"{folder}/*.txt"]) == [".y.txt", "z.txt"]
    assert names([f"{folder}/**/*.htm*"]) == ["k.htm", "m.html"]


def test_file_named_twice_is_read_once(folder):
    assert names([folder / "z.txt", folder, f"{folder}/z.*"]) == [
        "z.txt",
        "a.TXT",
        "k.htm",
        "m.html",
    ]


def test_any_file_named_is_read(folder):
    assert names([folder / "b" / "n.pdf"]) == ["n.pdf"]


def test_standard_input():
    (found,) = read_documents(["-"], stdin=io.BytesIO(ARTICLE.encode()))
    assert isinstance(found, Document)
    assert (found.name, found.content, found.media_type) == ("-", ARTICLE, "text/plain")
    assert len(found.digest) == 64


def test_what_is_not_there(tmp_path):
    (tmp_path / "empty").mkdir()
    assert reasons([tmp_path / "no.txt"]) == ["no such file"]
    assert reasons([f"{tmp_path}/*.txt"]) == ["the pattern matches no file"]
    assert reasons([tmp_path / "empty"]) == ["holds no .txt, .html, .htm file"]
    assert "NUL" in reasons(["a\0b"])[0]
    assert reasons(["x" * 5000])[0].startswith("cannot be looked up")


def test_dangling_and_circular_links(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "self").symlink_to(tmp_path)
    for name in ("gone.txt", "loop.txt"):
        assert "cannot be" in reasons([tmp_path / name])[0]
    assert reasons([tmp_path]) == ["holds no .txt, .html, .htm file"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    path.chmod(0)
    assert "Permission denied" in reasons([path])[0]


def test_no_more_than_the_limit_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE * 100, encoding="utf-8")
    assert reasons([path], limit=1000) == ["is larger than 1000 bytes; no article is"]
    assert "larger" in reasons(["-"], stdin=io.BytesIO(b"a" * 20_000_000))[0]


def packed_article() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "0" * 5_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        ("\ufeff\n".encode(), "is empty"),
        (packed_article(), "ZIP"),
        (gzip.compress(ARTICLE.encode(), mtime=0), "gzip"),
        (b"%PDF-1.7 Muster", "PDF"),
        (b"\x89PNG\r\n\x1a\n muster", "PNG"),
        (ARTICLE.encode() + b"\0" + ARTICLE.encode(), "binary"),
        (bytes(range(256)) * 10, "binary"),
        (ARTICLE.encode() + b"\x01\x02\x03" * 20, "binary"),
        (b"12345 67890 ...\n" * 20, "no letters"),
        (b"1;2;3;a\n" * 200, "digits"),
        ("Это статья о городе. ".encode() * 20, "Latin"),
        (b"YWJjZGVmZ2hpamtsbW5vcA" * 100, "blanks"),
        ((ARTICLE.replace("\n", " ") * 4000).encode(), "line of more than"),
    ],
)
def test_what_is_no_text(data, reason):
    found = decode_document("muster.txt", data)
    assert isinstance(found, Skipped)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", PAGE, "text/html"),
        ("a.txt", f"\ufeff\n<!-- Muster -->\n{PAGE}", "text/html"),
        ("a.html", ARTICLE, "text/plain"),
        ("a.html", f"{ARTICLE}<p>Ende</p>", "text/html"),
        ("a.txt", f"{ARTICLE}Das Zeichen <p> steht im Text.", "text/plain"),
    ],
)
def test_media_type_by_content(name, content, media_type):
    found = decode_document(name, content.encode())
    assert isinstance(found, Document)
    assert found.media_type == media_type


def test_name_that_no_encoding_takes():
    found = decode_document("m\udcfcster.txt", ARTICLE.encode())
    found.name.encode("utf-8")
