// Lets people see the password they type. Without this script the field stays as it is.

const texts = document.getElementById("password-texts").dataset;

for (const input of document.querySelectorAll('input[type="password"]')) {
  const box = document.createElement("div");
  box.className = "reveal";
  const typing = document.activeElement === input;
  input.replaceWith(box);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.setAttribute("aria-pressed", "false");
  button.textContent = texts.show;
  button.addEventListener("click", () => show(input, button, input.type === "password"));
  box.append(input, button);
  // A field that is moved loses the focus, and whoever was quicker than this script their letters.
  if (typing) input.focus();
  // Password managers look for the type, and nobody wants it kept as ordinary text.
  input.form.addEventListener("submit", () => show(input, button, false));
}

function show(input, button, shown) {
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  button.textContent = shown ? texts.hide : texts.show;
}
