"""The pages over HTTP: choices that stay, answers that are kept, and what scripts ask for."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import lxml.html
import pytest

from kommunalgraph.export.exporting import FORMATS
from running_server import Server


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """A visitor without cookies."""
    with server.client() as visitor:
        yield visitor


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/search", "/search?q=muster", "/topics", "/questions", "/questions/1", "/explore"),
        *("/editor", "/downloads", "/page/org/muster-it", "/page/article/a2017"),
    ],
)
def test_every_page_is_html_under_a_strict_policy(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    page = lxml.html.document_fromstring(answer.text)
    assert page.cssselect("main h1")
    for element in page.cssselect("[style], [onclick], style"):
        raise AssertionError(f"{path}: {lxml.html.tostring(element)[:80]!r}")


def test_all_links_of_the_start_page_lead_somewhere(client: httpx.Client) -> None:
    page = lxml.html.document_fromstring(client.get("/").text)
    links = {a.get("href") for a in page.cssselect("a[href^='/'], link[href^='/']")}
    links |= {script.get("src") for script in page.cssselect("script[src]")}
    assert len(links) > 15
    for link in sorted(links):
        assert client.get(link).status_code == 200, link


def test_data_of_a_thing_and_answers_of_a_question_can_be_taken_along(client: httpx.Client) -> None:
    page = lxml.html.document_fromstring(client.get("/page/org/muster-it").text)
    links = [a.get("href") for a in page.cssselect("section[aria-labelledby=data] a")]
    assert len(links) == 4
    page = lxml.html.document_fromstring(client.get("/questions/1?provider=Muster-IT").text)
    links += [a.get("href") for a in page.cssselect(".toolbar a")]
    assert len(links) == 8
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert "Musterstadt" in answer.text, link


def test_every_format_is_offered(client: httpx.Client) -> None:
    page = lxml.html.document_fromstring(client.get("/downloads").text)
    offered = {a.get("href").rpartition("/")[2] for a in page.cssselect(".formats a.button")}
    assert offered == set(FORMATS)


def test_a_choice_of_language_stays_and_an_unknown_one_does_not(server: Server) -> None:
    with server.client() as visitor:
        assert 'lang="en"' in visitor.get("/topics?lang=en").text
        assert 'lang="en"' in visitor.get("/topics").text
        assert 'lang="de"' in visitor.get("/topics?lang=de").text
    with server.client() as visitor:
        answer = visitor.get("/topics?lang=fr%22&theme=%3Cb%3E")
        assert 'lang="de"' in answer.text and "set-cookie" not in answer.headers


def test_a_page_that_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/page/org/muster-it")
    again = client.get("/page/org/muster-it", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = {"If-None-Match": first.headers["etag"], "Cookie": "lang=en"}
    assert client.get("/page/org/muster-it", headers=other).status_code == 200


def test_suggestions_lead_to_pages(client: httpx.Client) -> None:
    found = client.get("/suggest?q=MIT").json()
    assert found[0] == {
        "id": "org/muster-it",
        "label": "Muster-IT",
        "kind": "Provider",
        "kindLabel": "IT-Dienstleister",
        "where": "",
        "name": "MIT",
        "url": "/page/org/muster-it",
    }
    assert client.get("/suggest").json() == client.get("/suggest?q=%00").json() == []
    assert client.get(f"/suggest?q={'x' * 5000}").json() == []


def test_neighbours_come_as_data(client: httpx.Client) -> None:
    found = client.get("/explore/neighbours?id=org/muster-it&most=nonsense").json()
    assert {"nodes", "edges", "more"} == set(found)
    assert len(found["nodes"]) > 5


def test_a_claim_leads_to_its_article(client: httpx.Client) -> None:
    answer = client.get("/page/claim/c1")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/page/article/a2017#claim-c1",
    )


def test_what_is_not_there_is_a_page_with_404(client: httpx.Client) -> None:
    for path in ("/page/org/nobody", "/page/x", "/questions/99", "/page/..%2f..%2fetc%2fpasswd"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"].startswith("text/html"), path


def test_the_map_is_a_picture_and_its_points_are_data(client: httpx.Client) -> None:
    assert client.get("/map/land.svg").headers["content-type"].startswith("image/svg+xml")
    assert len(client.get("/map/points.json").json()) > 10_000


def test_static_files_stay_in_their_folder(client: httpx.Client) -> None:
    assert client.get("/static/app.css").status_code == 200
    for path in ("/static/../routes.py", "/static/%2e%2e/routes.py", "/static/..%2froutes.py"):
        assert client.get(path).status_code == 404, path
