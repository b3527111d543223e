// Pictures to look at: a sunset over hills, a garden, a town at night. Painted here, so that the gallery brings no files.
import { png } from "../picture.mjs";

const WIDTH = 720;
const HEIGHT = 480;

const mixed = (from, to, part) => from.map((value, i) => Math.round(value + (to[i] - value) * Math.min(1, Math.max(0, part))));
const hill = (x, height, swing, phase) => HEIGHT * height + swing * Math.sin((x / WIDTH) * Math.PI * 2 + phase);
const near = (x, y, [cx, cy], radius) => (x - cx) ** 2 + (y - cy) ** 2 < radius ** 2;

function sunset(x, y) {
  if (y > hill(x, 0.86, 26, 2.4)) return [44, 26, 58];
  if (y > hill(x, 0.72, 34, 0.6)) return [92, 44, 84];
  if (near(x, y, [470, 250], 58)) return [255, 226, 150];
  return mixed([88, 72, 150], [255, 150, 96], y / (HEIGHT * 0.72));
}

const FLOWERS = Array.from({ length: 60 }, (_, i) => [(i * 137) % WIDTH, 250 + ((i * 89) % 210), 6 + (i % 7), [[226, 88, 110], [250, 208, 96], [244, 240, 236], [160, 106, 190]][i % 4]]);

function garden(x, y) {
  for (const [cx, cy, radius, colour] of FLOWERS) if (near(x, y, [cx, cy], radius)) return colour;
  if (y > hill(x, 0.46, 18, 1)) return mixed([104, 156, 84], [52, 104, 62], (y - HEIGHT / 2) / (HEIGHT / 2));
  return mixed([150, 206, 236], [236, 246, 246], y / (HEIGHT * 0.5));
}

function town(x, y) {
  const house = Math.floor(x / 60);
  const roof = HEIGHT * (0.35 + 0.3 * (((house * 7) % 5) / 5));
  if (y < roof) return mixed([14, 16, 44], [58, 46, 96], y / HEIGHT);
  const lit = (house * 3 + Math.floor(y / 28) * 5) % 4 === 0 && x % 60 > 12 && x % 60 < 34 && y % 28 > 8 && y % 28 < 22;
  return lit ? [255, 214, 120] : [30, 26, 48];
}

export const scenes = () => Object.fromEntries(Object.entries({ sunset, garden, town }).map(([name, paint]) => [name, png(WIDTH, HEIGHT, paint)]));
