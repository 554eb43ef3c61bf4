// SPDX-License-Identifier: MIT
// Files, good and bad, and what is extracted from a good one.
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { SyspecError } from '../base/errors.ts';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import {
  baseOfError,
  basesOf,
  errorsOn,
  formatProblem,
  listProposals,
  readProposal,
  readProposalText,
  tryProposal,
} from './index.ts';
import { SECTIONS } from './sections.ts';

const VALID = readFileSync(inRoot('spec/fixtures/valid.md'), 'utf8');
let folder: string;

beforeEach(() => {
  folder = folderOfTest();
});

/** What is said about a file with `bytes`, from behind its name on. */
function complaints(bytes: string | Uint8Array, name = 'valid.md'): string[] {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return refusals(path);
}

function refusals(path: string): string[] {
  const reading = tryProposal(path);
  return reading.ok ? [] : reading.problems.map((problem) => formatProblem(problem).slice(path.length));
}

function thrownBy(run: () => unknown): SyspecError {
  try {
    run();
  } catch (error) {
    if (error instanceof SyspecError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

test.each(listProposals())('%s has no problems', (path) => {
  expect(refusals(path)).toEqual([]);
});

test('documents that are no proposals are not listed', () => {
  mkdirSync(join(folder, 'spec/fixtures'), { recursive: true });
  for (const name of ['b.md', 'a.md', 'README.md', 'template.md', 'read.ts', 'fixtures/c.md']) {
    writeFileSync(join(folder, 'spec', name), '');
  }
  expect(listProposals(folder)).toEqual([join(folder, 'spec/a.md'), join(folder, 'spec/b.md')]);
  expect(listProposals().length).toBeGreaterThan(0);
});

describe('what is extracted', () => {
  const proposal = readProposalText(VALID, 'valid.md');

  test('the title and the fields', () => {
    expect(proposal).toMatchObject({
      file: 'valid.md',
      slug: 'valid',
      title: 'take a token once',
      format: 2,
    });
    expect(proposal).toMatchObject({ kind: 'new-syscall', base: 'Linux 6.12' });
    expect(proposal.calls).toEqual([{ name: 'valid', number: 500 }]);
    expect(proposal.probe).toEqual({ calls: [{ call: 'valid', args: [-1, 0] }], absent: 'ENOSYS' });
    expect(proposal.lines).toMatchObject({ format: 6, number: 9, probe: 11 });
  });

  test('prototypes without comments and preprocessor lines', () => {
    expect(proposal.prototypes).toEqual([{ text: 'int valid(int fd, unsigned int flags);', line: 22 }]);
    expect(proposal.synopsis).toContain('#include <linux/token.h>\n');
  });

  test('rules, on one line each', () => {
    const text = 'The token is taken by one caller, as A1 explains; the others wait.';
    expect(proposal.rules[0]).toEqual({ id: 'R1', text, line: 37 });
    expect(proposal.rules[2]).toMatchObject({ id: 'R3', untested: 'the model has no log', line: 40 });
  });

  test('tables', () => {
    const flag = { name: 'TK_TRY', value: '0x1', meaning: 'do not wait for the token', rule: 'R2', line: 33 };
    expect(proposal.flags).toEqual([flag]);
    expect(proposal.errors.map(({ id, errno }) => `${id} ${errno}`)).toEqual(['E1 EBADF', 'E2 EAGAIN']);
    expect(proposal.state[0]).toMatchObject({ variable: 'owner', domain: 'Caller | none' });
    expect(proposal.variants[0]).toMatchObject({ name: 'today-look', program: ['look', 'take'] });
    expect(proposal.races[0]?.claims).toEqual(['C1', 'C2']);
    expect(proposal.alternatives[0]?.name).toBe('A lock in user space');
    expect(proposal.ambiguities[0]).toMatchObject({ one: 'the first', other: 'any', taken: 'the second' });
  });

  test('two bases, and errors that came later or are of one of them', () => {
    const two = VALID.replaceAll('Linux 6.12', 'Linux 6.12 and 7.3')
      .replace(
        '| E2 |',
        '| E1a | EPERM | Linux 7.3: no right | R1 |\n| E1b | EPERM | no right | R1 |\n| E2 |',
      )
      .replace('as A1 explains', 'as A1 and E1b explain');
    const { base, errors } = readProposalText(two, 'valid.md');
    expect(basesOf(base)).toEqual(['6.12', '7.3']);
    expect(errors.map((row) => [row.id, baseOfError(row)])).toEqual([
      ['E1', null],
      ['E1a', '7.3'],
      ['E1b', null],
      ['E2', null],
    ]);
    expect(errorsOn(errors, '6.12').map(({ id }) => id)).toEqual(['E1', 'E1b', 'E2']);
    expect(errorsOn(errors, '7.3')).toEqual(errors);
  });

  test('no flags at all', () => {
    const flagless = VALID.replace(/\| TK_TRY .*\n/, '');
    expect(readProposalText(flagless, 'valid.md').flags).toEqual([]);
  });

  test('steps', () => {
    expect(proposal.steps).toEqual([
      {
        ...{ id: 'kernel.sys_enter', action: 'SysEnter', kernel: '`ksys_valid`', line: 70 },
        ...{ atomic: 'reads only its arguments', sleepable: false, repeats: false, visible: [] },
      },
      {
        ...{ id: 'valid.take', action: 'Take', kernel: '`token_take`', line: 71 },
        ...{ atomic: '`token->lock`', sleepable: true, repeats: true, visible: ['owner', 'pc'] },
      },
    ]);
  });

  test('claims', () => {
    expect(proposal.claims[0]).toEqual({
      ...{ id: 'C1', title: 'one caller has the token', rules: ['R1', 'R2'], brokenBy: [], line: 120 },
      safety: 'two callers are not both done with OK.',
      progress: 'some caller is done with OK.',
      in: { safety: ['pair', 'crowd'], progress: ['pair'], liveness: [] },
      verdicts: {
        'today-look': {
          ...{ safety: { holds: false, violatedIn: ['crowd'] }, progress: { holds: true, violatedIn: [] } },
          line: 137,
        },
        proposed: {
          ...{ safety: { holds: true, violatedIn: [] }, progress: { holds: true, violatedIn: [] } },
          line: 138,
        },
      },
    });
    const claim = {
      withoutFairness: ['pair', 'crowd'],
      fairness: 'weak, for each caller.',
      brokenBy: ['forget-wake'],
    };
    expect(proposal.claims[1]).toMatchObject(claim);
  });
});

describe('files', () => {
  test('line ends of DOS and a byte order mark change nothing', () => {
    const path = join(folder, 'valid.md');
    const { file: _, ...plain } = readProposalText(VALID, path);
    writeFileSync(path, `\ufeff${VALID.replaceAll('\n', '\r\n')}`);
    const { file, synopsis, ...dos } = readProposal(path);
    expect(file).toBe(path);
    expect({ ...dos, synopsis: synopsis.replaceAll('\r\n', '\n') }).toEqual(plain);
  });

  test('an absent file, a directory and a device', () => {
    const hint = 'expected a proposal document; give the path of a document; spec/README.md describes them';
    expect(refusals(join(folder, 'no.md'))).toEqual([`: there is no such file; ${hint}`]);
    expect(refusals(folder)).toEqual([`: this is a directory; ${hint}`]);
    expect(refusals('/dev/null')).toEqual([`: this is not a regular file; ${hint}`]);
  });

  test('an empty file and a blank one', () => {
    const complaint = ': the file is empty; expected a proposal; begin from spec/template.md';
    expect(complaints('')).toEqual([complaint]);
    expect(complaints(' \n\n')).toEqual([complaint]);
  });

  test('a file of 50 MB is refused by its size', () => {
    const path = join(folder, 'valid.md');
    writeFileSync(path, VALID);
    truncateSync(path, 50_000_000);
    expect(refusals(path)).toEqual([
      ': the file has 50000000 bytes; expected at most 1000000; see whether this is the document that was meant',
    ]);
  });

  test('bytes that are not UTF-8 are placed', () => {
    const bad = Buffer.from(VALID);
    const at = VALID.indexOf('two calls');
    bad[at] = 0xff;
    expect(complaints(bad)).toEqual([
      `:94: byte ${at} is not UTF-8; expected UTF-8 text; save the document as UTF-8`,
    ]);
    const cut = Buffer.from('# ü\n').subarray(0, 3);
    expect(complaints(cut)).toEqual([
      ':1: byte 3 is not UTF-8; expected UTF-8 text; save the document as UTF-8',
    ]);
  });

  test('a document under another name', () => {
    expect(complaints(VALID, 'other.md')).toEqual([
      ":7: the slug is 'valid' and the file other.md; expected a slug in lower-case snake_case that is also the name of the file; rename one of them",
    ]);
  });

  test('a binary file', () => {
    expect(complaints(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]))).toEqual([
      ':1: byte 4 is NUL; expected text; remove the byte',
    ]);
  });
});

test('all problems are in one error, in the order of their lines', () => {
  const text = VALID.replace('| EBADF |', '| EBAD |').replace('= ENOSYS', '= NOSYS');
  const error = thrownBy(() => readProposalText(text, 'valid.md'));
  expect(error).toMatchObject({ code: 'BAD_INPUT', exitCode: 2 });
  expect(error.hint).toBe('spec/README.md says what a proposal document contains.');
  expect(error.message).toBe(
    [
      "valid.md:11: the field 'probe' says '`valid(-1, 0) = NOSYS`'; expected the name of an errno of Linux 6.12 as the answer; correct it",
      "valid.md:49: the column 'errno' says 'EBAD'; expected the name of an errno of Linux 6.12; correct it",
    ].join('\n'),
  );
});

describe('the template', () => {
  const template = readFileSync(inRoot('spec/template.md'), 'utf8').replaceAll('{{slug}}', 'example_call');

  test('reports only what is to be written', () => {
    const path = join(folder, 'example_call.md');
    const todo = template.split('\n').filter((line) => line.includes('FILL IN: ')).length;
    const found = complaints(template, 'example_call.md');
    expect(found).toHaveLength(todo);
    expect(found[0]).toBe(
      ":2: this is still to be written; expected what it does, in a few words; write it, and remove 'FILL IN:'",
    );
    expect(thrownBy(() => readProposal(path)).code).toBe('BAD_INPUT');
  });

  test('has the sections and tables of the format', () => {
    const headings = [...template.matchAll(/^## (.*)$/gm)].map(([, name]) => name);
    expect(headings).toEqual(SECTIONS);
    const found = complaints(template.replaceAll('FILL IN: ', ''), 'example_call.md');
    const inProse = expect.stringContaining('the interface has no prototype');
    expect(found.filter((text) => !text.includes(' says '))).toEqual([inProse]);
    expect(found.filter((text) => text.includes('says')).length).toBeGreaterThan(5);
  });
});
