// SPDX-License-Identifier: MIT
// The table of flags: against the model, the conformance code, the kernel's headers and the series' own test.
import { dirname } from 'node:path';
import { basesOf, type Flag } from '../../spec/index.ts';
import { UAPI } from '../../spec/uapi.ts';
import { Comparing, type Comparison, placeInModel, type Repeaters, shown, untold } from './fact.ts';
import type { SourceLine } from './sources.ts';

/** The value of a C constant as the document, a header or TypeScript writes it. */
export function constantValue(text: string): number {
  const bare = text.replaceAll('_', '').replace(/[()]/g, '').trim();
  const shift = /^(\d+)[UL]* << (\d+)$/.exec(bare);
  if (shift !== null) return Number(shift[1]) * 2 ** Number(shift[2]);
  const digits = bare.replace(/[UL]+$/, '');
  // C's octal, as <fcntl.h> has it.
  return /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
}

const hex = (value: number): string => `0x${value.toString(16)}`;

const sayingOf = ({ file }: Repeaters['proposal'], flag: Flag) => ({
  file,
  line: flag.line,
  says: hex(constantValue(flag.value)),
});

function againstModel(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const comparing = new Comparing();
  const names = new Set([...proposal.flags.map(({ name }) => name), ...Object.keys(models.flags)]);
  for (const name of names) {
    const flag = proposal.flags.find((each) => each.name === name);
    const value = models.flags[name];
    const place = placeInModel(repeaters, new RegExp(`\\b${name}\\b.*0x`));
    comparing.equal(
      `the flag ${name}`,
      flag === undefined
        ? { file: proposal.file, line: proposal.flags[0]?.line ?? 0, says: 'no such flag' }
        : sayingOf(proposal, flag),
      { ...place, says: value === undefined ? 'no such flag' : hex(value) },
    );
  }
  return comparing.done('flags', 'the model');
}

/** `const NAME = VALUE` in the code that calls the kernel. */
function againstConformance({ proposal, conformance }: Repeaters): Comparison {
  const comparing = new Comparing();
  for (const flag of proposal.flags) {
    const pattern = new RegExp(`\\bconst ${flag.name}(?:: \\w+)? = ([\\w]+);`);
    for (const { text, file, line } of conformance) {
      const value = pattern.exec(text)?.[1];
      if (value === undefined) continue;
      const other = { file: shown(file), line, says: hex(constantValue(value)) };
      comparing.equal(`the flag ${flag.name}`, sayingOf(proposal, flag), other);
    }
  }
  return comparing.done('flags', 'the conformance code');
}

function definition(series: readonly SourceLine[], name: string) {
  const pattern = new RegExp(`^#\\s*define\\s+${name}\\s+(\\S.*?)\\s*(?:/\\*.*)?$`);
  for (const { text, file, line } of series) {
    const value = pattern.exec(text)?.[1];
    if (value !== undefined) return { file: shown(file), line, says: hex(constantValue(value)) };
  }
  return undefined;
}

function againstHeaders({ proposal, series }: Repeaters): Comparison {
  const comparing = new Comparing();
  const without: string[] = [];
  for (const flag of proposal.flags) {
    const known = UAPI.get(flag.name);
    const own = definition(series, flag.name);
    if (own === undefined && known === undefined && series.length === 0) {
      without.push(flag.name);
      continue;
    }
    const other =
      own ??
      (known === undefined
        ? { file: shown(series[0]!.file), line: 0, says: 'no #define, and spec/uapi.ts has none' }
        : { file: `Linux ${basesOf(proposal.base)[0]}, ${known.header}`, line: 0, says: hex(known.value) });
    comparing.equal(`the flag ${flag.name}`, sayingOf(proposal, flag), other);
  }
  const missing = without.length === 0 ? null : `no series that defines ${without.join(', ')}`;
  return comparing.done('flags', 'the headers', missing);
}

const namesIn = (text: string): string[] => text.split('|').map((name) => name.trim());

/** `if (flags & ~known)`: the names that the series of the same folder puts into the variable, as `known = A;` and `known |= B;`. */
function maskOfVariable(series: Repeaters['series'], test: SourceLine, name: string) {
  const put = new RegExp(`\\b${name}\\s*\\|?=\\s*([A-Z][\\w\\s|]*);`);
  const found = series.flatMap(({ text, file, line }) => {
    const names = dirname(file) === dirname(test.file) ? put.exec(text)?.[1] : undefined;
    return names === undefined ? [] : [{ file, line, names: namesIn(names) }];
  });
  const last = found.at(-1);
  return last === undefined ? [] : [{ ...last, names: found.flatMap(({ names }) => names) }];
}

/** `if (flags & ~(A | B))`: what the series lets through. */
function againstMask({ proposal, series }: Repeaters): Comparison {
  const comparing = new Comparing();
  const masks = series.flatMap((test) => {
    const { text, file, line } = test;
    const variable = /\bflags\s*&\s*~\s*([a-z]\w*)\)/.exec(text)?.[1];
    if (variable !== undefined) return maskOfVariable(series, test, variable);
    const names = /\bflags\s*&\s*~\s*\(?([A-Z][\w\s|]*)\)/.exec(text)?.[1];
    return names === undefined ? [] : [{ file, line, names: namesIn(names) }];
  });
  if (masks.length === 0) return untold('flags', 'the mask of the series', 'no series that tests flags');
  for (const { file, line, names } of masks) {
    comparing.equal(
      'the flags that are not refused',
      {
        ...{ file: proposal.file, line: proposal.flags[0]?.line ?? 0 },
        says: proposal.flags
          .map(({ name }) => name)
          .sort()
          .join(' | '),
      },
      { file: shown(file), line, says: names.sort().join(' | ') },
    );
  }
  return comparing.done('flags', 'the mask of the series');
}

/** Flags and their values. */
export const compareFlags = (repeaters: Repeaters): Comparison[] => [
  againstModel(repeaters),
  againstConformance(repeaters),
  againstHeaders(repeaters),
  againstMask(repeaters),
];
