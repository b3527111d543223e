// Joins up what can be done to messages. Each part is a file of its own; here is only who hears whom.

import { ActMarks } from "./act_marks.js";
import { Acts } from "./acts.js";
import { Changes } from "./changes.js";
import { Completion } from "./completion.js";
import { ComposerBar } from "./composer_bar.js";
import { Editing } from "./editing.js";
import { EmojiPicker } from "./emoji_picker.js";
import { Gestures } from "./gestures.js";
import { Jump } from "./jump.js";
import { seqOf } from "./line.js";
import { LineTools } from "./line_tools.js";
import { MessageMenu } from "./message_menu.js";
import { OrderBox } from "./order_box.js";
import { byId } from "./page.js";
import { People } from "./people.js";
import { Reactions } from "./reactions.js";
import { Reply } from "./reply.js";
import { ServerClock } from "./server_clock.js";
import { shareAddress } from "./share.js";

export function messageParts({ page, log, history, connection, stream, store, composer, presence }) {
  const acts = new Acts({ connection, stream, store, page });
  const people = new People({ log, presence, page });
  const reactions = new Reactions({ log, acts, people, page });
  const changes = new Changes({ log, reactions });
  new ActMarks({ log, acts, changes, composer, template: byId("status-template"), page });

  const bar = new ComposerBar({ bar: byId("composer-bar"), box: composer.box });
  const reply = new Reply({ bar, composer, store, page });
  const editing = new Editing({ bar, composer, acts, log, clock: new ServerClock(page, stream), page });
  const picker = new EmojiPicker({ box: byId("emoji-picker"), page });
  const orders = byId("order-box") && new OrderBox({ box: byId("order-box"), page, tell }); // moderators have one
  const actions = actionsOn({ page, acts, reactions, picker, reply, editing, orders });
  const menu = new MessageMenu({ box: byId("message-menu"), confirm: byId("delete-confirm"), actions, editing, page });
  const tools = new LineTools({ bar: byId("line-tools"), log, menu, actions });
  new Completion({ box: composer.box, list: byId("mention-list"), people });
  new Jump({ log, history, page });
  offerEmoji(byId("composer-emoji"), picker, composer);
  new Gestures({ log, answer: actions.reply });
  loadKeys({ log, composer, tools });
  return { acts, changes, reply, editing };
}

function actionsOn({ page, acts, reactions, picker, reply, editing, orders }) {
  return {
    toggle: (line, emoji) => reactions.toggle(line, emoji),
    react: (line, anchor, back) => picker.open(anchor, back, (emoji) => reactions.toggle(line, emoji)),
    reply: (line) => reply.to(line),
    edit: (line) => editing.begin(line),
    delete: (line) => acts.add({ kind: "delete", seq: seqOf(line) }),
    unpreview: (line) => acts.add({ kind: "unpreview", seq: seqOf(line) }),
    report: (line) => location.assign(`/lounges/${page.slug}/messages/${seqOf(line)}#report`),
    moderate: (line, anchor, back) => orders.open(line, anchor, back),
    link: (line) => copy(`${location.origin}/lounges/${page.slug}/${seqOf(line)}`, page.text("linkCopied"), page),
    share: (line) => shareAddress(`/lounges/${page.slug}/${seqOf(line)}`),
    text: (line) => copy(line.querySelector(".body").innerText, page.text("textCopied"), page),
  };
}

async function copy(text, done, page) {
  try {
    await navigator.clipboard.writeText(text);
    tell(done);
  } catch {
    tell(page.text("notCopied"));
  }
}

function tell(text) {
  const said = byId("said");
  said.textContent = text;
  setTimeout(() => { said.textContent = ""; }, 3000);
}

// Of no use to whoever has no keyboard.
function loadKeys({ log, composer, tools }) {
  document.addEventListener("keydown", async (event) => {
    const { Keys } = await import("./keys.js");
    new Keys({ log, composer, tools }).take(event);
  }, { once: true });
  byId("keys-link").addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { showKeys } = await import("./keys_sheet.js");
    showKeys(event.target.closest("a").href);
  });
}

function offerEmoji(button, picker, composer) {
  button.addEventListener("click", () => picker.open(button, composer.box, (emoji) => composer.insert(emoji)));
}
