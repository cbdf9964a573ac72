/* The dialog in which a publication is scheduled (pages/scheduling.py).

   While a date to come is set, the button that publishes says that it schedules; and the dialog's
   button that schedules asks for a date, since without one the page would go live at once. */
(() => {
  "use strict";

  const WORDS = document.currentScript.dataset;

  function start() {
    const goLive = document.querySelector('[data-schedule="go-live"]');
    if (!goLive) return;
    // The menu has the button once or twice; what it says without a date is kept beside it.
    const labels = [
      ...document.querySelectorAll(
        'button[name="action-publish"] [data-w-progress-target="label"]',
      ),
    ].map((label) => [label, label.textContent]);
    const isToCome = () => goLive.value && new Date(`${goLive.value}-05:00`) > new Date();

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
})();
