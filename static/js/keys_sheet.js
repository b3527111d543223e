// The page of the keys, shown above the lounge. Its text is the page's own; where it does not come, the browser goes there.

let sheet = null;

export async function showKeys(address) {
  sheet ??= await made(address);
  if (!sheet) return location.assign(address);
  if (!sheet.open) sheet.showModal();
}

async function made(address) {
  const page = await pageAt(address);
  const keys = page?.getElementById("keys");
  if (!keys) return null;
  const dialog = document.createElement("dialog");
  dialog.className = "keys-sheet";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h1");
  title.id = "keys-title";
  title.textContent = page.querySelector("h1").textContent;
  dialog.append(styleSheet(), closeButton(dialog), title, document.adoptNode(keys));
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  document.getElementById("lounge").append(dialog);
  return dialog;
}

async function pageAt(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

function styleSheet() {
  return Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("../css/keys.css", import.meta.url).href });
}

// That of the members' sheet says the same.
function closeButton(dialog) {
  const like = document.querySelector(".members-close");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "icon-button keys-close" });
  button.setAttribute("aria-label", like.getAttribute("aria-label"));
  button.append(like.querySelector("svg").cloneNode(true));
  button.addEventListener("click", () => dialog.close());
  return button;
}
