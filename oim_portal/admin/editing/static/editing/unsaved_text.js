// Stores the text typed into a form of the admin in this browser until the server has saved it, and
// offers it when the form opens again. A copy belongs to one user, one URL and one opening.
document.addEventListener("DOMContentLoaded", () => {
  const SENT = "unsaved-text-sent"; // in this tab: the key of the copy that was sent last
  const FIELD = "unsaved_text_copy"; // names that copy to the server (receipts.py)
  const LOOK_EVERY = 1000; // milliseconds
  const SETTLED_AFTER = 2500; // when widgets have written their fields
  const NOT_TEXT = /^(csrfmiddlewaretoken|next|overwrite_revision_id|unsaved_text_copy|action-.*)$/;
  const VERSION = /^loaded_(revision_.*|state)$/; // of which version the form is; not typed

  const copies = window.unsavedText;
  const words = document.getElementById("unsaved-text-words");
  const form = document.querySelector("[data-edit-form]");
  const person = document.querySelector("meta[name=portal-person]")?.content;
  if (!form || !person) return;

  const opened = Date.now();
  const offers = new Map(); // keys of other copies, and the boxes that offer them
  let key;
  let saved = null; // what the server has, as far as this page knows
  let sending = null; // what an autosave is bringing to it
  let kept = null; // number and text of the copy

  // The URL to which the form is submitted is where it opens again after signing in.
  const action = () => new URL(form.getAttribute("action") || "", location.href);
  const mine = () => copies.keysAt(person, action().pathname);

  // Files are left out: the browser would not let a script put them back.
  const entries = (data = new FormData(form)) =>
    [...data].filter(([name, value]) => typeof value === "string" && !NOT_TEXT.test(name));

  const typed = (list) => list.filter(([name]) => !VERSION.test(name));
  const text = (list) => JSON.stringify(typed(list));

  function forget() {
    copies.remove(key);
    kept = null;
  }

  function keep() {
    if (saved === null) return;
    const list = entries();
    const now = text(list);
    if (now === saved) {
      if (kept) forget();
    } else if (now !== kept?.text) {
      const copy = { id: copies.newId(), when: Date.now(), entries: list };
      // A form that came back with errors does not show what the server has.
      if (saved) copy.changed = window.sameText.differences(typed(list), JSON.parse(saved));
      kept = copies.write(key, copy) ? { id: copy.id, text: now } : null;
    }
  }

  // The same before the text leaves this page, also when another tab has removed the copy.
  function keepNow() {
    if (kept && !copies.read(key)) kept = null;
    keep();
  }

  // A form that came back with errors holds unsaved text.
  const unsaved = form.dataset.wUnsavedForceValue === "true";

  function begin() {
    if (saved === null) saved = unsaved ? "" : text(entries());
  }

  // Whether one of these texts contains all text typed into a copy.
  function isIn(copy, texts) {
    return texts.filter(Boolean).some((each) => {
      const missing = window.sameText.differences(typed(copy.entries), JSON.parse(each));
      return missing.every((name) => copy.changed && !copy.changed.includes(name));
    });
  }

  function nameCopy(parent, id) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = FIELD;
    field.value = id;
    parent.append(field);
    return field;
  }

  function recover(copyKey, copy) {
    if (!copy.id) copies.write(copyKey, Object.assign(copy, { id: copies.newId() }));
    const post = document.createElement("form");
    post.method = "post";
    post.action = action();
    post.enctype = "multipart/form-data";
    const token = new FormData(form).get("csrfmiddlewaretoken");
    for (const [name, value] of [...copy.entries, ["csrfmiddlewaretoken", token]]) {
      const field = document.createElement("textarea"); // keeps line breaks as they are
      field.name = name;
      field.value = value;
      post.append(field);
    }
    nameCopy(post, copy.id);
    post.hidden = true;
    document.body.append(post);
    window.removeEventListener("pagehide", keep);
    sessionStorage.setItem(SENT, copyKey);
    HTMLFormElement.prototype.submit.call(post); // a field may be called 'submit'
  }

  function offer(copyKey, copy) {
    const box = document.getElementById("unsaved-text-offer").content.cloneNode(true);
    const element = box.firstElementChild;
    element.querySelector("[data-when]").textContent = new Date(copy.when).toLocaleString(
      document.documentElement.lang,
    );
    element.querySelector("[data-recover]").addEventListener("click", () => recover(copyKey, copy));
    element.querySelector("[data-discard]").addEventListener("click", () => {
      copies.remove(copyKey);
      takeBack(copyKey);
    });
    offers.set(copyKey, element);
    form.before(box);
  }

  function takeBack(copyKey) {
    offers.get(copyKey)?.remove();
    offers.delete(copyKey);
  }

  // Text that is in the form by now is not offered, however it got there.
  function lookAtOthers(texts) {
    for (const [copyKey, copy] of copies.all()) {
      if (copyKey === key || !copyKey.startsWith(mine())) continue;
      if (isIn(copy, texts)) {
        copies.remove(copyKey);
        takeBack(copyKey);
      } else if (!offers.has(copyKey)) {
        offer(copyKey, copy);
      }
    }
  }

  // After the page's widgets have filled their fields: nothing can be compared before.
  let settled = false;

  function settle() {
    if (settled) return;
    settled = true;
    begin();
    keep();
    lookAtOthers(kept || !unsaved ? [saved, text(entries())] : []);
  }

  // Wagtail takes what is in the form after two seconds for what the server has. What somebody types
  // before that would be neither saved nor asked about when they leave.
  const isTyping = ({ type, key }) => type !== "keydown" || key.length === 1 || key === "Backspace";
  let typedEarly = false;

  function noteEarly(event) {
    typedEarly ||= event.isTrusted && isTyping(event);
  }

  function watch() {
    typings.forEach((type) => form.removeEventListener(type, noteEarly));
    if (typedEarly && text(entries()) !== saved) {
      form.dataset.wUnsavedForceValue = "true";
      form.dataset.wUnsavedHasEditsValue = "true";
    }
    typedEarly = false;
    settle();
  }

  const typings = ["input", "change", "keydown", "paste", "drop"];
  typings.forEach((type) => form.addEventListener(type, noteEarly));

  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  key = unsaved && sent?.startsWith(mine()) ? sent : `${mine()}${opened}`;
  form.addEventListener("focusin", begin);
  form.addEventListener("w-unsaved:watch-edits", watch);
  setTimeout(settle, SETTLED_AFTER); // a form with errors is not watched

  form.addEventListener("w-autosave:save", (event) => {
    sending = text(entries(event.detail.formData));
  });
  form.addEventListener("w-autosave:success", () => {
    saved = sending;
    forget();
    key = `${mine()}${opened}`; // a new page has got its address by now
    keep();
    if (settled) lookAtOthers([saved]);
  });
  // Before Wagtail's own listeners, which show the text.
  window.addEventListener(
    "w-autosave:error",
    ({ detail }) => {
      if (detail.response?.error_code !== "session_ended") return;
      keepNow();
      detail.text = kept ? words.dataset.ended : words.dataset.endedNotKept;
    },
    true,
  );

  // By jQuery, since dialogs of workflows submit the form by jQuery, without an event.
  window.jQuery(form).on("submit", () => {
    keepNow();
    if (!kept) return;
    sessionStorage.setItem(SENT, key);
    const field = nameCopy(form, kept.id);
    setTimeout(() => field.remove()); // when the form has been read
  });
  window.addEventListener("pagehide", keep);
  window.addEventListener("storage", (event) => {
    if (event.newValue === null) takeBack(event.key);
  });
  setInterval(keep, LOOK_EVERY);
});
