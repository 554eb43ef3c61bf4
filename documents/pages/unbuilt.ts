// SPDX-License-Identifier: MIT
// What no line of the gate builds or reads of the code that patches add: it is for a person, who is told where to look.
import { type Answering, checked, person, type Seen, type Sent } from './answers.ts';

const CODE = /^(?!tools\/|Documentation\/|samples\/).*\.[chS]$/;

const codeIn = ({ added }: Sent): (readonly [file: string, lines: readonly string[]])[] =>
  [...added].filter(([file]) => CODE.test(file));

/** For a person where patches add code to the kernel; else there is nothing to look at. */
const ofCode =
  (answer: (sent: Seen) => string, lines: readonly string[] = []): Answering =>
  (material, sent) =>
    codeIn(sent).length === 0
      ? checked(true, 'they add no code to the kernel')
      : person(answer(sent), lines)(material, sent);

/** Facilities whose header is known; a list that is not whole, and so no check. */
const FACILITIES: readonly (readonly [use: RegExp, header: string])[] = [
  [/\b(?:wait_event\w*|wake_up\w*|prepare_to_wait\w*|DEFINE_WAIT)\(/, 'linux/wait.h'],
  [/\b(?:mutex_\w*lock\w*|DEFINE_MUTEX)\(/, 'linux/mutex.h'],
  [/\b(?:spin_\w*lock\w*|DEFINE_SPINLOCK)\(/, 'linux/spinlock.h'],
  [/\b(?:copy_(?:from|to)_user|get_user|put_user|copy_struct_from_user)\(/, 'linux/uaccess.h'],
  [/\b(?:k[mz]alloc\w*|kfree)\(/, 'linux/slab.h'],
  [/\bSYSCALL_DEFINE\d\(/, 'linux/syscalls.h'],
  [/\b(?:fget|fput|fdget\w*|fdput|CLASS\(fd\w*,)/, 'linux/file.h'],
  [/\b(?:kern_path\w*|user_path\w*|filename_lookup|LOOKUP_\w+)\b/, 'linux/namei.h'],
  [/\bsignal_pending\(/, 'linux/sched/signal.h'],
  [/\bsecurity_\w+\(/, 'linux/security.h'],
  [/\baudit_\w+\(/, 'linux/audit.h'],
];

/** `fs/a.c: linux/wait.h`, for each file and what it may begin to use, without a line that includes it. */
function facilitiesIn(sent: Sent): string[] {
  return codeIn(sent).flatMap(([file, lines]) => {
    const text = lines.join('\n');
    const headers = FACILITIES.flatMap(([use, header]) =>
      use.test(text) && !text.includes(`#include <${header}>`) && file !== `include/${header}`
        ? [header]
        : [],
    );
    return headers.length === 0 ? [] : [`${file}: ${headers.join(', ')}`];
  });
}

/** The files of C among them, without those of headers. */
const sourcesIn = (sent: Sent): string[] =>
  codeIn(sent).flatMap(([file]) => (file.endsWith('.c') ? [file] : []));

/** Lines whose meaning hangs on the machine. */
const MACHINE =
  /\b(?:(?:cpu_to|\w+_to)_[bl]e\d*\w*|__[bl]e(?:16|32|64)|BITS_PER_LONG|CONFIG_(?:64BIT|COMPAT|X86\w*|CPU_BIG_ENDIAN)|in_compat_syscall|in_x32_syscall)\b/;

const machineIn = (sent: Sent): string[] =>
  codeIn(sent).flatMap(([file, lines]) =>
    lines.filter((line) => MACHINE.test(line)).map((line) => `${file}: ${line.trim()}`),
  );

const or = (found: readonly string[], none: string): string => (found.length === 0 ? none : found.join('; '));

export const direct = ofCode(
  (sent) =>
    `look for each facility that a patch begins to use in a file; of a few, whose includes the patches do not add: ${or(facilitiesIn(sent), 'none is seen')}`,
);

export const checkstack = ofCode(
  (sent) =>
    `nobody has run it: compare what it says of a vmlinux without and with the patches, of what is in ${or(sourcesIn(sent), 'no file of C')}`,
);

export const configurations = ofCode(
  () =>
    'nobody has built them: make allnoconfig, then make; make allmodconfig, then make. With the options of the series off alone what it touches is built',
  ['each patch builds'],
);

export const architectures = ofCode(
  (sent) =>
    `x86-64 alone was built: build it for one of 32 bits (ARCH=arm), one of 64 (arm64), and a big-endian one (s390). Lines that ask for a word size, a byte order or an architecture: ${or(machineIn(sent), 'none')}`,
);

export const without = ofCode(
  (sent) =>
    `nobody has built it with each of them off. Without NET nothing below net/ is built; look at the other files: ${or(
      sourcesIn(sent).filter((file) => !file.startsWith('net/')),
      'there is none',
    )}`,
);
