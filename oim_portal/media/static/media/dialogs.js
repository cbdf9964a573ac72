// Keeps the file of an upload in a chooser's modal when the form is shown again with errors, since
// the server cannot fill in a file input.
document.addEventListener("DOMContentLoaded", () => {
  let sent = []; // the inputs of the form that was submitted last

  document.addEventListener(
    "submit",
    ({ target }) => {
      if (!target.closest(".modal")) return;
      sent = [...target.querySelectorAll("input[type=file]")].filter(({ files }) => files.length);
    },
    true,
  );

  function chooseAgain() {
    for (const before of sent) {
      if (before.isConnected) continue;
      const input = document.querySelector(`.modal input[type=file][name="${before.name}"]`);
      const refused = input?.closest("[data-field-wrapper]")?.querySelector(".error-message");
      if (input && !refused) input.files = before.files;
      sent = sent.filter((each) => each !== before);
    }
  }

  new MutationObserver(chooseAgain).observe(document.body, { childList: true, subtree: true });
});
