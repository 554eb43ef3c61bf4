// SPDX-License-Identifier: MIT
// Monitors: whether each is about a rule as it is, can be violated, has events that the tree has, and is taken by its rvgen.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import type { Base, Documents } from '../generate.ts';
import { type Monitor, monitorProblems, monitorsFile, statesOf } from '../pages/monitors.ts';
import { TRACEPOINTS, type Tracepoint } from '../pages/tracepoints.ts';
import { judged, type Line } from './line.ts';
import { ask, linesOf } from './tool.ts';

/** A Python that has what rvgen imports. @throws SyspecError TOOL_MISSING */
export async function pythonFor(env: NodeJS.ProcessEnv): Promise<string> {
  // Debian's own has Debian's modules, whatever comes first in the path.
  for (const python of ['python3', '/usr/bin/python3']) {
    const has = await ask(python, ['-c', 'import lark'], { env }).then(
      ({ code }) => code === 0,
      () => false,
    );
    if (has) return python;
  }
  const hint = 'Install it. On Debian: apt-get install --no-install-recommends python3-lark';
  throw new SyspecError('TOOL_MISSING', 'not installed: lark, with which rvgen reads automata', hint);
}

/** The parameters of a tracepoint as a tree declares it; null where it has no such one. */
function parametersIn(tree: string, { header }: Tracepoint, tracepoint: string): string | null {
  const file = join(tree, 'include', 'trace', 'events', `${header}.h`);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const DECLARED = new RegExp(
    `\\bTRACE_EVENT(?:_SYSCALL|_CONDITION|_FN)?\\(\\s*${tracepoint},\\s*TP_PROTO\\(([^)]*)\\)`,
  );
  return DECLARED.exec(text)?.[1]?.replace(/\s+/g, ' ').trim() ?? null;
}

/** What a tree's tracepoints are otherwise than the handlers take them. */
function tracepointProblems(tree: string, { name, events }: Monitor, file: string): string[] {
  return Object.entries(events).flatMap(([event, { tracepoint }]) => {
    const known = TRACEPOINTS[tracepoint];
    const is = parametersIn(tree, known, tracepoint);
    if (is === null) return [`${file}: ${name}: ${event}: there is no tracepoint ${tracepoint}`];
    const expected = known.parameters.join(', ');
    return is === expected
      ? []
      : [
          `${file}: ${name}: ${event}: ${tracepoint} has (${is}) in the tree, and (${expected}) in documents/pages/tracepoints.ts`,
        ];
  });
}

/** Whether what rvgen wrote has all of the automaton. */
function lost(monitor: Monitor, header: string): string[] {
  const names = [...statesOf(monitor), ...Object.keys(monitor.events)];
  return names
    .filter((name) => !new RegExp(`\\b${name}_${monitor.name}\\b`).test(header))
    .map((name) => `rvgen's header lacks ${name}`);
}

/** Whether a tree can have monitors of ours at all. */
export const hasRvgen = ({ pristine }: Base): boolean =>
  existsSync(join(pristine, 'tools/verification/rvgen/__main__.py'));

/** One proposal's monitors in the tree of a base. @throws SyspecError TOOL_MISSING */
export async function monitorsLine(
  {
    folder,
    base,
    documents,
  }: { readonly folder: string; readonly base: Base; readonly documents: Documents },
  env: NodeJS.ProcessEnv,
): Promise<Line> {
  const { monitors, material } = documents;
  const { slug } = material.proposal;
  const rvgen = join(base.pristine, 'tools', 'verification', 'rvgen');
  const out = resolve(folder, slug, '.monitors');
  const wordsOf = (name: string) => {
    const spec = resolve(folder, slug, 'monitors', `${name}.dot`);
    return [rvgen, 'monitor', '-c', 'da', '-t', 'per_task', '-n', name, '-s', spec];
  };
  // It writes where it is called, and only where nothing lies.
  const asked = monitors.map(({ name }) => `python3 ${wordsOf(name).join(' ')}`).join(' && ');
  const command =
    asked === ''
      ? `./syspec docs ${slug} --check`
      : `(cd "$(mktemp -d)" && export PYTHONDONTWRITEBYTECODE=1 && ${asked})`;
  const about = { slug, check: `monitors ${base.name}`, command };
  if (monitors.length === 0)
    return { ...about, state: 'skipped', details: [], note: `there is no ${monitorsFile(slug)}` };
  if (!hasRvgen(base)) return { ...about, state: 'skipped', details: [], note: 'its tree has no rvgen' };
  const python = await pythonFor(env);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const problems: string[] = [];
  for (const monitor of monitors) {
    const { name } = monitor;
    problems.push(
      ...monitorProblems(monitor, material.proposal),
      ...tracepointProblems(base.pristine, monitor, monitorsFile(slug)),
    );
    // It would leave compiled modules in the tree.
    const said = await ask(python, wordsOf(name), {
      cwd: out,
      env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    const header = join(out, name, `${name}.h`);
    const place = `monitors/${name}.dot`;
    if (said.code !== 0 || !existsSync(header))
      problems.push(`${place}: rvgen exits with ${said.code}`, ...linesOf(said.stderr).slice(-5));
    else problems.push(...lost(monitor, readFileSync(header, 'utf8')).map((one) => `${place}: ${one}`));
  }
  return judged(about, problems, monitors.map(({ name, rule }) => `${name}: ${rule}`).join(', '));
}
