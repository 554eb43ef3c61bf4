// SPDX-License-Identifier: MIT
// A failing sequence for a terminal: a lane a task, a row an op, and at its end allowed beside observed.
import pc from 'picocolors';
import { type Colors, laneRow, widthOfLanes } from '../../base/lanes.ts';
import type { Paper } from '../../base/paper.ts';
import { wrap, wrapIndented } from '../../base/wrap.ts';
import type { Failure } from '../harness/lockstep/engine/lane.ts';
import type { Outcome } from '../harness/lockstep/engine/outcome.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { describeOp, eventsByTask, laneOf, opName } from './describe.ts';
import { title } from './title.ts';

/** What a row of a table of errors says; undefined for one that is not known. */
export type RuleText = (row: string) => string | undefined;

/** A column of text beside another. */
const BETWEEN = '   ';

/** One op: who issued what, and what each task then did. */
interface DrawnOp {
  readonly number: string;
  readonly lane: string;
  readonly text: string;
  readonly events: ReadonlyMap<string, readonly string[]>;
}

/** An outcome under the names of calls, not of ops. */
const nameIn = (ops: readonly SeqOp[]) => (id: number) => {
  const op = ops.find((one) => one.id === id);
  return op === undefined ? `#${id}` : opName(op);
};

/** The ops up to the failure, with what was observed; of a crash, all of them. */
function drawnOps({ ops, difference, observed }: Failure): DrawnOp[] {
  const last = difference?.at ?? ops.length - 1;
  const values = new Map(
    observed.flatMap(({ returned }) => returned.map(({ op, value }) => [op, String(value)] as const)),
  );
  const reference = (id: number) => values.get(id) ?? `value of ${ops.findIndex((op) => op.id === id) + 1}`;
  return ops.slice(0, last + 1).map((op, at) => ({
    number: String(at + 1),
    lane: laneOf(op),
    text: describeOp(op, reference),
    events: observed[at] === undefined ? new Map() : eventsByTask(observed[at], nameIn(ops)),
  }));
}

function lanesOf(drawn: readonly DrawnOp[]): string[] {
  const lanes = drawn.flatMap(({ lane, events }) => [lane, ...events.keys()]);
  return [...new Set(lanes)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Where there is room for a lane a task. */
function inLanes(
  drawn: readonly DrawnOp[],
  lanes: readonly string[],
  width: number,
  colors: Colors,
): string[] {
  const rows = drawn.flatMap(({ number, lane, text, events }) => {
    const cells = lanes.map((name) => [
      ...(name === lane ? wrap(`● ${text}`, width) : []),
      ...(events.get(name) ?? []).flatMap((event) => wrapIndented(event, width, '  ')),
    ]);
    return laneRow(number, cells, width, (padded) => (padded.startsWith('●') ? colors.bold(padded) : padded));
  });
  const heads = lanes.map((lane) => [lane]);
  return [...laneRow('', heads, width, colors.cyan), ...rows];
}

/** Where there is not: one below the other. */
function inList(drawn: readonly DrawnOp[], columns: number, colors: Colors): string[] {
  return drawn.flatMap(({ number, lane, text, events }) => {
    const [first, ...more] = wrapIndented(`${lane} ● ${text}`, columns, '    ');
    return [
      ...[`${number.padStart(3)}${first!.slice(3)}`, ...more].map(colors.bold),
      ...[...events].flatMap(([task, texts]) =>
        texts.flatMap((event) => wrapIndented(`${task} ${event}`, columns, '      ')),
      ),
    ];
  });
}

/** An outcome in lines of `width`, each task's events; with the rows that the model names. */
function outcomeLines(outcome: Outcome | undefined, ops: readonly SeqOp[], width: number): string[] {
  if (outcome === undefined) return wrap('no result', width);
  const lines = [...eventsByTask(outcome, nameIn(ops))].flatMap(([task, events]) =>
    events.flatMap((event) => wrap(`${task} ${event}`, width)),
  );
  const rows = outcome.returned.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const order =
    outcome.returned.length < 2
      ? []
      : wrap(`in this order: ${outcome.returned.map(({ task }) => task).join(', ')}`, width);
  return [
    ...(lines.length === 0 ? wrap('nothing is seen', width) : lines),
    ...order,
    ...(rows.length === 0 ? [] : wrap(`by ${[...new Set(rows)].join(', ')}`, width)),
  ];
}

/** Allowed on the left, observed on the right. */
function beside({ ops, difference }: Failure, columns: number, colors: Colors): string[] {
  if (difference === undefined) return [];
  const { allowed, observed } = difference;
  const width = Math.max(1, Math.floor((columns - BETWEEN.length) / 2));
  const unique = [...new Map(allowed.map((outcome) => [outcome.text, outcome])).values()];
  const left = unique.flatMap((outcome, i) => [
    ...(i === 0 ? [] : ['or']),
    ...outcomeLines(outcome, ops, width),
  ]);
  const right = outcomeLines(observed, ops, width);
  const height = Math.max(left.length, right.length);
  return [
    `${colors.bold('allowed'.padEnd(width))}${BETWEEN}${colors.bold('observed')}`,
    ...Array.from({ length: height }, (_, i) => {
      const ours = colors.green((left[i] ?? '').padEnd(width));
      return `${ours}${BETWEEN}${colors.red(right[i] ?? '')}`.trimEnd();
    }),
  ];
}

/** The sentences of the document that the model goes by. */
function rules({ difference }: Failure, ruleText: RuleText, columns: number): string[] {
  const rows = (difference?.allowed ?? []).flatMap(({ returned }) =>
    returned.flatMap(({ row }) => (row === undefined ? [] : [row])),
  );
  return [...new Set(rows)].flatMap((row) => {
    const text = ruleText(row);
    return text === undefined ? [] : wrapIndented(`${row}: ${text}`, columns, '  ');
  });
}

/** The failure in lines that fit on the paper: its title, the sequence, and the difference; it ends in a newline. */
export function showFailure(failure: Failure, paper: Paper, ruleText: RuleText = () => undefined): string {
  const { columns } = paper;
  const colors = pc.createColors(paper.colors);
  const drawn = drawnOps(failure);
  const lanes = lanesOf(drawn);
  const width = widthOfLanes(lanes.length, lanes, columns);
  const { crash } = failure;
  return [
    ...wrap(title(failure), columns).map(colors.bold),
    '',
    ...(width === undefined ? inList(drawn, columns, colors) : inLanes(drawn, lanes, width, colors)),
    '',
    ...beside(failure, columns, colors),
    ...rules(failure, ruleText, columns),
    ...(crash?.log === undefined ? [] : [`console: ${crash.log}`]),
    '',
  ].join('\n');
}
