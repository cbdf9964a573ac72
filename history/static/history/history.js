/*
 * What pages of the history gain by a script: the decade in view is marked on the rail, the language
 * switch leads to the event in view, and a citation can be copied.
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

  document.querySelectorAll("[data-copied]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent.trim());
      button.textContent = button.dataset.copied;
    });
  });
})();
