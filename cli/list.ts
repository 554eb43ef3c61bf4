// SPDX-License-Identifier: MIT
// syspec list: what there is to ask for, of all proposals or of one. The list of all asks no model, and is there at once.
import { Command } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { FLAVOURS } from '../conformance/kernel/flavours.ts';
import { titles } from '../spec/titles.ts';
import { allText, type Named } from './list/text.ts';
import { columns, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';

const flavours = (): Named[] => FLAVOURS.map(({ name, purpose }) => ({ name, what: purpose }));

interface Flags {
  readonly all: boolean;
  readonly json: boolean;
}

async function run(slug: string | undefined, { all, json }: Flags): Promise<void> {
  if (all && slug === undefined)
    throw new SyspecError('BAD_USAGE', '--all does nothing without a proposal', 'Name one.');
  const width = columns();
  if (slug === undefined && !json) {
    const text = allText(
      titles().map(({ slug: name, title }) => ({ name, what: title })),
      flavours(),
      width,
    );
    return print({ text: `${text.join('\n')}\n`, exitCode: EXIT.holds });
  }
  const { listedOf, oneText } = await import('./list/whole.ts');
  const { selectSubjects } = await import('../verdicts/select.ts');
  const listed = selectSubjects(slug === undefined ? [] : [slug]).map(listedOf);
  const text = json
    ? JSON.stringify({ schema: 1, ok: true, proposals: listed, flavours: flavours() })
    : oneText(listed[0]!, flavours(), { all, width }).join('\n');
  print({ text: `${text}\n`, exitCode: EXIT.holds });
}

/** The command. */
export function listCommand(): Command {
  return new Command('list')
    .description(SUMMARIES.list)
    .argument('[slug]', 'a proposal; all by default')
    .option('--all', 'the seeded faults of the proposal too', false)
    .option('--json', 'print one JSON object', false)
    .action(run);
}
