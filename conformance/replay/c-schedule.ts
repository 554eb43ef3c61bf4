// SPDX-License-Identifier: MIT
// A walk through a model's graph as one C program, for a kernel that has the points: see runtime/schedule.c.
import { readFileSync } from 'node:fs';
import { SyspecError } from '../../base/errors.ts';
import { inRoot } from '../../base/root.ts';
import type { Path } from '../../models/kit/index.ts';
import type { Op } from '../harness/protocol/types.ts';
import type { Readings } from '../harness/schedule/readings.ts';
import type { Leg, View } from '../harness/schedule/view.ts';
import { type Schedule, SET_UP, type Walk } from '../harness/schedule/walk.ts';
import { SIGNUMS } from '../harness/signums.ts';
import type { About } from './c.ts';
import { opStatements } from './c-op.ts';
import { head, runtime, sizes, unlicensed } from './c-parts.ts';
import { readingsInC } from './c-readings.ts';
import { quote, statement } from './c-text.ts';

/** The ioctls of the points. */
const points = () =>
  unlicensed(readFileSync(inRoot('conformance', 'shim', 'kernel', 'syspec_test.h'), 'utf8'));

const table = (name: string, size: string, values: readonly (readonly [number, string])[]) =>
  `static const char *const ${name}[${size}] = {\n${values.map(([at, text]) => `\t[${at}] = ${quote(text)},\n`).join('')}};\n`;

/** Lines as the program notes them. */
const lines = ({ events, show }: View): string =>
  [...events, ...Object.entries(show).map(([task, what]) => `${task} ${what}`)]
    .map((line) => `${line}\n`)
    .join('');

/** What may be seen in one of the states, and the state after it. */
interface Allowed {
  readonly from: number;
  readonly view: View;
  readonly to: number;
}

/** Writes one walk. */
class Program<S> {
  readonly #walk: Walk<S>;
  readonly #schedule: Schedule;
  /** States of the graph by the numbers that the program gives them; the first is where it begins. */
  readonly #numbers = new Map<number, number>();
  #most = 1;

  constructor(walk: Walk<S>, path: Path, initial: number) {
    this.#walk = walk;
    this.#schedule = walk.schedule(path, initial);
  }

  text({ lines: told }: About, readings: Readings): string {
    const { tasks } = this.#walk.scene;
    const body = this.#body();
    return [
      ...head([...told, '', ...HOW], body),
      sizes(this.#most, this.#numbers.size),
      table(
        'names',
        'MAX_TASKS',
        Object.entries(tasks).map(([name, task]) => [task, name]),
      ),
      table(
        'signals',
        'MAX_SIGNAL + 1',
        Object.entries(SIGNUMS).map(([name, number]) => [number, name]),
      ),
      points(),
      ...['seen.c', 'judge.c', 'schedule.c'].map(runtime),
      readingsInC(readings),
      body,
      runtime('main.c'),
    ].join('\n');
  }

  #number(state: number): number {
    const known = this.#numbers.get(state) ?? this.#numbers.size;
    this.#numbers.set(state, known);
    return known;
  }

  #body(): string {
    const { legs, ops, initial, path } = this.#schedule;
    let states = [path.length === 0 ? initial : this.#walk.source(path[0]!)];
    let from = 0;
    this.#number(states[0]!);
    const written = legs.map((leg) => {
      const own = ops.slice(from, leg.to).flatMap((op) => this.#op(op));
      from = leg.to;
      const begin = statement('leg', [quote(leg.name)]);
      if (leg.name === SET_UP) {
        const shown = { from: states[0]!, view: leg.expected, to: states[0]! };
        return [...own, begin, ...this.#allow([shown]), '\tcheck();\n'].join('\n');
      }
      const allowed = states.flatMap((state) => this.#allowed(leg, state));
      const refused = states.filter((state) => this.#allowed(leg, state).length === 0);
      states = [...new Set(allowed.map(({ to }) => to))];
      return [
        begin,
        ...this.#allow(allowed),
        ...refused.map((state) => statement('refuse', [String(this.#number(state))])),
        statement('begin', []),
        ...own,
        '\tcheck();\n',
      ].join('\n');
    });
    return `static void sequence(void)\n{\n\topen_points();\n${written.join('\n')}}\n`;
  }

  #allowed({ edge, name }: Leg, from: number): Allowed[] {
    if (edge === undefined) {
      const view = this.#walk.probes(from).get(name);
      return view === undefined ? [] : [{ from, view, to: from }];
    }
    const { target } = this.#walk.graph;
    return this.#walk
      .edges(from, name)
      .map((one) => ({ from, view: this.#walk.view(one), to: target[one]! }));
  }

  #allow(allowed: readonly Allowed[]): string[] {
    this.#most = Math.max(this.#most, allowed.length);
    return allowed.map(({ from, view, to }) =>
      statement('allow', [String(this.#number(from)), quote(lines(view)), String(this.#number(to))]),
    );
  }

  /** Each op is of a task, and the next one may be of the same. */
  #op(op: Op): string[] {
    const by = op.op === 'spawn' ? (op.parent ?? op.task) : op.task;
    return [
      statement('on', [String(by)]),
      ...(op.op === 'call' ? [statement('must_be_idle', [])] : []),
      ...opStatements(op),
      statement('collect', []),
    ];
  }
}

const HOW = [
  'This program makes tasks park in front of the steps of their system calls, and lets them go on',
  'one at a time. After each step it compares what it saw with what the model allows: see allow().',
  'It needs a kernel with the points of the test-only patches (/dev/syspec). Build it, and run it as',
  'root:',
  '',
  '\tgcc -Wall -Wextra -static -o sequence THIS.c && ./sequence',
  '',
  'It exits with 0 when the kernel does what is allowed, 1 when it differs, and 2 when there is no',
  'verdict.',
];

/**
 * The text of the program.
 * @throws SyspecError BAD_INPUT when what the calls of the scenario return is not there as data
 */
export function scheduleToC<S>(walk: Walk<S>, path: Path, initial: number, about: About): string {
  const { readings } = walk.scene;
  if (readings === undefined)
    throw new SyspecError('BAD_INPUT', 'the scenario does not say as data what its calls return');
  return new Program(walk, path, initial).text(about, readings);
}
