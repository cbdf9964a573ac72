// Submits a form only when nothing of it is pending: neither an autosave nor rich text.
//
// Updates the fields that name the revision of a form after each of its own autosaves.
// Wagtail does so for its next autosave only; the plain form would still name the revision that
// the page was opened with, and seem stale.
const EDITOR = "[data-edit-form]";
const ACTIONS = "input[type=hidden]:is([name^=action-], [name^=workflow-action-])";
const RICH_TEXT = ".Draftail-Editor";
const WRITTEN_AFTER = 400; // milliseconds until rich text writes what was typed into its field
let typedAt = -WRITTEN_AFTER; // when something was last done in rich text
let saving = false; // an autosave is on its way
let leaving = false; // the form is being submitted
let waiting = null; // a submission that waits for what comes before it

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
  // The button may be disabled by now, and would not be submitted.
  if (name) setField(form, name, value);
  form.requestSubmit();
}

for (const kind of ["keydown", "input", "compositionend", "paste", "cut", "drop", "click"]) {
  const note = (event) => {
    if (event.target.closest?.(RICH_TEXT)) typedAt = performance.now();
  };
  document.addEventListener(kind, note, true);
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
    const unwritten = performance.now() - typedAt < WRITTEN_AFTER;
    if (!saving && !unwritten) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { name, value } = event.submitter ?? {};
    waiting = { form: event.target, name, value };
    if (!saving) setTimeout(go, WRITTEN_AFTER);
  },
  true,
);

// The form stays: its next autosave must not do what the button would have done.
document.addEventListener("portal-session:refused", ({ target: form }) => {
  leaving = false;
  waiting = null;
  form.querySelectorAll(ACTIONS).forEach((field) => field.remove());
});

// Back in the editor by the browser's back button.
window.addEventListener("pageshow", () => {
  leaving = false;
});
