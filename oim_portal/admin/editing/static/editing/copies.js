// Copies of text in this browser's storage: one for each user, URL and opening of the form
// there. Those that the server has confirmed (receipts.py) are removed at once.
window.unsavedText = (() => {
  const PREFIX = "unsaved-text:";
  const RECEIPT = "saved-text-";
  const KEEP_FOR = 7 * 24 * 60 * 60 * 1000; // milliseconds

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const keysOf = (person) => `${PREFIX}${person}:`;

  function read(key) {
    try {
      const copy = JSON.parse(localStorage.getItem(key));
      return Array.isArray(copy?.entries) ? copy : null;
    } catch {
      return null;
    }
  }

  // Returns whether the copy can be read back: storage may be full, or not allowed.
  function write(key, copy) {
    const text = JSON.stringify(copy);
    try {
      localStorage.setItem(key, text);
      return localStorage.getItem(key) === text;
    } catch {
      return false;
    }
  }

  const remove = (key) => localStorage.removeItem(key);

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

  for (const cookie of document.cookie.split("; ")) {
    if (!cookie.startsWith(RECEIPT)) continue;
    const [name] = cookie.split("=");
    const id = name.slice(RECEIPT.length);
    for (const [key, copy] of all()) if (copy.id === id) remove(key);
    document.cookie = `${name}=; path=/admin/; max-age=0`;
  }

  return {
    all,
    newId,
    read,
    remove,
    write,
    keysAt: (person, path) => `${keysOf(person)}${path}:`,
    removeAllOf: (person) => {
      for (const key of keys()) if (key.startsWith(keysOf(person))) remove(key);
    },
  };
})();
