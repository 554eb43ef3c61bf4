// SPDX-License-Identifier: MIT
// The document of the proposal against its model, its TLA+ and its series: one edit at a time, each red, with both places.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { readProposalText } from '../../spec/index.ts';
import { readManifest } from '../../tla/manifest.ts';
import { compareDocument, formatDifference } from '../../verdicts/document/index.ts';
import { fconnectat } from './index.ts';

const FILE = 'spec/fconnectat.md';
const TEXT = readFileSync(inRoot(FILE), 'utf8');

function differences(text: string): string[] {
  const subject = {
    proposal: readProposalText(text, FILE),
    models: fconnectat,
    manifest: readManifest('fconnectat'),
  };
  return compareDocument(subject).flatMap((each) => each.differences.map(formatDifference));
}

test('nothing differs', () => {
  expect(differences(TEXT)).toEqual([]);
});

const MODEL = String.raw`models/fconnectat/[\w-]+\.ts:\d+`;
/** Where a name stands that is no action's. */
const SOME_MODEL = String.raw`models/fconnectat(?:/[\w-]+\.ts:\d+)?`;
const TLA = String.raw`tla/fconnectat/\w+\.tla:\d+`;
const MANIFEST = String.raw`tla/fconnectat/manifest\.json:\d+`;
const PATCHES = String.raw`conformance/kernel/patches/fconnectat/[\w./-]+\.patch`;
const PATCH = `${PATCHES}:\\d+`;
const CONFORMANCE = String.raw`conformance/fconnectat/[\w/]+\.ts:\d+`;

type Edit = readonly [
  kind: string,
  from: RegExp,
  to: string,
  /** What must be said of each: the subject, what the document says, the other place, what that says. */
  said: readonly (readonly [of: string, mine: string, place: string, theirs: string])[],
];

