/*
 * What the history gains by a script: the decade in view is marked on the rail, and the language
 * switch leads to the event in view.
 */
(() => {
  const links = [...document.querySelectorAll(".rail__link")];
  const inView = new Map();
  const observer = new IntersectionObserver(
    (entries) => {
      entries.forEach((entry) => inView.set(`#${entry.target.id}`, entry.isIntersecting));
      const current = links.find((link) => inView.get(link.hash));
      links.forEach((link) => link.removeAttribute("aria-current"));
      current?.setAttribute("aria-current", "true");
    },
    { rootMargin: "-25% 0px -60%" },
  );
  links.forEach((link) => observer.observe(document.getElementById(link.hash.slice(1))));

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[hreflang]");
    const top = document.querySelector(".timeline")?.getBoundingClientRect().top;
    if (!link || !(top < 0)) return;
    const events = [...document.querySelectorAll(".timeline__event")];
    link.hash = events.find((each) => each.getBoundingClientRect().bottom > 96)?.id ?? "";
  });
})();
