// Pictures of every page in every state: node screenshots.mjs FOLDER [WORDS...]; see scripts/screenshots.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { launch } from "../browser.mjs";
import { entries, Gallery, Lane } from "../gallery.mjs";

const AT_ONCE = 2;
const WINDOWS = [{ width: 360, height: 740 }, { width: 768, height: 1024 }, { width: 1280, height: 860 }];
const LOCALES = { en: "en-US", ar: "ar-EG" };
const SCHEMES = ["light", "dark"];

const nameOf = (entry, language, scheme, width) => `${entry.name}-${language}-${scheme}-${width}.png`;

// A page whose live frame never ends loading: playwright would wait for that.
async function asItIs(page, { viewport }) {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { captureBeyondViewport: !viewport });
  await devtools.detach();
  return Buffer.from(data, "base64");
}

// Else parts of a page that has just become wider may be missing.
const drawn = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

async function take(page, entry, language, folder) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const path = join(folder, nameOf(entry, language, colorScheme, page.viewportSize().width));
    if (entry.scripts === false) {
      await writeFile(path, await asItIs(page, entry));
    } else {
      await drawn(page);
      await page.screenshot({ path, fullPage: !entry.viewport, animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}

async function pictures(entry, lane, folder) {
  for (const [language, locale] of Object.entries(LOCALES)) {
    let page;
    for (const viewport of WINDOWS) {
      if (!page || entry.afresh) ({ page } = await lane.visit(entry, { locale, viewport }));
      else await page.setViewportSize(viewport);
      await take(page, entry, language, folder);
      if (entry.afresh) await entry.done?.(page);
    }
    if (!entry.afresh) await entry.done?.(page);
  }
}

const row = (entry) => `<h2 id="${entry.name}">${entry.name}</h2><p>${Object.keys(LOCALES).flatMap((language) => SCHEMES.flatMap((scheme) => WINDOWS.map(({ width }) => {
  const name = nameOf(entry, language, scheme, width);
  return `<a href="${name}"><img src="${name}" alt="${name}" loading="lazy" width="${Math.round(width / 5)}"></a>`;
}))).join("\n")}</p>`;

const sheet = (all) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>The pages</title>
<style>body { font: 14px sans-serif; background: #888 } img { vertical-align: top } h2 { margin: 1em 0 .3em }</style>
${all.map(row).join("\n")}</html>`;

async function main([folder, ...words]) {
  await mkdir(folder, { recursive: true });
  const wanted = entries.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const browser = await launch();
  const gallery = await Gallery.open(browser);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => gallery.close().finally(() => process.exit(1)));
  const failed = [];
  const each = async (entry, lane) => {
    try {
      await gallery.around(entry, () => pictures(entry, lane, folder));
    } catch (error) {
      failed.push(`${entry.name}: ${error.message}`);
    }
  };
  try {
    const lanes = Array.from({ length: AT_ONCE }, () => new Lane(gallery));
    const waiting = wanted.filter(({ alone }) => !alone);
    await Promise.all(lanes.map(async (lane) => { for (let entry = waiting.shift(); entry; entry = waiting.shift()) await each(entry, lane); }));
    for (const entry of wanted.filter(({ alone }) => alone)) await each(entry, lanes[0]);
    await writeFile(join(folder, "index.html"), sheet(wanted));
    for (const lane of lanes) await lane.close();
  } finally {
    await gallery.close();
    await browser.close();
  }
  console.log(`${wanted.length - failed.length} of ${wanted.length} pages, in ${folder}/index.html`);
  for (const why of failed) console.error(why);
  process.exitCode = failed.length ? 1 : 0;
}

await main(process.argv.slice(2));
