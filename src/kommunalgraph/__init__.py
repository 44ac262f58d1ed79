"""Press articles in, a dated and evidenced knowledge graph of German municipal IT out.

``kommunalgraph.open_graph`` opens a store for notebooks and programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kommunalgraph.api import Graph as Graph
    from kommunalgraph.api import open_graph as open_graph

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "open_graph"]


def __getattr__(name: str) -> object:
    """Load the part for notebooks when it is first used, so that the command line starts fast."""
    if name in ("Graph", "open_graph"):
        from kommunalgraph import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
