// What the search of the first page finds is shown below the header at once, as wide as the panels, with a link to each page's form.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector('.w-dashboard form[role="search"]');
  const url = document.querySelector("[data-page-search]")?.dataset.pageSearch;
  if (!form || !url) return;
  const found = document.createElement("div");
  found.id = "found-pages";
  form.closest("header").after(found);
  Object.assign(form.dataset, {
    wSwapSrcValue: url,
    wSwapTargetValue: "#found-pages",
    action: "input->w-swap#submitLazy",
    controller: "w-swap",
  });
});
