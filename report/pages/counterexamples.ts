// SPDX-License-Identifier: MIT
// Each counterexample as a diagram with a slider, and all of them as small pictures.

import { groupBy } from '../../base/group.ts';
import { counted } from '../../base/plural.ts';
import { staleText } from '../../documents/evidence.ts';
import { escapeHtml, LEGEND, lanesHtml, prose } from '../../explain/html.ts';
import { commandOf, headline, lackingGuard, type Story } from '../../explain/story.ts';
import { command, hrefTo, linkTo, type Page } from '../page.ts';
import { player } from '../player.ts';
import { type Observation, observationsOf } from '../recorded.ts';
import { type Counterexample, counterexamplePath, frameOf, type Shown } from '../shown.ts';
import { changedInputs, observedBySteps, watchedOf } from '../watched.ts';

/** Pixels of a small picture: between steps and lanes. */
const STEP = 9;
const LANE = 11;

/** A story as a small picture: a line a task, a dot a step, a square where it goes wrong. */
export function strip({ lanes, steps }: Story): string {
  const width = STEP * (steps.length + 1);
  const height = LANE * Math.max(1, lanes.length);
  const y = (lane: string) => LANE * (lanes.indexOf(lane) + 0.5);
  const lines = lanes.map((lane) => `<line x1="0" x2="${width}" y1="${y(lane)}" y2="${y(lane)}"/>`);
  const dots = steps.map(({ lane, guard, note, number }) =>
    guard === undefined && note === undefined && number < steps.length
      ? `<circle cx="${STEP * number}" cy="${y(lane)}" r="3"/>`
      : `<rect x="${STEP * number - 4}" y="${y(lane) - 4}" width="8" height="8"/>`,
  );
  return `<svg class="strip" aria-hidden="true" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${lines.join('')}${dots.join('')}</svg>`;
}

/** All of them, by variant. */
export function counterexamplesPage({ subject, counterexamples }: Shown): Page {
  const { slug } = subject.proposal;
  const path = `${slug}/counterexamples.html`;
  const sections = groupBy(counterexamples, ({ story }) => story.variant).map((own) => {
    const { variant } = own[0]!.story;
    const items = own.map(({ row, story }) => {
      const link = { path: counterexamplePath({ row, story }), text: `${row} in ${story.scenario}` };
      return `<li>${strip(story)}${linkTo(link, path)}<br><span class="quiet">${counted(story.steps.length, 'step')}</span></li>`;
    });
    return `<h2 id="${variant}">${escapeHtml(variant)}</h2>\n<ul class="cards">${items.join('\n')}</ul>`;
  });
  const none = '<p>No claim is violated by any variant.</p>';
  return {
    ...{ path, title: `${slug}: ${counted(counterexamples.length, 'counterexample')}`, ...frameOf(slug) },
    body: `<p>A line is a task, a dot is a step, and time goes to the right. A red square is where a rule would have stopped it, and where it goes wrong.</p>\n${sections.join('\n') || none}`,
  };
}

const notClaimed = (gap: string): string => ` <b class="stale">Not to be claimed: it ${escapeHtml(gap)}.</b>`;

function observed(observations: readonly Observation[]): string {
  if (observations.length === 0) return '<p>No run of a kernel under this counterexample is recorded.</p>';
  const items = observations.map(({ text, gap, place, command: again }) => {
    const doubt = gap === undefined ? '' : notClaimed(gap);
    return `<li>${escapeHtml(text)}.${doubt} <span class="quiet">${escapeHtml(place)}</span> ${command(again)}</li>`;
  });
  return `<ul>${items.join('\n')}</ul>`;
}

/** What the slider says at each step. */
function captions(story: Story): string[] {
  return [
    '<b>0</b> It begins.',
    ...story.steps.map(({ number, lane, kernel, text, guard, note }) => {
      const wrong = [note, guard && `${guard.rule}: ${guard.text}`].filter((one) => one !== undefined);
      const bad = wrong.map((one) => ` <span class="bad">✗ ${escapeHtml(one)}</span>`).join('');
      return `<b>${number} ${escapeHtml(lane)}</b> <code>${escapeHtml(kernel)}</code> ${escapeHtml(text)}${bad}`;
    }),
  ];
}

function kernelAside(one: Counterexample, { watched, record }: Shown): string {
  const { story } = one;
  const file = watchedOf(watched, one);
  if (file === undefined)
    return '<h2>The kernel, step by step</h2><p class="quiet">None is recorded beside these steps.</p>';
  const { target, times, followed } = file.kernel;
  const lines = observedBySteps(story, file).map(
    (text, at) =>
      `<p data-observed="${at}"><b>${at}</b> ${escapeHtml(text ?? 'nothing was read after this step')}</p>`,
  );
  const gap = staleText(changedInputs(file, record.walk));
  const doubt = gap === '' ? '' : notClaimed(gap);
  return `<h2>The kernel, step by step</h2>${lines.join('')}<p class="quiet">${escapeHtml(`${target}; it went along ${followed} of ${counted(times, 'time')}.`)}${doubt}</p>`;
}

/** One of them; `at` is its place among all. */
export function counterexamplePage(shown: Shown, one: Counterexample, at: number): Page {
  const { story, movie, row } = one;
  const { slug, variant, scenario, claim } = story;
  const path = counterexamplePath(one);
  const [before, after] = [shown.counterexamples[at - 1], shown.counterexamples[at + 1]];
  const beside = [
    ...(before === undefined
      ? []
      : [linkTo({ path: counterexamplePath(before), text: '← the one before' }, path)]),
    ...(after === undefined
      ? []
      : [linkTo({ path: counterexamplePath(after), text: 'the next one →' }, path)]),
  ];
  const others = shown.counterexamples.filter(
    (other) => other !== one && other.row === row && other.story.scenario === scenario,
  );
  const elsewhere = others.map((other) =>
    linkTo({ path: counterexamplePath(other), text: other.story.variant }, path),
  );
  const guard = lackingGuard(story);
  const ends = [story.ending, story.after].filter((text) => text !== undefined).join(' ');
  const rules = story.rules.map(({ id, text }) => `<dt>${escapeHtml(id)}</dt><dd>${prose(text)}</dd>`);
  const played = { movie, said: captions(story), unit: 'step', marksChanges: true };
  return {
    ...{ path, title: headline(story), ...frameOf(slug) },
    body: `<p><a href="${hrefTo(`${slug}/claims.html#${claim.id}`, path)}">${claim.id}</a>: ${escapeHtml(claim.title)}</p>
${player(played, lanesHtml(story), kernelAside(one, shown))}
<p class="bad">Violated: ${prose(story.claimed)}</p>
<pre>${escapeHtml(story.values.join('\n'))}</pre>
<p>${escapeHtml(ends)}</p>
${guard === undefined ? '' : `<p>${escapeHtml(guard)}</p>`}
<dl>${rules.join('\n')}</dl>
<h2>What a kernel did under it</h2>
${observed(observationsOf(shown.record, { variant, claim: claim.id, scenario }))}
<p>On a kernel: ${command(`./${commandOf(story)} --kernel`)}</p>
<h2>How to read it</h2>
<p class="quiet">${LEGEND} The slider moves by the mouse and by the arrow keys; the state beside it is the one after the step, and what the
step changed is marked.</p>
<p>Again: ${command(`./${commandOf(story)}`)}</p>
${elsewhere.length === 0 ? '' : `<p>The same claim in the same scenario: ${elsewhere.join(', ')}.</p>`}
<p>${beside.join(' · ')}</p>`,
  };
}
