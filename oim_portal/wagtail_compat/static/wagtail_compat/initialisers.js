/* Starts Wagtail's widgets from data in the page: see oim_portal/wagtail_compat/initialisers.py.

   A block holds the name of a function or class and its arguments. Only what is listed here is
   ever called, so that data slipped into a page cannot reach anything else. */
(() => {
  "use strict";

  const CLASSES = new Set([
    "Chooser",
    "DocumentChooser",
    "ImageChooser",
    "InlinePanel",
    "MultipleChooserPanel",
    "PageChooser",
    "SnippetChooser",
  ]);
  const FUNCTIONS = new Set([
    "createTaskChooser",
    "initDateChooser",
    "initDateTimeChooser",
    "initTimeChooser",
  ]);

  function start(block) {
    const [name, ...values] = JSON.parse(block.textContent);
    block.remove(); // once only, however often its row is moved
    try {
      if (CLASSES.has(name)) {
        Reflect.construct(window[name], values);
      } else if (FUNCTIONS.has(name)) {
        window[name](...values);
      } else {
        throw new Error(`initialisers.js does not know ${name}.`);
      }
    } catch (error) {
      reportError(error); // and go on with the others
    }
  }

  function startAll() {
    document.querySelectorAll("[data-initialiser]").forEach(start);
  }

  function startPage() {
    startAll();
    // Dialogs come later.
    new MutationObserver(startAll).observe(document.body, { childList: true, subtree: true });
  }

  // Before Stimulus, which listens on the document: its menus take a chooser's buttons away.
  window.addEventListener("DOMContentLoaded", startPage, { capture: true });
  // MultipleChooserPanel speaks to the choosers of a new row at once, before any observer does.
  document.addEventListener("w-formset:added", startAll);
})();
