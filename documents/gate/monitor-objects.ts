// SPDX-License-Identifier: MIT
// Monitors as objects: rvgen writes them into a tree that has the series, their handlers take the place of its template, and make builds them.
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { requireTools } from '../../conformance/kernel/tools/tools.ts';
import type { Base, Documents } from '../generate.ts';
import type { Monitor } from '../pages/monitors.ts';
import { checkCommand, judged, type Line } from './line.ts';
import { type InCopy, inCopy } from './linked.ts';
import { hasRvgen, pythonFor } from './monitors.ts';
import { failureOf } from './tool.ts';

const MONITORS = join('kernel', 'trace', 'rv');
/** Beside what tinyconfig has. */
const OPTIONS = ['64BIT', 'NET', 'FTRACE', 'RV'];

const optionOf = ({ name }: Monitor): string => `RV_MON_${name.toUpperCase()}`;
const folderOf = ({ name }: Monitor): string => join(MONITORS, 'monitors', name);

interface Where {
  readonly folder: string;
  readonly base: Base;
  readonly documents: Documents;
}

/** Puts the monitors into a copy of the tree. */
async function putInto(
  tree: string,
  { folder, base, documents }: Where,
  { env, signal }: InCopy,
): Promise<string[]> {
  const { monitors, material, series } = documents;
  const own = resolve(folder, material.proposal.slug, 'monitors');
  // rvgen writes into its files, which are those of the source where they are links.
  rmSync(join(tree, MONITORS), { recursive: true });
  cpSync(join(base.pristine, MONITORS), join(tree, MONITORS), { recursive: true });
  const mbox = `${tree}.mbox`;
  writeFileSync(mbox, series.get(base.name)!.mails.join(''));
  const options = { cwd: tree, env: { ...env, PYTHONDONTWRITEBYTECODE: '1' }, signal };
  const problems = await failureOf('git', ['apply', '-p1', mbox], options);
  const python = await pythonFor(env);
  for (const monitor of monitors) {
    if (problems.length > 0) break;
    const { name, what } = monitor;
    const words = ['tools/verification/rvgen', 'monitor', '-a', '-c', 'da', '-t', 'per_task'];
    const about = ['-n', name, '-s', join(own, `${name}.dot`), '-D', what];
    problems.push(...(await failureOf(python, [...words, ...about], options)));
    if (problems.length === 0) cpSync(join(own, `${name}.c`), join(tree, folderOf(monitor), `${name}.c`));
  }
  return problems;
}

/** The problems of building them. */
async function built(tree: string, monitors: readonly Monitor[], options: InCopy): Promise<string[]> {
  const out = `${tree}.out`;
  const make = (...words: string[]) =>
    failureOf('make', ['-s', `O=${out}`, 'ARCH=x86_64', ...words], { cwd: tree, ...options });
  const first = await make('tinyconfig');
  if (first.length > 0) return first;
  const config = join(out, '.config');
  const wanted = [...OPTIONS, ...monitors.map(optionOf)];
  appendFileSync(config, wanted.map((option) => `CONFIG_${option}=y\n`).join(''));
  const second = await make('olddefconfig');
  const is = readFileSync(config, 'utf8');
  const lost = monitors.map(optionOf).filter((option) => !is.includes(`\nCONFIG_${option}=y\n`));
  if (second.length + lost.length > 0)
    return [...second, ...lost.map((option) => `CONFIG_${option} is not kept`)];
  const objects = monitors.map((monitor) => join(folderOf(monitor), `${monitor.name}.o`));
  const said = await make('KCFLAGS=-Werror', ...objects);
  return [
    ...said,
    ...objects
      .filter((one) => said.length === 0 && !existsSync(join(out, one)))
      .map((one) => `${one} was not built`),
  ];
}

/** The line of one proposal's monitors. @throws SyspecError TOOL_MISSING, KERNEL_SOURCE; INTERRUPTED */
export async function monitorObjectsLine(
  where: Where,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Line> {
  const { base, documents } = where;
  const { monitors, material } = documents;
  const { slug } = material.proposal;
  const about = {
    ...{ slug, check: `monitors build ${base.name}`, command: checkCommand(slug, base.name, { boot: true }) },
  };
  const skipped = { ...about, state: 'skipped', details: [] } as const;
  if (monitors.length === 0) return { ...skipped, note: 'there are none' };
  if (!hasRvgen(base)) return { ...skipped, note: 'its tree has no rvgen' };
  requireTools(['make', 'gcc', 'git', 'flex', 'bison', 'bc'], 'build-essential git flex bison bc', env);
  return inCopy(base.pristine, 'monitors', { env, signal }, async (tree, options) => {
    const problems = await putInto(tree, where, options);
    const all = problems.length > 0 ? problems : await built(tree, monitors, options);
    return judged(about, all, `${monitors.length} built, -Werror`);
  });
}
