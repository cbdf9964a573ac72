/*
 * Shows only the inputs that the chosen kind of date uses. Without this script all are shown, and
 * the server reports those that contradict the kind. A hidden input is disabled, so that its value
 * is not submitted; one with an error stays visible until another kind is chosen, so that it can
 * be corrected.
 */
(() => {
  const showPartsOf = (date) => {
    const kind = date.querySelector("[data-partial-date-kind]").value;
    date.querySelectorAll("[data-kinds]").forEach((part) => {
      const blamed = part.querySelector("[aria-invalid]");
      part.hidden = !blamed && !part.dataset.kinds.split(" ").includes(kind);
      part.querySelector("input, select").disabled = part.hidden;
    });
    date.querySelectorAll("[data-partial-date-group]").forEach((group) => {
      group.hidden = !group.querySelector("[data-kinds]:not([hidden])");
    });
  };

  const start = () => document.querySelectorAll("[data-partial-date]").forEach(showPartsOf);

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-partial-date-kind]")) {
      const date = event.target.closest("[data-partial-date]");
      date.querySelectorAll("[aria-invalid]").forEach((part) => part.removeAttribute("aria-invalid"));
      showPartsOf(date);
    }
  });
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
