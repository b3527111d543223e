// Somebody who has a keyboard and nothing else: they press keys, and know what has the focus. At every stop it is looked whether the focus can be seen.

const MOST_STOPS = 200;
const PATIENCE_MS = 120_000; // passwords are hashed with care, and behind everything else

// In the page: what has the focus, as its user would name it, and where it stands; null for nothing.
function stop() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const label = element.closest("label");
  const text = (one) => one?.textContent.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim() ?? "";
  const labelled = element.getAttribute("aria-labelledby")?.split(" ").map((id) => text(document.getElementById(id))).join(" ");
  const ofForm = element.matches("input, select, textarea");
  const name = labelled || element.getAttribute("aria-label") || (ofForm ? text(element.labels?.[0]) : text(element)) || element.title || "";
  const roles = { A: "link", BUTTON: "button", SELECT: "combobox", TEXTAREA: "textbox", SUMMARY: "summary", INPUT: { radio: "radio", checkbox: "checkbox", file: "file", search: "searchbox", date: "date" }[element.type] ?? "textbox" };
  window.stops ??= new Map();
  if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
  // What is only there for programs (a file's input) shows its label.
  const shown = element.matches(".unseen") && label ? label : element;
  const { left, top, right, bottom } = shown.getBoundingClientRect();
  return { key: window.stops.get(element), role: element.getAttribute("role") || roles[element.tagName] || element.tagName.toLowerCase(), name, id: element.id, box: { left, top, right, bottom } };
}

// In the page: is it within the window, and does nothing else cover all of it?
function hidden() {
  const element = document.activeElement;
  const shown = element.matches(".unseen") ? element.closest("label") ?? element : element;
  const boxes = [...shown.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  const points = boxes.flatMap(({ left, top, right, bottom }) => [(left + right) / 2, left + 3, right - 3].flatMap((x) => [top + 3, (top + bottom) / 2, bottom - 3].map((y) => [x, y])));
  // Of a tall one only its first lines may be there, and its corners are round.
  const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  if (!inside.length) return "stands outside of the window";
  const isHit = ([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (shown.contains(hit) || hit.contains(shown) && hit !== document.body && hit.matches("label") || element.closest("label")?.contains(hit));
  };
  return inside.some(isHit) ? null : "is covered";
}

// In the page: how what has the focus looks, kept to be compared with how it looks when it has lost it.
function remember() {
  const parts = (element) => [element, element.parentElement, element.parentElement?.parentElement].filter(Boolean);
  const look = (element) => JSON.stringify(parts(element).map((part) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, textDecorationLine } = getComputedStyle(part);
    return [outlineStyle === "none" ? "" : `${outlineStyle} ${outlineWidth} ${outlineColor}`, boxShadow, borderColor, backgroundColor, textDecorationLine];
  }));
  const before = window.looked;
  const element = document.activeElement;
  window.looked = element && element !== document.body ? { element, look: look(element) } : null;
  if (!before || before.element === element || !before.element.isConnected || !before.element.checkVisibility({ visibilityProperty: true })) return null;
  return before.look === look(before.element) ? window.stops.get(before.element) ?? -1 : null;
}

// In the page: all that Tab should come to, in the order of the document. Of a group of radio buttons one.
function reachable() {
  window.stops ??= new Map();
  const candidates = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]");
  const groups = new Set();
  return [...candidates].filter((element) => {
    if (element.disabled || element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true }) || element.closest("[inert]")) return false;
    if (element.type !== "radio") return true;
    const group = `${element.form?.action} ${element.name}`;
    const chosen = element.form?.elements[element.name]?.value;
    if (chosen ? !element.checked : groups.has(group)) return false;
    groups.add(group);
    return true;
  }).map((element) => {
    if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
    return { key: window.stops.get(element), name: `${element.tagName.toLowerCase()}${element.id && `#${element.id}`} ${element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 40)}`, radio: element.type === "radio" };
  });
}

// In the page: nothing has the focus, and Tab begins at the first.
function beforeTheFirst() {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}

export class Keys {
  constructor(page) {
    Object.assign(this, { page, faults: [] });
  }

  press(key) { return this.page.keyboard.press(key); }
  type(text) { return this.page.keyboard.type(text); }
  focused() { return this.page.evaluate(stop); }

