// SPDX-License-Identifier: MIT
// The configurations that are kept beside the TLA+: `check` writes its own and reads none of these, so that nothing else would
// see that one of them leaves states out, or asks what does not hold.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { selectSubjects, withTla } from '../verdicts/select.ts';
import { aloneManifests, type Manifest } from './manifest.ts';
import { namesUnder, withoutComments } from './runner/config.ts';

/** CONSTRAINT, ACTION_CONSTRAINT, SYMMETRY and VIEW leave states out, INIT and NEXT are another specification. */
const MAY_HAVE = ['SPECIFICATION', 'CONSTANTS', 'CHECK_DEADLOCK', 'FALSE', 'TRUE', 'INVARIANTS', 'PROPERTY'];

/** Words in capitals that a configuration of ours does not have. */
const strangeWords = (text: string): string[] =>
  withoutComments(text)
    .split(/[\s,]+/)
    .filter((word) => /^[A-Z][A-Z_]+$/.test(word) && !MAY_HAVE.includes(word));

const constantOf = (text: string, constant: string): string | undefined =>
  new RegExp(`^\\s*${constant} = "([^"]*)"$`, 'm').exec(withoutComments(text))?.[1];

const refinesIn = ({ claims }: Manifest): boolean =>
  Object.values(claims).some(({ refinement }) => refinement !== undefined);

/** What is wrong with the configuration of one variant. */
function complaints(manifest: Manifest, text: string): string[] {
  const variant = constantOf(text, 'Variant');
  const scenario = constantOf(text, 'Scenario');
  const run = manifest.runs.find((r) => r.variant === variant && r.scenario === scenario);
  const asked = namesUnder(text, 'INVARIANTS');
  const promised = Object.entries(manifest.claims).flatMap(([id, { safety }]) =>
    safety === undefined ? [] : [{ id, name: safety.operator }],
  );
  const isBroken = (id: string) => run?.violated.includes(id) ?? false;
  const known = [...manifest.invariants, ...promised.map(({ name }) => name)];
  const mayRefine = refinesIn(manifest) && run?.violated.length === 0;
  return [
    ...strangeWords(text),
    ...(run === undefined ? [`no run: ${variant} in ${scenario}`] : []),
    ...namesUnder(text, 'SPECIFICATION').filter((name) => name !== manifest.spec),
    ...asked.filter((name) => !known.includes(name)).map((name) => `unknown: ${name}`),
    ...promised
      .filter(({ id, name }) => isBroken(id) && asked.includes(name))
      .map(({ name }) => `broken: ${name}`),
    ...(mayRefine && namesUnder(text, 'PROPERTY').length === 0 ? ['no refinement'] : []),
  ];
}

const manifests = withTla(selectSubjects([])).map(({ manifest }) => manifest);
const ofVariants = manifests.flatMap((manifest) => {
  const folder = dirname(manifest.specFile);
  const root = manifest.module.replace(/\.tla$/, '_');
  return readdirSync(folder)
    .filter((name) => name.startsWith(root) && name.endsWith('.cfg'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8'), manifest] as const);
});
const ofRoots = manifests.flatMap(aloneManifests).map((root) => {
  const file = root.specFile.replace(/\.tla$/, '.cfg');
  return [root.module, readFileSync(file, 'utf8'), root] as const;
});

test.each(ofVariants)('%s leaves nothing out, and asks what holds', (_, text, manifest) => {
  expect(complaints(manifest, text)).toEqual([]);
});

test('each variant has one', () => {
  const found = ofVariants.map(([, text, { module }]) => `${module}: ${constantOf(text, 'Variant')}`);
  const wanted = manifests.flatMap(({ module, runs }) => runs.map(({ variant }) => `${module}: ${variant}`));
  expect(found.toSorted()).toEqual([...new Set(wanted)].toSorted());
});

test.each(ofRoots)('that of %s leaves nothing out', (_, text, { spec }) => {
  expect([strangeWords(text), namesUnder(text, 'SPECIFICATION')]).toEqual([[], [spec]]);
});

test.each(manifests.map((manifest) => [manifest.module, manifest] as const))(
  'what is promised to happen in %s is promised under no more fairness than is said',
  (_, { claims, noFairer, runs }) => {
    const promises = Object.entries(claims).filter(([id]) => id.startsWith('C'));
    const specs = promises.flatMap(([, { liveness }]) => liveness?.spec ?? []);
    expect(Object.keys(noFairer).toSorted()).toEqual([...new Set(specs)].toSorted());
    for (const place of Object.values(noFairer).flat())
      expect(runs).toContainEqual(expect.objectContaining(place));
  },
);

test.each(manifests.map((manifest) => [manifest.module, manifest] as const))(
  'who judges whether %s refines another specification is judged too',
  (_, manifest) => {
    const refining = Object.entries(manifest.claims).flatMap(([id, claim]) => (claim.refinement ? [id] : []));
    const vouched = aloneManifests(manifest).flatMap(({ vouchesFor = [] }) => vouchesFor);
    expect(vouched).toEqual(expect.arrayContaining(refining));
  },
);

const proposed = ofVariants.filter(([name]) => name.endsWith('_proposed.cfg'));

test.each([
  ['a state constraint', (text: string) => `${text}CONSTRAINT TypeOK\n`, 'CONSTRAINT'],
  ['a constraint of steps', (text: string) => `${text}ACTION_CONSTRAINTS\n  Next\n`, 'ACTION_CONSTRAINTS'],
  ['a view', (text: string) => `${text}VIEW at\n`, 'VIEW'],
  ['symmetry', (text: string) => `${text}SYMMETRY Callers\n`, 'SYMMETRY'],
  ['no refinement', (text: string) => text.replace(/PROPERTY\s+\w+/, ''), 'no refinement'],
  ['a claim that is none', (text: string) => text.replace('C9_', 'C99_'), 'unknown: C99_StuckIsTerminal'],
  ['another specification', (text: string) => text.replace('ION Spec', 'ION FairSpec'), 'FairSpec'],
])('%s is seen', (_, edit, complaint) => {
  expect(proposed.length).toBeGreaterThan(0);
  for (const [, text, manifest] of proposed) expect(complaints(manifest, edit(text))).toContain(complaint);
});

test('a claim that another variant breaks is seen', () => {
  const found = proposed.flatMap(([, text, manifest]) =>
    manifest.runs.flatMap(({ variant }) => complaints(manifest, text.replace('"proposed"', `"${variant}"`))),
  );
  expect(found).toContainEqual(expect.stringMatching(/^broken: /));
});
