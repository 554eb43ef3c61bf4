// SPDX-License-Identifier: MIT
// A program of one's own, which explores a model, draws what it finds, and has a claim of a proposal checked.
import { check, explore, PROPOSALS, selectSubjects, showExploration } from 'syspec';
import { model, properties } from './lock.ts';

const found = explore(model, { properties });
console.log(showExploration('lock', found, { columns: 80, colors: false }));

const [slug = ''] = Object.keys(PROPOSALS).slice(-1);
const subjects = selectSubjects([slug]);
const rows = await check(subjects, { engines: ['explorer'], mutants: false, claim: 'C1' });
for (const { variant, scenario, ok } of rows) console.log(slug, variant, scenario, ok);
console.log(rows.every(({ ok }) => ok) ? 'every verdict is the declared one' : 'one is not');
