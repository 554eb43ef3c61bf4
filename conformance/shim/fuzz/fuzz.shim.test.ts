// SPDX-License-Identifier: MIT
// The shim survives any frame: kept cases, made-up frames, and that a fault would be seen.
import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderOfFile } from '../../../base/fixtures/folder.ts';
import { inRoot } from '../../../base/root.ts';

const run = promisify(execFile);
const SHIM = inRoot('conformance', 'shim');
const CASES = readdirSync(join(SHIM, 'fuzz', 'cases')).map((name) => join(SHIM, 'fuzz', 'cases', name));
const SANITIZERS = { ASAN_OPTIONS: 'detect_leaks=0:abort_on_error=1', UBSAN_OPTIONS: 'abort_on_error=1' };

const work = folderOfFile();
beforeAll(async () => {
  await run('make', ['-s', '-C', SHIM, 'fuzz', `OUT=${work}`]);
});

const fuzz = (program: string, ...args: string[]) =>
  run(program, args, { env: { ...process.env, ...SANITIZERS, FUZZ_SAVE: join(work, 'failed') } });

describe('the shim under sanitizers', () => {
  it('survives the kept cases', async () => {
    await fuzz(join(work, 'fuzz'), '--case', ...CASES);
    await fuzz(join(work, 'fuzz-real'), '--case', ...CASES);
  });

  it('survives made-up and damaged frames', async () => {
    await fuzz(join(work, 'fuzz'), '20000', '1');
    await fuzz(join(work, 'fuzz-real'), '200', '1');
  });

  it('would not survive a bound that is left out', async () => {
    const copy = join(work, 'planted');
    cpSync(SHIM, copy, { recursive: true });
    const file = join(copy, 'wire', 'args.c');
    const source = readFileSync(file, 'utf8');
    const planted = source.replace('at + width > size', 'at > size');
    expect(planted).not.toBe(source);
    writeFileSync(file, planted);
    await run('make', ['-s', '-C', copy, 'out/fuzz']);
    await expect(fuzz(join(copy, 'out', 'fuzz'), '100000', '1')).rejects.toMatchObject({ code: 1 });
    const failed = join(work, 'failed');
    await expect(fuzz(join(copy, 'out', 'fuzz'), '--case', failed)).rejects.toMatchObject({ code: 1 });
    await fuzz(join(work, 'fuzz'), '--case', failed);
  });
});
