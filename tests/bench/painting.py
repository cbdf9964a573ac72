"""When a cheap phone on a slow network shows something, and whether that moves afterwards."""

from statistics import median

from playwright.sync_api import Browser, sync_playwright

from ..browser.chromium import launch_options
from .figures import HISTORY, HOME, MISSION
from .stack import Stack

ROUNDS = 5
EVENT, PROGRAMMES = HISTORY + "1974-retorno/", "/es/programas/"
BYTES_A_SECOND = 400_000 / 8  # Chromium's 'slow 3G'
SLOW = {
    "offline": False,
    "latency": 400,  # milliseconds
    "downloadThroughput": BYTES_A_SECOND,
    "uploadThroughput": BYTES_A_SECOND,
}
SLOWER = 6  # times slower than this machine's processor
TYPEFACE = "*.woff2"
SEEN = """() => new Promise((resolve) => {
  let moved = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => { moved += each.value; }))
    .observe({ type: "layout-shift", buffered: true });
  const look = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (!paint) return setTimeout(look, 100);
    setTimeout(() => resolve([paint.startTime / 1000, moved]), 500);
  };
  look();
})"""


def first_paints(stack: Stack) -> dict[str, float]:
    """Return medians in seconds, the worst of the types, and the largest layout shift."""
    paths = (HOME, MISSION, EVENT, PROGRAMMES, HISTORY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        seen = {
            path: [visit(browser, stack.address + path) for _ in range(ROUNDS)] for path in paths
        }
        without = [visit(browser, stack.address + path, blocked=TYPEFACE) for path in paths]
        browser.close()
    paints = {path: median(paint for paint, _moved in each) for path, each in seen.items()}
    history = paints.pop(HISTORY)
    return {
        "first_paint_seconds": round(max(paints.values()), 2),
        "history_first_paint_seconds": round(history, 2),
        "layout_shift_max": max(moved for each in [*seen.values(), without] for _, moved in each),
    }


def visit(browser: Browser, address: str, blocked: str = "") -> tuple[float, float]:
    """Open an address for the first time; return the first contentful paint and the shift."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, ignore_https_errors=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if blocked:
        session.send("Network.setBlockedURLs", {"urls": [blocked]})
    page.goto(address, wait_until="load")
    found = page.evaluate(SEEN)
    context.close()
    return tuple(found)
