/* Alt+Down and Alt+Up go from change to change; without this script, the list does. */

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...document.querySelectorAll(".desk__changes a")];
  if (!event.altKey || !step || !links.length) return;
  event.preventDefault();
  const place = links.indexOf(document.activeElement);
  const next = links[place < 0 ? 0 : (place + step + links.length) % links.length];
  next.focus();
  next.click();
});
