/* Keeps what is pasted into the rich text editor as it was seen where it was copied.

   Google Docs, Outlook and others write bold and italics as inline styles, within a <b> that is not
   bold. The admin's policy keeps the browser from reading inline styles, and the editor would see
   that <b> only. Here the styles are read as text, and the editor is given <b> and <i> instead.

   The editor takes '1. ', 'a. ' or '•' at the beginning of a line for a list and drops them, also
   where a field has no lists, and of lines that stood there before; it runs the cells of a table
   together. Here lists without a place become lines with their marks, tables a line for each row,
   and a guard that is taken away afterwards keeps what is no list from being taken for one.

   Upstream: https://github.com/wagtail/wagtail/issues/9151. */
(() => {
  "use strict";

  const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;
  const STYLE = /(\s)style(?=\s*=)/gi;
  const READ = "data-read-style"; // what the browser does not take for a style, nor report
  const REDIRECT =
    /^https?:\/\/(?:(?:www\.)?google\.[a-z.]+\/url|[\w.-]+\.safelinks\.protection\.outlook\.com\/)[^?]*\?/i;
  const FRAGMENT = "data-draftjs-conductor-fragment"; // what the editor itself has copied
  const SEPARATOR = " · "; // between the cells of a row
  const BLOCKS = "address, blockquote, div, dd, dt, h1, h2, h3, h4, h5, h6, li, ol, p, pre, table, ul";
  const BULLETS = ["•", "◦"];
  // What the editor knows no lines of: 'a' and 'b' would become 'ab'.
  const UNKNOWN =
    "address, article, aside, center, details, dd, dl, dt, figcaption, figure, footer, form, header, main, nav, section, summary";

  // At the beginning of a line: what the editor makes a list of (Draftail, `filterPaste`).
  const NUMBERED = /^(?:1?\d|[a-z]|x?(?:i|ii|iii|iv|v|vi|vii|viii|ix|x))\.[ \t\n]/;
  const BULLETED = /^(?:[·§][ \n]|•\t?|◦|◾|\uf0a7\t)/u;
  const TABBED_MARK = /^((?:\d+|[a-z]+)[.)]|[·•◦§o-])\t/;
  const WORD_O = /^o[ \t\n]/; // a bullet of Word's, and 'or' in Spanish
  const GUARD = "\ue000"; // for private use: no text has it
  // The editor's own sign of a picture, which it takes for a blank, and what stands for it.
  const CAMERA = "📷";
  const CAMERA_GUARD = "\ue001";

  const isBold = (weight) => weight.startsWith("bold") || parseInt(weight, 10) >= 600;
  const isItalic = (style) => /^(italic|oblique)/.test(style);

  const MARKS = [
    { tag: "b", others: "b, strong", property: "font-weight", isSet: isBold },
    { tag: "i", others: "i, em", property: "font-style", isSet: isItalic },
    { tag: "sub", others: "sub", property: "vertical-align", isSet: (value) => value === "sub" },
    { tag: "sup", others: "sup", property: "vertical-align", isSet: (value) => value === "super" },
  ];

  function declared(element, property) {
    for (const declaration of (element.getAttribute(READ) ?? "").split(";")) {
      const [name, value = ""] = declaration.split(":");
      if (name.trim().toLowerCase() === property) return value.trim().toLowerCase();
    }
    return "";
  }

  /* Whether a text is to be bold, italic or lower: what the nearest element around it says. */
  function isMarked(text, { others, property, isSet }) {
    for (let element = text.parentElement; element; element = element.parentElement) {
      const value = declared(element, property);
      if (value && !["inherit", "baseline"].includes(value)) return isSet(value);
      if (element.matches(others)) return true;
    }
    return false;
  }

  function textsOf(body) {
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    return texts.filter((text) => text.data.trim() && !text.parentElement.closest("style, script"));
  }

  function markTexts(body) {
    const marksOf = (text) => MARKS.filter((mark) => isMarked(text, mark));
    const marked = textsOf(body).map((text) => [text, marksOf(text)]);
    for (const element of body.querySelectorAll(MARKS.map(({ others }) => others).join())) {
      element.replaceWith(...element.childNodes);
    }
    for (const [text, marks] of marked) {
      for (const { tag } of marks) {
        const element = body.ownerDocument.createElement(tag);
        text.replaceWith(element);
        element.append(text);
      }
    }
  }

  /* The address that a link of Google or Outlook leads to. */
  function straighten(link) {
    if (!REDIRECT.test(link.getAttribute("href"))) return;
    const asked = new URL(link.getAttribute("href")).searchParams;
    const target = asked.get("q") ?? asked.get("url");
    if (/^(https?|mailto):/i.test(target)) link.setAttribute("href", target);
  }

  function editorOf(element) {
    const wrapper = element.closest?.("[data-draftail-editor-wrapper]");
    const fields = [...(wrapper?.parentElement.children ?? [])];
    return fields.find((each) => each.draftailEditor)?.draftailEditor;
  }

  /* The beginning of a line that would be lost; "" where there is none. */
  function lostMark(line, types) {
    const [mark = ""] =
      WORD_O.exec(line) ??
      (types.has("ordered-list-item") ? null : NUMBERED.exec(line)) ??
      (types.has("unordered-list-item") ? null : BULLETED.exec(line)) ??
      [];
    return mark;
  }

  /* A line of plain text: cells, as a spreadsheet parts them, apart. */
  function guarded(line, types) {
    const text = line.trimStart().replace(TABBED_MARK, "$1 ").replaceAll("\t", SEPARATOR);
    const indent = line.slice(0, line.length - line.trimStart().length).replaceAll("\t", " ");
    return lostMark(text, types) ? GUARD + text : indent + asBullet(text);
  }

  /* The editor leaves the blank after '•' where it makes an item of a list; after '·' it does not. */
  function asBullet(line) {
    return line.replace(/^•\s+/, "· ");
  }

  function guardLines(body, types) {
    for (const block of body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6, blockquote")) {
      const [first] = textsOf(block);
      if (!first || block.querySelector(BLOCKS)) continue;
      const isLost = lostMark(block.textContent.trimStart(), types);
      const line = first.data.trimStart();
      if (isLost) first.data = line;
      if (isLost) block.prepend(GUARD);
      else if (line.startsWith("•")) first.data = asBullet(line);
    }
    // Text without a block around it.
    if (!body.querySelector(BLOCKS)) {
      if (lostMark(body.textContent.trimStart(), types)) body.prepend(GUARD);
    }
  }

  /* What the editor has copied itself, as its own data say. */
  function guardFragment(body, types) {
    for (const element of body.querySelectorAll(`[${FRAGMENT}]`)) {
      const content = JSON.parse(element.getAttribute(FRAGMENT));
      for (const block of content.blocks) {
        if (block.type !== "unstyled" || !lostMark(block.text, types)) continue;
        block.text = `${GUARD}${block.text}`;
        for (const range of [...block.inlineStyleRanges, ...block.entityRanges]) range.offset += 1;
      }
      element.setAttribute(FRAGMENT, JSON.stringify(content));
    }
  }

  function paragraph(body, ...nodes) {
    const made = body.ownerDocument.createElement("p");
    made.append(...nodes);
    return made;
  }

  /* Word writes lists as paragraphs that begin with their mark. */
  function readListsOfWord(body, types) {
    for (const mark of body.querySelectorAll(`[${READ}*="mso-list:Ignore" i]`)) {
      const line = mark.closest("p, h1, h2, h3, h4, h5, h6");
      const sign = mark.textContent.trim();
      mark.remove();
      if (!line) continue;
      const kind = /[0-9a-z]/i.test(sign) && sign !== "o" ? "ol" : "ul";
      const type = kind === "ol" ? "ordered-list-item" : "unordered-list-item";
      if (!types.has(type)) {
        line.prepend(`${kind === "ol" ? sign : BULLETS[0]} `);
        continue;
      }
      const before = line.previousElementSibling;
      const list = before?.matches(kind) ? before : body.ownerDocument.createElement(kind);
      if (list !== before) line.before(list);
      const item = body.ownerDocument.createElement("li");
      item.append(...line.childNodes);
      list.append(item);
      line.remove();
    }
  }

  function markOf(item, depth) {
    const list = item.parentElement;
    if (!list.matches("ol")) return BULLETS[Math.min(depth, 1)];
    const before = [...list.children].filter((each) => each.matches("li"));
    const start = parseInt(list.getAttribute("start") ?? "1", 10) || 1;
    // The nearest item up to this one that says its number counts.
    const upTo = before.slice(0, before.indexOf(item) + 1);
    const told = upTo.findLastIndex((each) => parseInt(each.getAttribute("value"), 10));
    const first = told < 0 ? start : parseInt(upTo[told].getAttribute("value"), 10);
    const number = first + upTo.length - 1 - Math.max(told, 0);
    const style = declared(item, "list-style-type") || declared(list, "list-style-type");
    const isLetter =
      number <= 26 && (/alpha|latin/.test(style) || /^a$/i.test(list.getAttribute("type") ?? ""));
    const isCapital = /^upper/.test(style) || list.getAttribute("type") === "A";
    const letter = String.fromCharCode(96 + number);
    return `${isLetter ? (isCapital ? letter.toUpperCase() : letter) : number}.`;
  }

  /* Lists that the field has no place for, as lines with their marks. */
  function writeOutLists(body, types) {
    const isLost = (list) =>
      !types.has(list.matches("ol") ? "ordered-list-item" : "unordered-list-item");
    const lists = [...body.querySelectorAll("ol, ul")].filter(isLost);
    const items = lists.flatMap((list) => [...list.children].filter((each) => each.matches("li")));
    const depthOf = (item) => {
      let depth = -1;
      for (let list = item; list; list = list.parentElement.closest("ol, ul")) depth += 1;
      return depth - 1;
    };
    const marks = items.map((item) => markOf(item, depthOf(item)));
    items.forEach((item, index) => {
      const inner = item.querySelector("p, div") ?? item;
      inner.prepend(`${marks[index]} `);
    });
    for (const item of items.reverse()) {
      const parts = [...item.childNodes];
      const own = parts.filter((part) => !part.matches?.("ol, ul"));
      const below = parts.filter((part) => part.matches?.("ol, ul"));
      const isBlock = own.some((part) => part.matches?.(BLOCKS));
      item.replaceWith(...(isBlock ? own : [paragraph(body, ...own)]), ...below);
    }
    for (const list of lists.reverse()) list.replaceWith(...list.childNodes);
  }

  /* A line for each row of a table; what stands in a cell loses its own lines. */
  function writeOutTables(body) {
    for (const table of [...body.querySelectorAll("table")].reverse()) {
      const lines = [...table.rows].map((row) => {
        const cells = [...row.cells].map((cell) => {
          for (const block of [...cell.querySelectorAll(`${BLOCKS}, br`)].reverse()) {
            block.replaceWith(" ", ...block.childNodes, " ");
          }
          cell.normalize();
          const texts = textsOf(cell);
          if (!texts.length) return [];
          for (const each of texts) each.data = each.data.replace(/\s+/g, " ");
          texts[0].data = texts[0].data.trimStart();
          texts.at(-1).data = texts.at(-1).data.trimEnd();
          const isBlank = (node) => node.nodeType === Node.TEXT_NODE && !node.data.trim();
          if (isBlank(cell.firstChild)) cell.firstChild.remove();
          if (isBlank(cell.lastChild)) cell.lastChild.remove();
          return [...cell.childNodes];
        });
        const parts = cells.flatMap((cell, index) => (index ? [SEPARATOR, ...cell] : cell));
        if (!cells[0]?.length) parts[0] = SEPARATOR.trimStart();
        return paragraph(body, GUARD, ...parts); // a row is no item of a list
      });
      const title = table.caption ? [paragraph(body, ...table.caption.childNodes)] : [];
      table.replaceWith(...title, ...lines.filter((line) => /[^\s·\ue000]/.test(line.textContent)));
    }
  }

  /* Each line as a paragraph: of what is preformatted, of unknown elements, beside other blocks. */
  function writeOutLines(body) {
    for (const element of body.querySelectorAll("pre")) {
      const lines = element.textContent.replace(/\n$/, "").split("\n");
      element.replaceWith(...lines.map((line) => paragraph(body, line.replaceAll("\t", SEPARATOR))));
    }
    for (const element of [...body.querySelectorAll(UNKNOWN)].reverse()) {
      const made = body.ownerDocument.createElement("div");
      made.append(...element.childNodes);
      element.replaceWith(made);
    }
    const isBlock = (node) => node.matches?.(BLOCKS);
    for (const element of [...body.querySelectorAll("div"), body].reverse()) {
      const nodes = [...element.childNodes];
      if (!nodes.some(isBlock)) {
        // Divs that stand one after the other are one line to the editor.
        if (element !== body) element.replaceWith(paragraph(body, ...nodes));
        continue;
      }
      let line = null;
      for (const node of nodes) {
        if (isBlock(node)) line = null;
        else if (line) line.append(node);
        else if (node.textContent.trim()) {
          line = paragraph(body);
          node.before(line);
          line.append(node);
        }
      }
      if (element !== body) element.replaceWith(...element.childNodes);
    }
  }

  /* The body of a copied page, whose texts are in <b> and <i> as they looked; no style is live. */
  function read(html) {
    const readable = html.replace(TAG, (tag) => tag.replace(STYLE, `$1${READ}`));
    const { body } = new DOMParser().parseFromString(readable, "text/html");
    if (body.querySelector(`[${READ}]`)) markTexts(body);
    for (const link of body.querySelectorAll("a[href]")) straighten(link);
    return body;
  }

  function cleaned(html, types) {
    const body = read(html.replaceAll(CAMERA, CAMERA_GUARD));
    if (body.querySelector(`[${FRAGMENT}]`)) {
      guardFragment(body, types);
    } else {
      readListsOfWord(body, types);
      writeOutTables(body);
      writeOutLists(body, types);
      writeOutLines(body);
    }
    for (const element of body.querySelectorAll(`[${READ}]`)) element.removeAttribute(READ);
    guardLines(body, types);
    return body.innerHTML;
  }

  /* Take the guards away, and give lines that stood there before their marks again. */
  function repair(editor, types, before, selection) {
    const state = editor.getEditorState();
    const content = state.getCurrentContent();
    let caret = state.getSelection();
    const blocks = content.getBlockMap().map((block) => {
      const text = block.getText();
      const old = before.getBlockForKey(block.getKey());
      if (old && selection.getStartKey() !== old.getKey()) return old; // nothing came here
      const mark = old?.getType() === "unstyled" ? lostMark(old.getText(), types) : "";
      const end = old ? selection.getStartOffset() : 0;
      const isLost =
        mark && end >= mark.length && text.startsWith(old.getText().slice(mark.length, end));
      const regained = isLost && !text.startsWith(mark) ? mark : "";
      if (!regained && !text.includes(GUARD) && !text.includes(CAMERA_GUARD)) return block;
      const written = (part) => part.replaceAll(GUARD, "").replaceAll(CAMERA_GUARD, CAMERA);
      const moved = (offset) => regained.length + written(text.slice(0, offset)).length;
      if (caret.isCollapsed() && caret.getAnchorKey() === block.getKey()) {
        const offset = moved(caret.getAnchorOffset());
        caret = caret.merge({ anchorOffset: offset, focusOffset: offset });
      }
      const letters = block
        .getCharacterList()
        .flatMap((letter, index) => Array(written(text[index]).length).fill(letter));
      return block.merge({
        ...(regained ? { type: old.getType(), depth: old.getDepth() } : {}),
        text: regained + written(text),
        characterList: regained
          ? old.getCharacterList().slice(0, regained.length).concat(letters)
          : letters,
      });
    });
    if (blocks.equals(content.getBlockMap())) return;
    editor.onChange(
      state.constructor.set(state, {
        currentContent: content.merge({ blockMap: blocks }),
        lastChangeType: "insert-characters", // not to be filtered once more
        selection: caret,
      }),
    );
  }

  // For tables that become blocks (pages/static/pages/tables.js).
  window.pastedHtml = { read, editorOf, styleOf: (element) => element.getAttribute(READ) ?? "" };

  // Before the editor, which listens further up.
  document.addEventListener(
    "paste",
    (event) => {
      const editor = editorOf(event.target);
      const html = event.clipboardData?.getData("text/html");
      const text = event.clipboardData?.getData("text/plain");
      if (!editor || !(html || text)) return;
      const types = new Set((editor.props.blockTypes ?? []).map(({ type }) => type));
      const before = editor.getEditorState();
      const data = new DataTransfer();
      const lines = text.replaceAll(CAMERA, CAMERA_GUARD).split(/\r\n|\r|\n/);
      data.setData("text/plain", lines.map((line) => guarded(line, types)).join("\n"));
      if (html) data.setData("text/html", cleaned(html, types));
      Object.defineProperty(event, "clipboardData", { value: data });
      setTimeout(() => {
        repair(editor, types, before.getCurrentContent(), before.getSelection());
      });
    },
    { capture: true },
  );
})();
