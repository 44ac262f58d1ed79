from __future__ import annotations

import base64

import pytest

from kommunalgraph.errors import QueryError, RemoteError
from kommunalgraph.remote.connection import Connection, Credentials, Limits, credentials_from
from kommunalgraph.remote.endpoint import Endpoint, is_open, reading_address
from remote_servers import Reply, Request, scripted

YES = b'{"head":{},"boolean":true}'


def waiting(**limits: float) -> tuple[Connection, list[float]]:
    pauses: list[float] = []
    settings = Limits(**{"pause": 1.0, **limits})  # the test waits for nothing
    return Connection(settings, sleep=pauses.append), pauses


def ask(address: str, connection: Connection) -> bytes:
    return Endpoint(address, connection).ask("ASK {}")[0]


def test_patience_is_what_the_server_asks_for_and_grows_where_it_says_nothing() -> None:
    replies = [
        Reply(503, headers=(("Retry-After", "7"),)),
        Reply(429),
        Reply(503),
        Reply(body=YES),
    ]
    connection, pauses = waiting()
    with scripted(lambda _: replies.pop(0)) as (address, _):
        assert ask(address, connection) == YES
    assert pauses == [7.0, 2.0, 4.0]


def test_a_server_that_wants_too_much_patience_is_left_alone() -> None:
    connection, pauses = waiting()
    with scripted(lambda _: Reply(429, headers=(("Retry-After", "86400"),))) as (address, sent):
        with pytest.raises(RemoteError, match=r"come back in 86400 s"):
            ask(address, connection)
        assert (len(sent), pauses) == (1, [])


def test_attempts_end() -> None:
    connection, pauses = waiting(attempts=3)
    with scripted(lambda _: Reply(503, b"closed")) as (address, sent):
        with pytest.raises(RemoteError, match=r"not available \(HTTP 503\): closed"):
            ask(address, connection)
        assert (len(sent), pauses) == (3, [1.0, 2.0])


def test_an_answer_that_breaks_off_is_asked_for_again() -> None:
    replies = [Reply(body=YES[:10], stated_length=len(YES)), Reply(body=YES)]
    connection, pauses = waiting()
    with scripted(lambda _: replies.pop(0)) as (address, _):
        assert ask(address, connection) == YES
    assert pauses == [1.0]


def test_an_answer_has_a_largest_size() -> None:
    connection, _ = waiting(most_bytes=1000)
    with (
        scripted(lambda _: Reply(body=b" " * 5000)) as (address, sent),
        pytest.raises(RemoteError, match=r"larger than 1,000 bytes"),
    ):
        ask(address, connection)
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("credentials", "header"),
    [
        (Credentials("bearer", secret="s3cret"), "Bearer s3cret"),
        (
            Credentials("basic", "erika", "s3cret"),
            "Basic " + base64.b64encode(b"erika:s3cret").decode(),
        ),
    ],
)
def test_secrets_go_to_the_server_and_into_no_message(
    credentials: Credentials, header: str
) -> None:
    connection = Connection(Limits(attempts=1), credentials=credentials)
    with scripted(lambda _: Reply(401, b"no")) as (address, sent):
        with pytest.raises(RemoteError) as caught:
            ask(address, connection)
        assert sent[0].headers["Authorization"] == header
    assert "s3cret" not in str(caught.value) + repr(connection.limits) + repr(credentials)


def test_a_redirect_takes_no_secret_along() -> None:
    with scripted(lambda _: Reply(body=YES)) as (other, elsewhere):
        reply = Reply(302, headers=(("Location", other),))
        with scripted(lambda _: reply) as (address, _):
            connection = Connection(credentials=Credentials("bearer", secret="s3cret"))
            with pytest.raises(RemoteError, match="has moved to http"):
                ask(address, connection)
        assert not elsewhere


def test_credentials_come_from_the_environment() -> None:
    named = {"KOMMUNALGRAPH_USER": "erika", "KOMMUNALGRAPH_PASSWORD": "s3cret"}
    assert credentials_from({}) is None
    assert credentials_from(named) == Credentials("basic", "erika", "s3cret")
    assert credentials_from(named, "digest") == Credentials("digest", "erika", "s3cret")
    assert credentials_from({"KOMMUNALGRAPH_TOKEN": "t"}) == Credentials("bearer", "", "t")
    for scheme in ("basic", "digest", "bearer"):
        with pytest.raises(RemoteError, match="KOMMUNALGRAPH_"):
            credentials_from({}, scheme)  # a scheme without its variables


def test_an_address_with_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(RemoteError) as caught:
        Endpoint("https://erika:s3cret@example.org/sparql", Connection())
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("update", "query"),
    [
        ("http://localhost:7878/update", "http://localhost:7878/query"),
        ("http://localhost:3030/ds/update", "http://localhost:3030/ds/query"),
        ("https://example.org/repositories/kg/statements", "https://example.org/repositories/kg"),
        ("http://localhost:8890/sparql-auth", "http://localhost:8890/sparql-auth"),
    ],
)
def test_stores_answer_where_they_usually_do(update: str, query: str) -> None:
    assert reading_address(update) == query


def test_only_plain_http_to_others_is_open() -> None:
    assert is_open("http://example.org/sparql")
    assert not is_open("https://example.org/sparql")
    assert not is_open("http://127.0.0.1:8890/sparql")


def test_parameters_of_the_address_are_kept() -> None:
    def answer(request: Request) -> Reply:
        return Reply(body=YES if "default-graph-uri=" in request.path else b"")

    with scripted(answer) as (address, _):
        assert ask(f"{address}?default-graph-uri=https%3A%2F%2Fexample.org%2Fg", Connection())


def test_an_update_is_no_query() -> None:
    with scripted(lambda _: Reply(body=YES)) as (address, sent):
        with pytest.raises(QueryError, match="would change"):
            Endpoint(address, Connection()).ask("DROP ALL")
        assert not sent
