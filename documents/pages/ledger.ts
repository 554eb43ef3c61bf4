// SPDX-License-Identifier: MIT
// What the proposal leaves open: both answers of each question, which is taken, and what tells them apart.
import { breaking, type SeededFault } from '../../conformance/kernel/review/series.ts';
import { readAnswer } from '../../spec/index.ts';
import { cell } from '../marks.ts';
import type { Material } from '../material.ts';

/** The ledger as markdown. */
export function ledger({ proposal }: Material, faults: readonly SeededFault[]): string {
  const rows = proposal.ambiguities.map(({ id, question, one, other, taken, why, line }) => {
    const by = breaking(faults, id).map((name) => `\`${name}\``);
    const tells =
      by.length === 0
        ? 'no seeded fault of the series breaks it'
        : `a kernel with the other answer fails: ${by.join(', ')}`;
    const [first, second] = [one, other].map((answer) => readAnswer(answer).text);
    const answers = taken === 'the first' ? [`**${first}**`, second!] : [first!, `**${second}**`];
    return `| ${[id, question, ...answers, why, tells, `${proposal.file}:${line}`].map(cell).join(' | ')} |`;
  });
  return [
    '<!-- SPDX-License-Identifier: MIT -->',
    `# ${proposal.slug}: what was open, and what was taken`,
    '',
    'The answer that was taken is bold.',
    '',
    '| id | question | one answer | the other | why | told apart by | where |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
