// A small chatroom.v1 server on npm ws that keeps nothing and can be told to misbehave, for testing the load client.
//
// `mischief` may define
//   event(frame, seq, reader)  -> the frames to send in place of an event to the reader that joined as number `reader`
//   ack(frame, seq)            -> the frames to send in place of an acknowledgement
//   posted(seq, readers)       called after each post with the sockets of all readers
//   send(socket, frame)        in place of socket.send(frame)
//   replay(frames)             -> the frames to send in place of those that a reader missed who comes back
//   greeted(socket)            before each welcome, which is left out when it returns true
//   form(status)               -> the status to answer a post through the page with
import { createServer } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { WebSocketServer } from "ws";

const plain = {
  event: (frame) => [frame],
  ack: (frame) => [frame],
  posted: () => {},
  send: (socket, frame) => socket.send(frame),
  replay: (frames) => frames,
  form: (status) => status,
  greeted: () => false,
};

// Returns { port, close(), hang_up() }. `page` answers every other request but posts through the page.
export async function start_peer(mischief = {}, page = "") {
  const manners = { ...plain, ...mischief };
  const readers = [];
  const history = []; // the frames of all events

  const say = (socket, frames) => frames.forEach((frame) => manners.send(socket, frame));

  function join(socket, { lounge, since }) {
    readers.push(socket);
    const missed = manners.replay(since === undefined ? [] : history.slice(since));
    say(socket, [JSON.stringify({ t: "joined", lounge, seq: history.length, replay: missed.length }), ...missed]);
  }

  function post(socket, { id, lounge, body }) {
    const seq = history.length + 1;
    const from = { id: 1, name: "Ana" };
    const event = JSON.stringify({ t: "event", lounge, seq, kind: "message", id: seq, at: 1, from, cid: id, body });
    history.push(event);
    readers.forEach((reader, number) => say(reader, manners.event(event, seq, number)));
    if (socket) say(socket, manners.ack(JSON.stringify({ t: "ack", id, lounge, seq, at: 1 }), seq));
    manners.posted(seq, readers);
  }

  async function take_form(request, response) {
    const fields = new URLSearchParams(await text(request));
    const lounge = request.url.split("/")[2];
    post(null, { id: fields.get("clientId"), lounge, body: fields.get("body") });
    response.writeHead(manners.form(303), { location: `/lounges/${lounge}`, "content-length": 0 }).end();
  }

  const http = createServer((request, response) => (request.method === "POST" ? take_form(request, response) : response.end(page)));
  const sockets = new WebSocketServer({ server: http, path: "/ws", handleProtocols: () => "chatroom.v1" });
  sockets.on("connection", (socket) => {
    if (manners.greeted(socket)) return;
    socket.send(JSON.stringify({ t: "welcome", v: 1 }));
    socket.on("message", (data) => {
      const frame = JSON.parse(data);
      if (frame.t === "join") join(socket, frame);
      if (frame.t === "post") post(socket, frame);
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return {
    port: http.address().port,
    hang_up() {
      readers.length = 0;
      sockets.clients.forEach((socket) => socket.terminate());
    },
    close() {
      sockets.clients.forEach((socket) => socket.terminate());
      http.closeAllConnections();
      http.close();
    },
  };
}
