/*
 * Leaves a sensitive page at once: by its link, or by Shift three times. The page is blank before
 * the neutral one has arrived, whose place in the history is its own: Back leads to the page before.
 * Without this script the link is a link.
 */
(() => {
  const PAUSE = 5_000; // milliseconds between two presses
  // In this tab: somebody has left a sensitive page, and has not come back to one on purpose.
  const LEFT = "left";

  const link = document.getElementById("salir");
  const hint = document.querySelector(".exit__hint");
  const words = [hint.textContent, hint.dataset.twice, hint.dataset.once];

  const remember = (left) => {
    try {
      if (left) sessionStorage.setItem(LEFT, "1");
      else sessionStorage.removeItem(LEFT);
    } catch { /* a browser that stores nothing */ }
  };

  const hasLeft = () => {
    try {
      return sessionStorage.getItem(LEFT) !== null;
    } catch {
      return false;
    }
  };

  const leave = () => {
    remember(true);
    window.stop(); // what has not arrived yet would fill the blank page
    document.title = link.dataset.leaving;
    history.replaceState(null, "", link.dataset.home); // the address, which may stand there for long
    const status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "alert");
    document.body.replaceChildren(status);
    status.textContent = link.dataset.leaving;
    location.replace(link.href);
  };

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  // Only Shift by itself counts, not the one of a capital letter or of a choice with the pointer.
  let presses = 0, alone = false, timer;

  const count = (number) => {
    clearTimeout(timer);
    presses = number;
    if (hint.textContent !== words[presses]) hint.textContent = words[presses];
    if (presses) timer = setTimeout(count, PAUSE, 0);
  };

  const startAgain = () => {
    alone = false;
    if (presses) count(0);
  };

  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") startAgain();
    else if (!event.repeat) alone = !(event.ctrlKey || event.altKey || event.metaKey);
  }, true);
  addEventListener("pointerdown", startAgain, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    if (presses === 2) leave();
    else count(presses + 1);
  }, true);

  // Back, after somebody has left: a sensitive page before the last one is not shown either.
  addEventListener("pageshow", (event) => {
    if (event.persisted && hasLeft()) leave();
  });
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type === "back_forward" && hasLeft()) leave();
  else remember(false);

  hint.hidden = false;
  document.documentElement.classList.add("has-way-out"); // Back does not show the page again
})();
