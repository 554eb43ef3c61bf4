// SPDX-License-Identifier: MIT
// How a scene's calls are told, as tables of a C program: see runtime/readings.c.
import { NR } from '../harness/protocol/nr.ts';
import type { Field, Look, Readings, Verdict } from '../harness/schedule/readings.ts';
import { runtime } from './c-parts.ts';
import { quote } from './c-text.ts';

/** A whole number of 32 bits, of which masks are given as signed ones too. */
const bits = (value: number): string => `0x${(value >>> 0).toString(16)}`;

function namesOf(field: Field): string[] {
  switch (field.kind) {
    case 'bits':
      return field.names.map(
        ({ name, value, mask }) => `.name = ${quote(name)}, .value = ${bits(value)}, .mask = ${bits(mask)}`,
      );
    case 'text':
      return Object.entries(field.names).map(
        ([text, name]) => `.name = ${quote(name)}, .text = ${quote(text)}`,
      );
    case 'pid':
      return [];
  }
}

const table = (type: string, name: string, entries: readonly string[], end: string): string =>
  `static const struct ${type} ${name}[] = {\n${[...entries, end].map((one) => `\t{ ${one} },\n`).join('')}};\n`;

function lookOf({ call, says, field, saysErrors }: Look, at: number): string {
  const parts = [`.says = ${quote(says)}`, `.nr = ${NR[call]}`];
  if (saysErrors) parts.push('.says_errors = true');
  if (field === undefined) return parts.join(', ');
  parts.push(`.field = ${field.kind.toUpperCase()}`, `.at = ${field.at}`);
  if (field.kind === 'bits') parts.push(`.what = ${quote(field.what)}`);
  if (field.kind !== 'pid') parts.push(`.names = names_${at}`);
  return parts.join(', ');
}

function verdictOf({ call, says, unless }: Verdict): string {
  const parts = [`.nr = ${NR[call]}`];
  if (says !== undefined) parts.push(`.says = ${quote(says)}`);
  if (unless !== undefined) {
    const { at, value, mask } = unless;
    parts.push('.has_exception = true', `.at = ${at}`, `.value = ${bits(value)}`, `.mask = ${bits(mask)}`);
  }
  return parts.join(', ');
}

/** The text, which defines `result_of` (runtime/schedule.c). */
export function readingsInC({ keeper, looks, verdicts }: Readings): string {
  return [
    runtime('readings.c'),
    ...looks.flatMap(({ field }, at) =>
      field === undefined || field.kind === 'pid'
        ? []
        : [table('named', `names_${at}`, namesOf(field), '.name = NULL')],
    ),
    table('reading', 'readings', looks.map(lookOf), '.says = NULL'),
    table('program_reading', 'program_readings', verdicts.map(verdictOf), '.nr = -1'),
    [
      'static const char *result_of(const struct task *t)\n{\n',
      `\tif (t == &shared->tasks[${keeper}])\n\t\treturn read_look(t, readings);\n`,
      '\treturn read_program(t, program_readings);\n}\n',
    ].join(''),
  ].join('\n');
}
