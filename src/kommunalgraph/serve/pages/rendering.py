"""Templates into HTML: everything that is filled in is escaped, whatever it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kommunalgraph.serve.pages.references import Reference, page_path
from kommunalgraph.serve.pages.wording import Wording

if TYPE_CHECKING:
    import jinja2

THEMES = ("light", "dark")
"""What a visitor may choose; without a choice the browser's own setting counts."""

_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visitor asked for: address, values in it, language and theme.

    ``root`` is the path under which a proxy shows the server, without a slash at its end;
    ``texts`` allows whole texts of articles; ``query`` are the values of the address, the last of
    each name.
    """

    path: str
    language: str = "de"
    theme: str = ""
    root: str = ""
    texts: bool = False
    query: dict[str, str] = field(default_factory=dict)

    @property
    def wording(self) -> Wording:
        """What the pages say in the visitor's language."""
        return Wording(self.language)

    def again(self, **changed: str) -> str:
        """Return the address of this page with some values changed."""
        return f"{self.root}{self.path}?{urlencode({**self.query, **changed})}"


def render(template: str, visit: Visit, **values: object) -> str:
    """Return the page that ``template`` makes of ``values``."""
    wording = visit.wording
    return (
        _environment()
        .get_template(template)
        .render(
            t=wording,
            visit=visit,
            to=lambda target: f"{visit.root}{_path_of(target)}",
            **values,
        )
    )


def _path_of(target: Reference | str) -> str:
    return target.path if isinstance(target, Reference) else target


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kommunalgraph.serve.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = is_web_address
    environment.filters["page_path"] = page_path
    return environment


def is_web_address(text: str) -> bool:
    """Tell whether ``text`` may be the target of a link: http or https, nothing that runs.

    >>> is_web_address("https://example.org/"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return _WEB_ADDRESS.fullmatch(text) is not None
