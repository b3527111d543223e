// Two pages are the same when what a visitor sees of them is, line by line: all but what is made anew for each answer.
import { request } from "node:http";
import { text } from "node:stream/consumers";

// The page of `side` as its first visitor sees it.
export function page_of({ unix, tokens }, path) {
  return new Promise((resolve, reject) => {
    const headers = { cookie: `tempSessionToken=${tokens[0]}`, host: "127.0.0.1" };
    const asked = request({ socketPath: unix, path, headers }, (answer) => {
      if (answer.statusCode === 200) return resolve(text(answer));
      reject(new Error(`${path} answered ${answer.statusCode}`));
    });
    asked.on("error", reject).end();
  });
}

const MADE_ANEW = /(name="(?:csrfToken|clientId)" value=)"[^"]*"|(&amp;made=)\d+|(data-made=)"\d+"/g;

// What stands between <body> and the blank entries for scripts, in lines.
function lines_of(page) {
  const [, body] = page.match(/<body[^>]*>(.*?)<template id="line-template">/s) ?? [];
  if (body === undefined) throw new Error("not a lounge page");
  return body.replace(MADE_ANEW, "$1$2$3").split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

// The first line in which they differ, of both; undefined when there is none.
export function difference(ours, theirs) {
  const [a, b] = [lines_of(ours), lines_of(theirs)];
  const place = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find((i) => a[i] !== b[i]);
  return place === undefined ? undefined : `"${a[place]}" is "${b[place]}"`;
}
