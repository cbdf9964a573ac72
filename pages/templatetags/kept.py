"""A part of a template that is rendered once for each state of the site: `pages.shared`."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from ..languages import current_language
from ..shared import shared

register = template.Library()


class KeptNode(template.Node):
    """Renders what it holds, unless the process has it already."""

    def __init__(self, nodes: NodeList, name: str, parts: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.parts = nodes, name, parts

    def render(self, context: Context) -> SafeString:
        request = context["request"]
        if getattr(request, "is_preview", False):
            return self.nodelist.render(context)
        values = [part.resolve(context) for part in self.parts]
        key = ("template", self.name, current_language(), *values)
        return shared(request).keep(key, lambda: self.nodelist.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep a part: `{% kept event event.pk %}…{% endkept %}`.

    By its name, the language and the given values, on which all that it shows must depend, beside
    what `Shared.keep` allows. A preview keeps nothing.
    """
    _tag, name, *parts = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodes, name, [parser.compile_filter(part) for part in parts])
