"""What axe-core finds wrong with a page for people who cannot see it, use no mouse, or see it badly."""

from importlib.resources import files

from playwright.sync_api import Page

__all__ = ["barriers"]

RUN = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"], iframes: false })
    return violations.filter((each) => ["serious", "critical"].includes(each.impact)).flatMap((each) =>
        each.nodes.slice(0, 4).map((node) => each.id + ": " + node.html.slice(0, 160)))
}"""


def barriers(page: Page) -> list[str]:
    """Each serious or critical one with the element that raises it; the page's policy does not bind the one who tests it."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found: list[str] = page.evaluate(RUN)
    return found
