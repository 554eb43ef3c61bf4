// SPDX-License-Identifier: MIT
// What must exist for every proposal, and what no file may contain. Findings are lines for people.
import { basename } from 'node:path';
import { anyForm, documentNames, isSlug } from '../base/slug.ts';
import { BASE_NAMES } from '../conformance/kernel/bases.ts';
import { circular } from './circles.ts';
import { takenTwice } from './numbers.ts';
import { isLaidOut, type Part, PROPOSAL_PARTS } from './parts.ts';
import { REGISTRIES, registration } from './registry.ts';
import { ownerOf, readTree, SERIES, type Tree } from './tree.ts';

/** Folders beside the proposals' own that hold what all share. */
export const SHARED: Readonly<Record<string, readonly string[]>> = {
  conformance: [
    'cost',
    'harness',
    'histories',
    'kernel',
    'mutants',
    'objects',
    'replay',
    'report',
    'run',
    'shim',
  ],
  documents: ['fixtures', 'gate', 'pages', 'selftest', 'series'],
  models: ['kit', 'kernel'],
  tla: ['faults', 'kit', 'kernel', 'library', 'runner', 'text'],
};

/** The marker that `syspec new` leaves wherever an author has to write something; up to the end of a cell, string or bold text. */
export const FILL_IN = /FILL IN: (?:(?!\*\*)[^|"\n])*/g;

const SOURCE = /(?:\.(?:ts|tla|cfg|c|h|S|config|sh)|\/Makefile|^syspec|^\.ci\/run)$/;
/** Shell and C have no other name for the folder of temporary files. */
const NAMES_TMP = /(?:\.(?:sh|c|h)|^syspec|^\.ci\/run)$/;
/** What a test reads: recorded or broken on purpose. */
const FIXTURE = /(?:^|\/)fixtures\//;
/** No source, and no place for a proposal's name all the same. */
const SHARED_TEXT = /^(?:conformance\/.*\.(?:patch|md)|(?:tla|documents)\/README\.md)$/;
/** A test of the command line may name a proposal, because its reader does; the tutorial has one to lay out. */
const MAY_NAME_PROPOSALS = /^(?:cli\/(?:.*\.test\.ts$|fixtures\/)|docs\/tutorial\/)/;

// In pieces, so that this file is not a finding.
const MACHINE_PATH = new RegExp(`(?<![\\w./~-])/(?:${['work', 'farm'].join('|')})/`);
const TEMPORARY_PATH = new RegExp(`(?<![\\w./~-])/${'tmp'}/`);

const pathsOf = ({ area, files }: Part, slug: string): string[] =>
  files(slug).map((file) => `${area}/${slug}/${file}`);

/** Paths from the root that a proposal consists of when it is finished, its document apart. */
export const requiredFiles = (slug: string): string[] =>
  PROPOSAL_PARTS.flatMap((part) => pathsOf(part, slug));

/** A part that is laid out has all of its files, and its registry knows it; of one that is not, the registry knows nothing. */
function incomplete(tree: Tree): string[] {
  const isImported = (file: string, slug: string) =>
    tree.files.includes(file) && registration(slug).test(tree.read(file));
  return tree.slugs.flatMap((slug) => {
    const there = PROPOSAL_PARTS.filter((part) => isLaidOut(tree, part, slug));
    const lacking = there.flatMap((part) => pathsOf(part, slug)).filter((file) => !tree.files.includes(file));
    const unknown = PROPOSAL_PARTS.flatMap((part) => {
      const { registry } = part;
      if (registry === undefined || isImported(registry, slug) === there.includes(part)) return [];
      const what = there.includes(part) ? 'not imported' : `imported, and there is no ${part.area}/${slug},`;
      return [`${slug}: ${what} in ${registry}`];
    });
    return [
      ...lacking.map((file) => `${slug}: no ${basename(file)} in ${file.slice(0, file.lastIndexOf('/'))}`),
      ...unknown,
    ];
  });
}

function illNamed(tree: Tree): string[] {
  return documentNames(tree.root)
    .filter((name) => !isSlug(name))
    .map((name) => `spec/${name}.md: its name is not lower-case snake_case`);
}

/** Folders directly in `area`, which ends in a slash. */
function foldersIn(tree: Tree, area: string): string[] {
  const inside = tree.files.filter((file) => file.startsWith(area)).map((file) => file.slice(area.length));
  return [...new Set(inside.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''))];
}

/** What fits one base alone, of what all proposals share. */
const ofBases = (area: string): readonly string[] => (area.endsWith('/test-only/') ? BASE_NAMES : []);

function orphaned(tree: Tree): string[] {
  const areas = Object.entries(SHARED).map(([area, shared]) => ({ area: `${area}/`, shared }));
  return [...areas, ...SERIES.map((area) => ({ area, shared: ofBases(area) }))].flatMap(({ area, shared }) =>
    foldersIn(tree, area)
      .filter((name) => !shared.includes(name) && !tree.slugs.includes(name))
      .map((name) => `${area}${name}: no spec/${name}.md`),
  );
}

function unfilled(tree: Tree): string[] {
  return tree.files.flatMap((file) => {
    const slug = ownerOf(file, tree.slugs);
    if (slug === undefined) return [];
    return [...tree.read(file).matchAll(FILL_IN)].map(([text]) => `${slug}: ${file}: ${text.trim()}`);
  });
}

/** Lines of `text` that match, as `file:line: complaint`. */
function lines(file: string, text: string, pattern: RegExp, complaint: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}: ${complaint}`] : []));
}

function namesProposal(tree: Tree): string[] {
  const shared = tree.files.filter(
    (file) =>
      (SOURCE.test(file) || SHARED_TEXT.test(file)) &&
      !REGISTRIES.some((registry) => registry.file === file) &&
      !MAY_NAME_PROPOSALS.test(file) &&
      ownerOf(file, tree.slugs) === undefined,
  );
  return shared.flatMap((file) =>
    tree.slugs.flatMap((slug) =>
      lines(file, tree.read(file), anyForm(slug), `names the proposal ${slug}; shared parts know none`),
    ),
  );
}

function unlicensed(tree: Tree): string[] {
  return tree.files
    .filter((file) => SOURCE.test(file) && !FIXTURE.test(file))
    .filter((file) => !/^(?:#!.*\n)?.*SPDX-License-Identifier: \S/.test(tree.read(file)))
    .map((file) => `${file}: does not begin with an SPDX line`);
}

function machineBound(tree: Tree): string[] {
  return tree.files.flatMap((file) => {
    const found = lines(file, tree.read(file), MACHINE_PATH, 'has a path of one machine');
    if (!SOURCE.test(file) || NAMES_TMP.test(file) || FIXTURE.test(file)) return found;
    return [...found, ...lines(file, tree.read(file), TEMPORARY_PATH, 'has a path of one machine')];
  });
}

/** Every finding about the checkout at `root`, one line each; empty when its layout is right. */
export function layoutFindings(root: string): string[] {
  const tree = readTree(root);
  const rules = [
    illNamed,
    incomplete,
    orphaned,
    unfilled,
    namesProposal,
    unlicensed,
    machineBound,
    circular,
    takenTwice,
  ];
  return rules.flatMap((rule) => rule(tree));
}
