// SPDX-License-Identifier: MIT
// What the explorer says of a model that belongs to no proposal: a line for each property, and its counterexample drawn.
import pc from 'picocolors';
import { type Paper, requirePaper, toAscii } from '../base/paper.ts';
import { counted } from '../base/plural.ts';
import { aligned } from '../base/table.ts';
import { wrap, wrapIndented } from '../base/wrap.ts';
import { type Exploration, labelOf, type Trace, type Verdict } from '../models/kit/index.ts';
import { diagram, laneWidth } from './diagram.ts';
import { listing } from './listing.ts';
import { changesOf, changesOthers, stateLines } from './state.ts';
import type { StoryStep } from './story.ts';

/** Who takes a step: its first parameter, where that is a name. */
const laneOf = (params: readonly unknown[]): string => (typeof params[0] === 'string' ? params[0] : 'model');

/** The steps of a trace, each in the lane of who takes it. */
function stepsOf({ initial, steps, loop }: Trace<unknown>): StoryStep[] {
  return steps.map(({ action, params, state }, at): StoryStep => {
    const lane = laneOf(params);
    const before = at === 0 ? initial : steps[at - 1]!.state;
    const note = at === loop ? 'from here on again and again' : undefined;
    return {
      ...{ number: at + 1, lane, kernel: labelOf(action, params as readonly string[]), text: '' },
      ...{ reaches: undefined, guard: undefined, changes: changesOf(before, state, lane) },
      ...{ isSeen: changesOthers(before, state, lane), isCall: false },
      ...(note === undefined ? {} : { note }),
    };
  });
}

function drawn(trace: Trace<unknown>, { columns, colors: isColored }: Paper): string[] {
  const colors = pc.createColors(isColored);
  const steps = stepsOf(trace);
  const story = { lanes: [...new Set(steps.map(({ lane }) => lane))].sort(), steps };
  const width = laneWidth(story, columns);
  const forEver = trace.loop === steps.length ? ['After that nothing more happens, for ever.'] : [];
  const beginning = stateLines(trace.initial);
  return [
    beginning.length === 0 ? 'It begins with nothing set.' : 'It begins with:',
    ...beginning.flatMap((line) => wrapIndented(line, columns, '  ')),
    '',
    ...(width === undefined ? listing(story, columns, colors) : diagram(story, width, colors)),
    ...forEver,
    '',
  ];
}

/** Whether a property is kept; what was cut short is not. */
export const isKept = ({ kind }: Verdict<unknown>): boolean => kind === 'holds';

/** What an exploration of a model found, in lines that fit on the paper. */
export function showExploration(
  name: string,
  { verdicts, distinct, depth, stopped }: Exploration<unknown>,
  paper: Paper,
): string {
  requirePaper(paper);
  const colors = pc.createColors(paper.colors);
  const table = aligned(verdicts.map(({ property, kind }) => [property, kind]));
  const lines = verdicts.flatMap((verdict, at) => {
    const mark = isKept(verdict) ? colors.green('ok') : colors.red('XX');
    const broken = verdict.kind === 'violated' ? ['', ...drawn(verdict.trace, paper)] : [];
    return [`${mark} ${table[at]}`, ...broken];
  });
  const end = stopped === undefined ? '' : `, and it was stopped by the limit of ${stopped}`;
  const size = `${name}: ${counted(distinct, 'state')}, depth ${depth}${end}`;
  const nothing = verdicts.length === 0 ? ['no property was checked: export an array of properties'] : [];
  const text = [...lines, ...nothing, ...wrap(size, paper.columns), ''].join('\n');
  return paper.ascii === true ? toAscii(text) : text;
}
