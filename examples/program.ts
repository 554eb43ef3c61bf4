// SPDX-License-Identifier: MIT
// A program of one's own, which explores a model and has claims of proposals checked; it takes their names, none for all.
import { check, explore, selectSubjects } from 'syspec';
import { model, properties } from './lock.ts';

const { distinct, verdicts } = explore(model, { properties });
for (const { property, kind } of verdicts) console.log(`${property}: ${kind}, of ${distinct} states`);

const subjects = selectSubjects(process.argv.slice(2));
const rows = await check(subjects, { engines: ['explorer'], mutants: false, claim: 'C1' });
for (const { slug, variant, scenario, ok } of rows) console.log(slug, variant, scenario, ok);
