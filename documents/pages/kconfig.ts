// SPDX-License-Identifier: MIT
// The options that patches add, and what is asked of that of a new call.
import { counted } from '../../base/plural.ts';
import { type Answer, all, checked, type Sent } from './answers.ts';

/** The Kconfig entries that patches add. */
export const entriesOf = (sent: Sent): string[] =>
  all(sent, /Kconfig/)
    .split(/^(?=(?:menu)?config )/m)
    .filter((one) => /^(?:menu)?config /.test(one));

/** Its name: `UNIX` of `config UNIX`. */
export const optionOf = (entry: string): string => /config (\w+)/.exec(entry)?.[1] ?? '';

/** What is seen of an option by whoever configures a kernel; without a prompt nobody can turn it off. */
const PROMPT = /^\s+(?:(?:bool|tristate)\s+"|prompt\s+")/m;
const EXPERT = /^\s+(?:(?:bool|tristate|prompt)\s.*\bif\b.*\bEXPERT\b|depends on .*\bEXPERT\b)/m;

/** Whether something is built by it: a line of a Makefile, or of C. */
function isUsed(option: string, sent: Sent): boolean {
  const made = new RegExp(`\\$\\(CONFIG_${option}\\)`);
  const code = new RegExp(`\\bCONFIG_${option}\\b`);
  return made.test(all(sent, /(?:^|\/)(?:Makefile|Kbuild)$/)) || code.test(all(sent, /\.[chS]$/));
}

/** What adding-syscalls.rst asks of the option of a new call. */
export function optionAnswer(sent: Sent): Answer {
  const entries = entriesOf(sent);
  if (entries.length === 0) return checked(false, 'no Kconfig option', ['each patch builds']);
  const lacks = entries.flatMap((entry) => {
    const option = optionOf(entry);
    return [
      ...(/^\s+help$/m.test(entry) ? [] : [`${option} has no description`]),
      ...(PROMPT.test(entry) ? [] : [`${option} has no prompt: nobody can turn it off`]),
      ...(isUsed(option, sent) ? [] : [`nothing that is added depends on CONFIG_${option}`]),
    ];
  });
  const hidden = entries.filter((entry) => EXPERT.test(entry)).map(optionOf);
  const seen = hidden.length === 0 ? 'everybody is asked' : `EXPERT alone is asked: ${hidden.join(', ')}`;
  return checked(
    lacks.length === 0,
    lacks.join('; ') || `${counted(entries.length, 'option')}, described, and used; ${seen}`,
    ['each patch builds'],
  );
}
