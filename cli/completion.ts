// SPDX-License-Identifier: MIT
// syspec completion: a shell's completion, or the man page, made from the parser.
import { Argument, Command } from 'commander';
import { EXIT } from '../base/errors.ts';
import { version } from '../base/version.ts';
import type { Proposal } from '../spec/index.ts';
import { print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';

const FORMS = ['bash', 'zsh', 'fish', 'man'] as const;
type Form = (typeof FORMS)[number];

const AFTER = `
To try it:
  bash:  source <(syspec completion bash)
  zsh:   source <(syspec completion zsh)
  fish:  syspec completion fish | source
  man:   syspec completion man > syspec.1; man ./syspec.1

To keep it:
  bash:  syspec completion bash > ~/.local/share/bash-completion/completions/syspec
  zsh:   add the line above to ~/.zshrc
  fish:  syspec completion fish > ~/.config/fish/completions/syspec.fish
`;

/** The command. */
export function completionCommand(): Command {
  return new Command('completion')
    .description(SUMMARIES.completion)
    .addArgument(new Argument('<form>', 'which one').choices(FORMS))
    .addHelpText('after', AFTER)
    .action(async (form: Form) => {
      const { allCommands } = await import('./commands.ts');
      const { completionOf } = await import('./completion/shells.ts');
      const { manPage } = await import('./completion/man.ts');
      const { EXIT_CODES } = await import('./program.ts');
      const { describe } = await import('./completion/describe.ts');
      const { withNames } = await import('./completion/names.ts');
      const { selectSubjects } = await import('../verdicts/select.ts');
      const commands = (await allCommands()).map((build) => describe(build()));
      const proposals = selectSubjects([]).map(({ proposal }) => proposal);
      const bySlug = (namesOf: (proposal: Proposal) => string[]) =>
        Object.fromEntries(proposals.map((proposal) => [proposal.slug, namesOf(proposal)]));
      const names = {
        variant: bySlug(({ variants }) => variants.map(({ name }) => name)),
        scenario: bySlug(({ scenarios }) => scenarios.map(({ name }) => name)),
        claim: bySlug(({ claims }) => claims.map(({ id }) => id)),
      };
      const slugs = proposals.map(({ slug }) => slug);
      const text =
        form === 'man'
          ? manPage(commands, { version: version(), exitCodes: EXIT_CODES })
          : completionOf(form, withNames(commands, names), slugs, names);
      print({ text, exitCode: EXIT.holds });
    });
}
