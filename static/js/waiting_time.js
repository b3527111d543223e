// How long it may take, in words of the visitor's language. `estimate` is in milliseconds; undefined: not known.

import { localeOf } from "./page.js";

const MINUTE = 60_000;

export function waitingTime(page, estimate) {
  if (estimate === undefined) return page.text("unknown");
  if (estimate < MINUTE) return page.text("soon");
  const minutes = new Intl.NumberFormat(localeOf(page.language), { style: "unit", unit: "minute", unitDisplay: "long" });
  return page.text("about", { time: minutes.format(Math.ceil(estimate / MINUTE)) });
}
