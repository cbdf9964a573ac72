/* Replacing a photo: the form is submitted without leaving the page, since a form that returns with
   an error has lost its file. Without this script it is an ordinary form. */
(() => {
  "use strict";

  const screen = document.getElementById("photo");
  const form = screen.querySelector("[data-photo]");
  if (!form) return;
  const says = form.querySelector("[data-photo-says]");
  const buttons = form.querySelectorAll("button");

  /** Show the server's response in place of the form, or its errors next to the fields. */
  function show(answer) {
    const done = answer.querySelector("[data-done]");
    if (done) {
      screen.replaceChildren(document.adoptNode(done));
      done.focus();
      return;
    }
    const errors = answer.querySelectorAll("#photo [data-field-errors]");
    if (!errors.length) throw new Error("The answer is not this screen.");
    form.querySelectorAll("[data-field-errors]").forEach((place, number) => {
      place.replaceChildren(...errors[number].childNodes);
    });
    form.querySelector(".error-message")?.scrollIntoView({ block: "center" });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    says.textContent = "";
    for (const button of buttons) button.disabled = true;
    try {
      const answer = await fetch(location.href, { method: "POST", body });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      says.textContent = form.dataset.failed;
    }
    for (const button of buttons) button.disabled = false;
  });
})();
