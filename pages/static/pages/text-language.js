/* Texts of the edit form by language (pages/panels.py).

   A panel with `data-text-language` is for a text in that language: its inputs get the `lang`, so
   that the browser checks their spelling with the right dictionary. Where a translation is empty
   and its Spanish is not, a button copies the Spanish; while both are the same, the panel shows
   that the text is not translated. Buttons show one language alone. The script element has the
   translated messages. */
(() => {
  "use strict";

  const WORDS = document.currentScript.dataset;
  const PANEL = "[data-text-language]";
  const TEXTS = 'input[type="text"], input:not([type]), textarea:not([aria-readonly]), [contenteditable="true"]';
  const IMAGES = '[name$="-image"]';
  // Names are the same in every language: fewer equal words do not mean a copy.
  const FEWEST_WORDS = 4;

  let shown = ""; // the language that is shown alone, if one is

  const isRich = (input) => Boolean(input.draftailEditor);
  const isTool = (input) => Boolean(input.closest("[data-draftail-editor-wrapper]"));

  const sourceOf = (panel) => {
    // The names of fields in inline rows have the prefix of the row.
    const { textName: name, textSource: source } = panel.dataset;
    const field = panel.querySelector(`[id$="${name}"], [id="${name}-root"]`);
    const id = field?.id.replace(new RegExp(`${name}(?=(-root)?$)`), source);
    return id && document.getElementById(id)?.closest(PANEL);
  };

  const fieldOf = (panel) => {
    const stream = [...panel.querySelectorAll('[id$="-root"]')].find((root) => root.rootBlock);
    if (stream) return { stream: stream.rootBlock };
    const rich = [...panel.querySelectorAll('input[type="hidden"]')].find(isRich);
    if (rich) return { rich: rich.draftailEditor };
    return { plain: panel.querySelector(TEXTS) };
  };

  // Not the input's value: the editor writes that some time after what it shows.
  const wordsOf = (input) =>
    isRich(input)
      ? input.draftailEditor.getEditorState().getCurrentContent().getPlainText(" ")
      : input.value;

  const textOf = (panel) =>
    [...panel.querySelectorAll("input, textarea")]
      .filter((input) => isRich(input) || (input.matches(TEXTS) && !isTool(input)))
      .map(wordsOf)
      .join(" ")
      .replace(/\s+/g, " ")
      .trim();

  // A picture or a file without words is a text too, which a copy would take the place of.
  const isEmpty = (panel) => {
    const { stream } = fieldOf(panel);
    return stream ? stream.children.length === 0 : textOf(panel) === "";
  };

  /* The library's words for a picture in a block, in the language of the panel: instead of copied
     ones, and of those that Wagtail writes in the language of the admin when one is chosen. */
  async function describe(image, isCopy = false) {
    const words = image.form?.elements[image.name.replace(/-image$/, "-alt_text")];
    const language = image.closest(PANEL)?.dataset.textLanguage;
    if (!words || words === image || !language || !image.value) return;
    const answer = await fetch(`${WORDS.images}${image.value}/`, {
      headers: { Accept: "application/json" },
    });
    const library = answer.ok ? await answer.json() : {};
    const said = library[`description_${language}`];
    const isTyped = words.value && !Object.values(library).includes(words.value);
    if (!said || (isTyped && !isCopy)) return;
    words.value = said;
    words.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function copy(panel) {
    const source = sourceOf(panel);
    const from = fieldOf(source);
    const to = fieldOf(panel);
    if (to.stream) {
      to.stream.setState(from.stream.getState());
      panel.querySelectorAll(IMAGES).forEach((image) => describe(image, true));
    } else if (to.rich) {
      to.rich.onChange(from.rich.getEditorState());
    } else {
      to.plain.value = from.plain.value;
    }
    // Trigger the autosave and the growth of text areas.
    for (const name of ["input", "change"]) {
      (to.plain ?? panel).dispatchEvent(new Event(name, { bubbles: true }));
    }
    refresh();
    (to.plain ?? panel.querySelector(`[contenteditable="true"], ${TEXTS}`))?.focus();
  }

  function addNotes(panel) {
    const note = document.createElement("p");
    note.className = "help";
    note.dataset.notTranslated = "";
    note.textContent = WORDS.notTranslated;
    note.hidden = true;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.dataset.copyText = "";
    button.textContent = WORDS.copy;
    button.hidden = true;
    button.addEventListener("click", () => copy(panel));
    // Below the text, so that those of all languages begin on one line.
    panel.querySelector("[data-field-input]")?.after(note, button);
  }

  function refreshPanel(panel) {
    const { textLanguage: language, textSource: source } = panel.dataset;
    panel.hidden = shown !== "" && language !== shown;
    for (const input of panel.querySelectorAll(TEXTS)) {
      input.lang = language;
      input.spellcheck = true;
    }
    const spanish = source && sourceOf(panel);
    if (!spanish) return;
    if (!panel.querySelector("[data-copy-text]")) addNotes(panel);
    const [there, here] = [textOf(spanish), textOf(panel)];
    const same = here === there && here.split(" ").length >= FEWEST_WORDS;
    panel.querySelector("[data-not-translated]").hidden = !same;
    panel.querySelector("[data-copy-text]").hidden = !isEmpty(panel) || isEmpty(spanish);
  }

  const emptyOf = (tab) => [...tab.querySelectorAll("[data-copy-text]:not([hidden])")];

  function refresh() {
    document.querySelectorAll(PANEL).forEach(refreshPanel);
    for (const all of document.querySelectorAll("[data-copy-all]")) {
      all.hidden = emptyOf(all.closest('[role="tabpanel"]')).length === 0;
    }
  }

  /* Show the texts of one language, or of all where none is given. */
  function showLanguage(language) {
    shown = language;
    refresh();
    for (const button of document.querySelectorAll("[data-show-language]")) {
      button.setAttribute("aria-pressed", button.dataset.showLanguage === language);
    }
  }

  function start() {
    const form = document.querySelector("[data-edit-form]");
    if (!form) return;
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        refresh();
      });
    };
    for (const button of form.querySelectorAll("[data-show-language]")) {
      button.addEventListener("click", () => showLanguage(button.dataset.showLanguage));
    }
    for (const all of form.querySelectorAll("[data-copy-all]")) {
      all.addEventListener("click", () => {
        emptyOf(all.closest('[role="tabpanel"]')).forEach((button) => button.click());
      });
    }
    for (const name of ["input", "change"]) form.addEventListener(name, later);
    form.addEventListener("change", ({ target }) => {
      if (target.matches(IMAGES)) describe(target);
    });
    // Rich text editors and blocks are added and changed without an event.
    new MutationObserver(later).observe(form, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    refresh();
  }

  window.addEventListener("load", start);
})();
