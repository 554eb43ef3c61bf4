// SPDX-License-Identifier: MIT
// Seeded faults of `proposed`, and the claim that kills each.
import { mergeable, roomFor } from '../kernel/objects/pipe/ring.ts';
import { andThen, instead, lacking } from '../kernel/seeded-fault.ts';
import { BLOCKED } from '../kit/index.ts';
import { hasDontWait, slotsFor } from './call.ts';
import { asIf, ending, type SeededFault, seed, without } from './faults.ts';
import { STEPS } from './model.ts';
import { type Caller, PAGE } from './names.ts';
import type { State } from './state.ts';

const { SysEnter, Lock, Acquire, Copy, FaultGone, Wake } = STEPS;

const dontWait = (s: State, p: Caller): boolean => hasDontWait(s.task[p]);
const isEmptyPacket = ({ data, kind }: State['slots'][number]): boolean =>
  data.length === 0 && kind === 'packet';
const sends = (s: State, p: Caller): boolean => s.task[p].arg.op === 'send';

/** R2, R3: what a call with the flag waits for, and when it is refused. */
const WAITS: readonly SeededFault[] = [
  seed('ignores-dontwait', 'MSG_DONTWAIT is not looked at', ['R2'], ['C1', 'safety', 'share'], {
    kernel: () => ({ mayNotWait: (s) => s.nonblock === 'on' }),
  }),
  seed('never-waits', 'a call without flags does not wait either', ['R1'], ['C12', 'safety', 'refusals'], {
    kernel: () => ({ mayNotWait: () => true }),
  }),
  seed('sets-nonblock', 'MSG_DONTWAIT sets O_NONBLOCK of the description', ['R2'], ['S', 'safety', 'share'], {
    steps: {
      SysEnter: andThen(SysEnter, (_, s, p) => {
        if (dontWait(s, p)) s.nonblock = 'on';
      }),
    },
  }),
  seed(
    'waits-for-the-lock',
    'the lock is waited for, and not tried',
    ['R3'],
    ['C2', 'safety', 'splice'],
    {},
    { triesLock: false },
  ),
  seed('always-refused', 'every call ends with EAGAIN', ['R2'], ['C6', 'progress', 'share'], {
    kernel: ({ end }) => ({ end: (s, p, result) => end(s, p, result === 'OK' ? 'EAGAIN' : result) }),
    steps: { Lock: ending('EAGAIN') },
  }),
  seed('dontwait-is-refused', 'every call with MSG_DONTWAIT is EAGAIN', ['R3'], ['C6', 'safety', 'merge'], {
    steps: { Lock: instead(dontWait, ending('EAGAIN'), Lock) },
  }),
  seed(
    'all-try-the-lock',
    'a call without flags is refused while another one holds the lock',
    ['R1'],
    ['S', 'safety', 'splice'],
    {
      steps: {
        Lock: instead((s, p) => s.lock !== 'none' && !dontWait(s, p), ending('EAGAIN'), Lock),
      },
    },
  ),
  seed('nonblock-tries-the-lock', 'O_NONBLOCK tries the lock too', ['R1'], ['S', 'safety', 'nonblock'], {
    steps: {
      Lock: instead((s) => s.lock !== 'none' && s.nonblock === 'on', ending('EAGAIN'), Lock),
    },
  }),
  seed(
    'contended-moves',
    'a call that is refused at the lock has moved its bytes',
    ['R6'],
    ['C4', 'safety', 'merge'],
    {
      steps: {
        Lock: (kernel, s, p) => {
          const isRefused = s.lock !== 'none' && dontWait(s, p);
          if (isRefused && sends(s, p) && s.slots.length < kernel.ring.slots)
            s.slots = slotsFor([...s.slots, { off: 0, data: ['a1'], kind: 'merge' }]);
          Lock(kernel, s, p);
        },
      },
    },
  ),
];

