/* A button that prints the page, beside what one can do with it (templates/help/acts.html). */
(() => {
  "use strict";

  for (const acts of document.querySelectorAll("[data-print]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = acts.dataset.print;
    button.addEventListener("click", () => window.print());
    const item = document.createElement("li");
    item.append(button);
    acts.append(item);
  }
})();
