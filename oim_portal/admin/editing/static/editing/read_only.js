// Makes the form of a page that is locked for this person a text to read: nothing in it can be
// changed, by keyboard either, but everything can be opened, read and copied.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".content-locked [data-edit-form]");
  if (!form) return;
  const OPENS = "[data-panel-toggle], [role=tab], [aria-expanded]";
  const FIELDS = "input:not([type=hidden]), textarea, select, button, [contenteditable=true]";

  function close() {
    for (const field of form.querySelectorAll(FIELDS)) {
      if (field.matches(OPENS) || field.closest("footer, .w-dialog")) continue;
      if (field.isContentEditable) field.contentEditable = "false";
      else if (field.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])")) {
        field.readOnly = true;
      } else field.disabled = true;
    }
  }

  close();
  // Blocks and rich text are built by scripts.
  new MutationObserver(close).observe(form, { childList: true, subtree: true });
});
