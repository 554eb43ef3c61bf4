// SPDX-License-Identifier: MIT
// What cases of the calls that send and receive are made of.
import type { TaskId } from '../../models/kernel/system/index.ts';
import type { Called } from '../harness/lockstep/cases.ts';
import { bytesOf } from '../objects/pipe/choose.ts';

/** What a call is made with, beside a descriptor and bytes. */
export interface With {
  readonly task?: TaskId;
  readonly dontwait?: boolean;
  readonly nosignal?: boolean;
  readonly bit?: number;
  readonly address?: boolean;
  readonly control?: boolean;
  readonly buffer?: string;
  readonly high?: boolean;
  readonly parts?: number;
}

const NONE = { dontwait: false, nosignal: false };

/** sendto, or sendmsg where there are parts, of a text or of so many bytes. */
export function send(fd: number, data: number | string, { task = 't0', ...given }: With = {}): Called {
  const bytes = typeof data === 'number' ? bytesOf('x', data) : data;
  const call = given.parts === undefined ? 'sendto' : 'sendmsg';
  return { task, call, args: { fd, data: bytes, ...NONE, ...given } };
}

/** recvfrom, or recvmsg where there are parts. */
export function recv(fd: number, count: number, { task = 't0', ...given }: With = {}): Called {
  const call = given.parts === undefined ? 'recvfrom' : 'recvmsg';
  return { task, call, args: { fd, count, ...NONE, ...given } };
}
