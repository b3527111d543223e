// The plainer yardstick: a room chat on npm ws. It numbers, broadcasts and acknowledges from memory, in the product's own frames
// (each written once and sent to all), and keeps nothing: no database, no history, no sessions.
//
//     node ws_peer.mjs SOCKET_PATH|PORT
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const [place] = process.argv.slice(2);
const lounges = new Map(); // slug -> { seq, readers }
let messages = 0;
let visitors = 0;

function lounge_of(slug) {
  if (!lounges.has(slug)) lounges.set(slug, { seq: 0, readers: new Set() });
  return lounges.get(slug);
}

function join(socket, slug) {
  const lounge = lounge_of(slug);
  lounge.readers.add(socket);
  socket.on("close", () => lounge.readers.delete(socket));
  socket.send(JSON.stringify({ t: "joined", lounge: slug, seq: lounge.seq, replay: 0 }));
}

function post(socket, from, { id, lounge: slug, body }) {
  const lounge = lounge_of(slug);
  const seq = ++lounge.seq;
  const at = Date.now();
  const event = { t: "event", lounge: slug, seq, kind: "message", id: ++messages, at, from, cid: id, body };
  const frame = Buffer.from(JSON.stringify(event));
  for (const reader of lounge.readers) reader.send(frame, { binary: false });
  socket.send(JSON.stringify({ t: "ack", id, lounge: slug, seq, at }));
}

const http = createServer();
const sockets = new WebSocketServer({ server: http, path: "/ws", perMessageDeflate: false, handleProtocols: () => "chatroom.v1" });
sockets.on("connection", (socket) => {
  const from = { id: ++visitors, name: `guest_${visitors}`, guest: true };
  socket.send(JSON.stringify({ t: "welcome", v: 1, me: from }));
  socket.on("message", (data) => {
    const frame = JSON.parse(data);
    if (frame.t === "join") join(socket, frame.lounge);
    if (frame.t === "post") post(socket, from, frame);
  });
});

// Many arrive at once: the queue is as long as the one of nginx before it.
const where = Number.isInteger(Number(place)) ? { port: Number(place) } : { path: place };
http.listen({ ...where, backlog: 4096 }, () => console.log("listening", http.address().port ?? place));
process.on("SIGTERM", () => process.exit(0));
