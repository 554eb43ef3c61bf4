// SPDX-License-Identifier: MIT
// New calls are declared, and the probe makes calls as they are declared, with constants that are known.
import type { Finding, Relation, Sections } from './relation.ts';
import { UAPI } from './uapi.ts';

/** How many arguments each function has that the Interface declares. */
const declared = ({ prototypes }: Sections): ReadonlyMap<string, number> =>
  new Map(
    prototypes.map(({ text }) => {
      const [, name = '', list = ''] = /(\w+)\s*\((.*)\);$/.exec(text) ?? [];
      return [name, /^\s*(?:void)?\s*$/.test(list) ? 0 : list.split(',').length];
    }),
  );

/** New calls without a prototype. */
function undeclared(sections: Sections): Finding[] {
  const { fields, lines } = sections.head;
  const known = declared(sections);
  return (fields?.calls ?? []).flatMap(({ name, number }): Finding[] => {
    if (number === undefined || known.has(name)) return [];
    const line = sections.prototypes[0]?.line ?? lines.calls ?? lines.number ?? 0;
    const expected = `a declaration of ${name}`;
    return [{ place: 'Interface', line, message: `no prototype is of ${name}`, expected, hint: 'add it' }];
  });
}

/** Calls of the probe that have other arguments than their prototypes, and constants that nobody knows. */
function misasked(sections: Sections): Finding[] {
  const { fields, lines } = sections.head;
  const known = declared(sections);
  const place = 'Title' as const;
  const line = lines.probe ?? 0;
  const flags = sections.flags.map(({ name }) => name);
  return (fields?.probe.calls ?? []).flatMap(({ call, args }) => {
    const count = known.get(call) ?? args.length;
    const names = args.flatMap((arg) => (typeof arg === 'object' && 'bits' in arg ? arg.bits : []));
    const unknown = names.filter(
      (name) => typeof name === 'string' && !flags.includes(name) && !UAPI.has(name),
    );
    return [
      ...(count === args.length
        ? []
        : [
            {
              ...{ place, line, message: `the probe calls ${call} with ${args.length} arguments` },
              ...{ expected: `${count}, as it is declared`, hint: 'correct one of the two' },
            },
          ]),
      ...unknown.map((name) => ({
        ...{ place, line, message: `the probe names the constant ${name}, which is unknown` },
        ...{
          expected: 'a flag of the proposal, or a constant of spec/uapi.ts',
          hint: 'correct it, or add it there',
        },
      })),
    ];
  });
}

/** All of them. */
export const CALL_RELATIONS: readonly Relation[] = [
  { of: ['Title', 'Interface'], findings: undeclared },
  { of: ['Title', 'Interface', 'Flags'], findings: misasked },
];
