/* The dialog in which a publication is scheduled (pages/scheduling.py).

   While a date in the future is set, the label of the publish button is 'schedule'; and the button
   of the dialog requires a date, since without one the page would go live at once. A date that has
   passed since the form was opened is not submitted, since the user did not choose a past date. */
(() => {
  "use strict";

  const WORDS = document.currentScript.dataset;

  const momentOf = (input) => new Date(`${input.value}-05:00`);

  /* The inputs whose date was in the future when the form was opened, with that date. */
  let opened = [];

  function leavePassedDatesOut({ formData }) {
    for (const [input, value] of opened) {
      if (input.value === value && momentOf(input) <= new Date()) formData.set(input.name, "");
    }
  }

  function start() {
    const goLive = document.querySelector('[data-schedule="go-live"]');
    if (!goLive) return;
    opened = [...document.querySelectorAll("[data-schedule]")]
      .filter((input) => input.value && momentOf(input) > new Date())
      .map((input) => [input, input.value]);
    // The menu has the button once or twice; a data attribute stores its label without a date.
    const labels = [
      ...document.querySelectorAll(
        'button[name="action-publish"] [data-w-progress-target="label"]',
      ),
    ].map((label) => [label, label.textContent]);
    const isToCome = () => goLive.value && momentOf(goLive) > new Date();

    const show = () => {
      for (const [label, words] of labels) {
        label.textContent = isToCome() ? label.dataset.wordsWithDate || WORDS.schedule : words;
      }
    };
    goLive.addEventListener("input", () => {
      goLive.setCustomValidity("");
      show();
    });
    document.querySelector("[data-schedule-publish]")?.addEventListener("click", (event) => {
      if (isToCome()) return;
      event.preventDefault();
      goLive.setCustomValidity(WORDS.dateMissing);
      goLive.reportValidity();
    });
    show();
  }

  window.addEventListener("load", start);
  document.addEventListener("formdata", leavePassedDatesOut);
})();
