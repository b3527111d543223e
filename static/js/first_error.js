// A form has come back with something wrong in it: the focus goes to the first that is, so that whoever does not see the page hears it, and mends it at once.

const wrong = document.querySelector('main [aria-invalid="true"], main fieldset:has(> .error) input:not([type="hidden"])');
const said = document.querySelector('main .alert[role="alert"]:not([hidden])');

// A page that has given the focus away (a lounge, to its box) keeps it there: what is said above is read out by itself.
if (wrong) {
  wrong.focus();
} else if (said && !document.querySelector("main [autofocus]")) {
  said.tabIndex = -1;
  said.focus();
}
