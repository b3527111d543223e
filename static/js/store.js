// Values that outlive a reload, and what stands in the box when a page begins. A browser that refuses storage costs the convenience and nothing else.

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

// What the address brings (/share) comes before what was being written, once: loading the page again must not bring it again.
export function joinDraft(box, store) {
  const draft = store.read("draft", "");
  if (draft && box.value !== draft) box.value = [box.value, draft].filter(Boolean).join("\n");
  if (location.search.startsWith("?draft=")) history.replaceState(history.state, "", location.pathname + location.hash);
  store.write("draft", box.value);
}
