// Choosing a quotation: what is marked in the history becomes whole sentences in the form.
(() => {
  const CUT = "[…]";
  const END = /[.!?…]+[»”")]*(?=\s+[«“"(¿¡]*[A-ZÁÉÍÓÚÜÑ]|\s*$)/g;
  const SHORT = /(?<!\p{L})(?:\p{L}{1,2}|Sra|Dra|Ing|Lic|Art|Núm|Mrs)$/u;

  const sentenceEnds = (line) =>
    [...line.matchAll(END)]
      .filter((end) => !SHORT.test(line.slice(0, end.index)))
      .map((end) => end.index + end[0].length);

  const put = (field, value) => {
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // The sentences of a line that a selection touches.
  function widen(line, start, end) {
    const ends = [...sentenceEnds(line), line.length];
    const first = Math.max(0, ...ends.filter((place) => place <= start));
    const last = ends.find((place) => place >= end);
    return { text: line.slice(first, last).trim(), isCut: first > 0 };
  }

  // The lines of a paragraph with its list; of the list, the opening line comes along.
  function quote(paragraph, start, end) {
    const lines = paragraph.split("\n");
    const found = [];
    let place = 0;
    lines.forEach((line, number) => {
      const from = Math.max(start - place, 0);
      const to = Math.min(end - place, line.length);
      if (from < to) {
        const { text, isCut } = widen(line, from, to);
        found.push({ number, text: isCut ? `${CUT} ${text}` : text });
      }
      place += line.length + 1;
    });
    if (!found.length) return "";
    const last = found.at(-1).number;
    const isList = lines[0].endsWith(":") && lines.length > 1;
    const opening = isList && found[0].number > 0 ? [lines[0]] : [];
    const before = isList && found[0].number > 1 ? [CUT] : [];
    const after = isList && last < lines.length - 1 ? [CUT] : [];
    return [...opening, ...before, ...found.map((each) => each.text), ...after].join("\n");
  }

  function quoteMarked(box, form) {
    const from = box.querySelector("[data-quoting-from]");
    const { selectionStart: start, selectionEnd: end, value } = from;
    const ids = box.dataset.blocks.split(" ");
    const found = [];
    let place = 0;
    value.split("\n\n").forEach((paragraph, number) => {
      const text = quote(paragraph, start - place, end - place);
      if (text) found.push({ text, id: ids[number] });
      place += paragraph.length + 2;
    });
    if (!found.length) return "nothing";
    put(fieldOf(box), found.map((each) => each.text).join("\n"));
    // The places are those of the Spanish history: paragraphs of another language may have others.
    const narrative = form.querySelector('[name="narrative_block"]');
    if (narrative?.querySelector(`option[value="${CSS.escape(found[0].id)}"]`)) put(narrative, found[0].id);
    return "quoted";
  }

  const fieldOf = (box) => box.querySelector("textarea[name]");

  function name(box, form, base) {
    const field = fieldOf(box);
    const marked = field.value.slice(field.selectionStart, field.selectionEnd).trim();
    if (!marked) return "nothing";
    const language = box.dataset.quoting;
    const names = base === "part" ? ["quotation_part"] : ["date_as_written", "period_as_written"];
    for (const each of names) put(form.querySelector(`[name="${each}_${language}"]`), marked);
    return "named";
  }

  function clear(box, form) {
    put(fieldOf(box), "");
    put(form.querySelector(`[name="quotation_part_${box.dataset.quoting}"]`), "");
    return "cleared";
  }

  // Not `readonly`: a browser then shows no caret, without which arrow keys mark nothing.
  document.addEventListener("beforeinput", (event) => {
    if (event.target.matches?.("[data-quoting-from]")) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-quoting-do]");
    if (!button) return;
    const box = button.closest("[data-quoting]");
    const form = button.closest("form");
    const wanted = button.dataset.quotingDo;
    const said = box.querySelector("[data-quoting-said]");
    let done;
    if (wanted === "quote") done = quoteMarked(box, form);
    else if (wanted === "clear") done = clear(box, form);
    else done = name(box, form, wanted);
    said.textContent = said.dataset[done];
  });
})();
