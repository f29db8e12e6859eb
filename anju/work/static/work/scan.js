/* Reads one of our printed codes with the camera, or from a photo where the browser gives pages no camera. The page
   works without it: the code's number can be typed. */
const box = document.querySelector("[data-scan]");
const words = box.dataset;
const video = box.querySelector("video");
const line = box.querySelector("[data-scan-words]");
const start = box.querySelector("[data-scan-start]");
const light = box.querySelector("[data-scan-light]");
const picture = document.querySelector("[data-scan-picture]");
const form = document.querySelector("[data-scan-form]");
const ours = (text) => /\/q\/[\w-]{8,24}([/?#]|$)/.test(text);
let scanner = null;
let strange = "";

const reader = async () => (await import(words.scanner)).default;

function stop(text) {
  box.classList.remove("is-live");
  video.classList.remove("is-live");
  line.textContent = text;
}

function open(text) {
  scanner?.stop();
  navigator.vibrate?.(60);
  form.elements.code.value = text;
  form.submit();
}

function read(text) {
  if (ours(text)) open(text);
  else if (text !== strange) anju.toast(words.strange, "warning");
  strange = text;
}

const reasons = { NotAllowedError: "refused", NotFoundError: "missing", OverconstrainedError: "missing", NotReadableError: "busy" };

async function look() {
  start.disabled = true;
  try {
    // Asked for first, because the reader itself does not say why it got no camera
    (await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } })).getTracks().forEach((track) => track.stop());
    const QrScanner = await reader();
    scanner ||= new QrScanner(video, (found) => read(found.data), { preferredCamera: "environment", returnDetailedScanResult: true, maxScansPerSecond: 8 });
    await scanner.start();
    box.classList.add("is-live");
    video.classList.add("is-live");
    light.hidden = !(await scanner.hasFlash());
  } catch (problem) {
    stop(words[reasons[problem.name]] || words.missing);
  }
  start.disabled = false;
}

start.addEventListener("click", look);
light.addEventListener("click", async () => {
  await scanner.toggleFlash();
  light.setAttribute("aria-pressed", String(scanner.isFlashOn()));
});
picture.querySelector("input").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  try {
    const QrScanner = await reader();
    read((await QrScanner.scanImage(file, { returnDetailedScanResult: true, alsoTryWithoutScanRegion: true })).data);
  } catch {
    anju.toast(words.unread, "warning");
  }
  event.target.value = "";
});
addEventListener("pagehide", () => scanner?.stop());

picture.hidden = false;
if (navigator.mediaDevices?.getUserMedia) {
  start.hidden = false;
  const allowed = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
  if (allowed?.state === "granted") look();
} else {
  stop(isSecureContext ? words.missing : words.insecure);
}
