// The one line that says where what was typed is: in the portal, on this computer, nowhere else than
// in this window; and what keeps it from the portal. Its sentences are in editing/saved_state.html.
window.savedState = (() => {
  const find = () => document.getElementById("saved-state");
  let shown = "";

  function timeOf(moment) {
    const { timeZone } = find().dataset;
    const options = { timeStyle: "short", timeZone };
    const day = (date) => date.toLocaleDateString("en", { timeZone });
    if (day(moment) !== day(new Date())) options.dateStyle = "medium";
    return moment.toLocaleString(document.documentElement.lang, options);
  }

  // `place`: portal, computer, window, saving, new, reading. `trouble`: a name in the template, or
  // null. `moment`: a Date, of the text that is there.
  function show(place, trouble = null, moment = null) {
    const line = find();
    const time = moment ? `, ${timeOf(moment)}` : "";
    if (shown === `${place} ${trouble} ${time}`) return;
    shown = `${place} ${trouble} ${time}`;
    // Somebody who hears the page is told of results only.
    line.setAttribute("aria-busy", place === "saving");
    for (const part of line.querySelectorAll("[data-place]")) {
      part.hidden = part.dataset.place !== place;
    }
    for (const part of line.querySelectorAll("[data-trouble]")) {
      part.hidden = part.dataset.trouble !== trouble;
    }
    for (const part of line.querySelectorAll("[data-time]")) part.textContent = time;
    line.dataset.state = trouble ?? place;
    line.toggleAttribute("data-trouble-shown", trouble !== null);
  }

  // When the draft was saved that a form was loaded with; null if the form does not say.
  function loadedAt(form) {
    const moment = form.querySelector("[name=loaded_revision_created_at]")?.value;
    return moment ? new Date(moment) : null;
  }

  // `isValid`: the server has shown again, without saving it, a text in which nothing is wrong.
  return {
    find,
    show,
    loadedAt,
    isNew: () => "new" in find().dataset,
    isValid: () => "valid" in find().dataset,
  };
})();
