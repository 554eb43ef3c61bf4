// SPDX-License-Identifier: MIT
// The pages of one small proposal, as they are; and that an edit of the document is an edit of them.
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { CallText } from '../calls.ts';
import { checkout, edit, SLUG } from '../fixtures/checkout.ts';
import { proseLine } from '../gate/pages.ts';
import type { Documents } from '../generate.ts';
import { materialOf } from '../material.ts';
import { checklist } from './checklist.ts';
import { kernelDoc } from './kernel-doc.ts';
import { ledger } from './ledger.ts';
import { manPage } from './man.ts';
import { rstPage } from './rst.ts';
import { syzlang } from './syzlang.ts';

let root: string;
const material = () => materialOf(root, SLUG);
const page = () => manPage(material());
beforeEach(() => {
  root = folderOfTest();
  checkout(root);
});

test('the man page', () => {
  expect(page()).toMatchInlineSnapshot(`
    ".\\" Copyright, the authors of the Linux man-pages project
    .\\"
    .\\" SPDX-License-Identifier: Linux-man-pages-copyleft
    .\\"
    .TH valid 2 (date) "Linux man-pages (unreleased)"
    .SH NAME
    valid \\- take a token once
    .SH LIBRARY
    Standard C library
    .RI ( libc ", " \\-lc )
    .SH SYNOPSIS
    .nf
    .B #include <linux/token.h>
    .BR "#include <sys/syscall.h>" "  /* Definition of " SYS_* " constants */"
    .B #include <unistd.h>
    .P
    .BI "int syscall(SYS_valid, int " fd ", unsigned int " flags );
    .fi
    .P
    .IR Note :
    glibc provides no wrapper for
    .BR valid (),
    necessitating the use of
    .BR syscall (2).
    .SH DESCRIPTION
    .BR valid ()
    takes the token that
    .I fd
    refers to.
    One caller at a time has it;
    see also
    .BR flock (2).
    .P
    The
    .I flags
    argument can be 0,
    or include a bitwise OR of:
    .TP
    .B TK_TRY
    Do not wait for the token.
    .SH RETURN VALUE
    On success,
    zero is returned.
    On error,
    \\-1 is returned,
    and
    .I errno
    is set to indicate the error.
    .SH ERRORS
    .TP
    .B EAGAIN
    Somebody else has the token,
    and the caller did not want to wait.
    .TP
    .B EBADF
    .I fd
    is not open.
    .SH STANDARDS
    Linux.
    .SH HISTORY
    EDITME: the release of Linux that has it.
    .SH SEE ALSO
    .BR flock (2)
    "
  `);
});

test('the page below Documentation/', () => {
  expect(rstPage(material())).toMatchInlineSnapshot(`
    ".. SPDX-License-Identifier: GPL-2.0

    ==========================
    valid(): take a token once
    ==========================

    The problem
    ===========

    Two tasks that both look at a token and then take it both believe that they
    have it.

    ::

                a                       b
                looks
                                        looks
                takes
                                        takes

    Interface
    =========

    ::

        #include <linux/token.h>

        int valid(int fd, unsigned int flags); /* 0, or -1 and errno; */

    valid() takes the token that \`\`fd\`\` refers to. One caller at a time has it; see
    also flock(2).

    The \`\`flags\`\` argument can be 0, or include a bitwise OR of:

    \`\`TK_TRY\`\`
        Do not wait for the token.

    On success, zero is returned. On error, -1 is returned, and \`\`errno\`\` is set to
    indicate the error.

    Errors
    ======

    \`\`EAGAIN\`\`
        Somebody else has the token, and the caller did not want to wait.

    \`\`EBADF\`\`
        \`\`fd\`\` is not open.

    Why not something else
    ======================

    **A lock in user space.** It does not survive its holder, so C1 fails; E2 has
    no counterpart.
    "
  `);
});

test('the description for syzkaller', () => {
  expect(syzlang(material())).toMatchInlineSnapshot(`
    "# SPDX-License-Identifier: Apache-2.0
    # valid: take a token once

    include <linux/token.h>

    valid(fd fd, flags flags[valid_flags])

    valid_flags = TK_TRY
    "
  `);
});

test('without flags syzkaller knows that the argument is 0', () => {
  const one = material();
  const text = syzlang({ ...one, proposal: { ...one.proposal, flags: [] } });
  expect(text).toContain('\nvalid(fd fd, flags const[0])\n');
  expect(text).not.toContain('valid_flags');
});

test('the comment above the entry point', () => {
  expect(kernelDoc(material(), new Map())).toMatchInlineSnapshot(`
    "/**
     * sys_valid() - take a token once
     * @fd: the token
     * @flags: 0, or TK_TRY
     *
     * valid() takes the token that @fd refers to. One caller at a time has it;
     * see also flock(2).
     *
     * Context: Process context. May sleep.
     * Return: 0 on success, or one of -%EAGAIN, -%EBADF.
     */
    "
  `);
});

