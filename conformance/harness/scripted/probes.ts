// SPDX-License-Identifier: MIT
// Probes of the kernel's functions (Documentation/trace/kprobetrace.rst, Linux 6.12): how often, and with what, a task asks a hook.
import { O_NONBLOCK } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import { cString } from '../registers.ts';
import { mount, open, writeFile } from './calls.ts';
import { JudgedScript } from './judged-script.ts';
import type { ScriptRun } from './run.ts';

const TRACING = '/sys/kernel/tracing';
const GROUP = 'asked';
const [PR_SET_NAME, NAME] = [15, 'asker'];
/** Bytes: as many as are given at a time. */
const LINES = 4095;

/** A hit of a probe, and the number that it was told to note. */
export interface Hit {
  readonly probe: string;
  readonly number: number | undefined;
}

/**
 * Puts the probes, by their names: each the function, and at most one number of it, as `security_file_permission mask=%si:u32`.
 * Only what a task notes that is watched is written down.
 */
export function probing(probes: Readonly<Record<string, string>>): JudgedScript {
  const script = new JudgedScript('probes cannot be put');
  const task = script.spawn();
  mount(script, task, 'tracefs', TRACING);
  const lines = Object.entries(probes).map(([name, where]) => `p:${GROUP}/${name} ${where}\n`);
  writeFile(script, task, `${TRACING}/kprobe_events`, lines.join(''));
  // The filter of all of them at once would wait for whom it may have replaced.
  for (const name of Object.keys(probes))
    writeFile(script, task, `${TRACING}/events/${GROUP}/${name}/filter`, `comm == "${NAME}"`);
  writeFile(script, task, `${TRACING}/events/${GROUP}/enable`, '1');
  return script;
}

/** Watches a task: gives what reads the hits since the last time, and tells them, or why there is none. */
export function watchProbes(
  script: JudgedScript,
  task: number,
): () => { readonly op: number; hits(run: ScriptRun): readonly Hit[] | string } {
  const by = script.spawn();
  script.call(task, NR.prctl, PR_SET_NAME, cString(NAME));
  const fd = open(script, by, `${TRACING}/trace_pipe`, O_NONBLOCK);
  return () => {
    const op = script.call(by, NR.read, fd, { out: LINES }, LINES);
    return { op, hits: (run) => hitsIn(run, op) };
  };
}

function hitsIn(run: ScriptRun, op: number): readonly Hit[] | string {
  const value = run.value(op);
  if (value === 'EAGAIN') return [];
  if (typeof value !== 'number') return String(value);
  return [...run.text(op).matchAll(/ (\w+): \(\w+\+\S+\)(?: \w+=(-?\d+))?$/gm)].map(([, probe, number]) => ({
    ...{ probe: probe!, number: number === undefined ? undefined : Number(number) },
  }));
}
