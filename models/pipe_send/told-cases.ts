// SPDX-License-Identifier: MIT
// What the steps of the Specification depend on, in the words of the document: each value is something that is asked.
import { factor } from '../kernel/told-words.ts';
import type { Factor } from '../kit/index.ts';
import type { End } from './names.ts';
import type { Slots } from './scenarios.ts';
import { type Asked, PAGEFUL } from './told-asked.ts';

/** One of the things that a step depends on. */
export interface AskedFactor extends Factor {
  /** What is so with one of its values. */
  asks(value: string): Asked;
}

/** Values with what is asked with each, and words for sets of them; the values alone where a set has none. */
function caseOf(
  values: Readonly<Record<string, Asked>>,
  words: readonly (readonly [some: readonly string[], says: string])[],
): AskedFactor {
  const said = new Map(words.map(([some, says]) => [[...some].sort().join(), says]));
  return {
    values: Object.keys(values),
    says: (some) => said.get([...some].sort().join()) ?? some.join(', '),
    asks: (value) => values[value]!,
  };
}

export const PLACE = caseOf(
  {
    ...{ outside: {}, inside: { c1: { is: 'inside' } }, waits: { c1: { is: 'waits' } } },
    ...{ done: { c1: { is: 'done', ret: 'OK' } }, dead: { c1: { is: 'dead' } } },
  },
  [
    [['outside'], 'p is outside'],
    [['inside'], 'p is inside'],
    [['waits'], 'p waits'],
    [['inside', 'waits'], 'p is inside or waits'],
  ],
);

export const COPIES = caseOf({ no: {}, yes: { copiesFirst: true } }, [
  [['no'], 'the kernel does not copy first'],
  [['yes'], 'the kernel copies first'],
]);

/** Also at its fault it is inside, and may die there. */
export const ALIVE = caseOf(
  {
    ...{ outside: {}, inside: { c1: { is: 'inside' } }, faults: { c1: { is: 'faults' } } },
    ...{
      waits: { c1: { is: 'waits' } },
      done: { c1: { is: 'done', ret: 'OK' } },
      dead: { c1: { is: 'dead' } },
    },
  },
  [[['inside', 'faults', 'waits'], 'p is inside or waits']],
);

export const OTHERS = caseOf(
  {
    ...{ nobody: {}, inside: { other: 'inside' } },
    ...{ fault: { other: 'faults' }, splicer: { spliced: true } },
  },
  [
    [['nobody', 'inside'], 'the pipe is not taken against p'],
    [['inside', 'fault', 'splicer'], 'another one is inside'],
  ],
);

export const MAY = caseOf(
  { DONTWAIT: { arg: { flags: ['DONTWAIT'] } }, nonblock: { nonblock: 'on' }, neither: {} },
  [
    [['DONTWAIT', 'nonblock'], 'p may not wait'],
    [['neither'], 'p may wait'],
    [['DONTWAIT'], 'p has DONTWAIT'],
    [['nonblock', 'neither'], 'p has no DONTWAIT'],
  ],
);

export const NOSIGNAL = caseOf({ no: {}, yes: { arg: { flags: ['NOSIGNAL'] } } }, [
  [['no'], 'NOSIGNAL is not in the flags'],
  [['yes'], 'NOSIGNAL is in the flags'],
]);

export const BUFFER = caseOf(
  { ok: {}, slow: { arg: { buf: 'slow' } }, unmapped: { arg: { buf: 'unmapped' } } },
  [
    [['ok', 'slow'], 'the buffer is ok or slow'],
    [['slow'], 'the buffer is slow'],
    [['unmapped'], 'the buffer is unmapped'],
  ],
);

const HANDLED: Readonly<Record<string, Asked>> = {
  ...{ none: {}, interrupt: { c1: { sig: 'interrupt' } }, restart: { c1: { sig: 'restart' } } },
};

/** Not kill, with which one may die too. */
export const PENDING = caseOf(HANDLED, [
  [['none'], 'no signal is pending'],
  [['interrupt', 'restart'], 'a signal is pending'],
]);

export const SIGNAL = caseOf({ ...HANDLED, kill: { c1: { sig: 'kill' } } }, [
  [['none'], 'no signal is pending'],
  [['interrupt', 'restart', 'kill'], 'a signal is pending'],
]);

