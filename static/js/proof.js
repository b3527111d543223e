// The page about a member's proof of age: what is chosen is shown before it is sent, the camera can be used where there is one, sending shows how far it has come, and a decision
// shows by itself. Without this the forms do the same, less comfortably.

import { listen } from "./listen.js";
import { byId, Page } from "./page.js";

const AT_MOST = 10 * 1024 * 1024;
const PATIENCE = 120_000;
const PREVIEW_WIDTH = 480;
const proof = byId("proof");

class Upload {
  constructor(form) {
    this.form = form;
    this.input = form.elements.picture;
    this.part = (name) => form.querySelector(`[data-part="${name}"]`);
    this.act = (name) => form.querySelector(`[data-do="${name}"]`);
    this.box = form.querySelector(".proof-camera");
    this.video = form.querySelector("video");
    this.preview = form.querySelector("canvas");
    this.input.addEventListener("change", () => this.choose(this.input.files[0]));
    form.addEventListener("submit", (event) => this.submit(event));
    if (!navigator.mediaDevices?.getUserMedia) return;
    this.act("camera").hidden = false;
    this.act("camera").addEventListener("click", () => this.open());
    this.act("shoot").addEventListener("click", () => this.shoot());
    this.act("stop").addEventListener("click", () => this.close());
  }

  choose(file) {
    this.file = file;
    this.refuse(file && file.size > AT_MOST ? proof.dataset.textSize : "");
    this.show(file);
  }

  // A PDF has no preview here; the file's name says enough.
  async show(file) {
    this.preview.hidden = true;
    if (!file?.type.startsWith("image/")) return;
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture || this.file !== file) return;
    const scale = Math.min(1, PREVIEW_WIDTH / picture.width);
    Object.assign(this.preview, { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    this.preview.getContext("2d").drawImage(picture, 0, 0, this.preview.width, this.preview.height);
    picture.close();
    this.preview.hidden = false;
  }

  async open() {
    this.close();
    const facing = this.input.getAttribute("capture");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: facing, width: { ideal: 1920 }, height: { ideal: 1080 } } });
    } catch {
      return this.refuse(proof.dataset.textNoCamera);
    }
    this.refuse("");
    this.video.srcObject = this.stream;
    this.box.hidden = false;
    await this.video.play();
    this.act("shoot").focus();
  }

  shoot() {
    const shot = document.createElement("canvas");
    Object.assign(shot, { width: this.video.videoWidth, height: this.video.videoHeight });
    shot.getContext("2d").drawImage(this.video, 0, 0);
    this.close();
    shot.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
      this.input.files = files.files;
      this.choose(this.input.files[0]);
    }, "image/jpeg", 0.92);
  }

  close() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
    this.box.hidden = true;
  }

  refuse(text) {
    this.part("refusal").textContent = text;
    this.part("refusal").hidden = !text;
  }

  // XMLHttpRequest, because fetch does not tell how far it has come.
  submit(event) {
    event.preventDefault();
    if (this.sending || (this.file && this.file.size > AT_MOST)) return;
    this.sending = true;
    this.refuse("");
    this.part("progress").hidden = false;
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.timeout = PATIENCE;
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total }) => { this.part("progress").value = total ? loaded / total : 0; });
    request.addEventListener("load", () => this.answered(request));
    for (const kind of ["error", "timeout"]) request.addEventListener(kind, () => this.failed());
    request.send(new FormData(this.form));
  }

  // The answer is the page as it is now; what was chosen for other pictures stays as it is.
  answered({ status, response }) {
    const fresh = response?.getElementById(this.form.closest("li").id);
    if (status === 200 && fresh) return this.arrived(fresh.id);
    const reason = fresh?.querySelector("p.error:not([hidden])") ?? response?.querySelector("p.alert");
    this.failed(reason?.textContent);
  }

  // Loaded anew, also where the address is the one it has already.
  arrived(part) {
    history.replaceState(null, "", `${location.pathname}?done=sent#${part}`);
    location.reload();
  }

  failed(reason) {
    this.sending = false;
    Object.assign(this.part("progress"), { hidden: true, value: 0 });
    this.refuse(reason || proof.dataset.textFailed);
  }
}

const uploads = [...document.querySelectorAll(".proof-upload")].map((form) => new Upload(form));

// How it was decided shows at once; what is chosen and not sent yet is not lost for it.
listen(new Page(byId("ears")), { hear: ({ kind }) => kind === "proof" && !uploads.some(({ file }) => file) && location.replace(location.pathname) });