/** R4, R5: whether the flag can be had. */
const REFUSALS: readonly SeededFault[] = [
  seed(
    'splice-revokes',
    'a splice takes the flag away',
    ['R4'],
    ['C3', 'safety', 'splice'],
    {
      steps: {
        SysEnter: instead((s, p) => dontWait(s, p) && s.nowait === 'off', ending('EOPNOTSUPP'), SysEnter),
      },
    },
    { revocable: true },
  ),
  seed('forgets-fifos', 'a FIFO has not the flag', ['R4'], ['C3', 'safety', 'fifo'], {
    steps: {
      SysEnter: instead(
        (s, p, { scenario }) => dontWait(s, p) && scenario.nowait === 'off',
        ending('EOPNOTSUPP'),
        SysEnter,
      ),
    },
  }),
  seed(
    'rwf-nowait-is-revoked',
    'a splice takes FMODE_NOWAIT away, which only RWF_NOWAIT looks at',
    ['R20'],
    ['C11', 'safety', 'splice'],
    {},
    { revocable: true },
  ),
  seed(
    'fifo-without-rwf-nowait',
    'a FIFO is opened without FMODE_NOWAIT, which only RWF_NOWAIT looks at',
    ['R20'],
    ['C11', 'safety', 'fifo'],
    { rivals: (kinds) => ({ SpliceClear: { ...kinds.SpliceClear, apply: () => undefined } }) },
    { revocable: true },
  ),
  seed(
    'no-file-promises',
    'MSG_DONTWAIT is EOPNOTSUPP on every file that is no pipe',
    ['R5'],
    ['C8', 'safety', 'errors'],
    {
      steps: {
        SysEnter: instead(
          (s, p) => dontWait(s, p) && s.task[p].arg.fd === 'null',
          asIf({ fd: 'tty' }, SysEnter),
          SysEnter,
        ),
      },
    },
  ),
];

