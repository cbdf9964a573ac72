// Forms that the admin sends without leaving the page, such as those of uploaded pictures, when one
// did not arrive: its words stay, its button works again, and it is told what to do. After somebody
// has signed in again elsewhere, the forms of this page need the new session's token.
document.addEventListener("DOMContentLoaded", () => {
  const { failed } = document.querySelector("script[data-failed]").dataset;
  const TOKEN = "csrfmiddlewaretoken";
  let stale = false; // something did not arrive, and no new token has been fetched since

  function tell() {
    stale = true;
    for (const button of document.querySelectorAll("[data-w-progress-loading-value=true]")) {
      button.dataset.wProgressLoadingValue = "false";
    }
    const detail = { clear: true, text: failed, type: "error" };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
  }

  async function renewTokens() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector(`[name=${TOKEN}]`).value;
    for (const field of document.querySelectorAll(`[name=${TOKEN}]`)) field.value = token;
    stale = false;
  }

  window.jQuery(document).on("ajaxError", (event, request, sent) => {
    if (sent.type === "POST" && request.statusText !== "abort") tell();
  });

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!stale || form.matches("[data-edit-form]") || form.method !== "post") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      renewTokens().then(() => form.requestSubmit(event.submitter), tell);
    },
    true,
  );
});
