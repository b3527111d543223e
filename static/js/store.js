// Values that outlive a reload, for this tab alone. A browser that refuses storage costs the convenience and nothing else.

export class TabStore {
  constructor(prefix) {
    this.prefix = prefix;
  }

  read(key, fallback) {
    try {
      return JSON.parse(sessionStorage.getItem(this.prefix + key)) ?? fallback;
    } catch {
      return fallback;
    }
  }

  write(key, value) {
    try {
      if (value === null || value === "") sessionStorage.removeItem(this.prefix + key);
      else sessionStorage.setItem(this.prefix + key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the value stays in memory.
    }
  }
}
