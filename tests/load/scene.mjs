// A lounge with a talk in it, for the page to show: people who are there, fifty messages of theirs, answers, formatting, reactions.
import { once } from "node:events";
import { WebSocket } from "ws";

const MESSAGES = 50;
const PEOPLE = 20;
const EMOJI = ["👍", "❤️", "😂"];
const WORDS =
  "well I have been thinking about what you said the other evening and the more I think of it the more I like how it sounds & <why> not";

const body_of = (i) => {
  const text = `${WORDS.slice(i, i + 80)} (${i})`;
  return i % 10 === 9 ? `**${text.slice(0, 12)}** ${text.slice(12)} https://example.org/${i}` : text;
};

// One person at the lounge, by the product's socket.
class Person {
  static async come({ url, port, token, slug }) {
    const headers = { cookie: `tempSessionToken=${token}`, origin: `http://127.0.0.1:${port}` };
    const person = new Person();
    person.socket = new WebSocket(url, "chatroom.v1", { headers });
    person.waiting = new Map(); // client id or "joined" -> resolve
    const welcome = person.#hear("welcome"); // it may come in one piece with the answer to the handshake
    person.socket.on("message", (data) => person.#take(JSON.parse(data)));
    await Promise.race([welcome, once(person.socket, "close").then(() => Promise.reject(new Error("the lounge is closed")))]);
    await person.#ask("joined", { t: "join", lounge: slug });
    return person;
  }

  // Resolves to the answer's frame.
  say(id, frame) {
    return this.#ask(id, { ...frame, id });
  }

  #ask(key, frame) {
    this.socket.send(JSON.stringify(frame));
    return this.#hear(key);
  }

  #hear(key) {
    return new Promise((resolve, reject) => this.waiting.set(key, { resolve, reject }));
  }

  #take(frame) {
    const key = frame.t === "ack" || frame.t === "nack" ? frame.id : frame.t;
    const waiting = this.waiting.get(key);
    this.waiting.delete(key);
    if (frame.t === "nack") waiting?.reject(new Error(`${frame.code}: ${frame.message}`));
    else waiting?.resolve(frame);
  }
}

// Resolves to { posts, leave() }: how many were made; the people stay until leave().
export async function set_scene({ unix, port, tokens, slug, people = PEOPLE }) {
  const url = `ws+unix:${unix}:/ws`;
  const there = await Promise.all(tokens.slice(0, people).map((token) => Person.come({ url, port, token, slug })));
  const run = Date.now().toString(36);
  let last;
  for (let i = 0; i < MESSAGES; ++i) {
    const frame = { t: "post", lounge: slug, body: body_of(i), ...(i % 5 === 4 && { replyTo: last }) };
    last = (await there[i % there.length].say(`${run}-${i}`, frame)).seq;
    if (i % 5 !== 2) continue;
    for (const [n, emoji] of EMOJI.entries()) {
      for (let k = 0; k <= n; ++k) await there[(i + k) % there.length].say(`${run}-${i}-${n}-${k}`, { t: "react", lounge: slug, seq: last, emoji });
    }
  }
  return { posts: MESSAGES, leave: () => there.forEach(({ socket }) => socket.close()) };
}
