// SPDX-License-Identifier: MIT
// Names for the violations that TLC reports without one.
import { readFileSync } from 'node:fs';
import { temporalProperties } from './config.ts';
import type { Violation } from './report.ts';

const PLACE = /^line (\d+), col (\d+) to .* of module (\S+)$/;
const NAMED = /\bASSUM(?:E|PTION)\s+(\w+)\s*==\s*$/;

/**
 * Names a temporal property where the configuration has only one, and an assumption by its
 * `ASSUME Name ==`. `file` gives the path of a module.
 */
export function nameViolation(
  violation: Violation,
  config: string,
  file: (module: string) => string | undefined,
): void {
  if (violation.kind === 'liveness' && violation.name === null) {
    const names = temporalProperties(config);
    if (names.length === 1) violation.name = names[0]!;
  }
  const place = violation.kind === 'assumption' ? PLACE.exec(violation.name ?? '') : null;
  const path = place === null ? undefined : file(place[3]!);
  if (place !== null && path !== undefined) {
    violation.name = assumptionName(path, Number(place[1]), Number(place[2])) ?? violation.name;
  }
}

function assumptionName(path: string, line: number, column: number): string | undefined {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, line);
    const last = lines.pop() ?? '';
    return NAMED.exec([...lines, last.slice(0, column - 1)].join('\n'))?.[1];
  } catch {
    return undefined;
  }
}
