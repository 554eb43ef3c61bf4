// SPDX-License-Identifier: MIT
// Seeded faults of the lookup: what is found, from where, and who may.

import { isHashed } from '../kernel/objects/unix-socket/listener.ts';
import { andThen, instead } from '../kernel/seeded-fault.ts';
import { asIf, ending, failing, type SeededFault, seed, without } from './faults.ts';
import { type CallerStep, STEPS } from './model.ts';
import type { Caller, Dir, Inode } from './names.ts';
import type { State } from './state.ts';

const { SysEnter, PathInit, WalkComponent, Find } = STEPS;

const entryOf = (s: State, p: Caller): Inode | 'none' => {
  const { nd, rest } = s.task[p];
  return s.entry[nd as Dir][rest[0]!];
};

/** Whether the next component is a symbolic link. */
const isAtLink = (s: State, p: Caller, links: { readonly [i in Inode]?: unknown }): boolean => {
  const inode = entryOf(s, p);
  return inode !== 'none' && links[inode] !== undefined;
};

const isFollowed = (s: State, p: Caller): boolean =>
  s.task[p].rest.length > 1 || !s.task[p].arg.flags.has('NOFOLLOW');

/** Follows the link, from a directory, to what `rest` makes of its target and of the names after it. */
function following(
  start: (s: State, p: Caller) => Dir,
  rest: (target: readonly string[], after: readonly string[]) => readonly string[],
): CallerStep {
  return (kernel, s, p) => {
    const me = s.task[p];
    const target = kernel.scenario.fs.links[entryOf(s, p) as Inode]!;
    if (me.links === kernel.scenario.fs.maxLinks) return kernel.end(s, p, 'ELOOP');
    const names = rest(target, me.rest.slice(1));
    me.nd = start(s, p);
    me.rest = [...names] as typeof me.rest;
    me.links += 1;
  };
}

const atFollowedLink = (step: CallerStep): CallerStep =>
  instead((s, p, { scenario }) => isAtLink(s, p, scenario.fs.links) && isFollowed(s, p), step, WalkComponent);

