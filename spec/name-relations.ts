// SPDX-License-Identifier: MIT
// Flags, state variables and actions that are named are those that are declared.
import type { Finding, Relation, Sections } from './relation.ts';
import type { SectionName } from './sections.ts';

/** Constants that share a flag's prefix in the kernel's headers and are no flags. */
const NO_FLAGS = ['AT_FDCWD'];

const CONSTANT = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g;
const prefix = (constant: string): string => constant.slice(0, constant.indexOf('_') + 1);

/**
 * Constants in rules and errors that share a declared flag's prefix, and are not declared. Whoever must name one
 * that is no flag of the interface says so in the prose of the section Flags.
 */
function unknownFlags({ flags, rules, errors, prose }: Sections): Finding[] {
  const prefixes = new Set(flags.map(({ name }) => prefix(name)));
  const known = new Set([
    ...flags.map(({ name }) => name),
    ...NO_FLAGS,
    ...(prose.Flags?.match(CONSTANT) ?? []),
  ]);
  const sentences: { place: SectionName; text: string; line: number }[] = [
    ...rules.map(({ text, line }) => ({ place: 'Rules' as const, text, line })),
    ...errors.map(({ when, line }) => ({ place: 'Errors' as const, text: when, line })),
  ];
  return sentences.flatMap(({ place, text, line }) =>
    [...new Set(text.match(CONSTANT))]
      .filter((name) => prefixes.has(prefix(name)) && !known.has(name))
      .map((name) => ({
        place,
        line,
        message: `the flag ${name} is unknown`,
        expected: `one of ${flags.map((flag) => flag.name).join(', ')}`,
        hint: 'correct it, add it to the table of flags, or say below that table that it is no flag',
      })),
  );
}

/** Others may see a variable changed, or one field of a record. */
function unknownVariables({ steps, state, fields }: Sections): Finding[] {
  const known = [...state.map(({ variable }) => variable), ...fields.map(({ field }) => field)];
  return steps.flatMap(({ visible, line }) =>
    visible
      .filter((variable) => !known.includes(variable))
      .map((variable) => ({
        place: 'Steps',
        line,
        message: `the state variable ${variable} is unknown`,
        expected: `'nothing', or some of ${known.join(', ')}`,
        hint: 'correct it, or add it to the state',
      })),
  );
}

/** Fields of what is no variable. */
function unownedFields({ state, fields }: Sections): Finding[] {
  // A field may be a record too.
  const known = [...state.map(({ variable }) => variable), ...fields.map(({ field }) => field)];
  return fields
    .filter(({ of }, at) => !known.includes(of) && fields.findIndex((each) => each.of === of) === at)
    .map(({ of, line }) => ({
      place: 'State',
      line,
      message: `there is no state variable ${of} whose fields these are`,
      expected: `one of ${known.join(', ')}`,
      hint: 'correct the line before the table, or add the variable',
    }));
}

/** Steps of which the table speaks and the text does not: TLA+ is written from the text. */
function undefinedActions({ steps, prose }: Sections): Finding[] {
  return steps
    .filter(({ action }) => !(prose.Steps ?? '').includes(`**${action}(`))
    .map(({ action, line }) => ({
      place: 'Steps',
      line,
      message: `nothing says what ${action} does`,
      expected: `text that begins with '**${action}(p)**' below the table`,
      hint: 'say when the step is enabled and what it changes',
    }));
}

/** All of them. */
export const NAME_RELATIONS: readonly Relation[] = [
  { of: ['Flags', 'Rules', 'Errors'], findings: unknownFlags },
  { of: ['State', 'Steps'], findings: unknownVariables },
  { of: ['State'], findings: unownedFields },
  { of: ['Steps'], findings: undefinedActions },
];
