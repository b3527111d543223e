// Values that outlive a reload. A browser that refuses storage costs the convenience and nothing else.

class Store {
  constructor(prefix, area) {
    Object.assign(this, { prefix, area });
  }

  read(key, fallback) {
    try {
      return JSON.parse(window[this.area].getItem(this.prefix + key)) ?? fallback;
    } catch {
      return fallback;
    }
  }

  write(key, value) {
    try {
      if (value === null || value === "") window[this.area].removeItem(this.prefix + key);
      else window[this.area].setItem(this.prefix + key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the value stays in memory.
    }
  }
}

// For this tab alone.
export class TabStore extends Store {
  constructor(prefix) {
    super(prefix, "sessionStorage");
  }
}

// For all tabs of this browser, until it is told to forget.
export class BrowserStore extends Store {
  constructor(prefix) {
    super(prefix, "localStorage");
  }
}
