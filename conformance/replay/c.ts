// SPDX-License-Identifier: MIT
// A sequence as one C program, for a reviewer who has a kernel and a compiler and nothing else.
import { type EncodedSequence, encode, encodingOf } from '../harness/lockstep/engine/encode.ts';
import type { Generated } from '../harness/lockstep/engine/generate.ts';
import type { Outcome } from '../harness/lockstep/engine/outcome.ts';
import type { PredictedOp } from '../harness/lockstep/engine/predict.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import type { Abi } from '../harness/protocol/types.ts';
import type { Conformance } from '../proposal.ts';
import { describeOp, laneOf } from '../report/describe.ts';
import { opStatements } from './c-op.ts';
import { head, runtime, sizes } from './c-parts.ts';
import type { Symbols } from './c-symbols.ts';
import { quote, statement } from './c-text.ts';
import { readerOf, readerText } from './c-written.ts';
import { type Levels, statesOf } from './states.ts';

/** What is said in the comment at the program's head, a line each. */
export interface About {
  readonly lines: readonly string[];
}

/** One sequence for a program that has several. */
export interface SequenceParts {
  /** How much is allowed at most after an op, and how many states there are. */
  readonly allowed: number;
  readonly states: number;
  /** Whether a call enters the kernel by int 0x80. */
  readonly int80: boolean;
  /** Functions that read what a call wrote, by the call. */
  readonly readers: ReadonlyMap<string, string>;
  /** The body of a function. */
  readonly statements: string;
}

/** What cannot be seen by its number, as the program notes it (runtime/written.c): a zero byte would end a text of C. */
const visible = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
  text.replace(/[\x00-\x1f\x7f]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`);

const taskNumber = (task: string): number => Number(task.slice(1));

/** Writes one sequence. */
class Program {
  readonly #conformance: Conformance;
  readonly #steps: readonly PredictedOp[];
  readonly #encoded: EncodedSequence;
  readonly #levels: Levels;
  readonly #symbols: Symbols | undefined;

  constructor(conformance: Conformance, { steps }: Generated, symbols?: Symbols) {
    this.#conformance = conformance;
    this.#symbols = symbols;
    this.#steps = steps;
    this.#encoded = encode(encodingOf(conformance), steps);
    this.#levels = statesOf(
      conformance.alphabet.system,
      steps.map(({ op }) => op),
    );
  }

  text({ lines }: About): string {
    const { allowed, states, int80, readers, statements } = this.parts();
    return [
      ...head([...lines, '', ...HOW], statements),
      sizes(allowed, states),
      ...['seen.c', 'judge.c', 'gather.c'].map(runtime),
      ...(int80 ? [runtime('int80.c')] : []),
      ...(readers.size === 0 ? [] : [runtime('written.c'), ...readers.values()]),
      `static void sequence(void)\n{\n${statements}}\n`,
      runtime('main.c'),
    ].join('\n');
  }

  parts(): SequenceParts {
    const calls = this.#calls();
    const { codecs } = this.#conformance;
    const readers = [...new Set(calls.map(({ call }) => call))].sort().flatMap((call): [string, string][] => {
      const { writes } = codecs[call] ?? {};
      return writes === undefined ? [] : [[call, readerText(call, writes)]];
    });
    return {
      allowed: Math.max(1, ...this.#levels.map((level) => level.flatMap(({ edges }) => edges).length)),
      states: this.#levels.flat().length + 1,
      int80: calls.some(({ abi }) => abi === 'int80'),
      readers: new Map(readers),
      statements: this.#statements(),
    };
  }

  #calls(): { readonly call: string; readonly abi: Abi }[] {
    return this.#encoded.sequence.ops.flatMap((op, at) => {
      const from = this.#steps[this.#encoded.stepOf[at]!]!.op;
      return op.op === 'call' && from.op === 'call' ? [{ call: from.call, abi: op.abi ?? '64' }] : [];
    });
  }

  #reader(op: SeqOp): string | undefined {
    return op.op === 'call' && this.#conformance.codecs[op.call]?.writes !== undefined
      ? readerOf(op.call)
      : undefined;
  }

  #statements(): string {
    const steps = this.#steps.map(({ op }, at) => {
      const own = this.#encoded.sequence.ops.filter((_, i) => this.#encoded.stepOf[i] === at);
      const begin = statement('step', [String(taskNumber(laneOf(op))), quote(this.#describe(op))]);
      return [
        begin,
        ...own.flatMap((one) => opStatements(one, this.#reader(op), this.#symbols)),
        ...this.#allowed(at),
        '\tcheck();\n',
      ].join('\n');
    });
    return steps.join('\n');
  }

  /** The model has names of its own for signals. */
  #signal(name: string): number {
    return this.#conformance.alphabet.system.signals[name]!.number;
  }

  /** A signal under its number too: its name is the model's. */
  #describe(op: SeqOp): string {
    if (op.op !== 'signal') return visible(describeOp(op));
    return `gets signal ${this.#signal(op.signal)} (${op.signal})`;
  }

  #allowed(at: number): string[] {
    return this.#levels[at]!.flatMap(({ state, edges }) =>
      edges.map(({ outcome, next }) => {
        return statement('allow', [String(state), quote(this.#lines(outcome)), String(next)]);
      }),
    );
  }

  /** An outcome as the program notes what it sees: see runtime/judge.c. */
  #lines({ returned, handled, died, blocked }: Outcome): string {
    const opOf = (id: number) => this.#steps.find(({ op }) => op.id === id)!.op;
    const byNumber = (a: string, b: string) => taskNumber(a) - taskNumber(b);
    const lines = [
      ...returned.map(({ task, op, value, out }) => {
        const result = typeof value === 'string' ? `-1 ${value}` : String(value);
        return visible(`${task} ${describeOp(opOf(op))} = ${result}${out === undefined ? '' : ` "${out}"`}`);
      }),
      ...handled
        .map(({ task, signal }) => ({ task, number: this.#signal(signal) }))
        .sort((a, b) => byNumber(a.task, b.task) || a.number - b.number)
        .map(({ task, number }) => `${task} handles signal ${number}`),
      ...[...died].sort(byNumber).map((task) => `${task} dies`),
      ...[...blocked].sort(byNumber).map((task) => `${task} sleeps`),
    ];
    return lines.map((line) => `${line}\n`).join('');
  }
}

const HOW = [
  'This program makes system calls, one after the other, and waits after each until it has',
  'returned or its task sleeps. It compares what it saw with what the model allows: see allow().',
  'Build and run it, as root or as a user who may make user namespaces:',
  '',
  '\tgcc -Wall -Wextra -static -o sequence THIS.c && ./sequence',
  '',
  'It exits with 0 when the kernel does what is allowed, 1 when it differs, and 2 when the program',
  'could not do its work.',
];

/**
 * The text of the program.
 * @throws SyspecError BAD_INPUT when the model allows too many outcomes, or a call goes through io_uring
 */
export function toC(conformance: Conformance, generated: Generated, about: About): string {
  return new Program(conformance, generated).text(about);
}

/**
 * The same without what is around it.
 * @param symbols absent: those of the calls that Linux has
 * @throws SyspecError as `toC`
 */
export function sequenceParts(
  conformance: Conformance,
  generated: Generated,
  symbols?: Symbols,
): SequenceParts {
  return new Program(conformance, generated, symbols).parts();
}
