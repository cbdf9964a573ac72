/* Alt+Down and Alt+Up go from change to change; a language opens in the frame, so that comments that
   are being written stay. Without this script, the list does, and a language is a page of its own. */

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

const frames = document.querySelectorAll(".desk__sheet iframe");
const links = document.querySelectorAll(".desk__languages a, .desk__unopened a");
const languageOf = (address) => new URL(address).searchParams.get("idioma");

if (frames.length === 1) {
  const [frame] = frames;

  for (const link of links) {
    link.addEventListener("click", (event) => {
      const sheet = new URL(frame.src);
      sheet.searchParams.set("idioma", languageOf(link.href));
      event.preventDefault();
      frame.contentWindow.location.replace(sheet);
      frame.scrollIntoView({ block: "nearest" });
    });
  }

  frame.addEventListener("load", () => {
    const shown = languageOf(frame.contentWindow.location.href);
    for (const link of links) {
      const isThis = languageOf(link.href) === shown;
      if (isThis) link.closest(".desk__unopened")?.remove();
      if (isThis) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  });
}
