// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { readPatch } from '../../conformance/kernel/source/patch.ts';
import { put } from '../fixtures/checkout.ts';
import { entriesOf } from './entries.ts';

const SOURCE = `SYSCALL_DEFINE3(send, int, fd, void __user *, buff, size_t, len)
{
}
SYSCALL_DEFINE2(sendmsg, int, fd, struct user_msghdr __user *, msg)
{
}
SYSCALL_DEFINE0(sync)
`;

test('a call is as the series defines it, or else the files that it changes', () => {
  const root = folderOfTest();
  put(root, 'source/net/a.c', SOURCE);
  put(root, 'source/net/other.c', 'SYSCALL_DEFINE1(recv, int, fd)\n');
  put(
    root,
    '1.patch',
    '--- a/net/a.c\n+++ b/net/a.c\n@@ -1 +1,3 @@\n-x\n+SYSCALL_DEFINE2(send, int, sock,\n+\t\tvoid __user *, data)\n',
  );
  const code = { pristine: join(root, 'source'), patches: [readPatch(join(root, '1.patch'))] };
  const found = entriesOf(code, ['send', 'sendmsg', 'recv', 'sync']);
  expect([...found]).toEqual([
    [
      'send',
      { definition: 'SYSCALL_DEFINE2(send, int, sock, void __user *, data)', parameters: ['sock', 'data'] },
    ],
    [
      'sendmsg',
      {
        definition: 'SYSCALL_DEFINE2(sendmsg, int, fd, struct user_msghdr __user *, msg)',
        parameters: ['fd', 'msg'],
      },
    ],
    ['sync', { definition: 'SYSCALL_DEFINE0(sync)', parameters: [] }],
  ]);
});
