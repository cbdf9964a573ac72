// Whether a form has the text of a copy, apart from what the server changes when it saves:
// numbers of new rows and blocks, keys of paragraphs, white space at the ends.
window.sameText = (() => {
  const NOT_TYPED = /-INITIAL_FORMS$|-\d+-id$/;
  const EMPTY = "[]"; // rich text, whether it was never touched or has been emptied

  function entity({ type, data }) {
    return [type, data.id ?? data.url ?? data];
  }

  function richText(value) {
    const { blocks, entityMap } = JSON.parse(value);
    if (blocks.every(({ text, type }) => !text.trim() && type === "unstyled")) return [];
    return blocks.map(({ text, type, depth, inlineStyleRanges, entityRanges }) => [
      text.trim(),
      type,
      depth,
      inlineStyleRanges.map(({ offset, length, style }) => `${offset} ${length} ${style}`).sort(),
      entityRanges.map(({ offset, length, key }) => [offset, length, entity(entityMap[key])]),
    ]);
  }

  function normal(value) {
    if (value === "null") return EMPTY;
    try {
      if (value.startsWith('{"')) return JSON.stringify(richText(value));
    } catch {
      // Not rich text.
    }
    return value.replace(/\r\n?/g, "\n").trim();
  }

  // The text of a list of names and values, by name.
  function byName(entries) {
    const values = new Map();
    for (const [name, value] of entries) {
      if (!NOT_TYPED.test(name)) values.set(name, `${values.get(name) ?? ""}${normal(value)}\0`);
    }
    return values;
  }

  // The names whose values differ between two lists, in one of which they may be missing.
  function differences(entries, others) {
    const [here, there] = [byName(entries), byName(others)];
    return [...new Set([...here.keys(), ...there.keys()])].filter(
      (name) => here.get(name) !== there.get(name),
    );
  }

  return { differences };
})();
