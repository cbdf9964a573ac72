/* Keeps bold, italics and links of text that is pasted into the rich text editor.

   Google Docs, Outlook and others write bold and italics as inline styles, within a <b> that is not
   bold. The admin's policy keeps the browser from reading inline styles, and the editor would see
   that <b> only. Here the styles are read as text, and the editor is given <b> and <i> instead. */
(() => {
  "use strict";

  const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;
  const STYLE = /(\s)style(?=\s*=)/gi;
  const READ = "data-read-style"; // what the browser does not take for a style, nor report
  const REDIRECT = /^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?/i;

  const isBold = (weight) => weight.startsWith("bold") || parseInt(weight, 10) >= 600;
  const isItalic = (style) => /^(italic|oblique)/.test(style);

  const MARKS = [
    { tag: "b", others: "b, strong", property: "font-weight", isSet: isBold },
    { tag: "i", others: "i, em", property: "font-style", isSet: isItalic },
  ];

  function declared(element, property) {
    for (const declaration of (element.getAttribute(READ) ?? "").split(";")) {
      const [name, value = ""] = declaration.split(":");
      if (name.trim().toLowerCase() === property) return value.trim().toLowerCase();
    }
    return "";
  }

  /* Whether a text is to be bold, or italic: what the nearest element around it says. */
  function isMarked(text, { others, property, isSet }) {
    for (let element = text.parentElement; element; element = element.parentElement) {
      const value = declared(element, property);
      if (value && value !== "inherit") return isSet(value);
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

  /* The address that a link of Google leads to. */
  function straighten(link) {
    if (!REDIRECT.test(link.getAttribute("href"))) return;
    const asked = new URL(link.getAttribute("href")).searchParams;
    const target = asked.get("q") ?? asked.get("url");
    if (/^(https?|mailto):/i.test(target)) link.setAttribute("href", target);
  }

  function cleaned(html) {
    const readable = html.replace(TAG, (tag) => tag.replace(STYLE, `$1${READ}`));
    const { body } = new DOMParser().parseFromString(readable, "text/html");
    if (readable !== html) markTexts(body);
    for (const element of body.querySelectorAll(`[${READ}]`)) element.removeAttribute(READ);
    for (const link of body.querySelectorAll("a[href]")) straighten(link);
    return body.innerHTML;
  }

  // Before the editor, which listens further up.
  document.addEventListener(
    "paste",
    (event) => {
      const html = event.clipboardData?.getData("text/html");
      if (!html || !event.target.closest?.(".Draftail-Editor")) return;
      const data = new DataTransfer();
      data.setData("text/plain", event.clipboardData.getData("text/plain"));
      data.setData("text/html", cleaned(html));
      Object.defineProperty(event, "clipboardData", { value: data });
    },
    { capture: true },
  );
})();