test('the page refers to what its own text names, and not to what other documents name', () => {
  const seeAlso = () => page().slice(page().indexOf('.SH SEE ALSO\n'));
  expect(seeAlso()).toBe('.SH SEE ALSO\n.BR flock (2)\n');
  edit(
    root,
    `documents/${SLUG}/prose.md`,
    '**token: Hand on a token that is not taken** Who',
    '**token: Hand on a token that is not taken** In `open(2)`, who',
  );
  edit(
    root,
    `documents/${SLUG}/prose.md`,
    '## Checklist',
    '## Selftest\n\n**folder** valid\n\nAs `dup(2)`.\n\n## Checklist',
  );
  expect(seeAlso()).toBe('.SH SEE ALSO\n.BR flock (2)\n');
  edit(root, `documents/${SLUG}/prose.md`, '## Checklist', '## Notes\n\nAs `dup(2)`.\n\n## Checklist');
  expect(seeAlso()).toBe('.SH SEE ALSO\n.BR dup (2),\n.BR flock (2)\n');
});

test('what a call returns is told by its type, unless a person says it', () => {
  const returned = (type: string, returns?: string) => {
    const one = material();
    const text = `${type} valid(int fd, unsigned int flags);`;
    const said = {
      call: SLUG,
      summary: 'x',
      never: [],
      hash: '',
      ...(returns === undefined ? {} : { returns }),
    };
    const proposal = { ...one.proposal, prototypes: [{ ...one.proposal.prototypes[0]!, text }] };
    return /Return: (.*), or one of/.exec(
      kernelDoc({ ...one, proposal, calls: new Map([[SLUG, said]]) }, new Map()),
    )?.[1];
  };
  expect(returned('int')).toBe('0 on success');
  expect(returned('ssize_t')).toBe('the number of bytes on success');
  expect(returned('int', 'the new descriptor')).toBe('the new descriptor');
  expect(returned('pid_t', 'the id of the child')).toBe('the id of the child');
  expect(() => returned('pid_t')).toThrow('documents/valid/calls.json: nothing says what valid() returns');
});

test('the comment has the names of the code, and is refused where that has other parameters', () => {
  const entry = (...parameters: readonly string[]) =>
    new Map([['valid', { definition: 'SYSCALL_DEFINE2(valid, ...)', parameters }]]);
  const text = kernelDoc(material(), entry('token', 'how'));
  expect(text).toContain(' * @token: the token\n * @how: 0, or TK_TRY\n');
  expect(text).toContain('takes the token that @token refers to.');
  expect(text).not.toMatch(/@(?:fd|flags)\b/);
  expect(() => kernelDoc(material(), entry('token'))).toThrow(
    'valid() has 2 parameters in the document, and 1 in the code: SYSCALL_DEFINE2(valid, ...)',
  );
});

test('an errno, a flag and a number of the document are those of the pages', () => {
  edit(root, `spec/${SLUG}.md`, '| E1 | EBADF | `fd` is not open', '| E1 | EINVAL | `fd` is not open');
  expect(page()).toContain('.TP\n.B EINVAL\n.I fd\nis not open.\n');
  expect(page()).not.toContain('EBADF');
  expect(rstPage(material())).toContain('``EINVAL``\n    ``fd`` is not open.\n');
});

test('a parameter that nobody describes, and one that there is not, are trouble with the input', () => {
  edit(root, `documents/${SLUG}/prose.md`, '**fd** the token', '**file** the token');
  expect(() => kernelDoc(material(), new Map())).toThrow('Parameters: no fd, file is none');
});

test('the ledger names the faults that tell answers apart', () => {
  const text = ledger(material(), [{ name: 'other.patch', breaks: ['R1', 'A1'] }]);
  expect(text).toMatch(
    /^\| A1 \|.*a kernel with the other answer fails: `other\.patch` \| .*valid\.md:\d+ \|$/m,
  );
  expect(ledger(material(), [])).toContain('no seeded fault of the series breaks it');
});

