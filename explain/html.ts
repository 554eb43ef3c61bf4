// SPDX-License-Identifier: MIT
// A story as one HTML file that needs nothing else: no script, no font, no network.
import { version } from '../base/version.ts';
import { castText } from './cast.ts';
import { commandOf, headline, lackingGuard, type Story, type StoryStep } from './story.ts';

/**
 * The colours of the page, light and dark: text, quiet text and what is wrong, on the page and on a step. Each pair has a contrast of
 * at least 4.5 to 1, as WCAG 2.2 (success criterion 1.4.3) asks of text.
 */
export const COLOURS = {
  light: { page: '#ffffff', step: '#f1f1f1', text: '#1a1a1a', quiet: '#575757', bad: '#b3261e' },
  dark: { page: '#121212', step: '#242424', text: '#e8e8e8', quiet: '#b4b4b4', bad: '#ff8a80' },
} as const;

const variables = (mode: keyof typeof COLOURS): string =>
  Object.entries(COLOURS[mode])
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');

/** The colours, and what the lanes and their steps look like, on whatever page they stand. */
export const LANES_STYLE = `
:root { color-scheme: light dark; --line: #8888; ${variables('light')} }
@media (prefers-color-scheme: dark) { :root { ${variables('dark')} } }
.bad { color: var(--bad); } .quiet { color: var(--quiet); }
.lanes { display: grid; column-gap: 1rem; }
.lanes > * { min-width: 0; }
.name { font-weight: 600; padding: .4rem 0; border-bottom: 2px solid var(--line); }
.number { color: var(--quiet); text-align: right; padding-top: .45rem; }
.life { border-left: 2px dotted var(--line); margin-left: .5rem; }
.step { border-left: 3px solid; border-radius: 3px; padding: .3rem .6rem; margin: .2rem 0; background: var(--step); }
.step code { font-weight: 600; } .step p { margin: 0; } .step p.quiet { font-size: .85rem; }
.step.stopped { border-color: var(--bad); }
.reach { align-self: center; border-top: 2px solid; text-align: center; font-size: .8rem; margin: 0 .5rem; }
@media (max-width: 44rem) {
  .lanes { display: block; } .name, .life { display: none; }
  .number { float: left; width: 2rem; padding-right: .5rem; } .step, .reach { margin-left: 2.6rem; }
  .step::before { content: attr(data-lane) " "; font-weight: 600; }
}
`;

const STYLE = `${LANES_STYLE}
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: var(--text); background: var(--page); }
h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; }
code, pre { overflow-wrap: anywhere; white-space: pre-wrap; }
dt { font-weight: 600; margin-top: .6rem; } dd { margin: 0 0 0 1.2rem; }
`;

/** How to read the lanes. */
export const LEGEND =
  'Each column is a task, and time goes down. A box is one step: the function of the kernel, what the step does, and what it changes of the state. Red is the step that the rule named in it would have stopped. An arrow is a task that a step wakes or signals.';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in HTML, also in an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ENTITIES[c]!);
}

/** Escaped text with the document's code spans and emphasis. */
export function prose(text: string): string {
  const withCode = (part: string) => part.replace(/`([^`]+)`/g, '<code>$1</code>');
  // A star in code is one, and emphasis may have code in it.
  return escapeHtml(text).replace(/`[^`]+`|\*((?:`[^`]+`|[^*`])+)\*/g, (all, emphasis?: string) =>
    emphasis === undefined ? withCode(all) : `<em>${withCode(emphasis)}</em>`,
  );
}

/** Column of a lane in the grid: the first holds the step's number. */
const column = (story: Story, lane: string): number => story.lanes.indexOf(lane) + 2;

function stepHtml(story: Story, step: StoryStep, row: number): string {
  const at = (lane: string) => `grid-area: ${row} / ${column(story, lane)}`;
  const wrong = [step.note, step.guard && `${step.guard.rule}: ${step.guard.text}`]
    .filter((text) => text !== undefined)
    .map((text) => `<p class="bad">✗ ${escapeHtml(text)}</p>`)
    .join('');
  const changes =
    step.changes.length === 0 ? '' : `<p class="quiet">${escapeHtml(step.changes.join(', '))}</p>`;
  const others = story.lanes.filter((lane) => lane !== step.lane && lane !== step.reaches);
  return [
    `<div class="number" data-step="${step.number}" style="grid-area: ${row} / 1">${step.number}</div>`,
    `<div class="step${wrong === '' ? '' : ' stopped'}" data-step="${step.number}" style="${at(step.lane)}" data-lane="${escapeHtml(step.lane)}"><code>${escapeHtml(step.kernel)}</code><p>${escapeHtml(step.text)}</p>${changes}${wrong}</div>`,
    ...others.map((lane) => `<div class="life" style="${at(lane)}"></div>`),
    ...(step.reaches === undefined ? [] : [reachHtml(story, step.lane, step.reaches, row)]),
  ].join('\n');
}

function reachHtml(story: Story, from: string, to: string, row: number): string {
  const [a, b] = [column(story, from), column(story, to)];
  const span = a < b ? `${a + 1} / ${row + 1} / ${b + 1}` : `${b} / ${row + 1} / ${a}`;
  const text = a < b ? `${from} reaches ${to} ▶` : `◀ ${from} reaches ${to}`;
  return `<div class="reach" style="grid-area: ${row} / ${span}">${escapeHtml(text)}</div>`;
}

/** The sequence diagram: a column a lane, a row a step; what belongs to step N has `data-step="N"`. */
export function lanesHtml(story: Story): string {
  const { lanes, steps } = story;
  const names = lanes.map(
    (lane) => `<div class="name" style="grid-area: 1 / ${column(story, lane)}">${escapeHtml(lane)}</div>`,
  );
  return `<div class="lanes" style="grid-template-columns: 2.5rem repeat(${lanes.length}, 1fr)">
${names.join('\n')}
${steps.map((step, i) => stepHtml(story, step, i + 2)).join('\n')}
</div>`;
}

/** A word as a shell takes it. */
const shellWord = (word: string): string =>
  /^[\w./+:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/**
 * The file's text.
 * @param file its name, which the command that makes it again has too
 */
export function storyHtml(story: Story, file: string): string {
  const { claim, rules } = story;
  const title = escapeHtml(headline(story));
  const guard = lackingGuard(story);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<h1>${title}</h1>
<p>${escapeHtml(claim.id)}: ${escapeHtml(claim.title)}</p>
<p class="quiet">${prose(story.motivation)}</p>
<p>${escapeHtml(castText(story.cast, false))}</p>
<h2>It begins with</h2>
<pre>${escapeHtml(story.beginning.join('\n'))}</pre>
${[LEGEND, ...story.legend.map(prose)].map((text) => `<p class="quiet">${text}</p>`).join('\n')}
${lanesHtml(story)}
<p class="bad">Violated: ${prose(story.claimed)}</p>
<pre>${escapeHtml(story.values.join('\n'))}</pre>
<p>${escapeHtml([story.ending, story.after].filter((text) => text !== undefined).join(' '))}</p>
${guard === undefined ? '' : `<p>${escapeHtml(guard)}</p>`}
<dl>
${rules.map(({ id, text }) => `<dt>${escapeHtml(id)}</dt><dd>${prose(text)}</dd>`).join('\n')}
</dl>
<p class="quiet">Made by syspec ${escapeHtml(version())}: <code>${escapeHtml(`${commandOf(story)} --html ${shellWord(file)}`)}</code></p>
</html>
`;
}
