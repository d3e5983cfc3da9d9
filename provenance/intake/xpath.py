"""XPath with a type: lxml returns what the expression makes of it."""

from lxml.html import HtmlElement

__all__ = ["elements", "strings"]


def elements(tree: HtmlElement, expression: str, **variables: str) -> list[HtmlElement]:
    """The elements that ``expression`` finds."""
    found = tree.xpath(expression, **variables)
    return [each for each in found if isinstance(each, HtmlElement)] if isinstance(found, list) else []


def strings(tree: HtmlElement, expression: str) -> list[str]:
    """The attributes or texts that ``expression`` finds."""
    found = tree.xpath(expression)
    return [str(each) for each in found if isinstance(each, str)] if isinstance(found, list) else []
