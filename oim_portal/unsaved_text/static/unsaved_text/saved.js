// On every page of the admin: a form that was sent has arrived when the next page says so.
// Without that (the sign-in, a page of errors), its copy stays in the browser; a form that came
// back with errors goes on with it (editor.js).
document.addEventListener("DOMContentLoaded", () => {
  const SENT = "unsaved-text-sent";
  const sent = sessionStorage.getItem(SENT);
  const arrived = ".messages .success, [data-text-is-kept]";
  const returned = "[data-edit-form][data-w-unsaved-force-value=true]";
  if (sent && document.querySelector(arrived)) localStorage.removeItem(sent);
  if (!document.querySelector(returned)) sessionStorage.removeItem(SENT);
});
