// The table of routes, asked which of its pages nobody looks at.
import { readFile } from "node:fs/promises";

// What answers with something that is no page of HTML.
const NO_PAGES = new Map([
  ["/moderation/cases/{id}/picture", "a picture"],
  ["/moderation/proofs/{id}/pictures/{part}", "a picture"],
  ["/market/orders/{id}/files/{file}/{until}/{key}", "a download"],
]);

async function pages() {
  const table = await readFile(new URL("../../../../fcgi/routes.cpp", import.meta.url), "utf8");
  return [...table.matchAll(/Route\{get,\s*"([^"]+)".*Answer::page/g)].map(([, pattern]) => pattern);
}

const expression = (pattern) => new RegExp(`^${pattern.replace(/\{#\w+\}/g, "\\d+").replace(/\{\w+\}/g, "[^/]+")}$`);

// The most exact of those that match, as the router takes it.
const exactness = (pattern) => pattern.split("/").filter((part) => !part.startsWith("{")).length + (pattern.includes("{#") ? 0.5 : 0);

// Patterns that none of these paths leads to.
export async function missingPages(paths) {
  const patterns = (await pages()).sort((a, b) => exactness(b) - exactness(a));
  const seen = new Set(paths.map((path) => patterns.find((pattern) => expression(pattern).test(path.split(/[?#]/)[0]))));
  return patterns.filter((pattern) => !seen.has(pattern) && !NO_PAGES.has(pattern));
}
