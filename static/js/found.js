// Results of a search: the server writes UTC, this machine knows where it is.

import { localeOf } from "./page.js";

const when = new Intl.DateTimeFormat(localeOf(document.documentElement.lang || "en"), { dateStyle: "medium", timeStyle: "short" });
for (const time of document.querySelectorAll("#found time")) time.textContent = when.format(Number(time.dataset.at));
