// SPDX-License-Identifier: MIT
// What Find comes to, by all that it depends on: by taking it in a state made for it.

import type { SockState } from '../kernel/objects/unix-socket/listener.ts';
import { factorOf, listOrNone } from '../kernel/told-words.ts';
import { type Decision, decisions, type Factor } from '../kit/index.ts';
import { fconnectat } from './model.ts';
import type { Inode } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';
import { after, BOUND, scenario, stateOf, TYPE } from './told-made.ts';
import { VARIANTS } from './variants.ts';

/** The calls that find, each in a variant that hands on. */
const CALL = { fconnectat: VARIANTS.proposed, connect: VARIANTS['today-fixed'] } as const;
type Call = keyof typeof CALL;

const OF_LINK = 'fconnectat, link';
/** Which call it is, and whether `ino` is a link: only the two together make a difference. */
const LINK: Factor = {
  values: [OF_LINK, 'fconnectat, other', 'connect, link', 'connect, other'],
  says: (some) => {
    if (some.join() === OF_LINK) return '`call` is fconnectat, and `ino` a symbolic link';
    const isRest = some.length === 3 && !some.includes(OF_LINK);
    return isRest ? '`call` is not fconnectat, or `ino` no symbolic link' : some.join(' or ');
  },
};
const NOWRITE = factorOf(['yes', 'no'], (one) => `\`ino\` is ${one === 'yes' ? '' : 'not '}in \`nowrite\``);

/** A is the listener of `ino`. */
const OWES: Factor = {
  values: ['none', 'A', 'B'],
  says: (some) =>
    `\`owes\` is ${some
      .map((one) => (one === 'none' ? 'none' : `${one === 'A' ? 'that' : 'another'} listener`))
      .join(' or ')}`,
};

interface Made {
  readonly call: Call;
  readonly isLink: boolean;
  readonly denies: boolean;
  readonly bound: string;
  readonly type: 'stream' | 'dgram';
  readonly owes: 'none' | 'A' | 'B';
}

/** The states before and after it; beside a slot c2 waits at A, and c3 at B. */
function found({ call, isLink, denies, bound, type, owes }: Made): readonly [before: Seen, is: Seen] {
  const ino: Inode = bound === 'none' ? 'L' : 'iA';
  const { fs, listeners } = scenario;
  const made: Scenario = {
    ...scenario,
    fs: { ...fs, links: isLink ? { [ino]: ['d2', 's'] } : {}, denyWrite: denies ? [ino] : [] },
    listeners: listeners.map((each) => (each.name === 'A' ? { ...each, type } : each)),
  };
  const model = fconnectat(made, CALL[call]);
  const sock = bound === 'none' ? 'listening' : (bound as SockState);
  const one = stateOf(
    model.initials()[0]!,
    { pc: 'find', call, ino, owes },
    { sock, queue: [], waiters: ['c2'] },
  );
  const before: Seen = {
    ...one,
    waiters: { ...one.waiters, B: ['c3'] },
    task: { ...one.task, c3: { ...one.task.c3, pc: 'asleep', other: 'B' } },
  };
  return [before, after(model, before, 'Find', 'c1')];
}

/** Who is woken when a call hands on. */
function handedTo({ sock }: Seen, owes: Made['owes']): readonly string[] {
  if (owes === 'none' || sock[owes] === 'dead') return [];
  return [owes === 'A' ? 'c2' : 'c3'];
}

function text(made: Made): string {
  const [before, is] = found(made);
  const [was, now] = [before.task.c1, is.task.c1];
  const woken = (['c2', 'c3'] as const).filter((p) => is.task[p].pc === 'woken');
  const hands = woken.join() === handedTo(before, made.owes).join();
  const wakes = woken.length === 0 ? [] : [hands ? 'the call hands on' : `${listOrNone(woken)} woken`];
  // To fail is to hand on, and then to end.
  if (now.pc === 'done' && hands) return `the call fails with ${now.ret}`;
  if (now.pc === 'done') return [...wakes, `the call ends with ${now.ret}`].join('; ');
  return [
    ...wakes,
    ...(was.owes === now.owes ? [] : [`\`owes\` becomes ${now.owes}`]),
    ...(was.other === now.other
      ? []
      : [`\`other\` becomes ${now.other === 'A' ? 'that listener' : now.other}`]),
    ...(was.ino === now.ino ? [] : [`\`ino\` becomes ${now.ino}`]),
    `\`pc\` becomes ${now.pc}`,
  ].join('; ');
}

/** The table. */
export const findOutcomes = (): readonly Decision[] =>
  decisions([LINK, NOWRITE, BOUND, TYPE, OWES], ([which, nowrite, bound, type, owes]) => {
    const [call, ino] = which!.split(', ');
    return text({
      call: call as Call,
      isLink: ino === 'link',
      denies: nowrite === 'yes',
      bound: bound!,
      type: type as Made['type'],
      owes: owes as Made['owes'],
    });
  });
