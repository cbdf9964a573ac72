/*
 * What every page gains by a script: suggestions under the fields of the search, the day of
 * reading in citations, buttons that copy a text, and staff's edit bar. One file, since each costs
 * a request.
 *
 * Suggestions are titles of the site that hold what is typed: a combobox with a list, as WAI-ARIA
 * describes it; the focus stays in the field. Without this script, or when it fails, the form works
 * as it is.
 */
(() => {
  const PAUSE = 150; // milliseconds without a key before the portal is asked
  const SHORTEST = 2;

  const suggestionsFor = (form, number) => {
    const field = form.querySelector("input[type=search]");
    const list = document.createElement("ul");
    list.className = "search__suggestions";
    list.id = `sugerencias-${number}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.getAttribute("aria-label"));
    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    form.append(list, status);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.autocomplete = "off";

    let timer, request, chosen = -1;

    const choose = (index) => {
      chosen = index;
      [...list.children].forEach((option, place) => {
        option.setAttribute("aria-selected", String(place === index));
      });
      const option = list.children[index];
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
    };

    const close = () => {
      clearTimeout(timer);
      request?.abort();
      status.textContent = "";
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      choose(-1);
    };

    const optionFor = ({ title, url, kind, language }, index) => {
      const option = document.createElement("li");
      option.className = "search__suggestion";
      option.id = `${list.id}-${index}`;
      option.dataset.url = url;
      option.setAttribute("role", "option");
      const text = document.createElement("span");
      text.textContent = title;
      if (language !== document.documentElement.lang) text.lang = language;
      const label = document.createElement("span");
      label.className = "search__kind";
      label.textContent = kind;
      option.append(text, " ", label);
      return option;
    };

    const ask = async () => {
      const typed = field.value.trim();
      request?.abort();
      if (typed.length < SHORTEST) return close();
      request = new AbortController();
      try {
        const address = `${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`;
        const response = await fetch(address, { signal: request.signal });
        const { suggestions, announcement } = await response.json();
        if (document.activeElement !== field) return close();
        list.replaceChildren(...suggestions.map(optionFor));
        list.hidden = !suggestions.length;
        field.setAttribute("aria-expanded", String(!list.hidden));
        choose(-1);
        status.textContent = announcement;
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });

    field.addEventListener("keydown", (event) => {
      const count = list.children.length;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && !list.hidden) close();
      else if (step && list.hidden) ask();
      else if (step) {
        // From the field down to the first, from the field up to the last, and round again.
        choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        location.assign(list.children[chosen].dataset.url);
      } else return;
      event.preventDefault();
    });

    field.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  };

  document.querySelectorAll("form[data-suggestions]").forEach(suggestionsFor);
})();

/* A cached page knows no day: the reader's own is said, in the page's language and as citation styles write it. */
(() => {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
  document.querySelectorAll("[data-read-on]").forEach((place) => {
    place.textContent = `${place.dataset.readOn.replace("{date}", day.format())} `;
  });
})();

/* `data-copy` is the text to copy, else the one before the button; `data-copied` what it says then. */
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = button.dataset.copy || button.previousElementSibling.textContent.trim();
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset.copied;
    });
  });
})();

/* The edit bar above the page (`data-bar`), if a cookie says that staff are signed in. */
(() => {
  const isStaff = document.cookie.split("; ").includes("portal-staff=1");
  const { bar } = document.currentScript.dataset;
  if (!isStaff || !bar) return;

  const show = (html) => {
    const piece = new DOMParser().parseFromString(html, "text/html");
    const found = piece.querySelector(".staff-bar");
    if (found) document.querySelector(".skip-link").after(found);
  };

  fetch(bar)
    .then((answer) => (answer.status === 200 ? answer.text() : ""))
    .then(show)
    .catch(() => {}); // without the bar, all else is there
})();