  blame(what) {
    const fault = `${new URL(this.page.url()).pathname.replace(/\d+/g, "N")}: ${what}`;
    if (!this.faults.includes(fault)) this.faults.push(fault);
  }

  // One step, and a look at where it led.
  async tab({ back = false } = {}) {
    const before = await this.page.evaluate(stop);
    await this.page.evaluate(remember);
    await this.press(back ? "Shift+Tab" : "Tab");
    const now = await this.page.evaluate(stop);
    if (await this.page.evaluate(remember) !== null && before) this.blame(`nothing shows that ${before.role} "${before.name}" has the focus`);
    if (!now) return null;
    const fault = await this.page.evaluate(hidden);
    if (fault) this.blame(`${now.role} "${now.name}" has the focus and ${fault}`);
    if (before && !back) await this.compare(before, now);
    return now;
  }

  // From above to below: what comes next does not stand above, in the same column.
  async compare(before, now) {
    const again = await this.page.evaluate((key) => {
      const element = [...(window.stops ?? [])].find(([, one]) => one === key)?.[0];
      if (!element?.isConnected || element.closest(".skip")) return null;
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return { left, top, right, bottom };
    }, before.key);
    if (!again || again.bottom === again.top || now.key < before.key) return;
    const sameColumn = Math.min(again.right, now.box.right) - Math.max(again.left, now.box.left) > 8;
    if (sameColumn && now.box.bottom <= again.top + 1) this.blame(`"${now.name}" comes after "${before.name}" and stands above it`);
  }

  // By Tab (or Shift+Tab) until it has the focus. `name`: a text it begins with, or a pattern.
  async to(role, name, { back = false } = {}) {
    const passed = [];
    const isIt = (one) => one && one.role === role && (name instanceof RegExp ? name.test(one.name) : one.name.startsWith(name));
    for (let step = 0; step < MOST_STOPS; step += 1) {
      const now = await this.tab({ back });
      if (isIt(now)) return now;
      passed.push(now && `${now.role} "${now.name}"`);
    }
    throw new Error(`Tab does not lead to ${role} "${name}". It led to: ${[...new Set(passed)].join(", ")}`);
  }

  // By the arrow keys, within a menu or a list.
  async arrowTo(name, key = "ArrowDown") {
    for (let step = 0; step < MOST_STOPS; step += 1) {
      const now = await this.focused();
      if (now?.name.startsWith(name)) return now;
      await this.press(key);
    }
    throw new Error(`${key} does not lead to "${name}"`);
  }

  // Presses what leads to another page.
  async leads(key = "Enter") {
    const answered = this.page.waitForEvent("framenavigated", { predicate: (frame) => frame === this.page.mainFrame(), timeout: PATIENCE_MS });
    await this.press(key);
    await answered;
    await this.page.waitForLoadState("domcontentloaded");
  }

  // As many steps as the last round took to the last: from there it goes back.
  async last() {
    for (let step = 0; step < this.stops; step += 1) await this.press("Tab");
    return (await this.focused()).key;
  }

  // Once round the page. Everything is come to, in its order, and at the end one is out of it again. Backwards after a round forwards.
  async round({ back = false } = {}) {
    await this.page.evaluate(beforeTheFirst);
    const wanted = await this.page.evaluate(reachable);
    const passed = [];
    if (back) passed.push(await this.last());
    for (let step = 0; step < wanted.length + MOST_STOPS; step += 1) {
      const now = await this.tab({ back });
      if (!now || passed.includes(now.key)) break;
      passed.push(now.key);
    }
    // What a script has put others in the place of meanwhile was not there to be come to.
    const there = await this.page.evaluate(() => [...window.stops].filter(([element]) => element.isConnected).map(([, key]) => key));
    const missed = wanted.filter(({ key }) => !passed.includes(key) && there.includes(key));
    for (const { name } of missed) this.blame(`Tab does not come to ${name}`);
    const order = passed.filter((key) => wanted.some((one) => one.key === key));
    const expected = wanted.filter(({ key }) => passed.includes(key)).map(({ key }) => key);
    if (String(order) !== String(back ? expected.reverse() : expected)) this.blame(`Tab goes in another order than the page: ${order}`);
    this.stops = passed.length;
    return passed.length;
  }
}
