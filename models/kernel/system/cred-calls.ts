// SPDX-License-Identifier: MIT
// The calls by which a task becomes somebody else.
import { NUMBER, oneOf } from './args.ts';
import { callOf } from './calls.ts';
import { setCaps, setEffective, setFsgid, setFsuid } from './cred.ts';
import type { Capability, Rules } from './types.ts';

/** What of the capabilities about files is left by each way to call capset(2). */
const LEFT = {
  all: ['override', 'search', 'owner'],
  search: ['search'],
  none: [],
} as const satisfies Readonly<Record<string, readonly Capability[]>>;

/** The rules of these calls. */
export const CRED_CALLS: Rules = {
  seteuid: callOf({ uid: NUMBER }, (_w, t, { uid }) => setEffective(t, uid)),
  setfsuid: callOf({ uid: NUMBER }, (_w, t, { uid }) => setFsuid(t, uid)),
  setfsgid: callOf({ gid: NUMBER }, (_w, t, { gid }) => setFsgid(t, gid)),
  capset: callOf({ how: oneOf('all', 'search', 'none') }, (_w, t, { how }) => setCaps(t, LEFT[how])),
};
