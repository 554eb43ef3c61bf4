// SPDX-License-Identifier: MIT
// Memory whose pages are not there until they are brought, by userfaultfd(2): who touches one sleeps meanwhile
// (handle_userfault(), Linux 6.12).
import { NR } from '../protocol/nr.ts';
import type { Arg } from '../protocol/types.ts';
import { u64s } from '../registers.ts';
import type { Fd, Script } from './script.ts';

/** include/uapi/linux/userfaultfd.h */
const [UFFDIO_API, UFFDIO_REGISTER, UFFDIO_COPY] = [0xc018_aa3f, 0xc020_aa00, 0xc028_aa03];
const [UFFD_API, UFFDIO_REGISTER_MODE_MISSING] = [0xaa, 1];
/** PROT_READ and PROT_WRITE; MAP_PRIVATE, MAP_FIXED and MAP_ANONYMOUS: a sequence has what one before it had. */
const [PROT, MAP] = [3, 0x32];

/** What brings pages. */
export function openUserfaultfd(script: Script, task: number): Fd {
  const fd = script.open(task, NR.userfaultfd, 0);
  script.call(task, NR.ioctl, fd, UFFDIO_API, { data: u64s(UFFD_API, 0, 0) });
  return fd;
}

/** Maps memory of which no page is there; its bounds are those of pages. */
export function mapLate(script: Script, task: number, fd: Arg, at: number, length: number): void {
  script.call(task, NR.mmap, at, length, PROT, MAP, -1, 0);
  const range = u64s(at, length, UFFDIO_REGISTER_MODE_MISSING, 0);
  script.call(task, NR.ioctl, fd, UFFDIO_REGISTER, { data: range });
}

/** The ioctl(2) that brings whole pages. */
export function bringing(fd: Arg, at: number, pages: Uint8Array): readonly [nr: number, ...args: Arg[]] {
  const copy = { data: u64s(at, 0, pages.length, 0, 0), relocs: [{ at: 8, arg: { data: pages } }] };
  return [NR.ioctl, fd, UFFDIO_COPY, copy];
}

/** Whether a call brings pages. */
export const isBringing = ({ nr, args }: { readonly nr: number; readonly args: readonly Arg[] }): boolean =>
  nr === NR.ioctl && args[1] === UFFDIO_COPY;
