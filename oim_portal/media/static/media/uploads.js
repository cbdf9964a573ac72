// Multiple upload: copies shared values to the form of each photo, saves all forms at once, links to
// the library afterwards, and asks for confirmation before leaving the page while a file is not in
// the library or a form has unsaved changes.
document.addEventListener("DOMContentLoaded", () => {
  const WAITING = "form[data-not-in-the-library]";
  const list = document.getElementById("upload-list");
  const shared = [...document.querySelectorAll("#upload-shared [name]")];
  const saveAll = document.getElementById("upload-save-all");

  // A value that was changed in the form of a photo is not overwritten.
  function share(form) {
    for (const { name, value } of shared) {
      const field = form.querySelector(`[name$="-${name}"]`);
      if (!field || (field.value && field.value !== field.dataset.shared)) continue;
      field.value = field.dataset.shared = value;
    }
    sayWhatIsMissing(form);
  }

  function sayWhatIsMissing(form) {
    const missing = form.querySelector("[data-missing]");
    const isFilled = (field) => field.value.trim();
    if (missing) missing.hidden = [...form.querySelectorAll("[required]")].every(isFilled);
  }

  function look() {
    const forms = [...list.querySelectorAll(WAITING)];
    for (const form of forms.filter(({ dataset }) => !("seen" in dataset))) {
      form.dataset.seen = "";
      share(form);
    }
    saveAll.hidden = forms.length < 2;
  }

  new MutationObserver(look).observe(list, { childList: true, subtree: true });
  for (const field of shared) {
    field.addEventListener("input", () => list.querySelectorAll(WAITING).forEach(share));
  }

  saveAll.addEventListener("click", () => {
    for (const form of list.querySelectorAll(WAITING)) form.querySelector("[type=submit]").click();
  });

  document.addEventListener("w-messages:add", ({ detail }) => {
    if (detail.type === "success") document.querySelector("#upload-saved span").hidden = false;
  });

  list.addEventListener("input", ({ target }) => {
    if (!target.form) return;
    target.form.dataset.typed = "";
    sayWhatIsMissing(target.form);
  });

  // The row of a saved or discarded file is removed by an animation.
  const isOpen = (row) =>
    !window.jQuery(row).is(":animated") &&
    (row.matches(".upload-uploading") ||
      row.querySelector("form[data-not-in-the-library], form[data-typed]"));

  window.addEventListener("beforeunload", (event) => {
    if ([...list.children].some(isOpen)) event.preventDefault();
  });
});
