// Local times and day separators: the server writes UTC, this machine knows where it is. A time is also the way to its message's own address.

import { atOf, seqOf } from "./line.js";
import { localeOf } from "./page.js";

const DAY = 86_400_000;

export class Times {
  // `slug`: of the lounge, for the addresses of its messages.
  constructor(language, slug) {
    this.slug = slug;
    const locale = localeOf(language);
    this.clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
    this.full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
    this.date = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
    this.relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    this.language = language;
  }

  show(line) {
    const at = atOf(line);
    const time = line.querySelector("time");
    time.dateTime = new Date(at).toISOString();
    time.textContent = this.clock.format(at);
    time.title = this.full.format(at);
    line.querySelector(".body").title = time.title;
    const place = line.querySelector(".permalink");
    if (!place) return;
    if (line.dataset.seq) place.href = `/lounges/${this.slug}/${seqOf(line)}`;
    else place.removeAttribute("href");
  }

  // Which local day `at` lies on, counted so that two days differ by whole numbers.
  day(at) {
    const date = new Date(at);
    return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
  }

  separator(at) {
    const item = document.createElement("li");
    const label = document.createElement("span");
    item.className = "day";
    item.dataset.day = this.day(at);
    label.textContent = this.dayName(at);
    item.append(label);
    return item;
  }

  dayName(at) {
    const ago = this.day(at) - this.day(Date.now());
    if (ago < -1 || ago > 0) return this.date.format(at);
    const name = this.relative.format(ago, "day");
    return name.charAt(0).toLocaleUpperCase(this.language) + name.slice(1);
  }
}
