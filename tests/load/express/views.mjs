// Writes the lounge page of the product as an EJS view, so that both sides render the same markup: translated, not imitated, it stays
// the same when the templates change. Values are those of lounge_page.mjs.
import { readFileSync } from "node:fs";
import { join } from "node:path";

// {{>NAME}}: the template, and the variable that holds its values; a list where there are several.
const INCLUDES = {
  BODY: { file: "lounge.html" },
  TOOLS: { file: "_message_tools.html" },
  LINE: { file: "_line.html", each: "line" },
  MEMBER: { file: "_member.html", each: "member" },
  REACTION: { file: "_reaction.html", each: "reaction" },
  BLOCK: { file: "_block.html", each: "block" },
  RUN: { file: "_run.html", each: "run" },
  PREVIEW: { file: "_preview.html", each: "card" },
  LINE_BLANK: { file: "_line.html", each: "line" },
  MEMBER_BLANK: { file: "_member.html", each: "member" },
};
// As core/view/template_source.cpp sets them apart within a sentence.
const NAMES = /\{\{(AUTHOR|BY|LABEL|LANGUAGE|NAME|SITE|TITLE|VIEWER_NAME)\}\}/g;
const MARKER = /\{\{([#/>]?)([A-Z0-9_]+)(?::([a-z_]+))?\}\}/g;

// Texts as in English, indentation and lines of markers alone left away, as the product does when it loads a template.
function source(folder, file) {
  const text = readFileSync(join(folder, file), "utf8")
    .replace(/\{\{%[^}]*\}\}|\{\{![^}]*\}\}/g, "")
    .replace(/\[\[(.*?)\]\]/gs, (_, text) => text.replace(NAMES, "\u2068$&\u2069"))
    .replaceAll("%>", "%%>");
  const lines = text.split("\n").map((line) => line.trimStart());
  return lines.filter((line) => line !== "").join("\n");
}

function translate(folder, file, scope) {
  return source(folder, file).replace(MARKER, (_, kind, name, modifier) => {
    if (kind === "#") return `<% if (${scope}.${name}) { %>`;
    if (kind === "/") return "<% } %>";
    if (kind === ">") return include(folder, name, scope);
    const value = `${scope}.${name}`;
    return modifier === "url_query_escape" ? `<%= encodeURIComponent(${value}) %>` : `<%= ${value} %>`;
  });
}

// Written into the page rather than called: EJS is quicker that way.
function include(folder, name, scope) {
  if (!INCLUDES[name]) throw new Error(`{{>${name}}} is new: name its template and its values in INCLUDES`);
  const { file, each } = INCLUDES[name];
  if (!each) return translate(folder, file, scope);
  return `<% for (const ${each} of ${scope}.${name} ?? []) { %>${translate(folder, file, each)}<% } %>`;
}

// `folder`: the product's templates. The view is rendered with { page }.
export const lounge_view = (folder) => translate(folder, "layout.html", "page");
