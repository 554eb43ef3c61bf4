// SPDX-License-Identifier: MIT
// The state: its variables and their fields against the model's first state, and the variables of the TLA+.
import { Comparing, type Comparison, placeInModel, type Repeaters, shown, untold } from './fact.ts';

interface Named {
  readonly name: string;
  readonly line: number;
}

function againstModel(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const first = models.scenarios[0];
  const [state] = first === undefined ? [] : models.variant('proposed', first).model.initials();
  if (state === undefined) return untold('state', 'the model', 'it has no scenario with a first state');
  const comparing = new Comparing();
  const compare = (what: string, mine: readonly Named[], theirs: readonly string[]) => {
    for (const name of new Set([...mine.map((each) => each.name), ...theirs])) {
      const row = mine.find((each) => each.name === name);
      const place = placeInModel(repeaters, new RegExp(`\\b${name}: `));
      comparing.equal(
        `the ${what} ${name}`,
        {
          file: proposal.file,
          line: row?.line ?? mine[0]?.line ?? 0,
          says: row === undefined ? `no such ${what}` : `a ${what}`,
        },
        { ...place, says: theirs.includes(name) ? `a ${what}` : `no such ${what}` },
      );
    }
  };
  const variables = proposal.state.map(({ variable, line }) => ({ name: variable, line }));
  compare('variable', variables, Object.keys(state));
  for (const of of new Set(proposal.fields.map((field) => field.of))) {
    const mine = proposal.fields.flatMap((each) =>
      each.of === of ? [{ name: each.field, line: each.line }] : [],
    );
    compare(`field of ${of}`, mine, fieldsOf(ownerOf(state, of)));
  }
  return comparing.done('state', 'the model');
}

/** A variable's value, or that of a field of that name in one of its records. */
function ownerOf(state: Readonly<Record<string, unknown>>, name: string): unknown {
  if (name in state) return state[name];
  for (const value of Object.values(state)) {
    if (!fieldsOf(value).includes(name)) continue;
    const records = [value, ...Object.values(value as object)] as Readonly<Record<string, unknown>>[];
    return records.find((each) => name in each)?.[name];
  }
  return undefined;
}

/** The fields of a record, or of each of the records that a variable maps to. */
function fieldsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const [inner] = Object.values(value);
  if (inner === undefined) return [];
  const isMap = Object.values(value).every(
    (each) => typeof each === 'object' && each !== null && sameKeys(each, inner as object),
  );
  return Object.keys(isMap ? (inner as object) : value);
}

const sameKeys = (one: object, other: object): boolean =>
  Object.keys(one).join() === Object.keys(other).join() && !Array.isArray(one);

/** The variables, and those of the specification, which may be a module with a name. */
function againstTla({ proposal, manifest, variables, hidden }: Repeaters): Comparison {
  if (variables.length === 0)
    return untold('state', 'the TLA+', `no variables in ${shown(manifest.specFile)}`);
  const comparing = new Comparing();
  const rows = new Map(proposal.state.map((row) => [row.variable, row]));
  for (const name of new Set([...rows.keys(), ...variables.map((each) => each.name)])) {
    const row = rows.get(name);
    const variable = variables.find((each) => each.name === name);
    comparing.equal(
      `the variable ${name}`,
      {
        file: proposal.file,
        line: row?.line ?? proposal.state[0]?.line ?? 0,
        says: row === undefined ? 'no such variable' : 'a variable',
      },
      {
        file: shown(variable?.file ?? manifest.specFile),
        line: variable?.line ?? 0,
        says: variable === undefined ? 'no such variable' : 'a variable',
      },
    );
  }
  for (const { variable, line } of proposal.specification.state) {
    const found = hidden.find((each) => each.name === variable);
    comparing.equal(
      `the variable ${variable} of the specification`,
      { file: proposal.file, line, says: 'a variable' },
      {
        file: shown(found?.file ?? manifest.specFile),
        line: found?.line ?? 0,
        says: found === undefined ? 'no such variable' : 'a variable',
      },
    );
  }
  return comparing.done('state', 'the TLA+');
}

/** The names of the state. */
export const compareState = (repeaters: Repeaters): Comparison[] => [
  againstModel(repeaters),
  againstTla(repeaters),
];
