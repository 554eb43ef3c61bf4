// SPDX-License-Identifier: MIT
// Scenarios in the words of the document: the world of each, what differs from it, and the rivals.
import { flagsText, subsetsText, wordsOf } from '../kernel/told-arguments.ts';
import { callersDiffer } from '../kernel/told-scenarios.ts';
import { beyond, distinct, listOrNone, wordsForAll } from '../kernel/told-words.ts';
import type { Arg, Caller } from './names.ts';
import { type Operation, type Scenario, type Slots, WORLD } from './scenarios.ts';

type World = Omit<Scenario, 'name' | 'rivals'>;

const slotsText = (slots: Slots): string =>
  listOrNone(
    slots.map(({ off, data, kind }) => `[${off}:${data.join(',')}]${kind === 'merge' ? '' : ` ${kind}`}`),
  );

const FIELDS = ['op', 'fd', 'buf', 'n', 'flags', 'addr'] as const;

const words = wordsOf(FIELDS, (arg: Arg, field) =>
  field === 'flags' ? flagsText(arg.flags) : String(arg[field]),
);

/** Where it is chosen: each field's values, all combinations of which there are; of fd by op, where they differ. */
function choicesText(args: readonly Arg[]): readonly string[] {
  const ops = distinct(args.map(({ op }) => op)) as readonly Arg['op'][];
  const fds = ops.map((op) =>
    words.values(
      args.filter((arg) => arg.op === op),
      'fd',
    ),
  );
  const isSame = distinct(fds).length === 1;
  const kinds = isSame
    ? [words.values(args, 'op'), fds[0]!]
    : ops.map((op, at) => `op ${op} with ${fds[at]}`);
  const flags = distinct(args.flatMap((arg) => arg.flags));
  return [
    ...kinds,
    words.values(args, 'buf'),
    words.values(args, 'n'),
    subsetsText(flags),
    words.values(args, 'addr'),
  ];
}

function argsText({ callers, args }: World): readonly string[] {
  const all = args[callers[0]!]!;
  const [only] = all;
  return all.length === 1 ? [words.all(only!)] : choicesText(all);
}

/** A line for each part of a world. */
export function worldParts(world: World): readonly (readonly [part: string, says: readonly string[]])[] {
  const {
    ring,
    slots,
    ends,
    nonblock,
    nowait,
    packets,
    copiesFirst,
    callers,
    loopers,
    args: _,
    ...rest
  } = world;
  wordsForAll(rest);
  return [
    ['Ring', [String(ring)]],
    ['slots', slots.map(slotsText)],
    ['ends', ends.map(listOrNone)],
    ['nonblock', [nonblock]],
    ['nowait', [nowait]],
    ['packet mode', [packets ? 'yes' : 'no']],
    ['copies first', [copiesFirst ? 'yes' : 'no']],
    ['callers', [listOrNone(callers)]],
    ['callers that loop', [listOrNone(loopers)]],
    ['`arg`', argsText(world)],
  ];
}

/** What one caller is given that is other than what each is. */
function callerDiffers(p: Caller, base: Arg, now: Arg): readonly string[] {
  const others = words.other(base, now);
  if (now.op === 'send') {
    const more = others.filter((field) => field !== 'op' && field !== 'n');
    return [[`${p} sends ${now.n}`, ...more.map((field) => words.one(now, field))].join(', ')];
  }
  if (others.length === 0) return [];
  return [`${p} has ${others.map((field) => words.one(now, field)).join(', ')}`];
}

/** The phrases of a scenario's row; none where nothing differs. */
export function differsIn(scenario: Scenario): readonly string[] {
  const { ring, slots, ends, nonblock, nowait, packets, copiesFirst, callers, loopers, args, ...own } =
    scenario;
  const { name: _, rivals: __, ...rest } = own;
  wordsForAll(rest);
  const text = slotsText(slots[0]!);
  return [
    ...callersDiffer(WORLD.callers, callers),
    ...(ring === WORLD.ring ? [] : [`Ring ${ring}`]),
    ...(packets ? ['packet mode'] : []),
    ...(copiesFirst ? ['copies first'] : []),
    ...(text === slotsText(WORLD.slots[0]!) ? [] : [`slots ${text}`]),
    ...(listOrNone(ends[0]!) === listOrNone(WORLD.ends[0]!) ? [] : [`ends ${listOrNone(ends[0]!)}`]),
    ...(nonblock === WORLD.nonblock ? [] : [`nonblock ${nonblock}`]),
    ...(nowait === WORLD.nowait ? [] : [`nowait ${nowait}, but on in \`proposed\``]),
    ...callers.flatMap((p) => callerDiffers(p, WORLD.args[p]![0]!, args[p]![0]!)),
    ...beyond(WORLD.loopers, loopers).map((p) => `${p} loops`),
  ];
}

/** A text for each step: what is shorter in the document, the document has to say. */
export const programTexts = (program: readonly Operation[]): readonly string[] =>
  program.map((operation) => {
    const { step } = operation;
    switch (step) {
      case 'Release':
        return `${step} of ${operation.end}`;
      case 'ResolveFault':
        return `${step} of ${operation.of}`;
      case 'SendSignal':
        return `${step} of ${operation.signal} to ${operation.to}`;
      default:
        return step;
    }
  });
