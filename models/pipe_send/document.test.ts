// SPDX-License-Identifier: MIT
// The document of the proposal against its model: one edit of a table at a time, each red, with what the model says.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { readProposalText } from '../../spec/index.ts';
import { readManifest } from '../../tla/manifest.ts';
import { compareDocument, formatDifference } from '../../verdicts/document/index.ts';
import { pipeSend } from './index.ts';

const FILE = 'spec/pipe_send.md';
const TEXT = readFileSync(inRoot(FILE), 'utf8');

function differences(text: string): string[] {
  const proposal = readProposalText(text, FILE);
  const subject = { proposal, models: pipeSend, manifest: readManifest('pipe_send') };
  return compareDocument(subject).flatMap((each) => each.differences.map(formatDifference));
}

test('nothing differs', () => {
  expect(differences(TEXT)).toEqual([]);
});

type Edit = readonly [
  kind: string,
  from: string,
  to: string,
  /** What must be said: the subject, what the document says, what the model says. */
  of: string,
  mine: string,
  theirs: string,
];

const NO_LINE = 'no such line';
const DEAD = 'p becomes dead; `sig`, `ret`, `sigpipe` become none; `count` becomes 0';

const EDITS: readonly Edit[] = [
  [
    'who is refused at the lock',
    '| `lock` is not none; `call` is send of `proposed`; p has DONTWAIT |',
    '| `lock` is not none; `call` is send of `naive` or `proposed`; p has DONTWAIT |',
    'Lock where `call` is send of `proposed`; `lock` is not none; p has DONTWAIT',
    NO_LINE,
    'the call ends with EAGAIN',
  ],
  [
    'what a refusal at the lock is',
    'of `proposed`; p has DONTWAIT | the call ends with EAGAIN |',
    'of `proposed`; p has DONTWAIT | the call ends with EINTR |',
    'Lock where `call` is send of `proposed`; `lock` is not none; p has DONTWAIT',
    'the call ends with EINTR',
    'the call ends with EAGAIN',
  ],
  [
    'a signal before the call',
    '| `pc` is enter; the kind is not kill | nothing |',
    '| `pc` is enter; the kind is not kill | `sig` becomes the kind |',
    'SendSignal where `pc` is enter; the kind is not kill',
    '`sig` becomes the kind',
    'nothing',
  ],
  [
    'who is outside again when a call has ended',
    '| `sig` is not kill; p loops |',
    '| p loops |',
    'Ended where `sig` is not kill; p loops',
    NO_LINE,
    'p becomes outside; `sig`, `ret`, `sigpipe` become none; ...',
  ],
  [
    'what an errno comes with',
    '`sig` becomes none; `count` becomes 0; what was put stays put |\n| `sig` is kill',
    '`sig` becomes none; what was put stays put |\n| `sig` is kill',
    'Ended where `ret` is an errno; `sig` is not kill; p does not loop',
    'nothing more',
    '`count` becomes 0',
  ],
  [
    'what the dead have put',
    '`count` becomes 0; what was put stays put |\n\n**The rivals**',
    '`count` becomes 0; what was put is taken back |\n\n**The rivals**',
    'Ended where `sig` is kill',
    'what was put is taken back',
    'what was put stays put',
  ],
  [
    'a splice into a full pipe',
    '| the step is SpliceLock; the pipe is taken against nobody; there are Ring slots | it cannot be |',
    '| the step is SpliceLock; the pipe is taken against nobody; there are Ring slots | nothing |',
    'RivalStep where the pipe is taken against nobody; the step is SpliceLock; there are Ring slots',
    'nothing',
    'it cannot be',
  ],
  [
    'an end that is closed while the pipe is taken',
    '| the step is Release; the pipe is taken against nobody |',
    '| the step is Release |',
    'RivalStep where the pipe is taken against nobody; the step is Release',
    NO_LINE,
    'that end is taken from `ends`',
  ],
  [
    'a signal that is lost where another is pending',
    '| the step is SendSignal; p is inside or waits; `sig` is not kill |',
    '| the step is SendSignal; p is inside or waits; `sig` is none |',
    'Sent where `sig` is not kill; p is inside or waits; the step is SendSignal',
    NO_LINE,
    '`sig` becomes the kind',
  ],
  [
    'a page that is brought, and the call waits',
    '| p is no longer at its fault |',
    '| p waits |',
    'Sent where p is inside at its fault; the step is ResolveFault',
    'p waits',
    'p is no longer at its fault',
  ],
  [
    'where a call is that is restarted',
    '| the program has several calls | p becomes inside;',
    '| the program has several calls | p becomes outside;',
    'Restarted where the program has several calls',
    'p becomes outside',
    'p becomes inside',
  ],
  [
    'a signal that is taken between two calls and kept',
    '; the step is its own; `sig` is kill |',
    '; the step is its own; `sig` is interrupt or kill |',
    'BetweenCalls where `sig` is kill; p is inside, not at its fault, and has moved nothing; the step is its own',
    NO_LINE,
    DEAD,
  ],
  [
    'a handler that does not run between two calls',
    '; the step is SendSignal of interrupt or SendSignal of restart | nothing |',
    '; the step is SendSignal of interrupt or SendSignal of restart | `sig` becomes none |',
    'BetweenCalls where p is inside, not at its fault, and has moved nothing; the step is SendSignal of interrupt or SendSignal of restart',
    '`sig` becomes none',
    'nothing',
  ],
  [
    'a call that begins and is refused',
    '| the call ends with the errno of the first one |',
    '| p becomes inside; `slept` becomes no |',
    'Begin where an error down to E6 applies to `arg[p]`',
    'p becomes inside; `slept` becomes no',
    'the call ends with the errno of the first one',
  ],
  [
    'a signal that is pending and is not looked at',
    '; p may wait; no signal is pending |',
    '; p may wait |',
    'Put where its room is less than is left to move; no signal is pending; p may wait',
    NO_LINE,
    'p waits; `slept` becomes yes',
  ],
  [
    'an empty packet that needs a buffer',
    '| p meets an empty packet | p',
    '| p meets an empty packet; the buffer is ok or slow | p',
    'Take where p meets an empty packet',
    NO_LINE,
    'p cleans; the empty packet is removed',
  ],
  [
    'a call that takes several packets',
    'as are wanted, up to the end of one packet, go from',
    'as are wanted go from',
    'Take where p finds bytes; the buffer is ok or slow',
    '... and as are wanted go from the front ...',
    '... and as are wanted, up to the end ...',
  ],
  [
    'a refusal of who may wait',
    '| another one is inside; p has DONTWAIT |',
    '| another one is inside |',
    'Refuse where another one is inside; p has DONTWAIT',
    NO_LINE,
    'the call ends with EAGAIN',
  ],
  [
    'a signal of who has moved something',
    '`count` is more than 0; NOSIGNAL is not in the flags | `sigpipe` becomes sent; the call',
    '`count` is more than 0; NOSIGNAL is not in the flags | the call',
    'Refuse where NOSIGNAL is not in the flags; `count` is more than 0; p sends; read is not in `ends`; the pipe is not taken against p',
    'nothing more',
    '`sigpipe` becomes sent',
  ],
  [
    'who wakes while the pipe is taken',
    '| `slept` is yes | p becomes inside |',
    '| `slept` is yes; the pipe is not taken against p | p becomes inside |',
    'Wake where `slept` is yes',
    NO_LINE,
    'p becomes inside',
  ],
  [
    'a signal that ends a wait and cleans',
    'p waits; `slept` is yes | the call is restarted |',
    'p waits; `slept` is yes | p cleans; the call is restarted |',
    'Interrupt where `count` is 0; `sig` is restart; `slept` is yes; p waits',
    'p cleans',
    'nothing more',
  ],
];

