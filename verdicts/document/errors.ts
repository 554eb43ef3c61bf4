// SPDX-License-Identifier: MIT
// The table of errors: against the model's oracle, and against the sequence in the TLA+.
import { ERRNOS } from '../../spec/index.ts';
import {
  Comparing,
  type Comparison,
  placeInModel,
  placeOfOther,
  type Repeaters,
  shown,
  untold,
} from './fact.ts';

function againstModel(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const comparing = new Comparing();
  const rows = new Map(proposal.errors.map((row) => [row.id, row]));
  for (const { id, errno } of models.errors) {
    const row = rows.get(id);
    const document = { file: proposal.file, line: row?.line ?? proposal.errors[0]?.line ?? 0 };
    const place = placeInModel(repeaters, new RegExp(`\\b${id}\\b.*\\b${errno}\\b`));
    comparing.equal(
      `the errno of ${id}`,
      { ...document, says: row?.errno ?? `there is no ${id}` },
      { ...place, says: errno },
    );
  }
  const known = models.errors.map(({ id }) => id);
  const order = proposal.errors.map(({ id }) => id).filter((id) => known.includes(id));
  const first = rows.get(order[0] ?? '')?.line ?? 0;
  comparing.equal(
    'the order of the errors',
    { file: proposal.file, line: first, says: order.join(', ') },
    { ...placeOfOther(repeaters, order, known), says: known.join(', ') },
  );
  const beyond = proposal.errors.filter(({ id }) => !known.includes(id)).map(({ id }) => id);
  return comparing.done(
    'errors',
    'the model',
    beyond.length > 0 ? `beyond the model: ${beyond.join(', ')}` : null,
  );
}

function againstTla({ proposal, manifest, operators }: Repeaters): Comparison {
  const sequence = operators.get(manifest.errors ?? '');
  if (sequence === undefined) {
    const why = manifest.errors === undefined ? "the manifest names no 'errors'" : `no ${manifest.errors}`;
    return untold('errors', 'the TLA+', `${shown(manifest.file)}: ${why}`);
  }
  const comparing = new Comparing();
  const said = sequence.tokens.filter((token) => token.startsWith('"')).map((token) => token.slice(1, -1));
  const file = shown(sequence.file);
  // The n-th of the sequence is En: a row with a letter is not in it.
  const idsOfSequence = said.map((_, at) => `E${at + 1}`);
  for (const [at, errno] of said.entries()) {
    const id = idsOfSequence[at]!;
    const row = proposal.errors.find((each) => each.id === id);
    comparing.equal(
      `the errno of ${id}`,
      { file: proposal.file, line: row?.line ?? 0, says: row?.errno ?? `there is no ${id}` },
      { file, line: sequence.line, says: errno },
    );
  }
  const beyond = proposal.errors.map(({ id }) => id).filter((id) => !idsOfSequence.includes(id));
  return comparing.done(
    'errors',
    'the TLA+',
    beyond.length > 0 ? `beyond ${sequence.name}: ${beyond.join(', ')}` : null,
  );
}

const isErrno = (name: string): boolean => (ERRNOS as readonly string[]).includes(name);

/**
 * Errnos in the sentences of rules: each is that of one of the rule's rows, or of a row that the sentence cites. A rule
 * without rows may name what any row returns.
 */
function againstRules({ proposal }: Repeaters): Comparison {
  const comparing = new Comparing();
  const { file, errors, rules } = proposal;
  for (const { id, text, line } of rules) {
    const own = errors.filter((row) => row.rule === id);
    const cited = errors.filter((row) => new RegExp(`\\b${row.id}\\b`).test(text));
    const rows = own.length === 0 ? errors : [...own, ...cited];
    const names = new Set((text.match(/\bE[A-Z0-9]{2,}\b/g) ?? []).filter(isErrno));
    for (const name of names) {
      const row = rows.find(({ errno }) => errno === name);
      const said = [...new Set(rows.map(({ errno }) => errno))].join(', ');
      comparing.equal(
        `the errno of ${id}`,
        { file, line: row?.line ?? rows[0]?.line ?? 0, says: row?.errno ?? said },
        { file, line, says: name },
      );
    }
  }
  return comparing.done('errors', 'the rules');
}

/** Errnos and their order. */
export const compareErrors = (repeaters: Repeaters): Comparison[] => [
  againstModel(repeaters),
  againstTla(repeaters),
  againstRules(repeaters),
];
