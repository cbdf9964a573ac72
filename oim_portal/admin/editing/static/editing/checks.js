/* The panel 'Checks' of the page editor: filled by the server each time that Wagtail's preview has
   stored the form, with a way from each finding to its field. */
(() => {
  "use strict";

  const panel = document.querySelector("[data-checks]");
  const state = document.querySelector("[data-checks-state]");
  const ofPreview = document.querySelector("[data-checks-of-preview]");
  const counter = document.querySelector('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]');

  /* Wagtail writes its own number here, of what axe finds. */
  function count() {
    const numbers = [...panel.querySelectorAll(".checks__count--some")];
    const own = numbers.reduce((sum, number) => sum + Number(number.textContent), 0);
    const found = ofPreview.hidden ? 0 : ofPreview.querySelectorAll("[data-content-checker-row]").length;
    counter.textContent = own + found;
    counter.hidden = own + found === 0;
  }

  function say(sentence) {
    state.textContent = sentence;
    panel.replaceChildren();
    ofPreview.hidden = true;
    count();
  }

  let latest = 0;

  async function check() {
    const number = ++latest;
    const preview = document.querySelector('[data-controller~="w-preview"]').dataset.wPreviewUrlValue;
    try {
      const answer = await fetch(`${preview}checks/`);
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText); // to the sign-in page
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (number !== latest) return;
      panel.replaceChildren(...found.body.children);
      state.textContent = panel.firstElementChild.dataset.time;
      count();
    } catch {
      if (number === latest) say(panel.dataset.failed);
    }
  }

  /* The element of a path, or the nearest around it: a field, block, row, cell or paragraph. */
  function find(path) {
    let place = document.querySelector("[data-edit-form]");
    for (const part of path.split("/")) {
      const next = step(place, part);
      if (!next) break;
      place = next;
    }
    return place;
  }

  function step(place, part) {
    const [, rows, row] = part.match(/^(\w+):(\d+)$/) ?? [];
    if (rows) {
      const forms = [...place.querySelectorAll(`#id_${rows}-FORMS > [data-inline-panel-child]`)];
      const there = forms.filter((form) => form.querySelector('[name$="-DELETE"]')?.value !== "1");
      const numberOf = (form) => Number(form.id.match(/\d+$/)?.[0]);
      return there.sort((one, other) => numberOf(one) - numberOf(other))[row];
    }
    const [, line, column] = part.match(/^(\d+)x(\d+)$/) ?? [];
    if (line) return place.querySelectorAll(".typed-table-block tbody tr")[line]?.cells[Number(column) + 1];
    if (part.startsWith("#")) return place.querySelector(`[data-offset-key^="${CSS.escape(part.slice(1))}-"]`);
    return place.querySelector(`[data-contentpath="${CSS.escape(part)}"]`);
  }

  panel.addEventListener("click", (event) => {
    const path = event.target.closest("[data-path]")?.dataset.path;
    if (!path) return;
    // On a telephone, the panel covers the form.
    const close = document.querySelector("[data-form-side-close-button]");
    if (matchMedia("(width < 50em)").matches) close?.click();
    find(path).dispatchEvent(new CustomEvent("portal:show", { bubbles: true }));
  });

  document.addEventListener("w-preview:json", (event) => {
    if (event.detail.data.is_valid) check();
    else say(panel.dataset.failed);
  });
  document.addEventListener("w-preview:error", () => say(panel.dataset.failed));
  // After axe has run.
  document.addEventListener("w-preview:content", () => {
    ofPreview.hidden = ofPreview.querySelector("[data-content-checker-row]") === null;
    count();
  });
})();
