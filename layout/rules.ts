// SPDX-License-Identifier: MIT
// What must exist for every proposal, and what no file may contain. Findings are lines for people.
import { basename } from 'node:path';
import { anyForm, documentNames, isSlug, moduleName } from '../base/slug.ts';
import { ownerOf, readTree, type Tree } from './tree.ts';

/** The list of proposals: the one shared file that names them. */
export const REGISTRY = 'models/index.ts';

/** Folders beside the proposals' own that hold what all share. */
export const SHARED: Readonly<Record<string, readonly string[]>> = {
  models: ['kit', 'kernel'],
  tla: ['kit', 'kernel', 'runner'],
};

/** The marker that `syspec new` leaves wherever an author has to write something; up to the end of a cell, string or bold text. */
export const FILL_IN = /FILL IN: (?:(?!\*\*)[^|"\n])*/g;

const SOURCE = /(?:\.(?:ts|tla|cfg|c|h|sh)|^syspec|^\.ci\/run)$/;
const SCRIPT = /(?:\.sh|^syspec|^\.ci\/run)$/;
/** What a test reads: recorded or broken on purpose. */
const FIXTURE = /(?:^|\/)fixtures\//;
/** A test of the command line may name a proposal, because its reader does. */
const MAY_NAME_PROPOSALS = /^cli\/(?:.*\.test\.ts$|fixtures\/)/;

// In pieces, so that this file is not a finding.
const MACHINE_PATH = new RegExp(`(?<![\\w./~-])/(?:${['work', 'farm'].join('|')})/`);
const TEMPORARY_PATH = new RegExp(`(?<![\\w./~-])/${'tmp'}/`);

/** Paths from the root that a proposal consists of, its document apart. */
export function requiredFiles(slug: string): string[] {
  const module = moduleName(slug);
  return [
    ...['model', 'properties', 'mutants', 'scenarios', 'index'].map((name) => `models/${slug}/${name}.ts`),
    ...[`${module}.tla`, `MC${module}.tla`, 'manifest.json'].map((name) => `tla/${slug}/${name}`),
  ];
}

/** Matches the line of the registry that imports `slug`. */
export function registration(slug: string): RegExp {
  return new RegExp(`\\bfrom '\\./${slug}/index\\.ts'`);
}

function incomplete(tree: Tree): string[] {
  const registry = tree.files.includes(REGISTRY) ? tree.read(REGISTRY) : '';
  return tree.slugs.flatMap((slug) => [
    ...requiredFiles(slug)
      .filter((file) => !tree.files.includes(file))
      .map((file) => `${slug}: no ${basename(file)} in ${file.slice(0, file.lastIndexOf('/'))}`),
    ...(registration(slug).test(registry) ? [] : [`${slug}: not imported in ${REGISTRY}`]),
  ]);
}

function illNamed(tree: Tree): string[] {
  return documentNames(tree.root)
    .filter((name) => !isSlug(name))
    .map((name) => `spec/${name}.md: its name is not lower-case snake_case`);
}

function orphaned(tree: Tree): string[] {
  return Object.entries(SHARED).flatMap(([area, shared]) => {
    const nested = tree.files.filter((file) => file.startsWith(`${area}/`) && file.split('/').length > 2);
    return [...new Set(nested.map((file) => file.split('/')[1] ?? ''))]
      .filter((name) => !shared.includes(name) && !tree.slugs.includes(name))
      .map((name) => `${area}/${name}: no spec/${name}.md`);
  });
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
      SOURCE.test(file) &&
      file !== REGISTRY &&
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
    if (!SOURCE.test(file) || SCRIPT.test(file) || FIXTURE.test(file)) return found;
    return [...found, ...lines(file, tree.read(file), TEMPORARY_PATH, 'has a path of one machine')];
  });
}

/** Every finding about the checkout at `root`, one line each; empty when its layout is right. */
export function layoutFindings(root: string): string[] {
  const tree = readTree(root);
  const rules = [illNamed, incomplete, orphaned, unfilled, namesProposal, unlicensed, machineBound];
  return rules.flatMap((rule) => rule(tree));
}
