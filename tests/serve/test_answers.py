from __future__ import annotations

from kommunalgraph.serve.answers import Answers, Kept


def kept(size: int) -> Kept:
    return Kept(b"x" * size, "text/csv")


def test_an_answer_is_found_again() -> None:
    answers = Answers(1000)
    answers.keep("a", kept(10))
    assert answers.get("a") == kept(10)
    assert answers.get("b") is None


def test_what_was_not_asked_for_goes_first() -> None:
    answers = Answers(1000)
    for name in "abc":
        answers.keep(name, kept(300))
    answers.get("a")
    answers.keep("d", kept(300))
    assert answers.get("b") is None
    assert all(answers.get(name) for name in "acd")


def test_what_is_large_is_not_kept() -> None:
    answers = Answers(1 << 30)
    answers.keep("a", kept((1 << 18) + 1))
    assert answers.get("a") is None
