// Offers, above a form, the copies of its text from other openings, and removes those whose text the
// form shows by now, however it got there.
window.unsavedOffers = ({ form, formKey, ownKey, typed }) => {
  const SENT = "unsaved-text-sent"; // in this tab: the key of the copy that was sent last
  const FIELD = "unsaved_text_copy"; // names that copy to the server (unsaved_text.py)
  const { portalSession, sameText, unsavedText: copies } = window;
  const boxes = new Map(); // keys of copies, and the boxes that offer them

  function nameCopy(parent, id) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = FIELD;
    field.value = id;
    parent.append(field);
    return field;
  }

  function remember(key) {
    try {
      sessionStorage.setItem(SENT, key);
    } catch {
      // A browser that allows no storage has no copies either.
    }
  }

  // Returns the key of the copy that this tab has just sent, once.
  function sent() {
    try {
      const key = sessionStorage.getItem(SENT);
      sessionStorage.removeItem(SENT);
      return key;
    } catch {
      return null;
    }
  }

  async function recover(key, copy) {
    if (await portalSession.ask()) return;
    if (!copy.id) copies.write(key, Object.assign(copy, { id: copies.newId() }));
    const post = document.createElement("form");
    post.method = "post";
    post.action = form.getAttribute("action") || "";
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
    remember(key);
    HTMLFormElement.prototype.submit.call(post); // a field may be called 'submit'
  }

  function takeBack(key) {
    boxes.get(key)?.remove();
    boxes.delete(key);
  }

  function offer(key, copy) {
    const box = document.getElementById("unsaved-text-offer").content.cloneNode(true);
    const element = box.firstElementChild;
    element.querySelector("[data-when]").textContent = new Date(copy.when).toLocaleString(
      document.documentElement.lang,
    );
    element.querySelector("[data-recover]").addEventListener("click", () => recover(key, copy));
    element.querySelector("[data-discard]").addEventListener("click", () => {
      copies.remove(key);
      takeBack(key);
    });
    boxes.set(key, element);
    form.before(box);
  }

  // Whether one of these texts contains all text typed into a copy.
  function isIn(copy, texts) {
    return texts.filter(Boolean).some((each) => {
      const missing = sameText.differences(typed(copy.entries), JSON.parse(each));
      return missing.every((name) => copy.changed && !copy.changed.includes(name));
    });
  }

  // `texts`: what the form shows, and what the server has.
  function look(texts) {
    for (const [key, copy] of copies.all()) {
      if (key === ownKey() || !key.startsWith(formKey())) continue;
      if (isIn(copy, texts)) {
        copies.remove(key);
        takeBack(key);
      } else if (!boxes.has(key)) {
        offer(key, copy);
      }
    }
  }

  window.addEventListener("storage", ({ key, newValue }) => {
    if (newValue === null) takeBack(key);
  });

  return { look, nameCopy, remember, sent };
};