describe('the checklist', () => {
  const ADDED: readonly (readonly [string, string])[] = [
    ['fs/valid.c', 'SYSCALL_DEFINE2(valid, int, fd, unsigned int, flags)'],
    ['include/linux/syscalls.h', 'asmlinkage long sys_valid(int fd, unsigned int flags);'],
    ['scripts/syscall.tbl', '500\tcommon\tvalid\tsys_valid'],
    ['kernel/sys_ni.c', 'COND_SYSCALL(valid);'],
    ['include/uapi/asm-generic/unistd.h', '#define __NR_syscalls 501'],
    ['fs/Kconfig', 'config VALID\n\tbool "valid()"\n\thelp'],
    ['fs/Makefile', 'obj-$(CONFIG_VALID) += valid.o'],
    ['arch/x86/entry/syscalls/syscall_64.tbl', '500\tcommon\tvalid\tsys_valid'],
  ];
  const SUBJECTS = ['fs: add valid()', 'syscalls: wire up valid()', 'selftests: valid: test it'];
  const AS = { on: '7.3', isFixes: false, letter: '' };
  const NONE = { ...AS, added: new Map(), subjects: [], mails: [] };
  const failing = (added = ADDED, subjects = SUBJECTS, mails: readonly string[] = [], rows = ['E1']) =>
    checklist(
      material(),
      [{ ...AS, added: new Map(added.map(([file, line]) => [file, line.split('\n')])), subjects, mails }],
      { rows },
    )
      .filter(({ holds }) => holds === false)
      .map(({ asks }) => asks);

  test('has 31 items of new calls, of which a person answers what no check can, and those of all patches', () => {
    const items = checklist(material(), [NONE], { rows: [] });
    const ofCalls = items.filter(({ number }) => !number.startsWith('S'));
    expect(ofCalls.map(({ number }) => number)).toEqual(Array.from({ length: 31 }, (_, at) => `${at + 1}`));
    expect(ofCalls.filter(({ by }) => by === 'person').map(({ number }) => number)).toEqual([
      '2',
      '7',
      '23',
      '24',
      '25',
      '26',
      '28',
    ]);
    expect(items[7]).toMatchObject({ by: 'sentence', answer: 'No descriptor is made.' });
    expect(items[30 + 9]).toMatchObject({ number: 'S9', asks: 'at most 15 patches at a time' });
    const lines = (number: string) => items.find((item) => item.number === number)?.lines;
    expect([lines('15'), lines('20'), lines('31')]).toEqual([
      ['recipients'],
      ['each patch builds'],
      ['messages', 'b4'],
    ]);
  });

  test('a person answers an item of either list in the prose', () => {
    edit(
      root,
      `documents/${SLUG}/prose.md`,
      '**8.**',
      '**2.** On the list.\n\n**S7.** Each has one.\n\n**8.**',
    );
    const items = new Map(checklist(material(), [NONE], { rows: [] }).map((item) => [item.number, item]));
    expect(items.get('2')).toMatchObject({ by: 'sentence', holds: true, answer: 'On the list.' });
    expect(items.get('S7')).toMatchObject({ by: 'sentence', holds: true, answer: 'Each has one.' });
  });

  test('knows messages and lines that are not as the list asks', () => {
    const mail = (body: string, head = '') =>
      `From x\nSubject: [PATCH] a: b\n${head}\n${body}\n---\n 1 file changed\n\ndiff`;
    const known = 'unknown flags are EINVAL';
    const others = (mails: readonly string[]) =>
      failing(ADDED, SUBJECTS, mails).filter((asks) => asks !== known);
    expect(others([mail('Fixes: 0123456789ab ("a: b")\nLink: https://a/b')])).toEqual([]);
    expect(others([mail('Fixes: 0123456 ("a: b")')])).toEqual(['the form of Fixes:, Link: and Closes:']);
    expect(others([mail('Since commit 01234567 it is so.')])).toEqual([
      'commits by twelve digits and their titles',
    ]);
    const FORM = 'the form of Fixes:, Link: and Closes:';
    expect(others([mail('Link: https://a/b [1]\nLink: https://a/b#t # of 2023')])).toEqual([]);
    for (const wrong of ['Link: http://a/b', 'Link: https://a/b and more'])
      expect(others([mail(wrong)])).toEqual([FORM]);
    expect(others([mail('Since commit 0123456789ab\n("a: b") it is so.')])).toEqual([]);
    for (const wrong of [
      'Commit 0123456 did it.',
      'So since commit 0123456789ab\nit is.',
      'As commit 0123456789ab ("a: b") and commit 0123456.',
    ])
      expect(others([mail(wrong)])).toEqual(['commits by twelve digits and their titles']);
    expect(others([mail('So.\n\nFixes: 0123456789ab ("a: b")\nAssisted-by: LLM EDITME\nDo it.')])).toEqual(
      [],
    );
    for (const tag of ['Reported-and-tested-by: a', 'Helped-by: a', 'Cc: a <a@b>', 'Assisted-by: LLM sparse'])
      expect(others([mail(`So.\n\n${tag}`)])).toEqual(['no tag of anybody who has not given it']);
    expect(others([mail('Reviewed-by: a <a@b>')])).toEqual(['no tag of anybody who has not given it']);
    expect(others([mail('So.', 'In-Reply-To: <a@b>\n')])).toEqual(['no version in reply to another']);
    expect(others([mail('So.', 'Content-Type: multipart/mixed\n')])).toEqual([
      'plain text in the mail, no attachment',
    ]);
    expect(others([mail('So.', 'MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n')])).toEqual([]);
    expect(others([mail('So.').replace(' 1 file changed', '')])).toEqual(['a diffstat below ---']);
    expect(others([mail('So.\n\nCall Trace:\n a+0x1')])).toEqual(['backtraces cut to what matters']);
    const added = (file: string, line: string) =>
      failing([...ADDED, [file, line]]).filter((asks) => asks !== known);
    expect(added('fs/b.c', 'early_param("a", b);')).toEqual([
      'files in /proc, parameters of modules and of the command line are documented',
    ]);
    expect(added('fs/b.c', '#define A _IOW(1, 2, int)')).toEqual(['ioctl numbers']);
    expect(added('net/Kconfig', 'config OTHER\n\ttristate "other"')).toEqual([
      'a Kconfig option, and a kernel that builds when it is off',
      'new options are off, unless they meet the exceptions of kconfig-language.rst; each has a help text',
      'builds with its options =y, =m, =n, without warnings',
    ]);
    expect(added('fs/b.c', 'barrier();')).toEqual(['barriers have a comment']);
    expect(added('fs/b.c', '/* So. */\nbarrier();\nbarrier(); /* So. */\nrcu_barrier();')).toEqual([]);
    const many = [...SUBJECTS, ...Array.from({ length: 13 }, (_, at) => `a: ${at}`)];
    expect(failing(ADDED, many)).toEqual([known, 'at most 15 patches at a time']);
    for (const told of ['Fixed it', 'Fixing it', 'Fixes it', 'Adds it', 'adds it'])
      expect(failing(ADDED, [...SUBJECTS, `a: ${told}`])).toEqual([known, 'imperative mood']);
    for (const right of ['Feed it', 'Bring it', 'Embed it', 'Pass it', 'Focus on it', 'acls: Add it'])
      expect(failing(ADDED, [...SUBJECTS, `a: ${right}`])).toEqual([known]);
    for (const wrong of [
      'This patch\nmakes it so.',
      'I changed it.',
      'So we add it.',
      'In this commit it is.',
    ])
      expect(others([mail(wrong)])).toEqual(['imperative mood']);
    expect(others([mail('It is one use that we know of. Add it to this patch of land.')])).toEqual([]);
  });

  test.each([
    ['3', 'int valid(unsigned int flags, int fd);', 'not the last argument, as unsigned int: valid()'],
    ['5', 'int valid(int a, int b, int c, int d, int e, int f, int g);', 'more than six arguments: valid()'],
    [
      '5',
      'int valid(struct token *t);',
      'a structure without its size: valid(); copy_struct_from_user() asks nobody for a tail of zeroes: t',
    ],
    [
      '5',
      'int valid(struct token *t, size_t size);',
      'copy_struct_from_user() asks nobody for a tail of zeroes: t',
    ],
    ['7', 'int valid(int a);', 'there is none'],
    [
      '18',
      'int valid(int a);',
      'no row in scripts/syscall.tbl: valid; __NR_syscalls of include/uapi/asm-generic/unistd.h is not raised to 501',
    ],
    ['20', 'int valid(int a);', 'no Kconfig option'],
    ['9', 'int valid(const char *path);', 'a path without a directory descriptor: path'],
    ['10', 'int valid(long offset);', 'an offset of another type: offset'],
    ['11', 'int valid(int a);', 'the series asks for it'],
    ['12', 'int valid(int pidfd);', 'another process is named, and ptrace_may_access() not asked'],
    ['13', 'int valid(loff_t at);', 'a 64-bit argument: at'],
    ['14', 'int valid(int a);', 'no patch of its own wires it up; no patch of its own has the selftest'],
    ['22', 'int valid(char **argv);', 'a pointer to pointers, or a type of another size: argv'],
    ['22', 'int valid(const struct iovec *v);', 'a pointer to pointers, or a type of another size: v'],
    ['27', 'int valid(int a);', 'no patch has one'],
    ['30', 'int valid(int a);', 'the series calls that of: valid'],
  ])('item %s that fails says why, and not that all is well', (number, text, answer) => {
    const one = material();
    const proposal = { ...one.proposal, flags: [], prototypes: [{ ...one.proposal.prototypes[0]!, text }] };
    const added = new Map([
      ['fs/a.c', ['if (!capable(CAP_SYS_ADMIN))', '\treturn sys_valid(a);', 'fd_install(fd, file);']],
    ]);
    const items = checklist({ ...one, proposal }, [{ ...NONE, added }], { rows: [] });
    expect(items.find((item) => item.number === number)).toMatchObject({ holds: false, answer });
  });

  test.each([
    ['6', 'int valid(unsigned int flags);', 'no parameter ends in fd; say what kernel object it is about'],
    ['7', 'int valid(int fd);', 'no line of the series is seen to make one; say what the call returns'],
    [
      '22',
      'int valid(struct token *t, const struct sockaddr *a);',
      'say whether these structures are the same to 32-bit programs: t',
    ],
  ])('item %s is not answered by a name alone: that is left for a person', (number, text, answer) => {
    const one = material();
    const proposal = { ...one.proposal, prototypes: [{ ...one.proposal.prototypes[0]!, text }] };
    const items = checklist({ ...one, proposal }, [NONE], { rows: [] });
    expect(items.find((item) => item.number === number)).toMatchObject({ by: 'person', answer });
  });

  test('what makes a descriptor is seen in the code, and what can make none by what it returns', () => {
    const of = (text: string, lines: readonly string[]) => {
      const one = material();
      const proposal = { ...one.proposal, prototypes: [{ ...one.proposal.prototypes[0]!, text }] };
      const added = new Map([['fs/a.c', lines]]);
      const items = checklist({ ...one, proposal }, [{ ...NONE, added }], { rows: [] });
      return items.find(({ number }) => number === '7');
    };
    expect(of('ssize_t valid(int fd);', [])).toMatchObject({ by: 'check', holds: true });
    expect(of('int valid(int fd);', ['fd = anon_inode_getfd(a);'])).toMatchObject({ holds: false });
  });

  /** An item of the small proposal with another prototype, another flag, or other lines. */
  const itemOf = (
    number: string,
    {
      text,
      flag,
      added = [],
    }: { text?: string; flag?: readonly [string, string]; added?: readonly (readonly [string, string])[] },
  ) => {
    const one = material();
    const [prototype] = one.proposal.prototypes;
    const [row] = one.proposal.flags;
    const proposal = {
      ...one.proposal,
      prototypes: [{ ...prototype!, text: text ?? prototype!.text }],
      flags: flag === undefined ? one.proposal.flags : [{ ...row!, name: flag[0], value: flag[1] }],
    };
    const lines = new Map(added.map(([file, line]) => [file, line.split('\n')]));
    const items = checklist({ ...one, proposal }, [{ ...NONE, added: lines }], { rows: [] });
    return items.find((item) => item.number === number)!;
  };

  test('a structure of its own has its size, and somebody looks at its tail; a known one needs none; six arguments are many', () => {
    const asked = (text: string, code = '') => {
      const { by, holds } = itemOf('5', { text, added: [['fs/a.c', code]] });
      return [by, holds];
    };
    const copied = 'ret = copy_struct_from_user(&t, sizeof(t), arg, size);';
    expect(asked('int valid(struct token *t, size_t size);', copied)).toEqual(['check', true]);
    expect(asked('int valid(struct token *t, int a);', copied)).toEqual(['check', false]);
    expect(asked('int valid(const struct sockaddr *a);')).toEqual(['check', true]);
    expect(asked('int valid(int a, int b, int c, int d, int e, int f);')).toEqual(['person', null]);
  });

  test('a flag like O_CLOEXEC has a value of its own', () => {
    const asked = (name: string, value: string) =>
      itemOf('7', { flag: [name, value], added: [['fs/a.c', 'fd = get_unused_fd_flags(flags);']] });
    expect(asked('TK_CLOEXEC', '0x1')).toMatchObject({
      ...{ holds: true, answer: 'TK_CLOEXEC, which is not the value of O_CLOEXEC' },
    });
    for (const value of ['0x80000', '1 << 19'])
      expect(asked('TK_CLOEXEC', value)).toMatchObject({
        ...{
          holds: false,
          answer: 'the value of O_CLOEXEC, which differs between architectures: TK_CLOEXEC',
        },
      });
    expect(asked('O_CLOEXEC', '0x1').holds).toBe(false);
  });

  test('__NR_syscalls is above the number of each new call', () => {
    const asked = (count: string) =>
      itemOf('18', {
        added: [
          ['scripts/syscall.tbl', '500\tcommon\tvalid\tsys_valid'],
          ['include/uapi/asm-generic/unistd.h', count],
        ],
      });
    expect(asked('#define __NR_syscalls 501')).toMatchObject({
      ...{ holds: true, answer: 'a row, and __NR_syscalls is 501' },
    });
    for (const count of ['', '#define __NR_syscalls 500', '#define __NR_valid 500'])
      expect(asked(count).answer).toMatch(/^__NR_syscalls of .* is not raised to 501$/);
  });

  test('an option is described, can be turned off, and something depends on it; whom it is hidden from is said', () => {
    const used = ['fs/a.c', '#ifdef CONFIG_VALID'] as const;
    const asked = (entry: string, use: readonly [string, string] = used) =>
      itemOf('20', { added: [['fs/Kconfig', `config VALID\n${entry}`], use] });
    const shown = '\tbool "valid()"\n\thelp';
    expect(asked(shown)).toMatchObject({
      ...{ holds: true, answer: '1 option, described, and used; everybody is asked' },
    });
    for (const hidden of [
      '\tbool "valid()" if EXPERT\n\thelp',
      '\tbool "valid()"\n\tdepends on A && EXPERT\n\thelp',
    ])
      expect(asked(hidden).answer).toContain('EXPERT alone is asked: VALID');
    expect(asked('\tbool "valid()"').answer).toBe('VALID has no description');
    expect(asked('\tdef_bool y\n\thelp').answer).toBe('VALID has no prompt: nobody can turn it off');
    for (const other of ['#ifdef CONFIG_VALIDITY', 'VALID = 1;'])
      expect(asked(shown, ['fs/a.c', other]).answer).toBe('nothing that is added depends on CONFIG_VALID');
  });

  test('what nobody has built or read of the code is left for a person, who is told where to look', () => {
    const code = 'wake_up(&q);\n#ifdef CONFIG_COMPAT';
    const added = new Map([
      ['fs/a.c', code.split('\n')],
      ['net/b.c', ['#include <linux/mutex.h>', 'mutex_lock(&m);']],
      ['tools/testing/selftests/x.c', ['mutex_lock(&m);']],
    ]);
    const items = (sent: object) =>
      new Map(checklist(material(), [{ ...NONE, ...sent }], { rows: [] }).map((one) => [one.number, one]));
    const of = items({ added });
    const none = items({ added: new Map([['tools/testing/selftests/x.c', ['mutex_lock(&m);']]]) });
    for (const [number, told] of [
      ['S28', /do not add: fs\/a\.c: linux\/wait\.h$/],
      ['S37', /of what is in fs\/a\.c; net\/b\.c$/],
      ['S39', /make allnoconfig, then make/],
      ['S42', /architecture: fs\/a\.c: #ifdef CONFIG_COMPAT$/],
      ['S44', /other files: fs\/a\.c$/],
    ] as const) {
      expect(of.get(number)).toMatchObject({ by: 'person', answer: expect.stringMatching(told) });
      expect(none.get(number)).toMatchObject({ by: 'check', holds: true });
    }
  });

  test('an option that is on waits for a person, whatever its condition; without one there is none to turn off', () => {
    const itemsOf = (...lines: readonly string[]) => {
      const added = new Map(lines.length === 0 ? [] : [['net/Kconfig', ['config A', '\thelp', ...lines]]]);
      return checklist(material(), [{ ...NONE, added }], { rows: [] });
    };
    const of = (start: string, ...lines: readonly string[]) =>
      itemsOf(...lines).find(({ asks }) => asks.startsWith(start));
    for (const on of ['default y', 'default y if EXPERT', 'def_bool y', 'default m', 'def_tristate m'])
      expect(of('new options', `\t${on}`)).toMatchObject({
        ...{ by: 'person', answer: 'config A: say which exception of kconfig-language.rst it meets' },
      });
    expect(of('new options', '\tdefault n')).toMatchObject({
      by: 'check',
      holds: true,
      answer: '1 new option',
    });
    expect(of('builds with')?.answer).toBe('they add no option');
    expect(of('builds with', '\tbool "a"')?.answer).toBe('=y and =n; none can be =m');
  });

  test('what no line sees is left for a person: the problem first, runs after each patch, a version, kernel-doc', () => {
    const items = new Map(checklist(material(), [NONE], { rows: [] }).map((item) => [item.number, item]));
    for (const number of ['S2', 'S8', 'S16', 'S32'])
      expect(items.get(number)).toMatchObject({ by: 'person' });
    expect(items.get('S32')).toMatchObject({
      asks: 'kernel-doc of global functions',
      lines: ['each patch builds'],
    });
  });

  test('a fix is of a regular bug or of a security bug, and both are told what to do', () => {
    const items = checklist(material(), [NONE], { rows: [] });
    const { by, answer } = items.find(({ asks }) => asks === 'security bugs in private first')!;
    expect(by).toBe('person');
    expect(answer).toMatch(/a regular bug, .*; or a security bug\. .*not to share a reproducer publicly/);
    expect(answer).toContain('Any other is sent to the maintainers and security@kernel.org first');
  });

  test('each base is looked at, and the fixes alone, with their letters; where they differ they are named', () => {
    const old = { ...NONE, on: '6.12', subjects: ['a: Fixed it'] };
    const fixes = { ...NONE, on: '7.3 fixes', isFixes: true, letter: 'In-Reply-To: <a@b>\n\nSo.' };
    const items = checklist(material(), [old, NONE, fixes], { rows: [] });
    const of = (asked: string) => items.find(({ asks }) => asks === asked);
    expect(of('imperative mood')).toMatchObject({
      ...{ holds: false, answer: '6.12: a: Fixed it: tells what was done' },
    });
    expect(of('no version in reply to another')).toMatchObject({
      ...{ holds: false, answer: '7.3 fixes: there is: In-Reply-To: <a@b>' },
    });
    const answers = (letter: string) => {
      const mail = `From x\nFrom: a\nIn-Reply-To: <1@b>\nReferences: <1@b>\nSubject: [PATCH] a: b\n\nSo.\n---\n`;
      const one = checklist(material(), [{ ...NONE, letter, mails: [mail] }], { rows: [] });
      return one.find(({ asks }) => asks === 'no version in reply to another')?.answer;
    };
    expect(answers('From: a\nMessage-ID: <1@b>\n\nSo.')).toMatch(
      /^no mail is in reply to any but the letter/,
    );
    expect(answers('From: a\nMessage-ID: <2@b>\n\nSo.')).toBe(
      'there is: In-Reply-To: <1@b>; References: <1@b>',
    );
    expect(of('at most 15 patches at a time')).toMatchObject({
      ...{ holds: true, answer: '6.12: 1 patch; 7.3 and 7.3 fixes: 0 patches' },
    });
    // Of the fixes no call is asked.
    expect(of('a selftest')?.answer).toBe('no patch has one');
    expect(of('ioctl numbers')?.answer).toBe('they add no ioctl');
  });

  test('knows that unknown flags are not refused here', () => {
    expect(failing()).toEqual(['unknown flags are EINVAL']);
    edit(
      root,
      `spec/${SLUG}.md`,
      '| E1 | EBADF | `fd` is not open',
      '| E1 | EINVAL | `flags` has an unknown bit',
    );
    expect(failing()).toEqual([]);
    // The document alone is not enough.
    expect(failing(ADDED, SUBJECTS, [], [])).toEqual(['unknown flags are EINVAL']);
  });

  test.each([
    ['fs/valid.c', 'SYSCALL_DEFINEn'],
    ['include/linux/syscalls.h', 'a prototype in syscalls.h'],
    ['scripts/syscall.tbl', 'the generic table, and __NR_syscalls'],
    ['include/uapi/asm-generic/unistd.h', 'the generic table, and __NR_syscalls'],
    ['kernel/sys_ni.c', 'COND_SYSCALL'],
    ['fs/Kconfig', 'a Kconfig option, and a kernel that builds when it is off'],
    ['fs/Makefile', 'a Kconfig option, and a kernel that builds when it is off'],
    ['arch/x86/entry/syscalls/syscall_64.tbl', 'the tables of x86'],
  ])('misses what a series without %s lacks', (file, asks) => {
    expect(failing(ADDED.filter(([name]) => name !== file))).toContain(asks);
  });

  test('misses a selftest, and wiring apart', () => {
    expect(failing(ADDED, ['fs: add valid()'])).toEqual(
      expect.arrayContaining(['separate commits', 'a selftest']),
    );
  });

  test('sees a capability that is too large, and a call of sys_*()', () => {
    const more = [...ADDED, ['fs/more.c', 'if (capable(CAP_SYS_ADMIN)) return sys_valid(0, 0);'] as const];
    expect(failing(more)).toEqual(
      expect.arrayContaining(['no CAP_SYS_ADMIN', 'sys_*() is not called in the kernel']),
    );
  });
});

describe('of calls that are changed', () => {
  const PROTOTYPES = [
    'ssize_t send(int sockfd, const void *buf, size_t len, int flags);',
    'ssize_t recvfrom(int sockfd, void *buf, size_t len, int flags, struct sockaddr *from, socklen_t *fromlen);',
    'ssize_t recvmsg(int sockfd, struct msghdr *msg, int flags);',
    'ssize_t sendmsg(int sockfd, const struct msghdr *msg, int flags);',
  ];
  const changed = () => {
    const one = material();
    const calls = ['send', 'recvfrom', 'recvmsg', 'sendmsg'].map((name) => ({ name }));
    const prototypes = PROTOTYPES.map((text) => ({ ...one.proposal.prototypes[0]!, text }));
    return { ...one, proposal: { ...one.proposal, kind: 'changed-syscall' as const, calls, prototypes } };
  };

  test('syzkaller is told variants of them, on any descriptor', () => {
    expect(
      syzlang(changed())
        .split('\n')
        .filter((line) => /\(/.test(line)),
    ).toEqual([
      '# send() is no call of x86-64.',
      'recvfrom$valid(sockfd fd, buf buffer[out], len len[buf], flags flags[valid_flags], from ptr[out, sockaddr_storage, opt], fromlen ptr[inout, len[from, int32], opt])',
      'recvmsg$valid(sockfd fd, msg ptr[inout, recv_msghdr], flags flags[valid_flags])',
      'sendmsg$valid(sockfd fd, msg ptr[in, send_msghdr], flags flags[valid_flags])',
    ]);
  });

  test('of an address whose structure is named, syzkaller is told that one, and its sockets', () => {
    const one = changed();
    const calls = ['sendto'].map((name) => ({ name, number: 500 }));
    const [first] = one.proposal.prototypes;
    const text = 'int sendto(int sockfd, const struct sockaddr *addr, socklen_t addrlen);';
    const proposal = { ...one.proposal, calls, prototypes: [{ ...first!, text }] };
    const told = (says: string) => {
      const paragraph = { kind: 'text' as const, text: `**addr** ${says}`, line: 1 };
      const sections = new Map([...one.prose.sections, ['Parameters', [paragraph]]]);
      const lines = syzlang({ ...one, proposal, prose: { ...one.prose, sections } }).split('\n');
      return lines.find((line) => line.startsWith('sendto'));
    };
    expect(told('the address, a struct sockaddr_un with a pathname')).toBe(
      'sendto(sockfd sock_unix, addr ptr[in, sockaddr_un], addrlen len[addr])',
    );
    expect(told('the address')).toBe(
      'sendto(sockfd sock, addr ptr[in, sockaddr_storage, opt], addrlen len[addr])',
    );
  });

  test('each has a summary and errors of its own', () => {
    const one = changed();
    const row = one.proposal.errors[0]!;
    const rows = (['EBADF', 'EPIPE', 'EMSGSIZE', 'EIO'] as const).map((errno) => ({
      ...row,
      id: errno,
      errno,
    }));
    const call = (name: string, ...never: readonly string[]): [string, CallText] => [
      name,
      { call: name, summary: `what ${name} does`, never: [...never], hash: '' },
    ];
    const calls = new Map([
      ...[call('send', 'EMSGSIZE', 'EIO'), call('recvfrom', 'EPIPE', 'EMSGSIZE', 'EIO')],
      ...[call('recvmsg', 'EPIPE'), call('sendmsg', 'EIO')],
    ]);
    const names = ['sockfd', 'buf', 'len', 'flags', 'from', 'fromlen', 'msg'];
    const sections = new Map([
      ...one.prose.sections,
      ['Parameters', names.map((name) => ({ kind: 'text' as const, text: `**${name}** it`, line: 1 }))],
    ]);
    const said = {
      ...{ ...one, calls, parameters: new Set(names) },
      ...{ proposal: { ...one.proposal, errors: rows }, prose: { ...one.prose, sections } },
    };
    const text = kernelDoc(said, new Map());
    expect(text).toContain(' * sys_recvfrom() - what recvfrom does\n');
    expect(() => kernelDoc({ ...said, calls: new Map() }, new Map())).toThrow(
      'documents/valid/calls.json: there is no summary of send()',
    );
    const errors = text.match(/one of [^.]*/g)!.map((one) => one.match(/E[A-Z]+/g)!.join(' '));
    expect(errors).toEqual(['EBADF EPIPE', 'EBADF', 'EBADF EIO EMSGSIZE', 'EBADF EMSGSIZE EPIPE']);
  });

  test('the page below Documentation/ has a title of its own, as it would name too many', () => {
    expect(rstPage(changed())).toContain('\n=================\nTake a token once\n=================\n');
  });

  test('nothing is asked that only a new call has', () => {
    const sent = { added: new Map(), subjects: ['net: x', 'selftests: valid: x'], mails: [] };
    const items = checklist(changed(), [{ ...sent, on: '7.3', isFixes: false, letter: '' }], { rows: [] });
    const answers = new Map(items.map(({ number, answer, holds }) => [Number(number), [holds, answer]]));
    for (const number of [3, 16, 17, 18, 19, 20, 21, 22])
      expect(answers.get(number)).toEqual([true, 'no new call: those that are changed have it']);
    expect([answers.get(14)?.[0], answers.get(6)?.[1]]).toEqual([
      true,
      'what it is about is named by descriptors: sockfd',
    ]);
  });
});

test('a diagram of the letter is in the page below Documentation/, and what a program prints is not', () => {
  edit(root, `documents/${SLUG}/prose.md`, '## Checklist', '```\n\tout: ASLEEP\n```\n\n## Checklist');
  const page = rstPage(material());
  expect(page).toContain('looks');
  expect(page).not.toContain('ASLEEP');
});

test('what was wrong before is said in the words of the prose, which a tree that has the call bears', () => {
  edit(
    root,
    `documents/${SLUG}/prose.md`,
    '## Checklist',
    '## Motivation\n\nTwo took it, once.\n\n## Checklist',
  );
  const text = rstPage(material());
  expect(text).toContain('The problem\n===========\n\nTwo took it, once.\n\nInterface\n');
});

test('an alternative that is for the letter is not in the tree', () => {
  const [one] = material().proposal.alternatives;
  const cited = `## Not in the tree\n\n<!-- ${one!.name}: - -->\nIt is for reviewers.\n\n## Checklist`;
  edit(root, `documents/${SLUG}/prose.md`, '## Checklist', cited);
  expect(rstPage(material())).not.toContain(one!.name);
});

test('a header that is there for the constants of the flags says so, and is that of the kernel for syzkaller', () => {
  const { proposal, ...rest } = material();
  const flags = [{ ...proposal.flags[0]!, name: 'AT_EMPTY_PATH' }];
  const synopsis = `#include <fcntl.h>\n${proposal.synopsis}`;
  const one = { ...rest, proposal: { ...proposal, flags, synopsis } };
  expect(manPage(one)).toContain(
    '.BR "#include <fcntl.h>" "        /* Definition of " AT_* " constants */"\n.B #include <linux/token.h>\n',
  );
  expect(syzlang(one)).toContain('\ninclude <linux/token.h>\ninclude <uapi/linux/fcntl.h>\n\n');
});

test('where a path may be empty, a descriptor of a directory may be one of anything', () => {
  const { proposal, ...rest } = material();
  const prototypes = [{ ...proposal.prototypes[0]!, text: 'int valid(int dirfd, unsigned int flags);' }];
  const told = (name: string) =>
    syzlang({
      ...rest,
      proposal: { ...proposal, prototypes, flags: [{ ...proposal.flags[0]!, name }] },
    });
  expect(told('AT_EMPTY_PATH')).toContain('\nvalid(dirfd fd[opt], ');
  expect(told('AT_NO_AUTOMOUNT')).toContain('\nvalid(dirfd fd_dir[opt], ');
});

test('an alternative is said in the words of the prose, or else of the document; one that there is not is an error', () => {
  const [one] = material().proposal.alternatives;
  const section = (name: string) => `## Alternatives\n\n**${name}** It is slow.\n\n## Checklist`;
  edit(root, `documents/${SLUG}/prose.md`, '## Checklist', section(one!.name));
  expect(rstPage(material())).toContain(`**${one!.name}.** It is slow.`);
  edit(root, `documents/${SLUG}/prose.md`, `**${one!.name}**`, '**Something else**');
  expect(() => rstPage(material())).toThrow(/prose\.md:\d+: there is no alternative 'Something else'/);
});

test('an errno that a row names beside its own is an item of its own, in its place', () => {
  edit(
    root,
    `documents/${SLUG}/prose.md`,
    '## Parameters',
    '**E2 EBUSY** Nobody has it, and it is `struct token`.\n\n## Parameters',
  );
  expect(page()).toContain(
    '.TP\n.B EBADF\n.I fd\nis not open.\n.TP\n.B EBUSY\nNobody has it,\nand it is\n.IR "struct token" .\n',
  );
  expect(rstPage(material())).toContain('``EBUSY``\n    Nobody has it, and it is ``struct token``.\n');
  expect(kernelDoc(material(), new Map())).toContain('one of -%EAGAIN, -%EBADF, -%EBUSY.');
});

test('rows of one errno of which the same is said are one item', () => {
  const { proposal, ...rest } = material();
  const [row] = proposal.errors;
  const one = { ...rest, proposal: { ...proposal, errors: [...proposal.errors, { ...row!, id: 'E9' }] } };
  expect(manPage(one).split('.B EBADF\n')).toHaveLength(2);
  expect(rstPage(one).split('``EBADF``')).toHaveLength(2);
});

test('the page below Documentation/ has notes, and no section NOTES', () => {
  edit(root, `documents/${SLUG}/prose.md`, 'One caller at a time has it;', 'One has it (see NOTES);');
  expect(rstPage(material())).toContain('One has it (see the notes\nbelow);');
  expect(page()).toContain('see NOTES');
});

test('what is said of a tree that has the page does not speak of patches', () => {
  const details = (text: string) => {
    const files = new Map([
      [`man2/${SLUG}.2`, page()],
      [`Documentation/userspace-api/${SLUG}.rst`, text],
    ]);
    return proseLine({ material: material(), files } as unknown as Documents).details;
  };
  expect(details('It is dispatched.\n')).toEqual([]);
  for (const word of ['patch', 'patches', 'Series'])
    expect(details(`So.\nThe first ${word} mend it.\n`)).toEqual([
      expect.stringContaining(`${SLUG}.rst:2: says '${word}', and a tree that has this page has none`),
    ]);
});
