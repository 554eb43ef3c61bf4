// SPDX-License-Identifier: MIT
// What inotify, fanotify and the accounting see of a call: what they see of a write or a read (R15).
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import { O, open, readStart } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { EVENTS, FAN, group } from './fanotify.ts';
import { permissionCases, permissionWorks } from './permission.ts';
import { ATIME, type FileCall, NOTHING } from './times.ts';
import { isRefused, type Watch, watchedCases, watching } from './watches.ts';

const IN = { nonblock: O.nonblock, access: 1, modify: 2 } as const;
/** struct inotify_event without a name, and struct fanotify_event_metadata. */
const EVENT = { inotify: { size: 16, mask: 4 }, fanotify: { size: 24, mask: 8 } } as const;

/** `access`, `modify`, or nothing, as one event or none. */
const noticed = ({ changes }: FileCall) =>
  changes === NOTHING ? NOTHING : changes === ATIME ? 'access' : 'modify';

/** The event that is there. */
function eventOf(
  run: ScriptRun,
  op: number,
  { size, mask }: { readonly size: number; readonly mask: number },
) {
  const length = run.value(op);
  if (length === 'EAGAIN') return NOTHING;
  if (typeof length !== 'number' || length < size) return String(length);
  const bits = run.buffer(op).readUInt32LE(mask);
  return bits === IN.access ? 'access' : bits === IN.modify ? 'modify' : `mask ${bits}`;
}

function reader(script: JudgedScript, by: number, fd: Arg, kind: keyof typeof EVENT) {
  const event = EVENT[kind];
  return () => {
    const op = script.call(by, NR.read, fd, { out: EVENTS }, EVENTS);
    return { by: [op], observed: (run: ScriptRun) => eventOf(run, op, event) };
  };
}

const INOTIFY: Watch = {
  name: 'inotify',
  begin(script) {
    const by = script.spawn();
    const fd = script.open(by, NR.inotify_init1, IN.nonblock);
    script.call(by, NR.inotify_add_watch, fd, cString('f'), IN.access | IN.modify);
    return reader(script, by, fd, 'inotify');
  },
  expected: noticed,
};

/** Of a FIFO a group is told only where it asks for no descriptor of it (`fanotify_group_event_mask`). */
const FANOTIFY: Watch = {
  name: 'fanotify',
  begin(script) {
    const by = script.spawn();
    return reader(script, by, group(script, by, FAN.reportFid, FAN.access | FAN.modify), 'fanotify');
  },
  expected: noticed,
};

const COUNTS = ['rchar', 'wchar', 'syscr', 'syscw'] as const;

const ACCOUNTS: Watch = {
  name: 'the accounting',
  begin(script, task) {
    const by = script.fork(task);
    const fd = open(script, task, '/proc/thread-self/io');
    let before = readStart(script, by, fd, 256);
    return () => {
      const [first, then] = [before, readStart(script, by, fd, 256)];
      before = then;
      return { by: [], observed: (run) => counted(run.text(first), run.text(then)) };
    };
  },
  /** A call that gets as far as the file is one, and its bytes are counted. */
  expected({ name, gives }) {
    const way = /^(read|recv)/.test(name) ? ['rchar', 'syscr'] : ['wchar', 'syscw'];
    const bytes = /^[1-9]\d*$/.test(gives) ? [`${way[0]} ${gives}`] : [];
    const calls = isRefused(gives) ? [] : [`${way[1]} 1`];
    return [...bytes, ...calls].join(', ') || NOTHING;
  },
};

/** What has been added. */
function counted(before: string, after: string): string {
  const number = (text: string, name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1]);
  const added = COUNTS.map((name) => [name, number(after, name) - number(before, name)] as const);
  return (
    added
      .filter(([, more]) => more !== 0)
      .map((one) => one.join(' '))
      .join(', ') || NOTHING
  );
}

const WATCHES = [INOTIFY, FANOTIFY, ACCOUNTS];

const LANE: ScriptedLane = {
  scenario: 'notices',
  what: 'inotify, fanotify and the accounting see a write or a read; a listener may deny it',
  call: 'sendto',
  needs: ['inotify', 'fanotify', 'io-accounting'],
  setUp: () => [...WATCHES.map(watching), ...permissionWorks()],
  cases: (nr) => [...WATCHES.flatMap((watch) => watchedCases(nr, watch)), ...permissionCases(nr)],
};

/** R15, without LSMs. */
export const NOTICES = scriptedLane(LANE);