const EDITS: readonly Edit[] = [
  [
    'two errnos swapped',
    /^(\| E10 \| )ENOENT( .*\n\| E11 \| )EBADF/m,
    '$1EBADF$2ENOENT',
    [
      ['the errno of E10', 'EBADF', MODEL, 'ENOENT'],
      ['the errno of E10', 'EBADF', TLA, 'ENOENT'],
      ['the errno of E11', 'ENOENT', MODEL, 'EBADF'],
      ['the errno of E11', 'ENOENT', TLA, 'EBADF'],
      ['the errno of R5', 'EBADF', String.raw`spec/fconnectat\.md:\d+`, 'ENOENT'],
    ],
  ],
  [
    'how long an address may be',
    /(`addrlen` is negative or above) sizeof\(struct sockaddr_storage\)/,
    '$1 sizeof(struct sockaddr_un)',
    [
      [
        'the size in E3',
        String.raw`sizeof\(struct sockaddr_un\)`,
        PATCH,
        String.raw`sizeof\(struct sockaddr_storage\)`,
      ],
    ],
  ],
  [
    'how long an address may be, in another word',
    /(`addrlen` is negative or) above (sizeof\(struct)/,
    '$1 below $2',
    [['the size in E3', '`addrlen` .*', PATCH, String.raw`sizeof\(struct sockaddr_storage\)`]],
  ],
  [
    "a flag with another's value",
    /^(\| AT_EMPTY_PATH \| )0x1000/m,
    '$10x100',
    [
      ['the flag AT_EMPTY_PATH', '0x100', MODEL, '0x1000'],
      ['the flag AT_EMPTY_PATH', '0x100', CONFORMANCE, '0x1000'],
      ['the flag AT_EMPTY_PATH', '0x100', 'Linux 6.12, include/uapi/linux/fcntl.h', '0x1000'],
    ],
  ],
  [
    'where links are not followed under a flag',
    /(do not follow a symbolic link in) the final component/,
    '$1 any component',
    [
      [
        'what AT_SYMLINK_NOFOLLOW is',
        'do not follow a symbolic link in any component',
        SOME_MODEL,
        'do not follow a symbolic link in the final component',
      ],
    ],
  ],
  [
    'an invented flag',
    /^(\| AT_EMPTY_PATH \| .*\n)/m,
    '$1| AT_INVENTED | 0x2 | nothing | R4 |\n',
    [
      ['the flag AT_INVENTED', '0x2', 'models/fconnectat', 'no such flag'],
      ['the flag AT_INVENTED', '0x2', PATCHES, 'no #define, .*'],
      [
        'the flags that are not refused',
        String.raw`AT_EMPTY_PATH \| AT_INVENTED \| AT_SYMLINK_NOFOLLOW`,
        PATCH,
        String.raw`AT_EMPTY_PATH \| AT_SYMLINK_NOFOLLOW`,
      ],
    ],
  ],
  [
    'another step at which callers are parked',
    /^\| fconnectat\.woken \| Woken \|/m,
    '| kernel.woken | Woken |',
    [['the point fconnectat.woken', 'no such step', CONFORMANCE, 'a step']],
  ],
  [
    'an inverted formula',
    /^(C2_PeerIsSleptOn\s+==\s+)/m,
    '$1~',
    [['C2_PeerIsSleptOn', String.raw`(?:\.\.\. )?~ .*`, TLA, '.*']],
  ],
  [
    'a freezer among those who send a signal',
    /(IsAt\(r, n, "SendSignal"\)) \/\\/,
    '(IsAt(r, n, "SendSignal") \\/ IsAt(r, n, "Freeze")) /\\',
    [['Signalled', '.*', TLA, '.*']],
  ],
  [
    'a weakened progress',
    /^(C2_Progress\s+== \\E p \\in Caller : Succeeded\(p\)) .*/m,
    '$1',
    [['C2_Progress', '.*', TLA, '.*slept.*']],
  ],
  [
    'the order of arguments',
    /int dirfd, int sockfd/,
    'int sockfd, int dirfd',
    [['the arguments of fconnectat', '.*', PATCH, '.*dirfd.*']],
  ],
  [
    'the type of an argument',
    /unsigned int flags\);/,
    'int flags);',
    [['the arguments of fconnectat', '.*int flags', PATCH, '.*unsigned int flags']],
  ],
  [
    'a renamed step',
    /fconnectat\.find \| Find \|([\s\S]*?)\*\*Find\(p\)/,
    'fconnectat.seek | Seek |$1**Seek(p)',
    [
      ['the step Seek', 'a step', 'models/fconnectat', 'no such step'],
      ['the step Find', 'no such step', MODEL, 'a step'],
      ['the step Seek', 'a step', String.raw`tla/fconnectat/MCFconnectat\.tla`, 'no such operator'],
      [
        'the point fconnectat.find',
        'no such step',
        String.raw`conformance/kernel/test-only/fconnectat/\w+\.patch:\d+`,
        'a step',
      ],
    ],
  ],
  [
    'a call dropped from a program',
    /^\| today-lstat \| fstatat, fchdir, connect \|/m,
    '| today-lstat | fchdir, connect |',
    [
      ['the program of today-lstat', 'fchdir, connect', MODEL, 'fstatat, fchdir, connect'],
      ['the program of today-lstat', 'fchdir, connect', TLA, 'fstatat, fchdir, connect'],
    ],
  ],
  [
    'where a variant hands on',
    /(head of the series; hands on in WalkComponent, Find), Lock, Woken/,
    '$1',
    [
      [
        'what today-fixed is',
        '.*hands on in WalkComponent, Find',
        MODEL,
        'hands on in WalkComponent, Find, Lock, Woken',
      ],
    ],
  ],
  [
    'a variant that hands on as it does not',
    /(after every wait; hands on in) no step/,
    '$1 Woken',
    [['what today-connect is', '.*', MODEL, 'hands on in no step']],
  ],
  [
    'a verdict',
    /(### C2:[\s\S]*?\| today-lstat \| violated in swap), backlog/,
    '$1',
    [['what is violated of today-lstat in backlog', '.*', MANIFEST, '.*C2.*']],
  ],
  [
    'an errno in a rule',
    /(- \*\*R1\*\* .*) EINVAL /,
    '$1 EOPNOTSUPP ',
    [['the errno of R1', 'EINVAL', String.raw`spec/fconnectat\.md:\d+`, 'EOPNOTSUPP']],
  ],
  [
    'a mutant of another claim',
    /- Broken by: ignore-backlog, queue-on-dead/,
    '- Broken by: skip-may-write',
    [['what the mutant skip-may-write breaks', 'C10', MODEL, 'C5']],
  ],
  [
    'an argument of a caller of a scenario',
    /^(\| swap \| .*c2 has dirfd R, path d1\/)s/m,
    '$1t',
    [
      [
        'what swap differs in',
        'c2 has dirfd R, path d1/t, flags empty',
        MODEL,
        'c2 has dirfd R, path d1/s, flags empty',
      ],
    ],
  ],
  [
    'something more in a scenario',
    /^(\| backlog \| c2 has flags empty; queue of A holds x)/m,
    '$1; iA denies write',
    [['what backlog differs in', 'iA denies write', MODEL, 'nothing more']],
  ],
  [
    'an operation of a rival',
    /^(\| pair \| .*server: accept) B/m,
    '$1 A',
    [
      [
        'the rivals of pair',
        'server: AcceptDequeue on A, AcceptWake on A',
        MODEL,
        'server: AcceptDequeue on B, AcceptWake on B',
      ],
    ],
  ],
  [
    'what an accept of a rival stands for',
    /^(\| accept \*k\* \|) (AcceptDequeue on \*k\*), then (AcceptWake on \*k\*)/m,
    '$1 $3, then $2',
    [
      [
        'the rivals of pair',
        'server: AcceptWake on B, AcceptDequeue on B',
        MODEL,
        'server: AcceptDequeue on B, AcceptWake on B',
      ],
    ],
  ],
  [
    'what a word of programs stands for that few use',
    /^(\| thaw \*p\* \|) Thaw/m,
    '$1 Freeze',
    [['the rivals of refrozen', '.*Freeze of c1, Freeze of c1.*', MODEL, '.*Freeze of c1, Thaw of c1.*']],
  ],
  [
    'a word that stands in no program',
    /^(\| thaw \*p\* \| .*\n)/m,
    '$1| stop *p* | Freeze of *p* |\n',
    [
      [
        String.raw`the word of programs stop \*p\*`,
        'a word',
        String.raw`spec/fconnectat\.md:\d+`,
        'in no program',
      ],
    ],
  ],
  [
    'a rival that loops',
    /^(\| forever \| .*mover), loops:/m,
    '$1:',
    [['the rivals of forever', 'mover: .*', MODEL, 'mover, loops: .*']],
  ],
  [
    'the file system of each scenario',
    /^(\| links \| L to) d2\/s/m,
    '$1 d1/s',
    [['links of each scenario', 'L to d1/s', 'models/fconnectat', 'L to d2/s']],
  ],
  [
    'the arguments of each scenario',
    /^(\| `arg` \| .*flags) NOFOLLOW \|/m,
    '$1 empty |',
    [['`arg` of each scenario', '.*flags empty', 'models/fconnectat', '.*flags NOFOLLOW']],
  ],
  [
    'a listener of errors',
    /(; N bound to iN), bound;/,
    '$1;',
    [['listeners of errors', 'N bound to iN', 'models/fconnectat', 'N bound to iN, bound']],
  ],
  [
    'the arguments of errors',
    /; addr path with path a, d1\/s and dirfd DX;/,
    '; addr path with path a and dirfd DX;',
    [['`arg` of errors', '.* path a and dirfd DX.*', 'models/fconnectat', '.*']],
  ],
  [
    'a bound',
    /^(Bounds: .*); a backlog of one or two;/m,
    '$1; a backlog of two;',
    [['the bounds', 'a backlog of two', MODEL, 'a backlog of one or two']],
  ],
  [
    'what is one above a bound',
    /^(One above: .*); one more link;/m,
    '$1;',
    [['what is one above the bounds', 'nothing more', MODEL, 'one more link']],
  ],
  [
    'a domain of a variable',
    /^\| cwd \| Dir \| R /m,
    '| cwd | Inode | D1 ',
    [
      ['the domain of cwd', 'Inode', MODEL, 'Dir'],
      ['what cwd is initially', 'D1', MODEL, 'R'],
    ],
  ],
  [
    'which of two connections is accepted first',
    /^(\| queue \| .* the accept queue), oldest first;/m,
    '$1, newest first;',
    [['the order of queue', 'newest first', MODEL, 'oldest first']],
  ],
  [
    'which of two waiters is woken first',
    /^(\| waiters \| .*), oldest first \|/m,
    '$1, oldest or newest first |',
    [['the order of waiters', 'oldest or newest first', MODEL, 'oldest first']],
  ],
  [
    'a domain of a field',
    /^\| links \| 0\.\.2 \|/m,
    '| links | 0..3 |',
    [['the domain of task.links', String.raw`0\.\.3`, MODEL, String.raw`0\.\.2`]],
  ],
  [
    'a domain of an argument',
    /^(\| sockfd \| ok, nonblock, bad, file), inet,/m,
    '$1,',
    [['the domain of arg.sockfd', '.*file, connected.*', MODEL, '.*file, inet, connected.*']],
  ],
  [
    'what is visible after a step',
    /^(\| fconnectat\.lock \| .*) \| queue, waiters \|/m,
    '$1 | queue |',
    [['what is visible after Lock', 'queue', MODEL, 'queue, waiters']],
  ],
  [
    'whether a step repeats',
    /^(\| fconnectat\.woken \| .*) \| yes \| waiters \|/m,
    '$1 | no | waiters |',
    [['whether Woken repeats', 'no', MODEL, 'yes']],
  ],
  [
    'a kernel function of a step',
    /^(\| kernel\.path_init \| PathInit \|) `path_init`/m,
    '$1 `walk_component`',
    [['the kernel functions of PathInit', 'walk_component', TLA, 'path_init']],
  ],
  [
    'an errno of a check',
    /^\| addr abstract \| - \| - \| ECONNREFUSED \|/m,
    '| addr abstract | - | - | EINVAL |',
    [
      [
        'check 12 of SysEnter',
        'addr abstract: connect EINVAL, .*',
        MODEL,
        'addr abstract: connect ECONNREFUSED, .*',
      ],
    ],
  ],
  [
    'the order of checks',
    /^(\| addr fault .*\n)(\| sockfd file .*\n)/m,
    '$2$1',
    [['check 8 of SysEnter', 'sockfd file: .*', MODEL, 'addr fault: .*']],
  ],
  [
    'an errno in the text of a step',
    /(d not a Dir: )ENOTDIR/,
    '$1EINVAL',
    [['the errnos of PathInit', '.*EINVAL.*', MODEL, '.*ENOTDIR.*']],
  ],
  [
    'two errnos in the text of a step',
    /(d denies search: fails with )EACCES(.*: )ENAMETOOLONG/,
    '$1ENAMETOOLONG$2EACCES',
    [['the order of the errnos of WalkComponent', 'ENAMETOOLONG, EACCES, .*', MODEL, 'EACCES, .*']],
  ],
  [
    'a wake-up that is handed on though the listener is the same',
    /^(\| `call` is not fconnectat.*; `owes` is) another listener \|/m,
    '$1 a listener |',
    [
      [
        'what becomes of Find where .*; `owes` is a listener; .* that is of type stream',
        '.*the call hands on.*',
        MODEL,
        'no such line',
      ],
      [
        'what becomes of Find where .*; `owes` is another listener; .* that is of type stream',
        'no such line',
        MODEL,
        '.*the call hands on.*',
      ],
    ],
  ],
  [
    'a call that refuses no link',
    /^\| `call` is fconnectat, and `ino` a symbolic link \|/m,
    '| `call` is fconnectat, `ino` a symbolic link and `flags` empty |',
    [
      [
        'what becomes of Find where `call` is fconnectat, and `ino` a symbolic link',
        'no such line',
        MODEL,
        'the call fails with ELOOP',
      ],
    ],
  ],
  [
    'a call that finds another listener and owes as before',
    /(; `owes` is another listener \| the call hands on;) `owes` becomes none;/,
    '$1',
    [
      [
        'what becomes of Find where .*; `owes` is another listener; .* that is of type stream',
        'nothing more',
        MODEL,
        '`owes` becomes none',
      ],
    ],
  ],
  [
    'when a step comes to something',
    /^\| k is bound \| the call fails/m,
    '| k is bound or unhashed | the call fails',
    [
      ['what becomes of Lock where k is bound or unhashed', '.*ECONNREFUSED', MODEL, 'no such line'],
      ['what becomes of Lock where k is bound', 'no such line', MODEL, '.*ECONNREFUSED'],
    ],
  ],
  [
    'what a step comes to',
    /^(\| `pc` is asleep; `sig` is kill .* `pc` becomes woken) \|/m,
    '$1; `sig` becomes the kind |',
    [
      [
        'what becomes of SendSignal where `pc` is asleep; `sig` is kill',
        '`sig` becomes the kind',
        MODEL,
        'nothing more',
      ],
    ],
  ],
  [
    'a freeze that may end a call',
    /^(\| `waited` is a listener; `sig` is )none or freeze( \| nothing \|\n\| `waited` is a listener; `sig` is )interrupt, restart or kill/m,
    '$1none$2interrupt, restart, kill or freeze',
    [
      [
        'what becomes of Interrupt where `sig` is interrupt, restart, kill or freeze; `waited` is a listener',
        '`stage` may become the errno EINTR',
        SOME_MODEL,
        'no such line',
      ],
      [
        'what becomes of Interrupt where `sig` is none or freeze; `waited` is a listener',
        'no such line',
        SOME_MODEL,
        'nothing',
      ],
    ],
  ],
  [
    'rights that are not asked for again after a wait',
    /^(\| `sig` is none or freeze \| `stage` becomes the) inode/m,
    '$1 listener',
    [
      [
        'what becomes of Left where `sig` is none or freeze',
        '`stage` becomes the listener to which `waited` is bound',
        SOME_MODEL,
        '`stage` becomes the inode to which `waited` is bound',
      ],
    ],
  ],
  [
    'a waiter that may be refused',
    /^(\| p stands in `waiters\[k\]`; `sig` is not none \|) Leave alone/m,
    '$1 Leave or Refuse alone',
    [
      [
        String.raw`what becomes of Waiting where \`sig\` is not none; p stands in \`waiters\[k\]\``,
        'Leave or Refuse alone',
        SOME_MODEL,
        'Leave alone',
      ],
    ],
  ],
  [
    'a waiter that leaves by itself',
    /^(\| p stands in `waiters\[k\]`; `sig` is) none( \| none of them \|\n.* `sig` is) not none( \| Leave alone)/m,
    '$1 interrupt$2 not interrupt$3',
    [
      [
        String.raw`what becomes of Waiting where \`sig\` is not interrupt; p stands in \`waiters\[k\]\``,
        'Leave alone',
        SOME_MODEL,
        'no such line',
      ],
      [
        String.raw`what becomes of Waiting where \`sig\` is not none; p stands in \`waiters\[k\]\``,
        'no such line',
        SOME_MODEL,
        'Leave alone',
      ],
    ],
  ],
  [
    'a call that freezes and hands nothing on',
    /^(\| `sig` is freeze; the variant is proposed \|) the call hands on;/m,
    '$1',
    [
      [
        'what becomes of Woken where `sig` is freeze; the variant is proposed',
        'nothing more',
        MODEL,
        'the call hands on',
      ],
    ],
  ],
  [
    'a call that is restarted',
    /^(\| `sig` is restart; the variant is proposed \|) the call fails with EINTR/m,
    '$1 the call goes round',
    [
      [
        'what becomes of Woken where `sig` is restart; the variant is proposed',
        'the call goes round',
        MODEL,
        'the call fails with EINTR',
      ],
    ],
  ],
  [
    'a call that goes round to its path',
    /^\| the variant is today-procfd or proposed \| `other`/m,
    '| the variant is today-procfd | `other`',
    [['what becomes of GoingRound where the variant is today-procfd', '.*', SOME_MODEL, 'no such line']],
  ],
  [
    'a wake-up that is handed on without a slot',
    /^(\| `owes` is k; k is not dead; its queue is full \|) nothing/m,
    '$1 the first waiter is woken',
    [
      [
        'what becomes of HandingOn where `owes` is k; its queue is full; k is not dead',
        'the first waiter is woken',
        SOME_MODEL,
        'nothing',
      ],
    ],
  ],
  [
    'a listener that is closed and wakes one alone',
    /(`queue\[k\]` becomes empty;) every waiter is woken/,
    '$1 the first waiter is woken',
    [
      [
        String.raw`what becomes of ReleaseDead where \`waiters\[k\]\` is not empty`,
        'the first waiter is woken',
        SOME_MODEL,
        'every waiter is woken',
      ],
    ],
  ],
  [
    'what the dead have queued',
    /^(\| `sig` is kill \| p dies; what p has queued) stays queued/m,
    '$1 leaves the queue',
    [
      [
        'what becomes of End where `sig` is kill',
        'what p has queued leaves the queue',
        SOME_MODEL,
        'what p has queued stays queued',
      ],
    ],
  ],
  [
    'what a caller has queued when its call ends',
    /^(\| `sig` is not kill; p does not loop \| .*; what was queued) stays queued \|/m,
    '$1 is taken off |',
    [
      [
        'what becomes of Ended where `sig` is not kill; p does not loop',
        'what was queued is taken off',
        SOME_MODEL,
        'what was queued stays queued',
      ],
    ],
  ],
  [
    'who is outside again when a call has ended',
    /^(\| `sig` is not kill; p) loops \|/m,
    '$1 does not loop |',
    [['what becomes of Ended where `sig` is not kill; p loops', 'no such line', SOME_MODEL, '.*outside.*']],
  ],
  [
    'a signal that is lost where another is pending',
    /^(\| the step is SendSignal; p is otherwise inside; `sig` is) not kill \|/m,
    '$1 none |',
    [
      [
        'what becomes of Sent where `sig` is none; p is otherwise inside; the step is SendSignal',
        '`sig` becomes the kind',
        SOME_MODEL,
        'no such line',
      ],
      [
        'what becomes of Sent where `sig` is not kill; p is otherwise inside; the step is SendSignal',
        'no such line',
        SOME_MODEL,
        '`sig` becomes the kind',
      ],
    ],
  ],
  [
    'a freeze that leaves a waiter where it is',
    /^(\| the step is Freeze; p stands in `waiters\[k\]`; `sig` is none \|) p leaves `waiters\[k\]`;/m,
    '$1',
    [
      [
        String.raw`what becomes of Sent where \`sig\` is none; p stands in \`waiters\[k\]\`; the step is Freeze`,
        'nothing more',
        SOME_MODEL,
        String.raw`p leaves \`waiters\[k\]\``,
      ],
    ],
  ],
  [
    'a freeze that is taken between two calls after a wait',
    /^(\| p is inside) and has not waited(; the step is its own; `sig` is interrupt)/m,
    '$1$2',
    [
      [
        'what becomes of BetweenCalls where `sig` is interrupt, restart or freeze; p is inside; the step is its own',
        '`sig` becomes none',
        SOME_MODEL,
        'no such line',
      ],
    ],
  ],
  [
    'when a queue is full',
    /^\| it holds as many or more connections/m,
    '| it holds more connections',
    [
      [
        'what becomes of IsFull where it holds more connections than the backlog admits',
        'full',
        SOME_MODEL,
        'no such line',
      ],
    ],
  ],
  [
    'what an outsider sees',
    /^(\*\*What an outsider sees\*\*: `entry`,) `nowrite`,/m,
    '$1',
    [['what an outsider sees', 'at, entry, peer.*', MODEL, '.*nowrite.*']],
  ],
  [
    'a domain of the specification',
    /^\| waited \| Listener \+ none \|/m,
    '| waited | Inode + none |',
    [
      [
        'the domain of waited of the specification',
        String.raw`Inode \+ none`,
        MODEL,
        String.raw`Listener \+ none`,
      ],
    ],
  ],
  [
    'when a step of the specification may be taken',
    /^(\| Connect\(p\) .*listening) or unhashed; its queue is not full/m,
    '$1; its queue is full',
    [
      [
        'the step Connect of the specification',
        'k is listening; its queue is full',
        MODEL,
        'k is listening or unhashed; its queue is not full',
      ],
    ],
  ],
  [
    'what a step of the specification does',
    /^(\| Sleep\(p\) .*`waited` becomes) k/m,
    '$1 none',
    [['the step Sleep of the specification', '.*none', MODEL, '.*k']],
  ],
  [
    'a call that looks again at the inode of a listener that is unhashed',
    /^(\| `stage` is a listener k; k is dead) (\| `stage` may become the inode)/m,
    '$1 or unhashed $2',
    [
      [
        'what becomes of Advance where `stage` is a listener k; k is dead or unhashed',
        '`stage` may become the inode to which k is bound',
        SOME_MODEL,
        'no such line',
      ],
      [
        'what becomes of Advance where `stage` is a listener k; k is dead',
        'no such line',
        SOME_MODEL,
        '`stage` may become the inode to which k is bound',
      ],
    ],
  ],
  [
    'an inode that no longer denies write',
    /^(\| `stage` is an inode; it is no symbolic link; it is) in `nowrite` \|/m,
    '$1 a socket |',
    [
      [
        'what becomes of Advance where `stage` is an inode; it is a socket; it is no symbolic link',
        '`stage` may become the errno EACCES',
        SOME_MODEL,
        'no such line',
      ],
    ],
  ],
  [
    'an errno of the specification',
    /^(\| `stage` is an inode; .* that is not of type stream \| `stage` may become the errno) EPROTOTYPE/m,
    '$1 ECONNREFUSED',
    [
      [
        'what becomes of Advance where `stage` is an inode; .*; that is not of type stream',
        '`stage` may become the errno ECONNREFUSED',
        SOME_MODEL,
        '`stage` may become the errno EPROTOTYPE',
      ],
    ],
  ],
  [
    'an errno beside the table of a hidden step',
    /^(\*\*Advance\(p\)\*\*, hidden:)/m,
    '$1 EPERM, or',
    [['the errnos of Advance', 'EPERM', SOME_MODEL, 'nothing']],
  ],
  [
    'the fairness of a claim',
    /(### N1:[\s\S]*?of each rival)\./,
    '$1 that does not loop; none for a rival that loops.',
    [
      ['what the fairness of N1 is', '.*loops', MODEL, '.*each rival'],
      ['what the fairness of N1 is', '.*loops', MANIFEST, '.*each rival'],
    ],
  ],
  [
    'what is assumed without fairness',
    /it is assumed only that somebody goes on/,
    'nothing is assumed',
    [
      ['what the lesser fairness of C9 is', 'nothing is assumed', MODEL, '.*somebody goes on'],
      ['what the lesser fairness of C9 is', 'nothing is assumed', MANIFEST, '.*somebody goes on'],
    ],
  ],
];

test.each(EDITS)('%s', (_, from, to, said) => {
  expect(TEXT).toMatch(from);
  const found = differences(TEXT.replace(from, to));
  for (const [of, mine, place, theirs] of said) {
    const line = new RegExp(
      `^spec/fconnectat\\.md:\\d+: ${of}: it says '${mine}', and ${place} says '${theirs}'$`,
    );
    expect(found).toContainEqual(expect.stringMatching(line));
  }
});
