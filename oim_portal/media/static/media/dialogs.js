// A file that was chosen in a chooser's dialog stays chosen when the dialog comes back because
// something else is missing: the server cannot send it along.
document.addEventListener("DOMContentLoaded", () => {
  let sent = []; // the inputs of the form that was sent last

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
