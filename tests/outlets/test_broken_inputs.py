"""Two hundred broken inputs among good ones: all good ones are read, nothing raises."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kommunalgraph.errors import NotAnArticle
from kommunalgraph.model import Document, Skipped
from kommunalgraph.outlets import articles_of
from kommunalgraph.sources import decode_document, read_documents
from outlets.pages import INTERVIEW, NEW_KOMMUNE21, OLD_KOMMUNE21, check_blocks, document

GOOD = (OLD_KOMMUNE21, NEW_KOMMUNE21, INTERVIEW)


def broken_inputs() -> list[bytes]:
    dice = random.Random(20)
    inputs: list[bytes] = []
    for _ in range(60):
        page = dice.choice(GOOD).encode()
        inputs.append(page[: dice.randrange(len(page))])
    inputs += [dice.randbytes(dice.randrange(1, 5000)) for _ in range(40)]
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "cp037", "utf-7", "mac-roman", "cp850"):
        inputs += [
            dice.choice(GOOD).encode(codec, "replace")[dice.randrange(3) :] for _ in range(8)
        ]
    for _ in range(40):
        page = bytearray(dice.choice(GOOD).encode())
        for _ in range(dice.randrange(1, 60)):
            page[dice.randrange(len(page))] = dice.randrange(256)
        inputs.append(bytes(page))
    for depth in (10, 300, 5000, 100_000):
        inputs.append(b"<html>" + b"<div>" * depth + b"Muster" + b"</div>" * depth)
        inputs.append(b"<html><ul>" + b"<li><a href=x>" * depth)
        inputs.append(b"<html>" + b"<p><b><table>" * depth + OLD_KOMMUNE21.encode())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(20_000_000))
    inputs += [b"", b"\n" * 1000, b"\xef\xbb\xbf", target.getvalue(), b"a" * 20_000_000]
    inputs += [b"Muster " * 1_000_000, b"<p>" * 500_000, b"[" * 300_000, b"(Foto: " * 20_000]
    inputs += [b"Herr A " * 30_000 + b"?", b"- " * 30_000, b"a:\n" * 20_000, b"[1.1.2020] " * 9000]
    return inputs


def test_broken_inputs_do_no_harm(tmp_path):
    inputs = broken_inputs()
    assert len(inputs) >= 200
    for number, data in enumerate(inputs):
        (tmp_path / f"{number:04}.{'html' if number % 3 == 0 else 'txt'}").write_bytes(data)
    for number in range(40):
        (tmp_path / f"{number:04}-good.txt").write_text(GOOD[number % 3], encoding="utf-8")
    read = 0
    for found in read_documents([tmp_path]):
        if isinstance(found, Skipped):
            assert found.reason
            continue
        try:
            articles = articles_of(found)
        except NotAnArticle as error:
            assert str(error)
            assert "good" not in found.name
            continue
        for article in articles:
            check_blocks(article)
        read += "good" in found.name
    assert read == 40


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.sampled_from([line for page in GOOD for line in page.split("\n")])
        | st.text(alphabet="Aaß. :?[]()–„“12\n\t\ufeff", max_size=40),
        max_size=30,
    )
)
def test_blocks_are_ordered_and_inside_the_text(lines):
    try:
        articles = articles_of(document("\n".join(lines)))
    except NotAnArticle:
        return
    for article in articles:
        check_blocks(article)


@pytest.mark.parametrize("length", range(0, len(NEW_KOMMUNE21), 7))
def test_article_cut_off_anywhere(length):
    found = decode_document("a.txt", NEW_KOMMUNE21.encode()[:length])
    if isinstance(found, Document):
        try:
            articles = articles_of(found)
        except NotAnArticle:
            return
        check_blocks(articles[0])
