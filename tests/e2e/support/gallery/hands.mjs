// What people of the gallery do by the house's forms, as a page without scripts sends them; each must succeed.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

// What a page complains of.
const complaint = (text) => [...text.matchAll(/class="(?:alert|error)"[^>]*>([^<]+)/g)].map(([, words]) => words).join(" ") || text.slice(0, 200);

function done(person, path, status, text) { assert.equal(status, 303, `${person.name}: ${path}: ${complaint(text)}`); }

// Resolves to where the house leads on to.
export async function act(person, path, fields = {}) {
  const { status, location, text } = await person.send(path, fields);
  done(person, path, status, text);
  return location;
}

const PATIENCE = 5; // a busy machine may not read a picture in time

// A form with a file in it. `file`: { name, type, bytes }.
export async function hand(person, path, field, { name, type, bytes }, fields = {}) {
  if (!person.cookies.has("csrfToken")) await person.request("/api/auth/csrf", { method: "POST" });
  for (let attempt = 1; ; attempt += 1) {
    const body = new FormData();
    for (const [key, value] of Object.entries({ csrfToken: person.cookies.get("csrfToken"), ...fields })) body.append(key, value);
    body.append(field, new Blob([bytes], { type }), name);
    const answer = await person.request(path, { method: "POST", body });
    const text = await answer.text();
    if (attempt < PATIENCE && text.includes("takes too long to read")) continue;
    done(person, path, answer.status, text);
    return answer.headers.get("location");
  }
}

export const say = (person, lounge, body, fields = {}) => act(person, `/lounges/${lounge}/messages`, { clientId: randomUUID(), body, ...fields });

export const write = (person, to, body) => act(person, `/direct/${to.person}/messages`, { clientId: randomUUID(), body });

export const show = (person, lounge, bytes, body) =>
  hand(person, `/lounges/${lounge}/pictures`, "picture", { name: "picture.png", type: "image/png", bytes }, { clientId: randomUUID(), body });

export const numberIn = (path) => Number(/\/(\d+)(?=\/|\?|#|$)/.exec(path)[1]);
