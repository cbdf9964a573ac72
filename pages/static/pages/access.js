/* What Wagtail's screens lack for screen readers: names of fields that are built without one (rich
   text, cells of tables, tags), and the right role of a few elements. The script element has the
   translated words for a cell; errors.js names places as here. */
const portalFieldNames = (() => {
  "use strict";

  const WORDS = document.currentScript.dataset;
  const CELL = ".typed-table-block td";
  const NAMELESS = [
    ".public-DraftEditor-content",
    `${CELL} input[type="text"]`,
    `${CELL} textarea`,
    ".typed-table-block .column-heading",
    ".tagit-new input",
  ]
    .map((fields) => `${fields}:not([aria-label], [aria-labelledby])`)
    .join();

  const textOf = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

  const headingOf = (panel) => {
    const heading = panel.querySelector(":scope > .w-panel__header [data-panel-heading]");
    return heading?.querySelector(".c-sf-block__type") ?? heading;
  };

  const labelOf = (panel) => textOf(headingOf(panel)).replace(/\s*\*$/, "");

  /* Row and column of a cell of a table, in words. */
  function placeOf(cell) {
    const row = cell.parentElement;
    const table = cell.closest("table");
    const column = table.tHead?.rows[0].cells[cell.cellIndex]?.querySelector(".column-heading");
    const first = row.cells[1]?.querySelector('input[type="text"], textarea');
    const name = (first && first.value) || String(row.sectionRowIndex + 1);
    return WORDS.cell.replace("{row}", name).replace("{column}", column?.value || cell.cellIndex);
  }

  function labelAround(field) {
    for (let at = field.parentElement; at; at = at.parentElement) {
      const label = at.querySelector(":scope > .w-field__label") ?? (at.matches("[data-panel]") ? headingOf(at) : null);
      if (label) return label;
    }
    return null;
  }

  /* A form has many blocks of one name, so none is a landmark. A heading is no alert, but within one. */
  function mend() {
    document.querySelectorAll(NAMELESS).forEach(name);
    document.querySelectorAll("section.w-panel--nested[aria-labelledby]").forEach((panel) => {
      panel.removeAttribute("aria-labelledby");
    });
    document.querySelectorAll("h3.filter-title:not([aria-level])").forEach((heading) => {
      heading.setAttribute("aria-level", "2"); // below the h1, before the h2 of what was found
    });
    document.querySelectorAll("h2[role=alert]").forEach((heading) => {
      const alert = document.createElement("div");
      heading.replaceWith(alert);
      heading.removeAttribute("role");
      alert.setAttribute("role", "alert");
      alert.append(heading);
    });
    document.querySelectorAll(".modal[role=dialog]:not([aria-label])").forEach((dialog) => {
      const heading = dialog.querySelector("h1, h2");
      if (heading) dialog.setAttribute("aria-label", textOf(heading));
    });
    // Wagtail keeps who it is in the tooltip alone.
    document.querySelectorAll("button.w-editing-sessions__session:not([aria-label])").forEach((session) => {
      const who = textOf(session) || textOf(session._tippy?.props.content);
      if (who) session.setAttribute("aria-label", who);
    });
    if (!document.querySelector('h1, [aria-level="1"]')) {
      const title = document.querySelector("#header-title");
      title?.setAttribute("role", "heading");
      title?.setAttribute("aria-level", "1");
    }
  }

  let labels = 0;

  function name(field) {
    const cell = field.closest(CELL);
    const label = labelAround(field);
    if (cell) field.setAttribute("aria-label", placeOf(cell));
    else if (field.placeholder) field.setAttribute("aria-label", field.placeholder);
    else if (label) {
      label.id ||= `label-of-field-${++labels}`;
      field.setAttribute("aria-labelledby", label.id);
    }
  }

  let waiting = false;

  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    mend();
    new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
    // The name of a cell changes with the heads of its row and its column.
    document.addEventListener("change", ({ target }) => {
      const table = target.closest(".typed-table-block");
      table?.querySelectorAll(`${CELL} [aria-label]:is(input, textarea, [contenteditable])`).forEach(name);
    });
  });

  return { labelOf, placeOf, textOf };
})();