/** Of the section's other tables: what is said of each, as a whole. */
const OTHER_EDITS: readonly (readonly [kind: string, from: string, to: string, said: string])[] = [
  [
    'when a step of the specification may be taken',
    '| Sleep(p) | p is inside; the pipe is not taken against p; p finds nothing; p may wait;',
    '| Sleep(p) | p is inside; p finds nothing; p may wait;',
    "the step Sleep of the specification: it says 'nothing more', and MODEL says 'the pipe is not taken against p'",
  ],
  [
    'what a step of the specification does',
    'p waits; `slept` becomes yes |\n| Wake(p)',
    'p waits |\n| Wake(p)',
    "the step Sleep of the specification: it says 'nothing more', and MODEL says '`slept` becomes yes'",
  ],
  [
    'who may die',
    '| Die(p) | p is inside or waits;',
    '| Die(p) | p is inside;',
    "the step Die of the specification: it says 'p is inside', and MODEL says 'p is inside or waits'",
  ],
  [
    'what an outsider sees',
    '**What an outsider sees**: `slots`, `ends`,',
    '**What an outsider sees**: `slots`,',
    "what an outsider sees: it says 'at, count, got, nonblock, ret, sig, sigpipe, slots', and MODEL says 'at, count, ends, got, nonblock, ret, sig, sigpipe, slots'",
  ],
  [
    'a step that is not there',
    '| Die(p) | p is inside or waits; `sig` is kill;',
    '| Gone(p) | p is inside or waits; `sig` is kill;',
    "the step Gone of the specification: it says 'p is inside or waits; `sig` is kill; ...', and MODEL says 'no such line'",
  ],
  [
    'what is remembered',
    '| slept | [Caller -> no, yes] | whether the call',
    '| slept | [Caller -> yes] | whether the call',
    "the domain of slept of the specification: it says '[Caller -> yes]', and MODEL says '[Caller -> no, yes]'",
  ],
  [
    'what a word of programs stands for',
    '| revoke | SpliceClear |\n| take | SpliceLock |',
    '| revoke | SpliceLock |\n| take | SpliceClear |',
    "the rivals of splice: it says 'splicer: SpliceLock, SpliceClear', and MODEL says 'splicer: SpliceClear, SpliceLock'",
  ],
];

test.each(OTHER_EDITS)('%s', (_, from, to, said) => {
  expect(TEXT.split(from)).toHaveLength(2);
  const found = differences(TEXT.replace(from, () => to));
  const plain = found.map((each) => each.replace(/^spec\/pipe_send\.md:\d+: /, ''));
  expect(plain.map((each) => each.replace(/models\/pipe_send\S*/, 'MODEL'))).toContain(said);
});

test.each(EDITS)('%s', (_, from, to, of, mine, theirs) => {
  expect(TEXT.split(from)).toHaveLength(2);
  const found = differences(TEXT.replace(from, () => to));
  const said = found.map((each) => /^spec\/pipe_send\.md:\d+: (.*)$/s.exec(each)?.[1] ?? each);
  const start = `what becomes of ${of}: it says '${mine}', and models/pipe_send`;
  const rests = said.filter((each) => each.startsWith(start)).map((each) => each.slice(start.length));
  expect(rests, said.join('\n')).toHaveLength(1);
  expect(rests[0]).toMatch(/^\S* says '.*'$/);
  expect(rests[0]!.slice(rests[0]!.indexOf(' says ') + 7, -1)).toBe(theirs);
});