/** Where a call looks, and what it makes of what it finds. */
export const LOOKUP_FAULTS: readonly SeededFault[] = [
  seed(
    'resolve-again',
    'the wait goes back to the path',
    ['R2'],
    ['C2', 'safety', 'backlog'],
    {},
    {
      goesRoundTo: 'path',
    },
  ),
  seed('ignore-nofollow', 'AT_SYMLINK_NOFOLLOW is accepted and ignored', ['R4'], ['C3', 'safety', 'swap'], {
    steps: { WalkComponent: asIf((arg) => arg.flags.delete('NOFOLLOW'), WalkComponent) },
  }),
  seed('never-follow', 'a final link is refused also without the flag', ['R4'], ['C7', 'safety', 'errors'], {
    steps: { WalkComponent: asIf((arg) => arg.flags.add('NOFOLLOW'), WalkComponent) },
  }),
  seed(
    'earlier-links-stay',
    'a link in an earlier component is not followed',
    ['R4'],
    ['C7', 'safety', 'errors'],
    {
      steps: {
        WalkComponent: instead(
          (s, p, { scenario }) => s.task[p].rest.length > 1 && isAtLink(s, p, scenario.fs.links),
          ending('ENOTDIR'),
          WalkComponent,
        ),
      },
    },
  ),
  seed('link-swallows-names', 'the names after a link are forgotten', ['R4'], ['C7', 'safety', 'errors'], {
    steps: {
      WalkComponent: atFollowedLink(
        following(
          () => 'R',
          (target) => target,
        ),
      ),
    },
  }),
  seed(
    'link-from-its-place',
    "a link's target starts at the directory in which the link stands",
    ['R4'],
    ['S', 'safety', 'links'],
    {
      steps: {
        WalkComponent: atFollowedLink(
          following(
            (s, p) => s.task[p].nd as Dir,
            (target, after) => [...target, ...after],
          ),
        ),
      },
    },
  ),
  seed(
    'second-link-stays',
    'under NOFOLLOW a link behind a link is not followed, though names come after it',
    ['R4'],
    ['C7', 'safety', 'errors'],
    {
      steps: {
        WalkComponent: instead(
          (s, p, { scenario }) =>
            isAtLink(s, p, scenario.fs.links) &&
            s.task[p].arg.flags.has('NOFOLLOW') &&
            s.task[p].rest.length > 1 &&
            s.task[p].links > 0,
          ending('ENOTDIR'),
          WalkComponent,
        ),
      },
    },
  ),
  seed('one-link-less', 'the second link on the way is ELOOP', ['R13'], ['S', 'safety', 'links'], {
    steps: {
      WalkComponent: atFollowedLink(instead((s, p) => s.task[p].links === 1, ending('ELOOP'), WalkComponent)),
    },
  }),
  seed('links-not-counted', 'a lookup may follow links for ever', ['R13'], ['C12', 'safety', 'errors'], {
    steps: {
      WalkComponent: andThen(WalkComponent, (_, s, p) => {
        s.task[p].links = 0;
      }),
    },
  }),
  seed('caller-cwd', 'the path starts at the working directory', ['R3'], ['C4', 'safety', 'cwd'], {
    steps: {
      PathInit: asIf((arg, s) => {
        if (arg.addr === 'path') arg.dirfd = s.cwd;
      }, PathInit),
    },
  }),
  seed('from-the-root', 'the path starts at the root', ['R3'], ['C4', 'safety', 'swap'], {
    steps: {
      PathInit: asIf((arg) => {
        if (arg.addr === 'path') arg.dirfd = 'R';
      }, PathInit),
    },
  }),
  seed('no-empty-path', 'AT_EMPTY_PATH is accepted and ignored', ['R5'], ['C5', 'progress', 'held'], {
    steps: { SysEnter: asIf((arg) => arg.flags.delete('EMPTY'), SysEnter) },
  }),
  seed('link-by-descriptor', 'an O_PATH descriptor of a link is not ELOOP', ['R4'], ['S', 'safety', 'held'], {
    steps: { Find: without('E18', Find, ({ arg }) => arg.addr === 'unnamed') },
  }),
  seed('skip-may-write', 'the inode is not asked for write permission', ['R7'], ['C5', 'safety', 'held'], {
    steps: { Find: without('E20', Find) },
  }),
  seed(
    'may-write-by-descriptor',
    'AT_EMPTY_PATH needs no write permission',
    ['R7'],
    ['C5', 'safety', 'held'],
    { steps: { Find: without('E20', Find, ({ arg }) => arg.addr === 'unnamed') } },
  ),
  seed(
    'may-write-of-sockets',
    'only a socket is asked for write permission: another inode that denies it is ECONNREFUSED',
    ['R7', 'R13'],
    ['C7', 'safety', 'errors'],
    {
      steps: {
        Find: instead(
          (s, p, { scenario }) => !(scenario.sockets as readonly string[]).includes(s.task[p].ino),
          without('E20', Find),
          Find,
        ),
      },
    },
  ),
  seed(
    'nobody-listens-first',
    'by descriptor, ECONNREFUSED and EPROTOTYPE come before the missing right',
    ['R5', 'R7', 'R13'],
    ['C7', 'safety', 'errors'],
    {
      steps: {
        Find: instead(
          (s, p, { scenario }) =>
            s.task[p].arg.addr === 'unnamed' &&
            !scenario.listeners.some(
              ({ name, inode, type }) => inode === s.task[p].ino && type === 'stream' && isHashed(s, name),
            ),
          without('E20', Find),
          Find,
        ),
      },
    },
  ),
  seed(
    'may-write-once',
    'write permission is not asked for again after a wait',
    ['R7'],
    ['S', 'safety', 'rights'],
    { steps: { Find: without('E20', Find, ({ slept }) => slept !== 'none') } },
  ),
  seed(
    'makes-writable',
    'a call that may not write takes the obstacle away',
    ['R7'],
    ['S', 'safety', 'held'],
    {
      steps: {
        Find: (kernel, s, p) => {
          s.nowrite.delete(s.task[p].ino as Inode);
          return Find(kernel, s, p);
        },
      },
    },
  ),
  seed(
    'search-asked-once',
    'only the first directory is asked for search permission',
    ['R6'],
    ['C7', 'safety', 'errors'],
    { steps: { WalkComponent: without('E13', WalkComponent, ({ nd, arg }) => nd !== arg.dirfd) } },
  ),
  seed(
    'root-unasked',
    'the root directory is not asked for search permission when a link has led there',
    ['R6'],
    ['S', 'safety', 'denied'],
    {
      steps: {
        WalkComponent: instead(
          (s, p, { scenario }) => s.task[p].nd === scenario.fs.root && s.task[p].links > 0,
          without('E13', WalkComponent),
          WalkComponent,
        ),
      },
    },
  ),
  seed('state-first', 'EISCONN is checked before the path', ['R13'], ['C7', 'safety', 'errors'], {
    steps: {
      SysEnter: andThen(SysEnter, (kernel, s, p) => {
        const { pc, arg } = s.task[p];
        if (pc === 'init' && arg.sockfd === 'connected') kernel.end(s, p, 'EISCONN');
      }),
    },
  }),
  seed('socket-first', 'ECONNREFUSED is checked before EACCES', ['R13'], ['C7', 'safety', 'errors'], {
    steps: {
      Find: instead(
        (s, p, { scenario }) =>
          scenario.fs.links[s.task[p].ino as Inode] === undefined &&
          !scenario.listeners.some((l) => l.inode === s.task[p].ino && isHashed(s, l.name)),
        failing('ECONNREFUSED'),
        Find,
      ),
    },
  }),
  seed(
    'any-listener',
    'the first listener is taken, whatever it is bound to',
    ['R8'],
    ['S', 'safety', 'cwd'],
    {
      steps: {
        Find: andThen(Find, ({ scenario }, s, p) => {
          const me = s.task[p];
          if (me.pc === 'lock') me.other = scenario.listeners[0]!.name;
        }),
      },
    },
  ),
];
