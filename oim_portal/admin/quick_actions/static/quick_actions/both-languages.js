// `?idiomas=ambos`: the tabs of both languages show side by side (both-languages.css).
if (new URLSearchParams(location.search).get("idiomas") === "ambos") {
  document.documentElement.dataset.bothLanguages = "";
}
