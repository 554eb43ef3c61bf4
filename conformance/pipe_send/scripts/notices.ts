// SPDX-License-Identifier: MIT
// What inotify, fanotify and the accounting see of a call: what they see of a write or a read (R15).
import type { Arg } from '../../harness/protocol/types.ts';
import { open, readStart } from '../../harness/scripted/calls.ts';
import {
  EVENT,
  FAN,
  fanotify,
  inotify,
  type LAYOUT,
  maskIn,
  readEvents,
  watch,
} from '../../harness/scripted/file-events.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { permissionCases, permissionWorks } from './permission.ts';
import { ATIME, type FileCall, NOTHING } from './times.ts';
import { isRefused, type Watch, watchedCases, watching } from './watches.ts';

type Kind = keyof typeof LAYOUT;

/** `access`, `modify`, or nothing, as one event or none. */
const noticed = ({ changes }: FileCall) =>
  changes === NOTHING ? NOTHING : changes === ATIME ? 'access' : 'modify';

/** The event that is there. */
function eventOf(run: ScriptRun, op: number, kind: Kind): string {
  const mask = maskIn(run, op, kind);
  if (mask === 'EAGAIN') return NOTHING;
  if (typeof mask === 'string') return mask;
  return mask === EVENT.access ? 'access' : mask === EVENT.modify ? 'modify' : `mask ${mask}`;
}

function reader(script: JudgedScript, by: number, fd: Arg, kind: Kind) {
  return () => {
    const op = readEvents(script, by, fd);
    return { by: [op], observed: (run: ScriptRun) => eventOf(run, op, kind) };
  };
}

const INOTIFY: Watch = {
  name: 'inotify',
  begin(script) {
    const by = script.spawn();
    const fd = inotify(script, by);
    watch(script, by, fd, 'f', EVENT.access | EVENT.modify);
    return reader(script, by, fd, 'inotify');
  },
  expected: noticed,
};

/** Of a FIFO a group is told only where it asks for no descriptor of it (`fanotify_group_event_mask`). */
const FANOTIFY: Watch = {
  name: 'fanotify',
  begin(script) {
    const by = script.spawn();
    const group = fanotify(script, by, FAN.reportFid, EVENT.access | EVENT.modify, 'f');
    return reader(script, by, group, 'fanotify');
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
