/*
 * What the history gains by a script: a link into a closed decade opens it, the decade in view is
 * marked on the rail, and the language switch leads to the event in view.
 */
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const targetOf = (hash) => document.getElementById(hash.slice(1));

  // A year whose events are on this page needs no other one.
  all(".years a").forEach((link) => targetOf(link.hash) && link.setAttribute("href", link.hash));
  const open = () => {
    const target = targetOf(location.hash);
    const list = target?.closest("details") ?? target?.querySelector(":scope > details");
    if (!list || list.open) return;
    list.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();

  const links = all(".rail__link");
  const seen = new Map();
  const observer = new IntersectionObserver(
    (entries) => {
      entries.forEach((entry) => seen.set(`#${entry.target.id}`, entry.isIntersecting));
      const current = links.find((link) => seen.get(link.hash));
      links.forEach((link) => link.removeAttribute("aria-current"));
      current?.setAttribute("aria-current", "true");
    },
    { rootMargin: "-25% 0px -60%" },
  );
  links.forEach((link) => observer.observe(targetOf(link.hash)));

  const inView = (selector) =>
    all(selector).find((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return bottom > 96 && top < innerHeight && !each.closest("details:not([open])");
    });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[hreflang]");
    const top = document.querySelector(".timeline")?.getBoundingClientRect().top;
    if (!link || !(top < 0)) return;
    link.hash = (inView(".timeline__events > li") ?? inView(".timeline__decade"))?.id ?? "";
  });
})();
