// Two soft tones, made on the spot. Browsers let a page sound only after the visitor has touched it: called silently from a click, the bell may ring later.

const TONES = [{ pitch: 660, at: 0 }, { pitch: 880, at: 0.22 }];
const LOUDNESS = 0.18;
const FADES_WITHIN = 0.5;

let context = null;

export function bell({ silent = false } = {}) {
  context ??= new AudioContext();
  context.resume();
  if (silent) return;
  for (const { pitch, at } of TONES) ring(pitch, context.currentTime + at);
}

function ring(pitch, from) {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(LOUDNESS, from);
  volume.gain.exponentialRampToValueAtTime(0.001, from + FADES_WITHIN);
  tone.connect(volume).connect(context.destination);
  tone.start(from);
  tone.stop(from + FADES_WITHIN);
}