export const KILL: AskedFactor = {
  ...factor('`sig`', ['none', 'interrupt', 'restart', 'kill']),
  asks: (sig) => ({ c1: { sig: sig as 'kill' } }),
};

export const COUNT = caseOf({ zero: {}, more: { c1: { count: 1 } } }, [
  [['zero'], '`count` is 0'],
  [['more'], '`count` is more than 0'],
]);

export const SLEPT: AskedFactor = {
  ...factor('`slept`', ['no', 'yes']),
  asks: (slept) => ({ slept: slept === 'yes' }),
};

/** The first of several errors is the one that counts. */
export const ASKS = caseOf(
  {
    refused: { arg: { fd: 'bad', flags: ['UNKNOWN'], n: 0 } },
    ...{ null: { arg: { fd: 'null' } }, zero: { arg: { n: 0 } }, pipe: {} },
  },
  [
    [['refused'], 'an error down to E6 applies to `arg[p]`'],
    [['null', 'zero'], 'none of these applies, and the file is no pipe or `n` is 0'],
    [['pipe'], 'none of these applies, and the file is a pipe and `n` is not 0'],
  ],
);

const HOLLOW: Slots[number] = { off: 0, data: [], kind: 'merge' };
const EMPTY_PACKET: Slots[number] = { off: 0, data: [], kind: 'packet' };
const FULL: Slots = [PAGEFUL, PAGEFUL];

const SENDS: Readonly<Record<string, Asked>> = {
  all: { arg: { op: 'send', n: 2 } },
  some: { arg: { op: 'send', n: 3 } },
  merge: { arg: { op: 'send', n: 3 }, slots: [{ ...PAGEFUL, data: ['o1'] }] },
  full: { arg: { op: 'send', n: 3 }, slots: FULL },
};
const RECEIVES: Readonly<Record<string, Asked>> = {
  bytes: { slots: [HOLLOW, PAGEFUL] },
  record: { arg: { n: 3 }, slots: [HOLLOW, { ...PAGEFUL, kind: 'packet' }, PAGEFUL] },
  packet: { slots: [HOLLOW, EMPTY_PACKET, PAGEFUL] },
  nothing: { slots: [HOLLOW] },
};

const ALONE = ' alone';
/** The same where the other end is in nobody's hands. */
const withAlone = (all: Readonly<Record<string, Asked>>, ends: readonly End[]) =>
  Object.fromEntries(
    Object.entries(all).flatMap(([name, asked]) => [
      [name, asked],
      [name + ALONE, { ...asked, ends }],
    ]),
  );
const also = (...names: readonly string[]) => names.flatMap((name) => [name, name + ALONE]);
const alone = (...names: readonly string[]) => names.map((name) => name + ALONE);

/** To p, that is nothing. */
export const NOTHING: readonly string[] = ['full', 'nothing'];
const READ = 'read is in `ends`';

/** What a p finds that sends or receives. */
export const FINDS = caseOf({ ...withAlone(SENDS, ['write']), ...withAlone(RECEIVES, ['read']) }, [
  [NOTHING, 'p finds nothing'],
  [
    ['all', 'some', 'merge', ...also('bytes', 'record')],
    'p finds room or bytes, and if it sends, read is in `ends`',
  ],
  [['all', 'some'], `p sends; ${READ}; p finds room; no part of it is merged`],
  [['merge'], `p sends; ${READ}; p finds room; a part of it is merged`],
  [['all', 'merge'], `p sends; ${READ}; p finds room; its room is all that is left to move`],
  [['some'], `p sends; ${READ}; p finds room; its room is less than is left to move`],
  [alone('all', 'some', 'merge', 'full'), 'p sends; read is not in `ends`'],
  [also('bytes', 'record'), 'p receives; p finds bytes'],
  [also('packet'), 'p receives; p meets an empty packet'],
  [alone('nothing'), 'p receives; p finds neither; write is not in `ends`'],
  [['full'], `p sends; ${READ}; p finds no room`],
  [['nothing'], 'p receives; p finds neither; write is in `ends`'],
]);
