// The lounge where somebody was last stands first.

import { BrowserStore } from "./store.js";

const last = new BrowserStore("chatroom:").read("lounge", "");
const list = document.getElementById("own-lounges");
const row = [...list.children].find(({ dataset }) => dataset.slug === last);
if (row) list.prepend(row);
