// A small chatroom.v1 server on npm ws that keeps nothing and can be told to misbehave, for testing the load client.
//
// `mischief` may define
//   event(frame, seq, reader)  -> the frames to send in place of an event to the reader that joined as number `reader`
//   ack(frame, seq)            -> the frames to send in place of an acknowledgement
//   posted(seq, readers)       called after each post with the sockets of all readers
//   send(socket, frame)        in place of socket.send(frame)
import { createServer } from "node:http";
import { once } from "node:events";
import { WebSocketServer } from "ws";

const plain = {
  event: (frame) => [frame],
  ack: (frame) => [frame],
  posted: () => {},
  send: (socket, frame) => socket.send(frame),
};

// Returns { port, close() }. `page` answers every other request.
export async function start_peer(mischief = {}, page = "") {
  const manners = { ...plain, ...mischief };
  const readers = [];
  let last = 0;

  const say = (socket, frames) => frames.forEach((frame) => manners.send(socket, frame));

  function join(socket, { lounge }) {
    readers.push(socket);
    say(socket, [JSON.stringify({ t: "joined", lounge, seq: last, replay: 0 })]);
  }

  function post(socket, { id, lounge, body }) {
    const seq = ++last;
    const from = { id: 1, name: "Ana" };
    const event = JSON.stringify({ t: "event", lounge, seq, kind: "message", id: seq, at: 1, from, cid: id, body });
    readers.forEach((reader, number) => say(reader, manners.event(event, seq, number)));
    say(socket, manners.ack(JSON.stringify({ t: "ack", id, lounge, seq, at: 1 }), seq));
    manners.posted(seq, readers);
  }

  const http = createServer((_, response) => response.end(page));
  const sockets = new WebSocketServer({ server: http, path: "/ws", handleProtocols: () => "chatroom.v1" });
  sockets.on("connection", (socket) => {
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
    close() {
      sockets.clients.forEach((socket) => socket.terminate());
      http.closeAllConnections();
      http.close();
    },
  };
}
