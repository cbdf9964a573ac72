// Keeps what a form says of the version that it shows in step with its own autosaves.
// Wagtail does so for its next autosave only; the plain form would still name the version that
// the page was opened with, and seem out of date.
const EDITOR = "[data-edit-form]";
let saving = false; // an autosave is on its way
let leaving = false; // the form is being submitted
let waiting = null; // a submission that waits for the autosave before it

function setField(form, name, value) {
  let field = form.querySelector(`input[name="${name}"]`);
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    form.append(field);
  }
  field.value = value;
}

function go() {
  if (!waiting) return;
  const { form, name, value } = waiting;
  waiting = null;
  // The button may be disabled by now, and would not be sent.
  if (name) setField(form, name, value);
  form.requestSubmit();
}

document.addEventListener("w-autosave:save", (event) => {
  if (leaving) event.preventDefault();
  else saving = true;
});

document.addEventListener("w-autosave:success", (event) => {
  saving = false;
  const { revision_id: id, revision_created_at: time } = event.detail.data;
  if (id && time) {
    setField(event.target, "loaded_revision_id", id);
    setField(event.target, "loaded_revision_created_at", time);
  }
  go();
});

document.addEventListener("w-autosave:error", () => {
  saving = false;
  go();
});

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches(EDITOR)) return;
    leaving = true;
    if (!saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { name, value } = event.submitter ?? {};
    waiting = { form: event.target, name, value };
  },
  true,
);

// Back in the editor by the browser's own button.
window.addEventListener("pageshow", () => {
  leaving = false;
});
