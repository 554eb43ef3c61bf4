// SPDX-License-Identifier: MIT
// Which step of the Specification a move of p was, and all that it has done, in words.
import { same } from '../kernel/same.ts';
import { dataOf } from './names.ts';
import type { CallerSeen } from './observation.ts';
import type { Slots } from './scenarios.ts';
import type { Instant } from './specification.ts';
import { callerText, restText, sleptText } from './told-asked.ts';

const withoutHollow = (slots: Slots): Slots => {
  const first = slots.findIndex(({ data, kind }) => data.length > 0 || kind === 'packet');
  return first < 0 ? [] : slots.slice(first);
};

/** What has become of the queue, of one that sends; the dead have no `count`. */
function putText({ seen: before }: Instant, { seen: after }: Instant): readonly string[] {
  const [was, is] = [before.caller.c1, after.caller.c1];
  if (same(after.slots, before.slots)) return [];
  const behind = (data: readonly string[], slots = before.slots): Slots => [
    ...slots,
    { off: 0, data, kind: 'merge' },
  ];
  if (same(after.slots, behind([]))) return ['a slot without data is put behind the others'];
  const [one, ...more] = dataOf('c1');
  const [first] = before.slots;
  const merged = behind(more, [{ ...first!, data: [...first!.data, one!] }]);
  const paged = behind([one!, more[0]!]);
  const expected = first!.data.length === 1 ? { slots: merged, moved: 3 } : { slots: paged, moved: 2 };
  const grows = is.is === 'dead' || is.count === was.count + expected.moved;
  return same(after.slots, expected.slots)
    ? [
        'as many bytes as its room is are put into `slots`',
        ...(grows ? ['`count` grows by as many'] : [`\`count\` becomes ${is.count}`]),
      ]
    : [`\`slots\` become ${JSON.stringify(after.slots)}`];
}

/** The same of one that receives. */
function takeText({ seen: before }: Instant, { seen: after }: Instant): readonly string[] {
  const is = after.caller.c1;
  const [first, ...others] = withoutHollow(before.slots);
  if (is.got.length > 0 && first !== undefined) {
    const { n } = is.arg;
    const rest = first.kind === 'packet' ? [] : [{ ...first, off: n, data: first.data.slice(n) }];
    const isFront = same(is.got, first.data.slice(0, n)) && same(after.slots, [...rest, ...others]);
    return isFront && (is.is === 'dead' || is.count === is.got.length)
      ? [
          'as many bytes as there are and as are wanted, up to the end of one packet, go from the front of `slots` to `got`',
          '`count` becomes as many',
        ]
      : [`\`got\` becomes ${is.got.join(', ')}`];
  }
  if (same(after.slots, before.slots)) return [];
  if (same(after.slots, withoutHollow(before.slots))) return ['p cleans'];
  return same(after.slots, others) && first?.kind === 'packet' && first.data.length === 0
    ? ['p cleans', 'the empty packet is removed']
    : [`\`slots\` become ${JSON.stringify(after.slots)}`];
}

const isSending = ({ seen }: Instant): boolean => seen.caller.c1.arg.op === 'send';

const bytesIn = ({ seen }: Instant): number => seen.slots.reduce((sum, { data }) => sum + data.length, 0);

/** Whether one that was killed had put something before. */
const hasPut = (before: Instant, after: Instant): boolean =>
  isSending(before) && bytesIn(after) > bytesIn(before);

/** Where p is then, and how its call ends. */
function thenText(before: Instant, after: Instant): readonly string[] {
  const [was, is] = [before.seen.caller.c1, after.seen.caller.c1];
  const sigpipe = was.sigpipe === is.sigpipe ? [] : [`\`sigpipe\` becomes ${is.sigpipe}`];
  if (is.is === 'done') {
    const errno = is.ret === 'EBADF' && was.is === 'outside' ? 'the errno of the first one' : is.ret;
    return [...sigpipe, `the call ends with ${errno}`];
  }
  if (is.is === 'dead' && hasPut(before, after)) return ['the call ends with OK'];
  if (is.is === 'dead') return [...callerText(was, is), 'what was put stays put'];
  if (is.is === 'outside') return [...sigpipe, 'the call is restarted'];
  if (is.is === 'faults') return [...sigpipe, 'p is inside at its fault'];
  return [...sigpipe, ...(was.is === is.is ? [] : [is.is === 'waits' ? 'p waits' : `p becomes ${is.is}`])];
}

/** Whether a call that does not begin has ended with what it had moved before. */
const endsAsItWas = (was: CallerSeen, is: CallerSeen): boolean =>
  is.ret === 'OK' && is.count === was.count && was.count > 0 && same(is.got, was.got);

/** Which step it was. */
export function stepOf(before: Instant, after: Instant): string {
  const [was, is] = [before.seen.caller.c1, after.seen.caller.c1];
  if (was.is === 'outside') return 'Begin';
  if (is.is === 'dead') return hasPut(before, after) ? 'Put' : 'Die';
  if (is.is === 'faults') return 'Fault';
  if (is.is === 'inside') return 'Wake';
  if (is.is === 'outside' || is.ret === 'EINTR') return 'Interrupt';
  if (endsAsItWas(was, is)) return was.sig === 'none' || was.sigpipe !== is.sigpipe ? 'Refuse' : 'Interrupt';
  if (is.count > was.count) return was.arg.op === 'send' ? 'Put' : 'Take';
  if (is.is === 'waits') return before.hidden.c1 === after.hidden.c1 ? 'Queue' : 'Sleep';
  return is.ret === 'OK' ? 'Take' : 'Refuse';
}

/** What one step has done; one that sends cleans by doing nothing. */
export function doneText(before: Instant, after: Instant, isCleaned: boolean): string {
  return [
    ...(isSending(before) ? putText : takeText)(before, after),
    ...(isCleaned && isSending(before) ? ['p cleans'] : []),
    ...thenText(before, after),
    ...sleptText(before, after),
    ...restText(before.seen, after.seen, 'c1'),
  ].join('; ');
}
