// What there is to tell a person, at the head of whatever page they are on: loaded when there is something (ears.js).

import { Badge } from "./badge.js";
import { Decided } from "./decided.js";
import { OrderNews } from "./order_news.js";

export class News {
  constructor(page) {
    this.parts = [new Badge({ link: document.querySelector(".messages-link"), page }), new OrderNews(), new Decided({ page })];
  }

  // `me`: of `welcome`, how things stand.
  begin(me) {
    for (const part of this.parts) part.begin?.(me);
  }

  // An event of the person's own stream.
  hear(event) {
    for (const part of this.parts) part.hear(event);
  }
}
