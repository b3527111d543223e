// The reactions below a line as buttons with a count, pressed where this person gave one.

// `shown`: emoji -> { count, mine, pending?, who: Set of ids }. `title`: says who gave one. Buttons that stay are the same elements: the focus may be on one.
export function drawReactions(line, shown, { page, title }) {
  const before = line.querySelector(".reactions");
  if (!shown.size) return before?.remove();
  const list = before ?? newList(line);
  const buttons = new Map([...list.querySelectorAll("button.reaction")].map((button) => [button.dataset.emoji, button]));
  list.replaceChildren(...[...shown].map(([emoji, one]) => itemOf(filled(buttons.get(emoji) ?? newButton(emoji), one, { page, title }))));
}

// A line of the server's HTML shows them as texts.
export function shownIn(line, page) {
  return new Map([...line.querySelectorAll(".reaction")].map((one) => [one.dataset.emoji, read(one, page)]));
}

// What a press on one does comes later (reactions.js).
export function drawGiven(line, page) {
  if (line.querySelector("span.reaction")) drawReactions(line, shownIn(line, page), { page, title: ({ mine }) => (mine ? page.text("you") : "") });
}

function read(shown, page) {
  const mine = shown.classList.contains("mine");
  return { count: Number(shown.dataset.count ?? shown.querySelector(".people").textContent), mine, who: new Set(mine ? [page.viewer.id] : []) };
}

function newList(line) {
  const list = document.createElement("ul");
  list.className = "reactions";
  list.setAttribute("aria-live", "off");
  (line.querySelector(".edited") ?? line.querySelector(".body")).after(list);
  return list;
}

function newButton(emoji) {
  const button = document.createElement("button");
  const [sign, people] = [document.createElement("span"), document.createElement("span")];
  Object.assign(button, { type: "button", className: "reaction" });
  button.dataset.emoji = emoji;
  Object.assign(sign, { className: "emoji", textContent: emoji });
  people.className = "people";
  button.append(sign, " ", people);
  return button;
}

function filled(button, one, { page, title }) {
  const { count, mine, pending = false } = one;
  button.dataset.count = count;
  button.setAttribute("aria-pressed", String(mine));
  button.classList.toggle("mine", mine);
  button.classList.toggle("pending", pending);
  button.querySelector(".people").textContent = page.number(count);
  button.title = title(one);
  return button;
}

function itemOf(button) {
  if (button.parentElement) return button.parentElement;
  const item = document.createElement("li");
  item.append(button);
  return item;
}
