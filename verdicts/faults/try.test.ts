import { test } from 'vitest';
import { ROOT } from '../../base/root.ts';
import { questions, grouped } from '../questions.ts';
import { selectSubjects } from '../select.ts';
import { tryFaults } from './run.ts';
import { writeFileSync } from 'node:fs';
test('x', async () => {
  const [subject] = selectSubjects(['fconnectat']);
  const searches = grouped(questions(subject!, 'explorer', {})).map(({ variant, scenario, asked }) => ({
    variant, scenario, rows: asked.map(({ claim, part, expected }) => ({ claim, part: part as any, expected })),
  }));
  const t0 = performance.now();
  const fates = await tryFaults({ sources: { root: ROOT, folder: 'models/fconnectat' }, slug: 'fconnectat', searches, first: 'proposed', onProgress: (t) => { if (/00 of|1 of|2 of/.test(t)) console.log(t, Math.round(performance.now() - t0)); } });
  console.log((performance.now() - t0) / 1000, fates.length);
  const by: Record<string, number> = {};
  const add = (k: string) => { by[k] = (by[k] ?? 0) + 1; };
  for (const { fault, by, isReached } of fates) {
    const what = by === undefined ? (isReached ? 'survived' : 'not reached') : by.kind;
    add(what); add(`${fault.file} ${what}`); add(`${fault.kind} ${what}`); if (by?.kind === 'claim') add('by ' + by.variant+ ' ' + by.row); if (by) add('in ' + by.scenario);
  }
  console.log(Object.entries(by).sort());
  writeFileSync('/tmp/faults.txt', fates.map(({ fault: f, by, isReached }) => `${f.line}:${f.column} ${f.kind} | ${f.id} | ${by ? JSON.stringify(by) : isReached ? 'SURVIVED' : 'NOT REACHED'}`).join('\n'));
}, 1e6);
