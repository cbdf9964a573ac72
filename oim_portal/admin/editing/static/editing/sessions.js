// Lets forms outlast the session in which the page was opened. After the user has signed in again
// in another tab, they need the new session's token; until then, their text stays in the form.
document.addEventListener("DOMContentLoaded", () => {
  const { failed, otherPerson, csrfCookie, session } =
    document.querySelector("script[data-csrf-cookie]").dataset;
  const TOKEN = "csrfmiddlewaretoken";
  const person = document.querySelector("meta[name=portal-person]")?.content;

  // Signing in renews this cookie.
  const cookie = () =>
    document.cookie.split("; ").find((each) => each.startsWith(`${csrfCookie}=`));
  let known = cookie();
  let refused = false; // something did not arrive, and no new token has been fetched since
  const isStale = () => refused || cookie() !== known;

  function tell(text) {
    for (const button of document.querySelectorAll("[data-w-progress-loading-value=true]")) {
      button.dataset.wProgressLoadingValue = "false";
    }
    const detail = { clear: true, text, type: "error" };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
  }

  // Returns whether the forms can be submitted; shows the reason if they cannot.
  async function renewTokens({ quietly = false } = {}) {
    let now;
    try {
      const answer = await fetch(session, { headers: { Accept: "application/json" } });
      now = await answer.json();
    } catch {
      now = {};
    }
    if (now.person === person) {
      for (const field of document.querySelectorAll(`[name=${TOKEN}]`)) field.value = now.token;
      known = cookie();
      refused = false;
      return true;
    }
    if (!quietly) tell(now.person ? otherPerson : failed);
    return false;
  }

  window.jQuery(document).on("ajaxError", (event, request, sent) => {
    if (sent.type !== "POST" || request.statusText === "abort") return;
    refused = true;
    tell(failed);
  });

  // On the window: before all listeners that prepare for leaving the page.
  window.addEventListener(
    "submit",
    async (event) => {
      const { target: form, submitter } = event;
      if (!isStale() || form.getAttribute("method")?.toLowerCase() !== "post") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!(await renewTokens())) return;
      submitter?.removeAttribute("disabled"); // by its own click; else it would not be sent
      form.requestSubmit(submitter);
    },
    true,
  );

  function saveAgain(form) {
    const options = { bubbles: true, cancelable: true, detail: { type: "edits" } };
    form.dispatchEvent(new CustomEvent("w-unsaved:add", options));
  }

  window.addEventListener(
    "w-autosave:save",
    async (event) => {
      if (!isStale()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (await renewTokens()) saveAgain(event.target);
    },
    true,
  );

  // Back from the tab in which the user signed in.
  window.addEventListener("focus", async () => {
    if (!isStale()) return;
    const form = document.querySelector("[data-edit-form][data-w-unsaved-has-edits-value=true]");
    if ((await renewTokens({ quietly: !form })) && form) saveAgain(form);
  });
});
