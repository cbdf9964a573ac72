// The session behind this page: whether it goes on, and whose it is. Forms outlast it: after the same
// user has signed in again in another tab they get the new session's token, and go on. What somebody
// typed is never sent in the session of another person.
window.portalSession = (() => {
  const TOKEN = "csrfmiddlewaretoken";
  const EDITOR = "[data-edit-form]";
  const ASK_EVERY = 5000; // milliseconds, while nothing can be sent
  const LONGEST = 15_000;
  const AT_ONCE = 50; // copies that one address names
  const { failed, otherPerson, csrfCookie, session } = document.currentScript.dataset;
  const person = document.querySelector("meta[name=portal-person]")?.content;

  // Signing in renews this cookie.
  const cookie = () =>
    document.cookie.split("; ").find((each) => each.startsWith(`${csrfCookie}=`));
  let known = cookie();
  let trouble = null; // why nothing can be sent: 'ended', 'other', 'offline' or 'server'
  let passing = null; // the form that is being submitted after the question
  const isStale = () => trouble !== null || cookie() !== known;

  function renewTokens(token) {
    // Wagtail's word that an editor is open has the token of the session in which it was opened.
    const word = document.querySelector("form.w-editing-sessions");
    if (word && !word.querySelector(`[name=${TOKEN}]`)) {
      word.insertAdjacentHTML("beforeend", `<input type="hidden" name="${TOKEN}">`);
    }
    for (const field of document.querySelectorAll(`[name=${TOKEN}]`)) field.value = token;
    known = cookie();
  }

  // Asks the server, which also says what it has of this browser's copies; returns the trouble.
  async function ask(copies = window.unsavedText.idsOf(person)) {
    const before = trouble;
    let response = null;
    try {
      const some = copies.slice(0, AT_ONCE).map((id) => ["copy", id]);
      response = await fetch(`${session}?${new URLSearchParams(some)}`, {
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(LONGEST),
      });
      const answer = await response.json();
      if (answer.person === person) {
        trouble = null;
        renewTokens(answer.token);
        window.unsavedText.removeArrived(answer.arrived);
      } else if (answer.person) {
        trouble = "other";
      } else {
        trouble = answer.error_code === "session_ended" ? "ended" : "server";
      }
    } catch {
      trouble = response ? "server" : "offline";
    }
    if (trouble !== before) document.dispatchEvent(new CustomEvent("portal-session:change"));
    return trouble || copies.length <= AT_ONCE ? trouble : ask(copies.slice(AT_ONCE));
  }

  function tell() {
    const text = trouble === "other" ? otherPerson : failed;
    const detail = { clear: true, text, type: "error" };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
  }

  // Wagtail takes a button out of use for half a minute, a moment after it was pressed.
  async function releaseButtons() {
    await new Promise((resolve) => setTimeout(resolve));
    for (const button of document.querySelectorAll("[data-w-progress-loading-value=true]")) {
      button.dataset.wProgressLoadingValue = "false";
    }
  }

  // On the window: before all listeners that prepare for leaving the page. An editor's form asks each
  // time, since the sign-in page, or none, would come in its place.
  window.addEventListener(
    "submit",
    async (event) => {
      const { target: form, submitter } = event;
      if (passing === form) return;
      if (form.getAttribute("method")?.toLowerCase() !== "post") return;
      if (!form.matches(EDITOR) && !isStale()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (await ask()) {
        await releaseButtons();
        const refused = { bubbles: true, detail: { submitter } };
        form.dispatchEvent(new CustomEvent("portal-session:refused", refused));
        if (!form.matches(EDITOR)) tell();
        return;
      }
      submitter?.removeAttribute("disabled"); // by its own click; else it would not be sent
      passing = form;
      form.requestSubmit(submitter);
      passing = null;
    },
    true,
  );

  window.addEventListener(
    "w-autosave:save",
    async (event) => {
      if (!isStale()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { target: form } = event;
      const again = { bubbles: true, detail: { type: "edits" } };
      if (!(await ask())) form.dispatchEvent(new CustomEvent("w-unsaved:add", again));
    },
    true,
  );

  // Wagtail's answer to a lost network is a dialog whose button would leave the form.
  for (const type of ["w-swap:error", "w-autosave:error"]) {
    const hideNetwork = ({ detail }) => {
      if (detail.error instanceof TypeError) detail.error = null;
    };
    window.addEventListener(type, hideNetwork, true);
  }

  document.addEventListener("DOMContentLoaded", () => {
    window.jQuery(document).on("ajaxError", async (event, request, sent) => {
      if (sent.type !== "POST" || request.statusText === "abort") return;
      await ask();
      await releaseButtons();
      tell();
    });
    if (window.unsavedText.idsOf(person).length) ask();
  });

  // Back from the tab in which the user signed in, or from a place without a network.
  const look = () => {
    if (isStale()) ask();
  };
  window.addEventListener("focus", look);
  window.addEventListener("online", look);
  window.addEventListener("offline", () => ask());
  setInterval(look, ASK_EVERY);

  return {
    ask,
    get trouble() {
      return trouble;
    },
  };
})();