/** R6 to R8: what is moved, and what is said of it. */
const BYTES: readonly SeededFault[] = [
  seed(
    'eagain-after-consuming',
    'a call that has received fewer bytes than it wanted returns EAGAIN',
    ['R6'],
    ['C4', 'safety', 'big'],
    {
      kernel: ({ end }) => ({
        end: (s, p, result) => {
          const { arg, count } = s.task[p];
          const isShort = arg.op === 'recv' && count > 0 && count < arg.n && hasDontWait(s.task[p]);
          end(s, p, isShort ? 'EAGAIN' : result);
        },
      }),
    },
  ),
  seed(
    'counts-too-many',
    'a call that has sent some of its bytes returns the number of all',
    ['R6', 'R8'],
    ['C4', 'safety', 'big'],
    {
      kernel: ({ end }) => ({
        end: (s, p, result) => {
          if (result === 'OK' && sends(s, p) && s.task[p].count > 0) s.task[p].count = s.task[p].arg.n;
          end(s, p, result);
        },
      }),
    },
  ),
  seed('reads-twice', 'what is received stays in the pipe', ['R6'], ['C4', 'safety', 'merge'], {
    steps: {
      Copy: (kernel, s, p) => {
        const slots = slotsFor(s.slots);
        Copy(kernel, s, p);
        if (!sends(s, p) && s.task[p].ret === 'OK') s.slots = slots;
      },
    },
  }),
  seed(
    'loses-a-byte',
    'a call that receives takes one byte more than it returns',
    ['R6'],
    ['C4', 'safety', 'big'],
    {
      steps: {
        Copy: andThen(Copy, (_, s, p) => {
          const [first, ...others] = s.slots;
          if (sends(s, p) || s.task[p].ret !== 'OK' || first === undefined) return;
          const data = first.data.slice(1);
          s.slots = slotsFor(
            data.length === 0 ? others : [{ ...first, off: first.off + 1, data }, ...others],
          );
        }),
      },
    },
  ),
  seed(
    'splits-small-writes',
    'as many bytes of a small write go behind the last ones as fit',
    ['R7'],
    ['C5', 'safety', 'writers'],
    {
      kernel: ({ merged }) => ({
        merged: (s, p) => {
          const last = s.slots.at(-1);
          const { arg, count } = s.task[p];
          if (last?.kind !== 'merge' || arg.n > PAGE || count > 0) return merged(s, p);
          return Math.min(arg.n, PAGE - last.off - last.data.length);
        },
      }),
    },
  ),
  seed('merges-after-a-wait', 'a write that has waited merges', ['R1'], ['S', 'safety', 'wrap'], {
    kernel: ({ ring }) => ({
      merged: (s, p) => (s.task[p].count === 0 ? mergeable(ring, s.slots, s.task[p].arg.n) : 0),
    }),
  }),
  seed(
    'all-or-nothing',
    'a large write that has not room for all of its bytes is refused',
    ['R8'],
    ['S', 'safety', 'big'],
    {
      steps: {
        Copy: instead(
          (s, p, kernel) => {
            const { arg, count } = s.task[p];
            const room = roomFor(kernel.ring, s.slots, kernel.merged(s, p));
            return sends(s, p) && dontWait(s, p) && s.ends.has('read') && room < arg.n - count;
          },
          ending('EAGAIN'),
          Copy,
        ),
      },
    },
  ),
  seed('keeps-packets', 'what is left of a packet stays', ['R1'], ['S', 'safety', 'packet'], {
    steps: {
      Copy: instead(
        (s, p) => !sends(s, p) && s.slots[0]?.kind === 'packet',
        (kernel, s, p) => {
          s.slots = slotsFor(s.slots.map((slot) => ({ ...slot, kind: 'plain' as const })));
          Copy(kernel, s, p);
          s.slots = slotsFor(s.slots.map((slot) => ({ ...slot, kind: 'packet' as const })));
        },
        Copy,
      ),
    },
  }),
  seed(
    'skips-empty-packets',
    'a call that receives goes on past a packet of no bytes',
    ['R1'],
    ['S', 'safety', 'blank'],
    {
      steps: {
        Copy: instead(
          (s, p) => !sends(s, p),
          (kernel, s, p) => {
            s.slots = slotsFor(s.slots.filter((one) => !isEmptyPacket(one)));
            Copy(kernel, s, p);
          },
          Copy,
        ),
      },
    },
  ),
  seed(
    'keeps-empty-packets',
    'a packet of no bytes that has been received stays in the pipe',
    ['R1'],
    ['S', 'safety', 'blank'],
    {
      steps: {
        Copy: instead(
          (s, p) => !sends(s, p) && s.slots[0] !== undefined && isEmptyPacket(s.slots[0]),
          ending('OK'),
          Copy,
        ),
      },
    },
  ),
  seed('misses-the-end', 'a pipe that nobody can write to is EAGAIN', ['R1'], ['S', 'safety', 'hangup'], {
    steps: {
      Copy: instead((s, p) => !sends(s, p) && s.slots.length === 0 && dontWait(s, p), ending('EAGAIN'), Copy),
    },
  }),
  seed('refuses-none', 'a call of no bytes comes to the pipe', ['R1'], ['S', 'safety', 'errors'], {
    steps: { SysEnter: instead((s, p) => s.task[p].arg.n === 0, ending('EAGAIN'), SysEnter) },
  }),
];

