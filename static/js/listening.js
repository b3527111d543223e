// The script of pages that only listen: lists of lounges and of conversations.

import { listen } from "./listen.js";
import { byId, Page } from "./page.js";

// Without a session there is nobody to tell.
if (byId("ears")) listen(new Page(byId("ears")));
