/*
 * Filters the timeline without loading a page, and preserves the scroll position and the filters
 * when the language changes. Without this script the filters are links and the language switch
 * leads to the top of the page. When a request fails, the script follows the link.
 */
(() => {
  const TIMELINE = "[data-timeline]";
  const LANGUAGES = "[data-languages]";

  const show = async (address) => {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const shown = page.querySelector(TIMELINE);
    const chosen = document.activeElement?.textContent;
    document.querySelector(LANGUAGES).replaceWith(page.querySelector(LANGUAGES));
    document.querySelector(TIMELINE).replaceWith(document.adoptNode(shown));
    // The chosen link was replaced: return the keyboard focus to it.
    const links = [...shown.querySelectorAll("[data-filter]")];
    links.find((link) => link.textContent === chosen)?.focus({ preventScroll: true });
  };

  const isPlain = (event) =>
    event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("[data-filter]");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    try {
      await show(link.href);
      history.pushState({}, "", link.href);
    } catch {
      location.assign(link.href);
    }
  });

  addEventListener("popstate", () => show(location.href).catch(() => location.reload()));

  const eventInView = () =>
    [...document.querySelectorAll(`${TIMELINE} [data-event]`)].find(
      (event) => event.getBoundingClientRect().bottom > 0,
    );

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[hreflang]");
    const top = document.querySelector(TIMELINE)?.getBoundingClientRect().top;
    if (link && top < 0) link.hash = eventInView()?.id ?? "";
  });
})();
