// SPDX-License-Identifier: MIT
// `syspec new SLUG`: what does another proposal consist of?
import { Command } from 'commander';
import { ROOT } from '../base/root.ts';
import { requireCheckout } from '../layout/checkout.ts';
import { layOutProposal } from '../layout/new-proposal.ts';

/** The command `new`; `root` is the checkout that it writes to. */
export function newCommand(root: string = ROOT): Command {
  return new Command('new')
    .description('lay out a new proposal: every file, with what to fill in')
    .argument('<slug>', 'name of the proposal in lower-case snake_case, as in fd_lease')
    .addHelpText('after', '\nNothing is overwritten. Example:\n  syspec new fd_lease\n')
    .action((slug: string) => {
      requireCheckout(root, 'new');
      const files = layOutProposal(root, slug);
      const list = files.map((file) => `  ${file}`).join('\n');
      const next = `Begin with spec/${slug}.md. './syspec test layout' lists what is still to be filled in.`;
      process.stdout.write(`${list}\n${next}\n`);
    });
}