/** R9, R12, R13: signals, and what a call leaves behind. */
const SIGNALS: readonly SeededFault[] = [
  seed('sigpipe-despite-nosignal', 'MSG_NOSIGNAL is not looked at', ['R9'], ['C7', 'safety', 'broken'], {
    steps: {
      Copy: (kernel, s, p) => {
        const isNosignal = s.task[p].arg.flags.has('NOSIGNAL');
        s.task[p].arg.flags.delete('NOSIGNAL');
        Copy(kernel, s, p);
        if (isNosignal) s.task[p].arg.flags.add('NOSIGNAL');
      },
    },
  }),
  seed('never-sigpipe', 'no call sends SIGPIPE', ['R9'], ['C7', 'safety', 'broken'], {
    steps: {
      Copy: andThen(Copy, (_, s, p) => {
        s.task[p].sigpipe = 'none';
      }),
    },
  }),
  seed('never-wakes', 'who waits for bytes or room does not wake', ['R1'], ['C9', 'safety', 'wakes'], {
    steps: { Wake: () => BLOCKED },
  }),
  seed('ignores-signals', 'no signal ends a wait', ['R12'], ['C9', 'safety', 'wakes'], {
    steps: {
      Wake: instead(
        (s, p) => s.task[p].sig !== 'none' && s.slots.length === 0,
        () => BLOCKED,
        Wake,
      ),
    },
  }),
  seed(
    'always-restarts',
    'a handler without SA_RESTART starts the call again',
    ['R12'],
    ['S', 'safety', 'wakes'],
    {
      kernel: ({ interrupt }) => ({
        interrupt: (s, p) => {
          if (s.task[p].sig === 'interrupt') s.task[p].sig = 'restart';
          interrupt(s, p);
        },
      }),
    },
  ),
  seed('never-restarts', 'SA_RESTART gives EINTR', ['R12'], ['S', 'safety', 'wakes'], {
    kernel: ({ end }) => ({ interrupt: (s, p) => end(s, p, 'EINTR') }),
  }),
  seed(
    'interrupted-after-some',
    'a call that has moved something returns EINTR',
    ['R6'],
    ['C4', 'safety', 'partial'],
    {
      steps: {
        Copy: instead(
          (s, p) => sends(s, p) && s.task[p].count > 0 && s.task[p].sig === 'interrupt',
          ending('EINTR'),
          Copy,
        ),
      },
    },
  ),
  seed('keeps-the-lock', 'a task that dies in its fault keeps the lock', ['R13'], ['C9', 'safety', 'fault'], {
    steps: {
      FaultGone: andThen(FaultGone, (_, s, p) => {
        s.lock = p;
      }),
    },
  }),
  seed(
    'steals-the-lock',
    'who waits for the lock takes it from its holder',
    ['R1'],
    ['C10', 'safety', 'writers'],
    {
      steps: {
        Acquire: (kernel, s, p) => {
          // Not of one who sleeps with it: who waits for that one is at the end.
          if (s.lock !== 'none' && s.task[s.lock as Caller].pc === 'copy') s.lock = 'none';
          return Acquire(kernel, s, p);
        },
      },
    },
  ),
  seed('dies-at-the-lock', 'SIGKILL ends the wait for the lock', ['R12'], ['C10', 'safety', 'killed'], {
    steps: {
      Acquire: instead((s, p) => s.lock === 'none' && s.task[p].sig === 'kill', ending('EINTR'), Acquire),
    },
  }),
  seed(
    'sleeps-with-the-lock',
    'a call that waits for bytes keeps the lock',
    ['R13'],
    ['C9', 'safety', 'share'],
    {
      steps: {
        Copy: andThen(Copy, (_, s, p) => {
          if (s.task[p].pc === 'asleep' && !sends(s, p)) s.lock = p;
        }),
      },
    },
  ),
];

/** Where a call that lacks a row goes on as it is given. */
const CHECKED = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'] as const;

/** The rows of the table of errors that are checked before the pipe is looked at, each deleted in turn. */
const MECHANICAL = lacking(seed, CHECKED, ['C8', 'safety', 'errors'], (id) => ({
  steps: { SysEnter: without(id, SysEnter) },
}));

const UNMAPPED = lacking(seed, ['E11'], ['S', 'safety', 'refusals'], () => ({
  steps: { Copy: asIf({ buf: 'ok' }, Copy) },
}));

/** All of them. */
export const MUTANTS: readonly SeededFault[] = [
  ...WAITS,
  ...REFUSALS,
  ...BYTES,
  ...SIGNALS,
  ...MECHANICAL,
  ...UNMAPPED,
];
