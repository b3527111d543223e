// The yardstick: a room chat on npm socket.io as its documentation writes it. It broadcasts and acknowledges what the
// product does, in events of the same shape and length, but keeps nothing: no database, no history, no sessions.
//
//     node socketio_peer.mjs SOCKET_PATH|PORT
import { createServer } from "node:http";
import { Server } from "socket.io";

const [place] = process.argv.slice(2);
const lounges = new Map(); // slug -> last seq
let messages = 0;
let visitors = 0;

function next(lounge) {
  const seq = (lounges.get(lounge) ?? 0) + 1;
  lounges.set(lounge, seq);
  return seq;
}

const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  const from = { id: ++visitors, name: `guest_${visitors}`, guest: true };
  socket.on("join", (lounge, joined) => {
    socket.join(lounge);
    joined({ seq: lounges.get(lounge) ?? 0 });
  });
  socket.on("post", ({ cid, lounge, body }, acknowledge) => {
    const seq = next(lounge);
    const at = Date.now();
    io.to(lounge).emit("event", { lounge, seq, kind: "message", id: ++messages, at, from, cid, body });
    acknowledge({ seq, at });
  });
});

// Many arrive at once: the queue is as long as the one of nginx before it.
const where = Number.isInteger(Number(place)) ? { port: Number(place) } : { path: place };
http.listen({ ...where, backlog: 4096 }, () => console.log("listening", http.address().port ?? place));
process.on("SIGTERM", () => io.close(() => process.exit(0)));
