// A passport's page of somebody who does not exist: its zone written from ICAO Doc 9303-4, drawn by a browser in the typeface that part 3 asks for (OCR-B).
import { readFile } from "node:fs/promises";

const FONT = "/usr/share/fonts/opentype/ocr-b/OCRB.otf"; // of fonts-ocr-b: scripts/install-deps --tests

const valueOf = (character) => (character === "<" ? 0 : Number.parseInt(character, 36));
const checkOf = (text) => [...text].reduce((sum, character, i) => sum + valueOf(character) * [7, 3, 1][i % 3], 0) % 10;
const checked = (text) => `${text}${checkOf(text)}`;
// 1980-02-29 as 800229.
export const zoneDate = (date) => date.slice(2).replaceAll("-", "");

// The two lines of 44 of { state, number (at most nine), birth, expiry (YYYY-MM-DD), sex, surname, given }.
export function zoneOf({ state, number, birth, expiry, sex, surname, given }) {
  const parts = [checked(number.padEnd(9, "<")), checked(zoneDate(birth)), checked(zoneDate(expiry)), checked("<".repeat(14))];
  return [
    `P<${state}${surname}<<${given}`.padEnd(44, "<"),
    `${parts[0]}${state}${parts[1]}${sex}${parts[2]}${parts[3]}${checkOf(parts.join(""))}`,
  ];
}

// Resolves to a PNG of a page on a table, grained all over, so that no two pieces of the file are alike. The same bearer gives the same picture.
export async function passportPage(page, bearer) {
  const font = (await readFile(FONT)).toString("base64");
  const words = [`Surname  ${bearer.surname}`, `Given names  ${bearer.given}`, `Date of birth  ${bearer.birth}`, `Number  ${bearer.number}`];
  const url = await page.evaluate(draw, { font, words, zone: zoneOf(bearer) });
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

// Runs in the browser. Ten characters an inch and six lines an inch, on a page 125 mm wide.
async function draw({ font, words, zone }) {
  const face = new FontFace("Zone", `url(data:font/otf;base64,${font})`);
  document.fonts.add(await face.load());
  const [width, height, beside] = [1400, 986, 100];
  const canvas = Object.assign(document.createElement("canvas"), { width: width + 2 * beside, height: height + 2 * beside });
  const paper = canvas.getContext("2d");
  const fill = (colour, ...where) => Object.assign(paper, { fillStyle: colour }).fillRect(...where);
  fill("#6a5a4a", 0, 0, canvas.width, canvas.height);
  fill("#e4e6dc", beside, beside, width, height);
  fill("#9a8877", beside + 40, beside + 130, 300, 380);
  paper.fillStyle = "#303848";
  paper.font = "30px sans-serif";
  words.forEach((text, i) => paper.fillText(text, beside + 420, beside + 160 + 70 * i));
  const millimetre = width / 125;
  const step = 2.54 * millimetre;
  paper.fillStyle = "#222222";
  paper.font = `${step / 0.723}px Zone`;
  zone.forEach((text, line) => {
    const y = beside + height - 8 * millimetre - (zone.length - 1 - line) * (25.4 / 6) * millimetre;
    [...text].forEach((character, i) => paper.fillText(character, beside + 6 * millimetre + i * step, y));
  });
  const image = paper.getImageData(0, 0, canvas.width, canvas.height);
  let state = 7;
  for (let i = 0; i < image.data.length; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (i % 4 !== 3) image.data[i] += (state >>> 28) - 8;
  }
  paper.putImageData(image, 0, 0);
  return canvas.toDataURL("image/png");
}
