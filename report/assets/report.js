// SPDX-License-Identifier: MIT
// Moves the sliders of a page: the state beside the picture, the step that is marked, and what is said of it.

/** The values at each place of the slider. */
function framesOf({ first, changes }) {
  const frames = [first];
  for (const change of changes) {
    const frame = [...frames[frames.length - 1]];
    for (const [place, value] of change) frame[place] = value;
    frames.push(frame);
  }
  return frames;
}

function showLeaf(leaf, value, before, data) {
  const changed = data.marksChanges && before !== undefined && before !== value;
  leaf.querySelector('.value').textContent = value === '' ? 'gone' : value;
  leaf.classList.toggle('changed', changed);
  leaf.hidden = data.quiet.includes(value) && !changed;
  leaf.title = changed ? `was ${before === '' ? 'not there' : before}` : '';
}

function start(player) {
  const controls = player.querySelector('.controls');
  const range = controls.querySelector('input');
  const output = controls.querySelector('output');
  const data = JSON.parse(controls.querySelector('script').textContent);
  const frames = framesOf(data);
  const leaves = [...player.querySelectorAll('[data-leaf]')];
  const parts = [...player.querySelectorAll('.picture [data-step]')];
  const edges = [...player.querySelectorAll('.picture [data-from]')];
  const kernel = [...player.querySelectorAll('[data-observed]')];
  const last = frames.length - 1;

  const show = (at, isMoved) => {
    range.value = String(at);
    range.setAttribute('aria-valuetext', `${data.unit} ${at} of ${last}`);
    output.innerHTML = data.texts[at];
    for (const leaf of leaves) {
      const place = Number(leaf.dataset.leaf);
      showLeaf(leaf, frames[at][place], frames[at - 1]?.[place], data);
    }
    for (const part of parts) part.classList.toggle('current', Number(part.dataset.step) === at);
    for (const edge of edges) edge.classList.toggle('current', Number(edge.dataset.from) === at);
    for (const one of kernel) one.hidden = Number(one.dataset.observed) !== at;
    if (!isMoved) return;
    const marked = parts.filter((part) => part.classList.contains('current')).pop();
    const bar = controls.getBoundingClientRect().bottom;
    const box = marked?.getBoundingClientRect();
    if (box !== undefined && (box.top < bar || box.bottom > window.innerHeight)) {
      window.scrollBy({ top: box.top - bar - 40 });
    }
    history.replaceState(null, '', `#${data.unit}=${at}`);
  };
  const go = (to) => show(Math.max(0, Math.min(last, to)), true);

  controls.hidden = false;
  player.classList.add('alive');
  range.addEventListener('input', () => go(Number(range.value)));
  for (const button of controls.querySelectorAll('button')) {
    button.addEventListener('click', () => go(Number(range.value) + Number(button.dataset.go)));
  }
  for (const part of parts) part.addEventListener('click', () => go(Number(part.dataset.step)));
  output.addEventListener('click', (event) => {
    const to = event.target.dataset?.to;
    if (to === undefined) return;
    go(Number(to));
    // The button is gone with the text that it stood in.
    (output.querySelector('button') ?? range).focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.target === range || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest?.('.wide') !== null && event.target.closest?.('.wide') !== undefined) return;
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    go(Number(range.value) + move);
  });
  const asked = new RegExp(`^#${data.unit}=(\\d+)$`).exec(location.hash);
  if (asked === null) show(0, false);
  else go(Number(asked[1]));
}

for (const player of document.querySelectorAll('.player')) start(player);
