"""Template tag that caches a fragment in the site cache (`pages.site_cache`)."""

import re

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from ..languages import current_language
from ..site_cache import site_cache

register = template.Library()

INDENTATION = re.compile(r"\n\s+")


class CachedNode(template.Node):
    """Renders its contents, or returns them from the cache of the process."""

    def __init__(self, nodes: NodeList, name: str, parts: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.parts = nodes, name, parts

    def render(self, context: Context) -> SafeString:
        request = context["request"]
        if getattr(request, "is_preview", False):
            return self.compact(context)
        values = [part.resolve(context) for part in self.parts]
        key = ("template", self.name, current_language(), *values)
        return site_cache(request).get_or_set(key, lambda: self.compact(context))

    def compact(self, context: Context) -> SafeString:
        """Render without indentation and empty lines, which weigh on every visit."""
        text = INDENTATION.sub("\n", self.nodelist.render(context))
        return mark_safe(text)  # noqa: S308 (rendered by a template)


@register.tag
def cached(parser: Parser, token: Token) -> CachedNode:
    """Cache a fragment: `{% cached event event.pk %}…{% endcached %}`.

    The key is its name, the language and the given values. The fragment may depend only on these
    and on what `SiteCache.get_or_set` allows, and has no preformatted text. A preview does not use
    the cache.
    """
    _tag, name, *parts = token.split_contents()
    nodes = parser.parse(("endcached",))
    parser.delete_first_token()
    return CachedNode(nodes, name, [parser.compile_filter(part) for part in parts])
