// SPDX-License-Identifier: MIT
// What syspec check refuses of its options: those that would do nothing, each mode has its own.
import type { Command } from 'commander';
import { SyspecError } from '../../base/errors.ts';
import { givenOptions, refuseIdle } from '../idle.ts';

/** What is said of each mode, and what it runs again. */
const ALWAYS = ['json', 'watch'];

const FILTER = ['variant', 'scenario', 'claim'];

/** A mode in place of the rows: what asks for it, and what it takes beside that. The first that is asked for is run. */
const MODES: readonly { readonly name: string; readonly takes: readonly string[] }[] = [
  { name: 'tlaCoverage', takes: [] },
  { name: 'tlaMutants', takes: [...FILTER, 'only', 'maxStates', 'list', 'record', 'listed', 'all'] },
  { name: 'bounds', takes: ['variant', 'scenario'] },
  { name: 'mutant', takes: ['modelMutants'] },
];

/** Throws SyspecError BAD_USAGE for what a model of one's own has not. */
function refuseWithModel(slugs: readonly string[], given: ReadonlyMap<string, string>): void {
  const idle = [...given].filter(([name]) => name !== 'model' && !ALWAYS.includes(name));
  const names = [...slugs, ...idle.map(([, typed]) => typed)];
  if (names.length === 0) return;
  const message = `--model is about one file, and not about ${names.join(', ')}`;
  throw new SyspecError('BAD_USAGE', message, `Leave out ${names.join(', ')}.`);
}

/** Without TLC there is a share of faults, and branches may be recorded. */
function refuseIdleShare(command: Command, given: ReadonlyMap<string, string>): void {
  const isRecorded = command.opts<{ share?: unknown }>().share === 'recorded';
  if (given.has('modelMutants') || (given.has('coverage') && isRecorded)) return;
  const hint = given.has('coverage')
    ? 'Add --engine both or --model-mutants, or give --share recorded.'
    : 'Add --engine both, or --model-mutants.';
  refuseIdle(command, ['share'], 'without TLC or --model-mutants', hint);
}

/** Throws SyspecError BAD_USAGE for options that would do nothing beside the others. */
export function refuseIdleOfCheck(slugs: readonly string[], command: Command): void {
  const given = givenOptions(command);
  if (given.has('model')) return refuseWithModel(slugs, given);
  const mode = MODES.find(({ name }) => given.has(name));
  if (mode !== undefined) {
    const allowed = [...ALWAYS, ...mode.takes, mode.name];
    const others = [...given.keys()].filter((name) => !allowed.includes(name));
    refuseIdle(command, others, `with ${given.get(mode.name)}`);
  }
  if (given.has('tlaMutants')) {
    const listing = ['tlaMutants', 'only', 'list', ...ALWAYS];
    const others = [...given.keys()].filter((name) => !listing.includes(name));
    if (given.has('list')) refuseIdle(command, others, 'with --list');
    return;
  }
  refuseIdle(command, ['only', 'list'], 'without --tla-mutants', 'Add --tla-mutants.');
  // What bites may stand in the rest.
  if (given.has('coverage'))
    refuseIdle(command, FILTER, 'with --coverage, which is about all faults of a proposal');
  if (command.opts<{ engine: string }>().engine === 'explorer') {
    refuseIdle(command, ['maxStates'], 'without TLC', 'Add --engine both, or --tla-mutants.');
    refuseIdle(command, ['agree'], 'without TLC', 'Add --engine both.');
    refuseIdleShare(command, given);
  }
  if (!given.has('modelMutants')) {
    const hint = 'Add --model-mutants or --tla-mutants.';
    refuseIdle(command, ['listed'], 'without faults made by machine', hint);
    return;
  }
  // A filter leaves rows out, and with them the verdicts by which a fault is seen.
  refuseIdle(command, FILTER, 'with --model-mutants');
}
