// Asks before leaving while a file is not in the library, or what was typed beside one not saved.
document.addEventListener("DOMContentLoaded", () => {
  const list = document.getElementById("upload-list");

  list.addEventListener("input", ({ target }) => {
    if (target.form) target.form.dataset.typed = "";
  });

  // A row that is saved or discarded slides away.
  const isOpen = (row) =>
    !window.jQuery(row).is(":animated") &&
    (row.matches(".upload-uploading") ||
      row.querySelector("form[data-not-in-the-library], form[data-typed]"));

  window.addEventListener("beforeunload", (event) => {
    if ([...list.children].some(isOpen)) event.preventDefault();
  });
});
