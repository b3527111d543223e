// The yardstick for pages: the lounge page on Express 4, EJS and mysql2, in the manner of their documentation, from the same
// database: a pool, prepared statements, views compiled once.
//
//     node peer.mjs SOCKET_PATH TEMPLATES_FOLDER VIEWS_FOLDER         DATABASE_SOCKET, ASSETS in the environment
import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import express from "express";
import mysql from "mysql2/promise";

import { lounge_page } from "./lounge_page.mjs";
import { session_of, talk_of } from "./queries.mjs";
import { lounge_view } from "./views.mjs";

const [place, templates, views] = process.argv.slice(2);
const { DATABASE_SOCKET: socketPath, ASSETS: assets } = process.env;
mkdirSync(views, { recursive: true });
writeFileSync(join(views, "lounge.ejs"), lounge_view(templates));

const pool = mysql.createPool({ socketPath, user: "root", database: "chatroom", charset: "utf8mb4", connectionLimit: 8 });
const secret = randomBytes(32);

// Like the product's: sixteen random bytes and their HMAC.
function csrf_token() {
  const nonce = randomBytes(16);
  return Buffer.concat([nonce, createHmac("sha256", secret).update(nonce).digest()]).toString("base64url");
}

function cookie(request, name) {
  const found = (request.headers.cookie ?? "").split("; ").find((one) => one.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? "";
}

const HEADERS = {
  "Content-Language": "en",
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
};

const app = express();
app.disable("x-powered-by").disable("etag"); // the product sends neither
app.set("view engine", "ejs").set("views", views);

app.get("/lounges/:slug", async (request, response, next) => {
  try {
    const hash = createHash("sha256").update(cookie(request, "tempSessionToken")).digest();
    const viewer = await session_of(pool, hash);
    if (!viewer) return response.redirect(303, `/?next=${encodeURIComponent(request.params.slug)}`);
    const talk = await talk_of(pool, request.params.slug, viewer.person);
    if (!talk) return response.sendStatus(404);
    const token = csrf_token();
    const page = lounge_page(viewer, talk, { csrf_token: token, post_id: randomBytes(16).toString("base64url"), assets });
    response.set(HEADERS).cookie("csrfToken", token, { path: "/", maxAge: 86_400_000, sameSite: "lax" });
    response.render("lounge", { page });
  } catch (error) {
    next(error);
  }
});

app.listen(place, () => console.log("listening"));
process.on("SIGTERM", () => process.exit(0));
