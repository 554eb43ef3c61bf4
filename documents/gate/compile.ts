// SPDX-License-Identifier: MIT
// The selftest, built in a tree that git has put the series on, against the headers of that tree.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { counted } from '../../base/plural.ts';
import { inRoot } from '../../base/root.ts';
import type { InitramfsFile } from '../../conformance/kernel/boot/initramfs.ts';
import { compileInit } from '../../conformance/kernel/boot/run-init.ts';
import { requireTools } from '../../conformance/kernel/tools/tools.ts';
import type { Base, Documents } from '../generate.ts';
import { SELFTESTS } from '../selftest/selftest.ts';
import { checkCommand, judged, type Line } from './line.ts';
import { inCopy } from './linked.ts';
import { failureOf } from './tool.ts';

/** A built selftest: the line of the gate, and its programs. */
export interface Compiled {
  readonly line: Line;
  /** Empty where it was not built. */
  readonly programs: readonly InitramfsFile[];
}

/** Files of the selftest's folder that are no sources. */
function programsIn(folder: string): InitramfsFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.|^(?:Makefile|config|settings)$/.test(entry.name))
    .map(({ name }) => ({ path: `/selftest/${name}`, data: readFileSync(join(folder, name)) }));
}

/** The programs of today's races that are no part of the selftest, built as their pages say. @throws what `compileInit` throws */
export async function compiledRaces(
  { races, selftest }: Pick<Documents, 'races' | 'selftest'>,
  env: NodeJS.ProcessEnv,
): Promise<InitramfsFile[]> {
  const others = races.filter(({ name, today }) => today && !selftest.files.has(`${name}.c`));
  return Promise.all(
    others.map(async ({ name, file }) => ({
      path: `/selftest/${name}`,
      data: await compileInit([inRoot(file)], env),
    })),
  );
}

/** Builds it. @throws SyspecError TOOL_MISSING without make and gcc; KERNEL_SOURCE; INTERRUPTED */
export async function compiled(
  { base, documents }: { readonly base: Base; readonly documents: Documents },
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Compiled> {
  requireTools(['make', 'gcc', 'git'], 'build-essential git', env);
  const { slug } = documents.material.proposal;
  const { folder } = documents.selftest;
  const about = {
    ...{ slug, check: `builds ${base.name}` },
    command: checkCommand(slug, base.name),
  };
  return inCopy(base.pristine, 'selftest', { env, signal }, async (tree, options) => {
    const mbox = join(dirname(tree), 'series.mbox');
    writeFileSync(mbox, documents.series.get(base.name)!.mails.join(''));
    const steps: [string, string[]][] = [
      ['git', ['apply', '-p1', mbox]],
      ['make', ['-s', 'ARCH=x86_64', 'headers']],
      // Guests have no shared libraries.
      ['make', ['-s', '-C', join(SELFTESTS, folder), 'USERCFLAGS=-Werror', 'USERLDFLAGS=-static']],
    ];
    for (const [program, words] of steps) {
      const failure = await failureOf(program, words, { cwd: tree, ...options });
      if (failure.length > 0) return { line: judged(about, failure), programs: [] };
    }
    const built = join(tree, SELFTESTS, folder);
    const programs = programsIn(built);
    const missing = [`${slug}_test`, 'sequences']
      .filter((name) => !existsSync(join(built, name)))
      .map((name) => `${name} was not built`);
    return {
      line: judged(about, missing, `${counted(programs.length, 'program')}, -Wall -Werror`),
      programs,
    };
  });
}
