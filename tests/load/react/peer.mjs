// The yardstick for the first visit: the lounge as a single-page app on React and socket.io, built and served in the manner of their documentation. It shows the same
// talk from the same database, in the product's own style sheets. nginx in front of it compresses what it sends (nginx_config.mjs).
//
//     node peer.mjs SOCKET_PATH STATIC_FOLDER BUNDLE_FOLDER         DATABASE_SOCKET in the environment
import { createHash } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import express from "express";
import mysql from "mysql2/promise";
import { Server } from "socket.io";

import { session_of, talk_of } from "../express/queries.mjs";

const [place, statics, bundles] = process.argv.slice(2);
const pool = mysql.createPool({ socketPath: process.env.DATABASE_SOCKET, user: "root", database: "chatroom", charset: "utf8mb4", connectionLimit: 8 });
const FOR_EVER = { immutable: true, maxAge: "1y", index: false };

// One file for production, named by its content.
async function bundle() {
  const made = join(bundles, "app.js");
  await build({
    entryPoints: [fileURLToPath(new URL("app.jsx", import.meta.url))],
    bundle: true, minify: true, format: "esm", jsx: "automatic", outfile: made, define: { "process.env.NODE_ENV": '"production"' },
  });
  const name = `app-${createHash("sha256").update(readFileSync(made)).digest("hex").slice(0, 12)}.js`;
  renameSync(made, join(bundles, name));
  return name;
}

const page = (script) => `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The Chatroom</title>
<link rel="icon" href="/icons/favicon.svg" type="image/svg+xml">
${["app", "lines", "lounge"].map((name) => `<link rel="stylesheet" href="/css/${name}.css">`).join("\n")}
<script type="module" src="/bundle/${script}"></script>
</head>
<body class="page-lounge"><main id="main"></main></body>
</html>
`;

function token_of(request) {
  return (request.headers.cookie ?? "").split("; ").find((one) => one.startsWith("tempSessionToken="))?.slice("tempSessionToken=".length) ?? "";
}

async function send_talk(request, response) {
  const viewer = await session_of(pool, createHash("sha256").update(token_of(request)).digest());
  const talk = viewer && (await talk_of(pool, request.params.slug, viewer.person));
  if (!talk) return response.sendStatus(viewer ? 404 : 401);
  return response.set("Cache-Control", "no-store").json({ ...talk, viewer });
}

const app = express();
app.disable("x-powered-by");
for (const folder of ["css", "icons"]) app.use(`/${folder}`, express.static(join(statics, folder), FOR_EVER));
app.use("/bundle", express.static(bundles, FOR_EVER));
const html = page(await bundle());
app.get("/lounges/:slug", (request, response) => response.type("html").set("Cache-Control", "no-cache").send(html));
app.get("/api/lounges/:slug", (request, response, next) => send_talk(request, response).catch(next));

const http = createServer(app);
const io = new Server(http, { serveClient: false });
io.on("connection", (socket) => {
  socket.on("join", (lounge, joined) => {
    socket.join(lounge);
    joined({});
  });
});
http.listen(place, () => console.log("listening"));
process.on("SIGTERM", () => process.exit(0));
