// SPDX-License-Identifier: MIT
// Probes of documents on the kernel of this machine, which has none of these proposals.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostSessions } from '../harness/target/host.ts';
import { Supervisor } from '../harness/target/supervisor.ts';
import { documented } from './fixtures/documented.ts';
import { isPresent } from './presence.ts';

const read = documented();

let here: Supervisor;
beforeAll(async () => {
  here = await Supervisor.start(hostSessions(), ({ release }) => release);
});
afterAll(() => here.close());

/** Whether this kernel has what changes the calls. */
function asked(calls: string, probe: string) {
  const kind = /\d/.test(calls) ? 'new-syscall' : 'changed-syscall';
  const { numbers, presence } = read(
    [`kind | ${kind}`, `calls | ${calls}`, `probe | ${probe}`],
    'int token_new(void);\nint token_take(int fd, unsigned int flags);',
  );
  return isPresent(here, presence(numbers));
}

const SEND = 'pipe2(out, 0); sendto(1, "x", 1, 0, 0, 0)';

test.each([
  ['two new calls', 'token_new 4000, token_take 4001', 'token_take(-1, 0) = ENOSYS', false],
  ['a send on a pipe', 'sendto', `${SEND} = ENOTSOCK`, false],
  ['an operation', 'seccomp', 'seccomp(SECCOMP_SET_MODE_FILTER, 0x40000000, 0) = EINVAL', false],
  ['what every kernel has', 'close', 'fd = memfd_create("x", 0); close(fd) = EBADF', true],
  ['another answer', 'sendto', `${SEND} = EPERM`, true],
  [
    'a call before the last that fails',
    'close',
    'close(-1); close(-1) = EBADF',
    "close, before the probe's last call, is EBADF",
  ],
])('%s', async (_, calls, probe, present) => {
  expect(await asked(calls, probe)).toBe(present);
});
