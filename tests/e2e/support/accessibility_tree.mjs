// The page as a screen reader gets it: the browser's accessibility tree, by roles and names, and nothing else. What is found is acted upon by focus and keys.
import { until } from "./protocol_v1.mjs";

const text = (value) => `${value?.value ?? ""}`.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();
const properties = (node) => Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value]));

export class Tree {
  static async of(page) {
    const tree = new Tree();
    Object.assign(tree, { page, devtools: await page.context().newCDPSession(page) });
    await tree.devtools.send("Accessibility.enable");
    await tree.devtools.send("DOM.enable");
    return tree;
  }

  // All that is not ignored, in reading order: { role, name, description, is: { level, live, invalid ... }, node, ancestors, within(role) }.
  async nodes() {
    const { nodes } = await this.devtools.send("Accessibility.getFullAXTree");
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const found = [];
    const visit = (node, ancestors) => {
      const one = { role: node.role?.value, name: text(node.name), description: text(node.description), value: text(node.value), is: properties(node), node, ancestors };
      if (!node.ignored) found.push(one);
      for (const child of (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean)) visit(child, node.ignored ? ancestors : [one, ...ancestors]);
    };
    for (const root of nodes.filter(({ parentId }) => !byId.has(parentId))) visit(root, []);
    return found;
  }

  // Of that role and name (a text or a pattern); waits for it.
  find(role, name, { within } = {}) {
    const isIt = (one) => one.role === role && (name instanceof RegExp ? name.test(one.name) : one.name === name) && (!within || one.ancestors.some((other) => other.role === within));
    return until(async () => (await this.nodes().catch(() => [])).find(isIt), `a ${role} "${name}"${within ? ` within a ${within}` : ""}`);
  }

  async focus(role, name, options) {
    const one = await this.find(role, name, options);
    await this.devtools.send("DOM.focus", { backendNodeId: one.node.backendDOMNodeId });
    return one;
  }

  async focused() {
    return (await this.nodes()).filter(({ is, role }) => is.focused && role !== "RootWebArea").at(-1);
  }

  async type(role, name, what) {
    await this.focus(role, name);
    await this.page.keyboard.type(what);
  }

  // A button or a link that leads to another page.
  async follow(role, name, options) {
    await this.focus(role, name, options);
    const answered = this.page.waitForEvent("framenavigated", (frame) => frame === this.page.mainFrame());
    await this.page.keyboard.press("Enter");
    await answered;
    await this.page.waitForLoadState("domcontentloaded");
  }
}

const CONTROLS = ["button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "menuitem", "slider", "spinbutton", "listbox", "option", "Date", "DisclosureTriangle", "dialog", "img", "image", "progressbar"];

// What somebody who hears the page would miss on any page. `landmarks`: those that it has once.
export async function faultsOf(tree, landmarks = ["main", "banner", "contentinfo"]) {
  const nodes = await tree.nodes();
  const faults = [];
  const all = (role) => nodes.filter((one) => one.role === role);
  for (const one of nodes) if (CONTROLS.includes(one.role) && !one.name) faults.push(`a ${one.role} without a name, in ${one.ancestors.slice(0, 3).map(({ role, name }) => `${role} "${name}"`).join(", ")}`);
  for (const role of landmarks) if (all(role).length !== 1) faults.push(`${all(role).length} times ${role}`);
  const navigations = all("navigation");
  if (!navigations.length) faults.push("no navigation");
  if (navigations.length > 1 && new Set(navigations.map(({ name }) => name)).size < navigations.length) faults.push("navigations of one name");
  const headings = all("heading").map(({ is, name }) => ({ level: is.level, name }));
  if (headings.filter(({ level }) => level === 1).length !== 1) faults.push(`headings of the first level: ${headings.filter(({ level }) => level === 1).map(({ name }) => name).join(", ")}`);
  for (const [at, { level, name }] of headings.entries()) if (level > (headings[at - 1]?.level ?? 0) + 1) faults.push(`heading "${name}" leaves out a level`);
  return faults;
}
