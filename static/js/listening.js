// The script of pages that only listen: lists of lounges and of conversations.

import { listen } from "./ears.js";
import { byId, Page } from "./page.js";

listen(new Page(byId("ears")));
