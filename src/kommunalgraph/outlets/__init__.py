"""What a page says about itself: document -> article and teasers, with every block located."""

from __future__ import annotations

from kommunalgraph.outlets.articles import articles_of

__all__ = ["articles_of"]
