"""The demo corpus on servers that are not ours: pushed, asked, pulled back to the byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kommunalgraph.cli import main
from kommunalgraph.questions import load_questions
from remote_servers import CuttingProxy, Server

QUESTIONS = load_questions()
SECRET = {"KOMMUNALGRAPH_USER": "dba", "KOMMUNALGRAPH_PASSWORD": "dba"}


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, list(arguments), env=env)
    assert result.exit_code in (0, 2), result.output
    return result


def export(store: Path) -> bytes:
    return run("export", "--format", "nq", "--store", str(store)).stdout_bytes


def number(result: Result, row: str) -> int:
    found = re.search(rf"^{row} +(\d+)$", result.stdout, re.MULTILINE)
    assert found, result.output
    return int(found[1])


@pytest.fixture(scope="module")
def pushed_to_oxigraph(oxigraph: Server, demo_store: Path) -> Server:
    proxy = CuttingProxy(oxigraph.port, after=3_000_000)
    through = oxigraph.update.replace(str(oxigraph.port), str(proxy.port))
    result = run("push", through, "--store", str(demo_store), "--batch", "20000")
    proxy.close()
    assert (result.exit_code, proxy.cut) == (0, 1), result.output
    assert "cannot be asked" in result.stderr, "the broken connection is told"
    return oxigraph


@pytest.fixture(scope="module")
def pushed_to_virtuoso(virtuoso: Server, demo_store: Path) -> Server:
    options = ("--auth", "digest", "--batch", "2000", "--store", str(demo_store))
    proxy = CuttingProxy(virtuoso.port, after=20_000_000, cuts=10)
    through = virtuoso.update.replace(str(virtuoso.port), str(proxy.port))
    broken = run("push", through, *options, env=SECRET)
    proxy.close()
    assert proxy.cut, "the connection was cut"
    result = run("push", virtuoso.update, *options, env=SECRET)
    assert result.exit_code == 0, result.output
    if broken.exit_code == 2:
        assert "run the same command again" in broken.stderr
        assert number(result, "unchanged") > 0
    assert "dba" not in broken.output + result.output, "secrets are never printed"
    return virtuoso


def test_oxigraph_gives_the_same_store_back(
    pushed_to_oxigraph: Server, demo_store: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.store"

    run("pull", pushed_to_oxigraph.query, "--store", str(copy))

    assert export(copy) == export(demo_store)
    again = run("push", pushed_to_oxigraph.update, "--store", str(copy))
    assert number(again, "added") == number(again, "removed") == 0


def test_virtuoso_gives_the_same_store_back(
    pushed_to_virtuoso: Server, demo_store: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.store"

    run("pull", pushed_to_virtuoso.query, "--store", str(copy))

    assert export(copy) == export(demo_store)


def same_rows(server: Server, name: str, demo_store: Path) -> None:
    here = run("ask", name, "--format", "csv", "--store", str(demo_store))
    there = run("ask", name, "--format", "csv", "--endpoint", server.query)
    assert there.exit_code == 0, there.output
    assert here.stdout.count("\n") > 1, "a question with an answer"
    assert there.stdout == here.stdout


@pytest.mark.parametrize("name", QUESTIONS)
def test_oxigraph_answers_alike(pushed_to_oxigraph: Server, name: str, demo_store: Path) -> None:
    same_rows(pushed_to_oxigraph, name, demo_store)


@pytest.mark.parametrize("name", QUESTIONS)
def test_virtuoso_answers_alike(pushed_to_virtuoso: Server, name: str, demo_store: Path) -> None:
    same_rows(pushed_to_virtuoso, name, demo_store)


def test_a_name_is_looked_up_there(pushed_to_oxigraph: Server, demo_store: Path) -> None:
    arguments = ("ask", "customers-of-provider", "-p", "provider=kdo", "--format", "json")

    there = run(*arguments, "--endpoint", pushed_to_oxigraph.query)

    assert there.stdout == run(*arguments, "--store", str(demo_store)).stdout
    unknown = run(
        "ask", "1", "-p", "provider=Gibt Es Nicht", "--endpoint", pushed_to_oxigraph.query
    )
    assert (unknown.exit_code, "nothing at" in unknown.stderr) == (2, True)
