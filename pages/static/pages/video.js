// A module, so that it runs once for any number of videos. Without it the link remains.
for (const video of document.querySelectorAll("[data-video]")) {
  const button = video.querySelector("[data-video-play]");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const player = video.querySelector("template").content.cloneNode(true);
    const frame = player.querySelector("iframe");
    button.replaceWith(player);
    frame.focus();
  });
}
