// Keeps what is typed into a form of the admin in this browser until it is saved, and offers it
// when the form opens again. Copies are of one person, for one address, from one opening of it.
document.addEventListener("DOMContentLoaded", () => {
  const PREFIX = "unsaved-text:";
  const SENT = "unsaved-text-sent";
  const LOOK_EVERY = 1000; // milliseconds
  const SETTLED_AFTER = 2500; // when widgets have written their fields
  const KEEP_FOR = 7 * 24 * 60 * 60 * 1000;
  const NOT_TEXT = /^(csrfmiddlewaretoken|next|overwrite_revision_id|action-.*)$/;
  const VERSION = /^loaded_revision_/; // of which version the form is; not what was typed

  const form = document.querySelector("[data-edit-form]");
  const person = document.querySelector("meta[name=portal-person]")?.content;
  const opened = Date.now();
  let key;
  let saved = null; // what the server has, as far as this page knows
  let sending = null; // what an autosave is bringing to it
  let kept = null; // what the copy holds

  const mine = () => `${PREFIX}${person}:${location.pathname}:`;

  // Files are left out: the browser would not let a script put them back.
  const entries = (data = new FormData(form)) =>
    [...data].filter(([name, value]) => typeof value === "string" && !NOT_TEXT.test(name));

  const text = (list) => JSON.stringify(list.filter(([name]) => !VERSION.test(name)));

  function keep() {
    if (saved === null) return;
    const list = entries();
    const now = text(list);
    if (now === saved) {
      if (kept !== null) localStorage.removeItem(key);
      kept = null;
    } else if (now !== kept) {
      try {
        localStorage.setItem(key, JSON.stringify({ when: Date.now(), entries: list }));
        kept = now;
      } catch {
        // Full, or not allowed: the form is as safe as without a copy.
      }
    }
  }

  // A form that came back with errors holds text that nobody has saved.
  const unsaved = form?.dataset.wUnsavedForceValue === "true";

  function begin() {
    if (saved === null) saved = unsaved ? "" : text(entries());
  }

  function recover(copyKey, copy) {
    const post = document.createElement("form");
    post.method = "post";
    post.action = form.action;
    post.enctype = "multipart/form-data";
    const token = new FormData(form).get("csrfmiddlewaretoken");
    for (const [name, value] of [...copy.entries, ["csrfmiddlewaretoken", token]]) {
      const field = document.createElement("textarea"); // keeps line breaks as they are
      field.name = name;
      field.value = value;
      post.append(field);
    }
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
      localStorage.removeItem(copyKey);
      element.remove();
    });
    form.before(box);
  }

  // Once the page's widgets have written their fields: until then nothing can be compared.
  let settled = false;

  function settle() {
    if (settled) return;
    settled = true;
    begin();
    keep();
    const shown = [saved, text(entries())];
    for (const copyKey of Object.keys(localStorage)) {
      if (!copyKey.startsWith(PREFIX) || copyKey === key) continue;
      const copy = JSON.parse(localStorage.getItem(copyKey));
      const ours = copyKey.startsWith(mine());
      const here = ours && shown.includes(text(copy.entries));
      if (here || Date.now() - copy.when > KEEP_FOR) localStorage.removeItem(copyKey);
      else if (ours) offer(copyKey, copy);
    }
  }

  if (form && person) {
    const sent = sessionStorage.getItem(SENT);
    key = unsaved && sent?.startsWith(mine()) ? sent : `${mine()}${opened}`;
    form.addEventListener("focusin", begin);
    form.addEventListener("w-unsaved:watch-edits", settle);
    setTimeout(settle, SETTLED_AFTER); // a form with errors is not watched
    form.addEventListener("w-autosave:save", (event) => {
      sending = text(entries(event.detail.formData));
    });
    form.addEventListener("w-autosave:success", () => {
      saved = sending;
      localStorage.removeItem(key);
      kept = null;
      key = `${mine()}${opened}`; // a new page has got its address by now
      keep();
    });
    form.addEventListener("submit", () => {
      keep();
      if (kept !== null) sessionStorage.setItem(SENT, key);
    });
    window.addEventListener("pagehide", keep);
    setInterval(keep, LOOK_EVERY);
  }
});
