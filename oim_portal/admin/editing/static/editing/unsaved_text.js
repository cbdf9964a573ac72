// Stores the text typed into a form of the admin in this browser until the server has saved it, and
// says where it is. A copy belongs to one user, one URL and one opening of the form.
document.addEventListener("DOMContentLoaded", () => {
  const FIELD = "unsaved_text_copy"; // names a copy to the server (unsaved_text.py)
  const LOOK_EVERY = 1000; // milliseconds
  const SETTLED_AFTER = 2500; // when widgets have written their fields
  const WRITTEN_AFTER = 600; // when rich text has written its field
  const PATIENCE = 10_000; // with a save that neither arrives nor fails
  const TRY_EVERY = 5000;
  const NOT_TEXT = /^(csrfmiddlewaretoken|next|overwrite_revision_id|unsaved_text_copy|(workflow-)?action-.*)$/;
  const VERSION = /^loaded_(revision_.*|state)$/; // of which version the form is; not typed
  const TYPING_KEYS = new Set(["Backspace", "Delete", "Enter"]);
  const REFUSALS = { invalid_revision: "newer", locked: "locked" }; // by code; else 'rejected'

  const { portalSession, savedState, unsavedText: copies } = window;
  const form = document.querySelector("[data-edit-form]");
  const person = document.querySelector("meta[name=portal-person]")?.content;
  if (!form || !person || !savedState.find()) return;
  if (document.body.classList.contains("content-locked")) {
    savedState.show("reading");
    return;
  }

  const opened = Date.now();
  const sending = new Map(); // what autosaves are bringing to the server, by the copies they name
  // A form that came back with errors holds unsaved text.
  const unsaved = form.dataset.wUnsavedForceValue === "true";
  let key;
  let saved = null; // what the server has, as far as this page knows
  let savedAt = savedState.loadedAt(form); // since when, if that is known
  let kept = null; // number, text and time of the copy
  let isNew = savedState.isNew();
  let autosaves = form.dataset.controller.includes("w-autosave");
  let refusal = unsaved && !savedState.isValid() ? "returned" : null; // why it was not saved
  let pressed = null; // the button of a form that could not be sent
  let typedAt = -WRITTEN_AFTER;
  let since = unsaved ? 0 : null; // when words were found that the server does not have
  let sentAt = 0;
  let tryAt = 0;
  let settled = false; // when the page's widgets have filled their fields

  // The URL to which the form is submitted is where it opens again after signing in.
  const action = () => new URL(form.getAttribute("action") || "", location.href);
  const mine = () => copies.keysAt(person, action().pathname);

  // Files are left out: the browser would not let a script put them back.
  const entries = (data = new FormData(form)) =>
    [...data].filter(([name, value]) => typeof value === "string" && !NOT_TEXT.test(name));

  const hasFile = () =>
    [...form.querySelectorAll("input[type=file]")].some(({ files }) => files.length);

  const typed = (list) => list.filter(([name]) => !VERSION.test(name));
  const text = (list) => JSON.stringify(typed(list));
  const differences = (list) => window.sameText.differences(typed(list), JSON.parse(saved));
  const offers = window.unsavedOffers({ form, formKey: mine, ownKey: () => key, typed });

  // Whether the server has all that the form says; what it has changed in saving was not typed.
  function isSaved(list) {
    if (text(list) === saved) return true;
    if (!saved || differences(list).length) return false;
    saved = text(list);
    return true;
  }

  function keep() {
    if (saved === null) return;
    const list = entries();
    const now = text(list);
    if (kept && !copies.read(key)) kept = null; // removed by another tab
    if (isSaved(list)) {
      if (kept) copies.remove(key);
      kept = null;
    } else if (now !== kept?.text) {
      const at = new Date();
      const copy = { id: copies.newId(), when: at.getTime(), entries: list };
      // A form that came back with errors does not show what the server has.
      if (saved) copy.changed = differences(list);
      kept = copies.write(key, copy) ? { id: copy.id, text: now, at } : null;
    }
  }

  function say() {
    const isWriting = performance.now() - typedAt < WRITTEN_AFTER;
    if (since === null) {
      const place = isNew ? "new" : "portal";
      savedState.show(isWriting ? "saving" : place, null, isWriting ? null : savedAt);
      return;
    }
    const trouble = portalSession.trouble ?? refusal ?? (autosaves ? null : "manual");
    if (!trouble && performance.now() - since < PATIENCE) savedState.show("saving");
    else if (kept && !hasFile()) savedState.show("computer", trouble, kept.at);
    else savedState.show("window", trouble);
  }

  function saveAgain() {
    tryAt = performance.now() + TRY_EVERY;
    const detail = { type: "edits" };
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, detail }));
  }

  // Wagtail takes for saved what somebody types before it watches the form, or while an autosave is on
  // its way: it would neither save that nor ask about it when they leave.
  function insist(isUnsaved) {
    form.dataset.wUnsavedForceValue = isUnsaved;
    if (isUnsaved) form.dataset.wUnsavedHasEditsValue = "true";
  }

  function look() {
    keep();
    if (saved === null) return;
    const isUnsaved = hasFile() || !isSaved(entries());
    if (isUnsaved && settled) insist(true);
    else if (since !== null && !isUnsaved) insist(false);
    since = isUnsaved ? (since ?? performance.now()) : null;
    say();
    const now = performance.now();
    const isIdle = now - Math.max(typedAt, since) > SETTLED_AFTER && now > tryAt;
    const isOnItsWay = sending.size > 0 && now - sentAt < PATIENCE;
    const mayGo = !portalSession.trouble && [null, "server"].includes(refusal);
    if (isUnsaved && settled && autosaves && isIdle && !isOnItsWay && mayGo) saveAgain();
  }

  // Before the widgets have filled their fields, nothing can be compared.
  async function settle() {
    if (settled) return;
    settled = true;
    if (!unsaved && typedAt < 0) saved = text(entries());
    begin();
    look();
    if (copies.idsOf(person).length) await portalSession.ask();
    offers.look(kept || !unsaved ? [saved, text(entries())] : []);
  }

  function begin() {
    if (saved === null) saved = unsaved ? "" : text(entries());
  }

  const isTyping = (event) =>
    event.type !== "keydown" ||
    (event.key.length === 1 && !event.ctrlKey && !event.metaKey) ||
    TYPING_KEYS.has(event.key);

  function note(event) {
    if (!event.isTrusted || !isTyping(event)) return;
    typedAt = performance.now();
    say();
  }

  function arrive(id, moment) {
    saved = sending.get(id);
    savedAt = new Date(moment ?? Date.now());
    isNew = false;
    refusal = null;
    // Those before it have been overtaken.
    for (const each of [...sending.keys()]) {
      sending.delete(each);
      if (each === id) break;
    }
    const before = key;
    key = `${mine()}${opened}`; // a new page has got its address by now
    if (key !== before) copies.remove(before);
    look();
    if (settled) offers.look([saved]);
  }

  const sent = offers.sent();
  key = unsaved && sent?.startsWith(mine()) ? sent : `${mine()}${opened}`;
  const before = copies.read(key);
  if (before) kept = { id: before.id, text: "", at: new Date(before.when) };
  say();

  form.addEventListener("focusin", begin);
  ["input", "change", "keydown", "paste", "cut", "drop"].forEach((type) => {
    form.addEventListener(type, note, true);
  });
  form.addEventListener("w-unsaved:watch-edits", settle);
  setTimeout(settle, SETTLED_AFTER); // a form with errors is not watched

  form.addEventListener("w-autosave:save", ({ detail: { formData } }) => {
    keep();
    const now = text(entries(formData));
    const id = kept?.text === now ? kept.id : copies.newId();
    formData.set(FIELD, id);
    sending.set(id, now);
    sentAt = performance.now();
  });
  form.addEventListener("w-autosave:success", ({ detail: { data } }) => {
    if (sending.has(data[FIELD])) arrive(data[FIELD], data.revision_created_at);
  });
  form.addEventListener("w-autosave:deactivated", () => {
    autosaves = false;
  });
  form.addEventListener("w-autosave:error", async ({ detail: { response } }) => {
    const code = response?.error_code;
    if (response?.success) {
      // A new page was saved; what came after that failed.
      if (sending.has(response[FIELD])) arrive(response[FIELD], response.revision_created_at);
    } else if (code && code !== "session_ended") {
      refusal = REFUSALS[code] ?? "rejected";
    } else {
      refusal = (await portalSession.ask()) ? null : "server";
    }
    tryAt = performance.now() + TRY_EVERY;
    sending.clear();
    look();
  });

  form.addEventListener("portal-session:refused", ({ detail: { submitter } }) => {
    pressed = submitter;
    look();
  });
  document.addEventListener("portal-session:change", () => {
    look();
    if (portalSession.trouble) return;
    const button = pressed;
    pressed = null;
    if (since === null) return;
    if (autosaves) saveAgain();
    else if (button && !button.name) form.requestSubmit(button); // what was pressed, once
  });
  window.addEventListener("focus", () => {
    if (refusal === "locked") saveAgain();
  });

  // By jQuery, since dialogs of workflows submit the form by jQuery, without an event.
  window.jQuery(form).on("submit", () => {
    keep();
    if (!kept) return;
    offers.remember(key);
    const field = offers.nameCopy(form, kept.id);
    setTimeout(() => field.remove()); // when the form has been read
  });
  window.addEventListener("pagehide", keep);
  setInterval(look, LOOK_EVERY);
});
