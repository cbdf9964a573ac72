/* Pasting a table that was copied from a spreadsheet, a document or a web page (pages/blocks/structure.py).

   Pasted into a table block it fills the block, into a paragraph it becomes a table block below it. A
   dialog (templates/pages/admin/paste_table.html) asks first: it shows the table and says what is left
   out. What is no table, and 'the text only', is left to paste.js, whose `pastedHtml` reads the HTML. */
(() => {
  "use strict";

  const BASE = "wagtail.contrib.typed_table_block.blocks.TypedTableBlock";
  const UNDO_KEY = (event) => (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
  // An extent that a cell may say: a hostile one would take all memory.
  const WIDEST = 100;
  const SHOWN = 8; // rows of the preview
  const LINE_ENDS = "address, br, div, dd, dt, h1, h2, h3, h4, h5, h6, li, p, pre, td, th, tr";
  const STYLES = { b: "BOLD", strong: "BOLD", i: "ITALIC", em: "ITALIC" };
  const FORMATS = /(?:background|color|font-family|font-size)\s*:/i;
  const NUMBER = /^[\s\d.,%$+()/–-]*$/;

  const blocks = new WeakMap(); // by the element of each
  let dialog;
  let isPassedOn = false;

  /* -- What the clipboard holds -- */

  /* The text of a cell with what is bold, italic or a link; line ends and blanks are one blank. */
  function contentOf(cell) {
    const content = { text: "", styles: [], links: [] };
    const add = (node, styles, url) => {
      if (node.nodeType === Node.TEXT_NODE) {
        let text = node.data.replace(/[ \t\r\n\f]+/g, " ");
        if (!content.text || content.text.endsWith(" ")) text = text.trimStart();
        const place = { offset: content.text.length, length: text.length };
        if (!text) return;
        content.text += text;
        for (const style of styles) content.styles.push({ ...place, style });
        if (url) content.links.push({ ...place, url });
      } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches("style, script")) {
        const isLine = node.matches(LINE_ENDS);
        if (isLine && content.text && !content.text.endsWith(" ")) content.text += " ";
        const style = STYLES[node.localName];
        const href = node.matches("a[href]") && node.getAttribute("href");
        for (const child of node.childNodes) {
          add(child, style ? new Set([...styles, style]) : styles, /^(https?|mailto|tel):/i.test(href) ? href : url);
        }
        if (isLine && content.text && !content.text.endsWith(" ")) content.text += " ";
      }
    };
    for (const child of cell.childNodes) add(child, new Set(), "");
    content.text = content.text.trimEnd();
    const fits = (each) => ({ ...each, length: Math.min(each.length, content.text.length - each.offset) });
    content.styles = content.styles.map(fits).filter(({ length }) => length > 0);
    content.links = content.links.map(fits).filter(({ length }) => length > 0);
    return content;
  }

  const plain = (text) => ({ text: text.replace(/\s+/g, " ").trim(), styles: [], links: [] });

  const isHidden = (element) => /display\s*:\s*none/i.test(window.pastedHtml.styleOf(element));

  /* The cells of a table, row by row; a merged cell is repeated in each place that it takes. A spreadsheet
     copies its hidden rows and columns too: nobody saw them, and they may name people. */
  function cellsOf(table) {
    const rows = [...table.rows];
    const grid = rows.map(() => []);
    let hasMerged = false;
    rows.forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (grid[y][x]) x += 1;
        const content = { ...contentOf(cell), isHidden: isHidden(cell) };
        // Excel lets a long text run over the empty cells beside it, which are none of its own.
        const runsOver = window.pastedHtml.styleOf(cell).includes("mso-ignore:colspan");
        const across = Math.min(cell.colSpan, WIDEST);
        const down = Math.min(Math.max(cell.rowSpan, 1), grid.length - y);
        hasMerged ||= !runsOver && across * down > 1;
        for (let dy = 0; dy < down; dy += 1) {
          for (let dx = 0; dx < across; dx += 1) {
            grid[y + dy][x + dx] = runsOver && dx ? plain("") : content;
          }
        }
      }
    });
    const columns = [...table.querySelectorAll("col")].flatMap((column) => Array(column.span).fill(isHidden(column)));
    const isSeen = (cell, x) => !columns[x] && !cell?.isHidden;
    const seen = grid
      .filter((row, y) => !isHidden(rows[y]))
      .map((row) => Array.from(row, (cell, x) => (isSeen(cell, x) ? cell : { ...plain(""), isHidden: true })));
    const isGone = (x) => seen.length > 0 && seen.every((row) => !row[x] || row[x].isHidden);
    return {
      grid: seen.map((row) => row.filter((cell, x) => !isGone(x))),
      hasMerged,
      hasHidden: grid.some((row, y) => row.some((cell, x) => cell.text && (isHidden(rows[y]) || !isSeen(cell, x)))),
    };
  }

  /* The cells of a plain text, as spreadsheets write it: what has a line end is in quotation marks. */
  function cellsOfText(text) {
    const grid = [[]];
    const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/gy;
    for (const [, quoted, bare, end] of text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").matchAll(cell)) {
      grid.at(-1).push(plain(quoted?.replaceAll('""', '"') ?? bare));
      if (end === "\n") grid.push([]);
      if (end === "") break;
    }
    return grid;
  }

  /* Without empty rows and columns at the ends, and each row as long as the longest. */
  function squared(grid) {
    const isFull = (cell) => Boolean(cell?.text);
    const height = grid.findLastIndex((row) => row.some(isFull)) + 1;
    const width = Math.max(0, ...grid.map((row) => row.findLastIndex(isFull) + 1));
    return grid.slice(0, height).map((row) => Array.from({ length: width }, (_, x) => row[x] ?? plain("")));
  }

  /* The one table that was copied, with what stands around it and what is lost; null for anything else. */
  function tableIn({ html, text }) {
    const body = /<table[\s>]/i.test(html) ? window.pastedHtml.read(html) : document.createElement("body");
    const tables = [...body.querySelectorAll("table")];
    if (tables.length > 1) return null;
    const [table] = tables;
    if (!table) {
      const grid = html ? [] : cellsOfText(text);
      const isTabbed = text.includes("\t") && grid.every((row) => row.length > 1 || !row[0].text);
      return isTabbed ? { grid: squared(grid), title: "", lost: [], rest: "" } : null;
    }
    const { grid, hasMerged, hasHidden } = cellsOf(table);
    const dressed = [table, ...table.querySelectorAll("*")];
    const lost = [
      ["pictures", table.querySelector("img, picture, svg, object, video")],
      ["merged", hasMerged],
      ["hidden", hasHidden],
      ["formats", dressed.some((each) => each.matches("font, [class]") || FORMATS.test(window.pastedHtml.styleOf(each)))],
    ];
    const title = table.caption ? contentOf(table.caption).text : "";
    table.remove();
    for (const each of body.querySelectorAll("style, script")) each.remove();
    return {
      grid: squared(grid),
      title,
      lost: lost.filter(([, isLost]) => isLost).map(([name]) => name),
      rest: body.textContent.trim() ? body.innerHTML : "",
    };
  }

  const isTable = (found, fewestColumns) =>
    found && found.grid.length && found.grid[0].length >= fewestColumns && found.grid.length * found.grid[0].length > 1;

  /* -- What the block gets -- */

  /* A text as the editor stores it: content state of Draft.js. */
  const rich = ({ text, styles, links }) =>
    JSON.stringify({
      blocks: [
        {
          key: Math.random().toString(36).slice(2, 7),
          text,
          type: "unstyled",
          depth: 0,
          inlineStyleRanges: styles,
          entityRanges: links.map(({ offset, length }, index) => ({ offset, length, key: index })),
          data: {},
        },
      ],
      entityMap: Object.fromEntries(
        links.map(({ url }, index) => [index, { type: "LINK", mutability: "MUTABLE", data: { url } }]),
      ),
    });

  function stateOf({ grid }, { hasHeadings, namesRows, title }) {
    const isName = (x) => namesRows && x === 0;
    return {
      caption: title,
      columns: grid[0].map((cell, x) => ({
        type: isName(x) ? "row_heading" : "text",
        heading: hasHeadings ? cell.text : "",
      })),
      rows: grid
        .slice(hasHeadings ? 1 : 0)
        .map((row) => ({ values: row.map((cell, x) => (isName(x) ? cell.text : rich(cell))) })),
    };
  }

  /* -- The dialog -- */

  const part = (name) => dialog.querySelector(`[data-part=${name}]`);
  const counted = (number, name) =>
    (number === 1 ? dialog.dataset[`${name}One`] : dialog.dataset[`${name}Many`]).replace("{count}", number);
  const sizeOf = (rows, columns) =>
    dialog.dataset.size.replace("{rows}", counted(rows, "rows")).replace("{columns}", counted(columns, "columns"));

  function showPreview({ grid }) {
    const [hasHeadings, namesRows] = [part("headings").checked, part("names").checked];
    const rows = grid.length - (hasHeadings ? 1 : 0);
    part("heading").textContent = dialog.dataset.heading.replace("{size}", sizeOf(rows, grid[0].length));
    const lines = grid.slice(0, SHOWN + 1).map((row, y) => {
      const line = document.createElement("tr");
      row.forEach(({ text }, x) => {
        const isColumn = hasHeadings && y === 0;
        const cell = document.createElement(isColumn || (namesRows && x === 0) ? "th" : "td");
        if (cell.matches("th")) cell.scope = isColumn ? "col" : "row";
        cell.textContent = text;
        line.append(cell);
      });
      return line;
    });
    part("table").replaceChildren(...lines);
    const more = grid.length - lines.length;
    part("more").textContent = more > 0 ? counted(more, "more") : "";
  }

  /* Ask about a table; `place` is what it goes into, `most` the cells that it may have. */
  function show(found, { place, target, title, most }) {
    const { grid, lost, rest } = found;
    const cells = grid.length * grid[0].length;
    const isTooBig = cells > most;
    for (const each of dialog.querySelectorAll("[data-if]")) {
      const on = { [place]: true, ask: !isTooBig, big: isTooBig, rest: Boolean(rest), target };
      on.around = on.rest && on.ask && !on.below;
      for (const name of lost) on[name] = !isTooBig;
      each.hidden = !each.dataset.if.split(" ").every((name) => on[name]);
    }
    part("big").textContent = dialog.dataset.big
      .replace("{size}", sizeOf(grid.length, grid[0].length))
      .replace("{cells}", cells)
      .replace("{most}", most);
    part("fill").textContent = place === "filled" ? dialog.dataset.replace : dialog.dataset.fill;
    part("headings").checked = grid.length > 1 && !isTooBig;
    const names = grid.slice(1).map(([first]) => first.text);
    part("names").checked = grid[0].length > 1 && names.length > 0 && names.every((name) => !NUMBER.test(name));
    part("title").value = found.title || title;
    complain(false);
    part("headings").onchange = part("names").onchange = () => showPreview(found);
    showPreview(found);
    (isTooBig ? part("cancel") : part("title")).focus();
  }

  function complain(isMissing) {
    part("missing").hidden = !isMissing;
    part("title").setAttribute("aria-invalid", isMissing);
    if (isMissing) part("title").focus();
  }

  /* Open the dialog and return what was chosen: 'fill' with its options, 'text' or ''. */
  function ask(found, options) {
    return new Promise((resolve) => {
      const restore = keepSelection(options.target);
      dialog.returnValue = "";
      dialog.showModal();
      if (found) {
        show(found, options);
      } else {
        for (const each of dialog.querySelectorAll("[data-if]")) each.hidden = each.dataset.if !== "waiting";
        part("heading").textContent = dialog.dataset.waiting;
        part("none").hidden = true;
        part("paste").value = "";
        part("paste").focus();
      }
      dialog.onpaste = (event) => {
        if (event.target !== part("paste")) return;
        event.preventDefault();
        const pasted = tableIn(textsOf(event.clipboardData));
        part("none").hidden = isTable(pasted, 1);
        if (!isTable(pasted, 1)) return;
        found = pasted;
        show(found, options);
      };
      dialog.onclose = () => {
        restore();
        const chosen = {
          hasHeadings: part("headings").checked,
          namesRows: part("names").checked,
          title: part("title").value.trim(),
        };
        resolve({ answer: dialog.returnValue, found, chosen });
      };
    });
  }

  /* Return what puts the cursor back where it was: a rich text forgets it when the dialog takes the focus. */
  function keepSelection(target) {
    const editor = target && window.pastedHtml.editorOf(target);
    if (!editor) return () => {};
    const selection = editor.getEditorState().getSelection();
    return () => {
      const state = editor.getEditorState();
      editor.onChange(state.constructor.forceSelection(state, selection.set("hasFocus", true)));
    };
  }

  function start() {
    dialog = document.getElementById("paste-table");
    dialog?.addEventListener("submit", (event) => {
      if (event.submitter?.value !== "fill") return;
      const isMissing = !part("title").value.trim();
      complain(isMissing);
      if (isMissing) event.preventDefault();
    });
  }

  /* -- Filling -- */

  function tellForm(block) {
    for (const name of ["input", "change"]) {
      block.captionInput.dispatchEvent(new Event(name, { bubbles: true }));
    }
  }

  /* Say what was done in the block, and offer to take it back until something else is typed there. */
  function offerUndo(block, words, undo) {
    const bar = block.container[0].querySelector("[data-paste-table-done]");
    const button = bar.querySelector("[data-undo]");
    bar.querySelector("[role=status]").textContent = words;
    button.hidden = false;
    const end = () => {
      button.hidden = true;
      bar.querySelector("[role=status]").textContent = "";
      block.container[0].removeEventListener("beforeinput", end);
      block.container[0].removeEventListener("keydown", onKey, { capture: true });
    };
    const takeBack = () => {
      end();
      undo();
    };
    const onKey = (event) => {
      if (!UNDO_KEY(event)) return;
      event.preventDefault();
      event.stopPropagation();
      takeBack();
    };
    button.onclick = takeBack;
    block.container[0].addEventListener("beforeinput", end);
    block.container[0].addEventListener("keydown", onKey, { capture: true });
    block.captionInput.focus();
  }

  const told = (state) => dialog.dataset.done.replace("{size}", sizeOf(state.rows.length, state.columns.length));

  async function fill(block, found, target) {
    const isFilled = block.columns.length > 0;
    const options = {
      place: isFilled ? "filled" : "empty",
      target,
      title: block.captionInput.value,
      most: block.blockDef.meta.mostCells,
    };
    const { answer, found: asked, chosen } = await ask(found, options);
    if (answer === "text") pasteAsText(target, found);
    if (answer !== "fill") return;
    const before = block.getState();
    const state = stateOf(asked, chosen);
    block.setState(state);
    tellForm(block);
    offerUndo(block, told(state), () => {
      block.setState(before);
      tellForm(block);
      block.captionInput.focus();
    });
  }

  async function addBelow(stream, found, target) {
    const { meta } = stream.blockDef.childBlockDefsByName.table;
    const { answer, chosen } = await ask(found, { place: "below", target, title: "", most: meta.mostCells });
    if (answer === "text") pasteAsText(target, found);
    if (answer !== "fill") return;
    const index = stream.children.findIndex(({ element }) => element.contains(target));
    const state = stateOf(found, chosen);
    if (found.rest) passOn(target, { html: found.rest, text: "" });
    const child = stream.insert({ type: "table", value: state, id: crypto.randomUUID?.() }, index + 1);
    tellForm(child.block);
    offerUndo(child.block, told(state), () => {
      stream.deleteBlock(stream.children.indexOf(child));
      tellForm(child.block);
      target.focus();
    });
  }

  function pasteAsText(target, found) {
    if (target.isContentEditable) {
      passOn(target, found.clipboard);
    } else {
      const text = found.grid.map((row) => row.map((cell) => cell.text).join(" · ")).join("; ");
      target.focus();
      target.setRangeText(text, target.selectionStart, target.selectionEnd, "end");
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /* Paste into a rich text what this script has held back. */
  function passOn(target, { html, text }) {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    target.focus();
    isPassedOn = true;
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    isPassedOn = false;
  }

  const textsOf = (data) => ({ html: data.getData("text/html"), text: data.getData("text/plain") });

  /* The stream of blocks around a rich text, if it has tables. */
  function streamOf(element) {
    if (!element.closest("[data-draftail-editor-wrapper]")) return null;
    const roots = [...document.querySelectorAll('[id$="-root"]')].filter((root) => root.rootBlock && root.contains(element));
    const stream = roots.at(-1)?.rootBlock;
    return stream?.blockDef.childBlockDefsByName?.table ? stream : null;
  }

  // Before paste.js, which listens on the document.
  window.addEventListener(
    "paste",
    (event) => {
      if (isPassedOn || !dialog || !event.clipboardData || !event.target.closest) return;
      const block = blocks.get(event.target.closest(".typed-table-block"));
      const stream = block ? null : streamOf(event.target);
      if (!block && !stream) return;
      const clipboard = textsOf(event.clipboardData);
      const found = tableIn(clipboard);
      if (!isTable(found, block ? 1 : 2)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const target = event.target.closest("[contenteditable=true], input, textarea") ?? event.target;
      found.clipboard = clipboard;
      if (block) fill(block, found, target);
      else addBelow(stream, found, target);
    },
    { capture: true },
  );

  class DataTableBlockDefinition extends window.telepath.constructors[BASE] {
    render(...values) {
      const block = super.render(...values);
      const [container] = block.container;
      blocks.set(container, block);
      // Where a copied table can be pasted at once; Wagtail's is the button of a first column.
      block.focus = () => block.captionInput.focus();
      // Wagtail's state has the caption of the last save, that of a duplicate none.
      for (const name of ["getState", "getDuplicatedState"]) {
        const original = block[name];
        block[name] = () => ({ ...original.call(block), caption: block.captionInput.value });
      }
      const template = document.getElementById("paste-table-bar");
      if (template) {
        const bar = template.content.cloneNode(true);
        bar.querySelector("[data-paste-table]").addEventListener("click", () => fill(block, null, null));
        container.querySelector(".typed-table-block__wrapper").before(bar);
      }
      return block;
    }
  }
  window.telepath.register("pages.blocks.DataTableBlock", DataTableBlockDefinition);

  document.addEventListener("DOMContentLoaded", start);
})();
