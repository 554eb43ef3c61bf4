// SPDX-License-Identifier: MIT
// syspec check --model-mutants and --mutant: which faults that a machine puts into a model do its verdicts show?
import { EXIT, SyspecError } from '../../base/errors.ts';
import { ROOT } from '../../base/root.ts';
import { addRun, inputsOf } from '../../records/record.ts';
import type { FaultFindings } from '../../verdicts/faults/index.ts';
import { bodiesAreFine, bodiesJson, findingOf, showBodies } from '../../verdicts/faults/report.ts';
import type { Subject } from '../../verdicts/select.ts';
import type { Printed } from '../stdout.ts';
import { toolVersions } from '../tool-versions.ts';
import type { Machine } from './machine.ts';
import { type ShareFlag, seedsOf } from './share.ts';

/** What of a command line decides on them. */
export interface ModelMutantFlags {
  readonly listed?: boolean;
  readonly record?: boolean;
  readonly share?: ShareFlag;
}

/** What became of the faults of all subjects' models: a part of the report on rows. */
export async function modelMutants(
  subjects: readonly Subject[],
  machine: Machine,
  { listed = false, record = false, share }: ModelMutantFlags,
  root = ROOT,
): Promise<FaultFindings[]> {
  const seeds = seedsOf(subjects, share, ['model-mutants'], root);
  const found: FaultFindings[] = [];
  for (const subject of subjects) {
    const { slug } = subject.proposal;
    const inputs = record ? inputsOf(root, slug, 'model-mutants') : undefined;
    const findings = await machine.faults(subject, { listed, seed: seeds.get(slug) });
    if (inputs !== undefined)
      addRun(root, slug, { ...findingOf(findings), tools: await toolVersions() }, inputs);
    found.push(findings);
  }
  return found;
}

/** What became of the fault with this name, in the one proposal that has it. */
export async function modelMutantText(
  [subject, ...more]: readonly Subject[],
  id: string,
  { json, colors }: { readonly json: boolean; readonly colors: boolean },
  machine: Machine | undefined,
): Promise<Printed> {
  if (subject === undefined || more.length > 0 || machine === undefined)
    throw new SyspecError('BAD_USAGE', '--mutant is about one proposal', 'Give its name.');
  const faults = await machine.faults(subject, { only: id }).catch((error: unknown) => {
    if (!(error instanceof SyspecError) || error.code !== 'BAD_USAGE') throw error;
    const hint = `'syspec check ${subject.proposal.slug} --model-mutants --all' has the names.`;
    throw new SyspecError('BAD_USAGE', error.message, error.hint ?? hint);
  });
  const bodies = { faults: [faults], branches: [] };
  const ok = bodiesAreFine(bodies);
  const object = { schema: 1, ...bodiesJson(bodies), ok };
  const text = json ? `${JSON.stringify(object)}\n` : showBodies(bodies, { all: true, colors });
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}
