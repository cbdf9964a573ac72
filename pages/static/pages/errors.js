/* What is to be corrected in a form: listed at its head, counted on each tab, and shown on request.

   Wagtail counts the errors of a tab before blocks and tables have theirs, and its button leads to
   the sentence and not to the field. The script element has the translated messages. */
(() => {
  "use strict";

  const WORDS = document.currentScript.dataset;
  const ERRORS = ":not([hidden], [data-deleted-row] *):is(.error-message, .help-critical)";
  const FIELDS = '[contenteditable="true"], input:not([type="hidden"]), textarea, select';
  const COUNTS = ".w-tabs__errors";
  const COUNT = "portal:errors";

  let form; // the script may stand before it
  const { labelOf, placeOf, textOf } = portalFieldNames;

  /* Rows and blocks stay in the form when they are deleted, hidden. */
  function markDeleted() {
    const rows = [...form.querySelectorAll('input[name$="-DELETE"]')];
    const blocks = [...form.querySelectorAll('input[name$="-deleted"]')];
    for (const input of [...rows, ...blocks]) {
      const row = rows.includes(input) && input.closest("[data-inline-panel-child]");
      (row || input.parentElement).toggleAttribute("data-deleted-row", input.value !== "");
    }
  }

  const errors = () =>
    [...form.querySelectorAll(ERRORS)].filter(textOf);

  const tabOf = (error) => {
    const panel = error.closest('[role="tabpanel"]');
    return panel && form.querySelector(`[role="tab"][href="#${panel.id}"]`);
  };

  function namesOf(error) {
    const names = [];
    for (let at = error; at && at !== form; at = at.parentElement) {
      if (at.matches(".typed-table-block td")) names.unshift(placeOf(at));
      else if (at.matches("[data-text-language]")) names.unshift(textOf(at.querySelector("[data-language-name]")));
      else if (at.matches("[data-panel]")) names.unshift(labelOf(at));
      else if (at.matches("[data-field-wrapper], [data-contentpath], .w-panel__wrapper")) {
        const label = at.querySelector(":scope > .w-field__label");
        names.unshift(textOf(label).replace(/\s*\*$/, ""));
      }
    }
    const tab = tabOf(error);
    const field = fieldOf(error)?.closest("[data-field-wrapper]");
    // The sentence about a whole block stands above its fields.
    const label = field && !field.contains(error) && field.querySelector(".w-field__label");
    const all = [tab && textOf(tab.firstChild), ...names, textOf(label || null)].filter(Boolean);
    return all.filter((name, number) => name !== all[number - 1]);
  }

  /* The field of an error; of a whole block, its first empty one. */
  function fieldOf(error) {
    const around = error.closest("[data-field], [data-contentpath], td, .w-panel__wrapper, [data-panel]");
    const all = [...(around?.querySelectorAll(FIELDS) ?? [])];
    const shown = all.filter((field) => field.checkVisibility());
    const fields = shown.length ? shown : all;
    return fields.find((field) => field.value === "") ?? fields[0];
  }

  /* Open whatever hides an element, an error unless `isError` is false, and focus its field. */
  function show(error, isError = true) {
    const tab = tabOf(error);
    if (tab && tab.getAttribute("aria-selected") !== "true") tab.click();
    if (error.closest("[data-text-language][hidden]")) {
      form.querySelector('[data-show-language=""]')?.click();
    }
    error.closest(".w-dialog[aria-hidden=true]")?.dispatchEvent(new CustomEvent("w-dialog:show"));
    for (let at = error; at && at !== form; at = at.parentElement) {
      const closed = at.id && `[data-panel-toggle][aria-expanded="false"][aria-controls="${at.id}"]`;
      if (closed) form.querySelector(closed)?.click();
    }
    // Tabs and panels open in their own time.
    setTimeout(focusOn, 100, error, isError);
  }

  function focusOn(error, isError) {
    const field = fieldOf(error);
    if (field && isError) {
      error.id ||= `error-${errors().indexOf(error)}`;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", error.id);
    }
    error.scrollIntoView({ block: "center" });
    (field ?? error).focus({ preventScroll: true });
  }

  function button(name, act) {
    const element = document.createElement(name);
    if (name === "a") element.href = "#main";
    else Object.assign(element, { type: "button", className: "button button-small" });
    element.addEventListener("click", (event) => {
      event.preventDefault();
      act();
    });
    return element;
  }

  function item(error) {
    const link = button("a", () => show(error));
    link.textContent = namesOf(error).join(" › ");
    const sentence = document.createElement("span");
    sentence.textContent = textOf(error);
    const listed = document.createElement("li");
    listed.append(link, sentence);
    return listed;
  }

  const box = document.createElement("section");
  box.className = "to-correct";
  box.tabIndex = -1;

  let listed = [];

  function refresh() {
    markDeleted();
    const found = errors();
    document.dispatchEvent(new CustomEvent(COUNT));
    if (found.length === listed.length && found.every((error, number) => error === listed[number])) return;
    const isFirst = listed.length === 0;
    listed = found;
    if (found.length === 0) return box.remove();
    const heading = document.createElement("h2");
    heading.textContent = (found.length === 1 ? WORDS.one : WORDS.many).replace("{count}", found.length);
    const list = document.createElement("ol");
    list.append(...found.map(item));
    const first = button("button", () => show(found[0]));
    first.textContent = WORDS.first;
    box.replaceChildren(heading, list, first);
    if (!box.isConnected) form.prepend(box);
    if (isFirst) box.focus();
  }

  /* Wagtail's own button of the message above the form. */
  function leadToFirst(event) {
    if (!event.target.closest?.(".messages [data-w-focus-target-value]")) return;
    const [first] = errors();
    if (!first) return;
    event.stopImmediatePropagation();
    show(first);
  }

  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      refresh();
    });
  };
  function start() {
    form = document.querySelector("[data-edit-form]");
    if (!form) return;
    document.querySelectorAll(COUNTS).forEach((count) => {
      count.dataset.action = `${COUNT}@document->w-count#count`;
      count.dataset.wCountFindValue = ERRORS;
    });
    window.addEventListener("load", later);
    // Blocks show their errors once they are built.
    document.addEventListener("wagtail:panel-init", later);
    document.addEventListener("click", leadToFirst, { capture: true });
    document.addEventListener("portal:show", (event) => show(event.target, false));
    form.addEventListener("click", later, { capture: true }); // on what deletes a row
  }

  document.addEventListener("DOMContentLoaded", start);
})();
