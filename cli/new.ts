// SPDX-License-Identifier: MIT
// `syspec new SLUG`: what does another proposal consist of?
import { Command } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { isReserved } from '../base/slug.ts';
import { requireCheckout } from '../layout/checkout.ts';
import { layOutProposal } from '../layout/new-proposal.ts';
import { print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';

function text(slug: string, files: readonly string[]): string {
  const list = files.map((file) => `  ${file}\n`).join('');
  return `${list}Begin with spec/${slug}.md. './syspec test layout' lists what is still to be filled in.\n`;
}

/** The command `new`; `root` is the checkout that it writes to. */
export function newCommand(root: string = ROOT): Command {
  return new Command('new')
    .description(SUMMARIES.new)
    .argument('<slug>', 'name of the proposal: lower-case snake_case, as the names of system calls')
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', '\nNothing is overwritten. CONTRIBUTING.md says how to go on.\n')
    .action((slug: string, { json }: { readonly json: boolean }) => {
      requireCheckout(root, 'new');
      if (isReserved(slug)) {
        const message = `'${slug}' is a name that tests and comments use for any proposal`;
        throw new SyspecError('BAD_USAGE', message, 'Choose one that does not begin with example.');
      }
      const files = layOutProposal(root, slug);
      print({
        text: json ? `${JSON.stringify({ schema: 1, ok: true, files })}\n` : text(slug, files),
        exitCode: EXIT.holds,
      });
    });
}
