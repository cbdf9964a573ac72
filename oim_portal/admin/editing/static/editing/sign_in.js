// On the sign-in page: says that this browser stores text, if it does, and removes the copies
// of a user who has just signed out (unsaved_text.py).
const SIGNED_OUT = "signed_out";
for (const cookie of document.cookie.split("; ")) {
  const [name, person] = cookie.split("=");
  if (name !== SIGNED_OUT) continue;
  window.unsavedText.removeAllOf(person);
  document.cookie = `${SIGNED_OUT}=; path=/cuenta/; max-age=0`;
}
if (window.unsavedText.all().length) document.querySelector("[data-text-is-kept]").hidden = false;
