// Copies of text in this browser's storage: one for each user, URL and opening of the form there.
// A copy goes when the server says that its text has arrived (unsaved_text.py), by whatever way.
window.unsavedText = (() => {
  const PREFIX = "unsaved-text:";
  const KEEP_FOR = 7 * 24 * 60 * 60 * 1000; // milliseconds

  // A browser may allow no storage: then nothing is kept, and the form says so.
  function storage() {
    try {
      return window.localStorage ?? {};
    } catch {
      return {};
    }
  }

  const keys = () => Object.keys(storage()).filter((key) => key.startsWith(PREFIX));
  const keysOf = (person) => `${PREFIX}${person}:`;

  function read(key) {
    try {
      const copy = JSON.parse(storage().getItem(key));
      return Array.isArray(copy?.entries) ? copy : null;
    } catch {
      return null;
    }
  }

  // Returns whether the copy can be read back: storage may be full, or not allowed.
  function write(key, copy) {
    const text = JSON.stringify(copy);
    try {
      storage().setItem(key, text);
      return storage().getItem(key) === text;
    } catch {
      return false;
    }
  }

  const remove = (key) => storage().removeItem?.(key);

  // Returns all copies with their keys, and removes those that are too old or unreadable.
  function all() {
    return keys().flatMap((key) => {
      const copy = read(key);
      if (copy && Date.now() - copy.when <= KEEP_FOR) return [[key, copy]];
      remove(key);
      return [];
    });
  }

  function newId() {
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
    return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const idsOf = (person) =>
    all().flatMap(([key, { id }]) => (id && key.startsWith(keysOf(person)) ? [id] : []));

  function removeArrived(ids) {
    for (const [key, { id }] of all()) if (ids.includes(id)) remove(key);
  }

  return {
    all,
    idsOf,
    newId,
    read,
    remove,
    removeArrived,
    write,
    keysAt: (person, path) => `${keysOf(person)}${path}:`,
    removeAllOf: (person) => {
      for (const key of keys()) if (key.startsWith(keysOf(person))) remove(key);
    },
  };
})();
