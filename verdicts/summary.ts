// SPDX-License-Identifier: MIT
// What a check found, for somebody who has not seen it before: a line for each claim and a column for each variant, fitted to the
// terminal, and a sentence for each proposal.
import pc from 'picocolors';
import { counted, listed } from '../base/plural.ts';
import { wrap } from '../base/wrap.ts';
import { type Claim, expectations, type Proposal } from '../spec/index.ts';
import type { Found, Question, Row } from './row.ts';

/** How wide a line may be, and whether text may have colours. */
export interface Paper {
  readonly columns: number;
  readonly colors: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

/** The worst first. `unreached` is as bad as `violated`, and is told only where nothing is violated. */
const ORDER: readonly Found[] = ['inconclusive', 'violated', 'unreached', 'holds'];

/** What one variant does with one claim, in all scenarios and by all engines. */
export interface Cell {
  readonly found: Found;
  readonly ok: boolean;
  /** Whether all was judged that the document declares: of a part nobody can say `never`. */
  readonly isWhole: boolean;
}

/** A claim, and what the variants do with it. */
export interface ClaimLine {
  readonly claim: Claim;
  /** By variant; one in which no row was judged is not there. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Where rows of it were asked for and not judged: in how many state graphs, of a variant in a scenario each, all were. */
  readonly unfinished?: { readonly judged: number; readonly of: number };
}

type Declared = Pick<Question, 'variant' | 'claim' | 'scenario'>;

/** Without its fairness liveness is to fail, in every variant; that says nothing of the variant. */
const isAboutVariant = ({ claim }: Row): boolean => !claim.endsWith('.unfair');

function cellOf(rows: readonly Row[], declared: readonly Declared[]): Cell | undefined {
  const found = ORDER.find((verdict) => rows.some((row) => isAboutVariant(row) && row.verdict === verdict));
  const judged = new Set(rows.map(({ claim, scenario }) => `${claim}\n${scenario}`));
  const isWhole = declared.every(({ claim, scenario }) => judged.has(`${claim}\n${scenario}`));
  return found && { found, ok: rows.every((row) => row.ok), isWhole };
}

const keyOf = ({ variant, claim, scenario, engine }: Question): string =>
  [variant, claim, scenario, engine].join('\n');

/** In how many of its state graphs a claim is judged; undefined where it is in all. */
function unfinishedOf(asked: readonly Question[], rows: readonly Row[]): ClaimLine['unfinished'] {
  const done = new Set(rows.map(keyOf));
  const open = asked.filter((question) => !done.has(keyOf(question)));
  if (open.length === 0) return undefined;
  const graphs = (questions: readonly Question[]) =>
    new Set(questions.map(({ variant, scenario }) => `${variant}\n${scenario}`)).size;
  return { judged: graphs(asked) - graphs(open), of: graphs(asked) };
}

/** The claims that were judged, in the order of the document. @param asked of a check that was ended early: all that it was to judge */
export function linesOf(
  proposal: Proposal,
  rows: readonly Row[],
  asked: readonly Question[] = [],
): ClaimLine[] {
  const { slug, claims, variants } = proposal;
  const declared = expectations(proposal);
  const own = rows.filter((row) => row.slug === slug);
  return claims.flatMap((claim): ClaimLine[] => {
    const isAbout = (question: Question) => question.claim.split('.')[0] === claim.id;
    const about = own.filter(isAbout);
    const unfinished = unfinishedOf(
      asked.filter((question) => question.slug === slug && isAbout(question)),
      about,
    );
    const cells = variants.flatMap(({ name }): (readonly [string, Cell])[] => {
      const isOf = (one: Declared) => one.variant === name;
      const cell = cellOf(
        about.filter(isOf),
        declared.filter((one) => one.id === claim.id && isOf(one)),
      );
      return cell === undefined ? [] : [[name, cell]];
    });
    if (unfinished !== undefined) return [{ claim, cells: new Map(cells), unfinished }];
    return cells.length === 0 ? [] : [{ claim, cells: new Map(cells) }];
  });
}

/** A variant's name on lines of at most `width`, broken behind a hyphen where it can be. */
function headOf(name: string, width: number): string[] {
  return wrap(name.replaceAll('-', '- '), width).map((line) => line.replaceAll('- ', '-'));
}

const WORD = Math.max(...ORDER.filter((verdict) => verdict !== 'inconclusive').map((word) => word.length));
const GAP = 2;
const MARK = 3;
/** A title in less than that is no title. */
const LEAST_TITLE = 20;

interface Grid {
  readonly columns: number;
  readonly variants: readonly string[];
  readonly id: number;
  readonly cell: number;
  readonly title: number;
}

const unfinishedText = ({ judged, of }: NonNullable<ClaimLine['unfinished']>): string =>
  `${judged} of ${counted(of, 'state graph')} judged`;

/** Undefined where the columns do not fit beside a title. */
function gridFor(
  lines: readonly ClaimLine[],
  variants: readonly string[],
  columns: number,
): Grid | undefined {
  const id = Math.max(...lines.map(({ claim }) => claim.id.length));
  const words = lines.flatMap(({ cells }) => [...cells.values()].map(({ found }) => found.length));
  const cell = Math.max(WORD, ...words);
  const longest = Math.max(...lines.map(({ claim }) => claim.title.length));
  const open = lines.map(({ unfinished }) => (unfinished ? unfinishedText(unfinished).length + GAP : 0));
  const room = columns - MARK - id - GAP - Math.max(variants.length * (cell + GAP), ...open);
  return room < LEAST_TITLE ? undefined : { columns, variants, id, cell, title: Math.min(room, longest) };
}

function header({ variants, id, cell, title }: Grid, colors: Colors): string[] {
  const heads = variants.map((name) => headOf(name, cell));
  const height = Math.max(...heads.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const row = heads.map((lines) => (lines[at - height + lines.length] ?? '').padEnd(cell));
    return colors.bold(`${' '.repeat(MARK + id + GAP + title)}  ${row.join('  ')}`.trimEnd());
  });
}

/** A word for a verdict: red where it is not the declared one. */
function painted(cell: Cell | undefined, width: number, colors: Colors): string {
  const text = (cell?.found ?? '-').padEnd(width);
  if (cell === undefined || cell.found === 'holds') return cell?.ok === false ? colors.red(text) : text;
  return cell.ok ? colors.yellow(text) : colors.red(text);
}

/** `XX` is found as soon as one row is wrong, `ok` only when the last one is judged. */
function markOf({ cells, unfinished }: ClaimLine, colors: Colors): string {
  if ([...cells.values()].some((cell) => !cell.ok)) return colors.red('XX');
  return unfinished === undefined ? colors.green('ok') : '..';
}

function gridLine(line: ClaimLine, grid: Grid, colors: Colors): string[] {
  const { claim, cells, unfinished } = line;
  const [first = '', ...more] = wrap(claim.title, grid.title);
  const words = unfinished
    ? [unfinishedText(unfinished)]
    : grid.variants.map((name) => painted(cells.get(name), grid.cell, colors));
  const mark = markOf(line, colors);
  const indent = ' '.repeat(MARK + grid.id + GAP);
  return [
    `${mark} ${claim.id.padEnd(grid.id)}  ${first.padEnd(grid.title)}  ${words.join('  ')}`.trimEnd(),
    ...more.map((line) => indent + line),
  ];
}

/** Where the columns do not fit: below its title, what a claim does in which variants. */
function stacked(line: ClaimLine, columns: number, colors: Colors): string[] {
  const { claim, cells, unfinished } = line;
  const verdicts = ORDER.flatMap((found) => {
    const names = [...cells].filter(([, cell]) => cell.found === found).map(([name]) => name);
    return names.length === 0 ? [] : wrap(`${found}: ${names.join(', ')}`, columns - 2 * MARK);
  });
  const below = unfinished ? wrap(unfinishedText(unfinished), columns - 2 * MARK) : verdicts;
  return [
    ...wrap(`${claim.id}  ${claim.title}`, columns - MARK).map((text, at) =>
      at > 0 ? `   ${text}` : `${markOf(line, colors)} ${text}`,
    ),
    ...below.map((text) => `      ${text}`),
  ];
}

/**
 * What happens where a claim is violated, in which variants, and in which never. Of those of which a part alone was judged, and no
 * violation seen, nothing is said; undefined where nothing is left.
 */
function sentence({ claim, cells }: ClaimLine): string | undefined {
  const named = (is: (cell: Cell) => boolean) =>
    [...cells].filter(([, cell]) => is(cell)).map(([name]) => name);
  const broken = named(({ found }) => found === 'violated');
  const never = named(({ found, isWhole }) => isWhole && found === 'holds');
  const nothing = named(({ found, isWhole }) => isWhole && found === 'unreached');
  const unclear = named(({ found }) => found === 'inconclusive');
  const parts: (readonly [readonly string[], string])[] = [
    [broken, ''],
    [never, 'never'],
    [nothing, 'never, and nothing is done either'],
    [unclear, 'no verdict'],
  ];
  const told = parts.filter(([names]) => names.length > 0);
  if (told.length === 0) return undefined;
  // Where nothing is violated, a colon of its own would stand right behind the first one.
  const isBroken = broken.length > 0;
  const texts = told.map(([names, what]) => {
    if (what === '') return listed(names);
    return isBroken ? `${listed(names)}: ${what}` : `${what} (${listed(names)})`;
  });
  return `${claim.violation}: ${texts.join('; ')}.`;
}

/** What each of these claims comes to, where it says what a violation is. */
export const sentences = (lines: readonly ClaimLine[]): string[] =>
  lines.filter(({ claim }) => claim.violation !== undefined).flatMap((line) => sentence(line) ?? []);

/** Where a verdict that is not `holds` is as it should be, somebody asks why that is ok. */
function key(lines: readonly ClaimLine[], columns: number): string[] {
  const isMeant = lines.some(
    ({ cells, unfinished }) =>
      unfinished === undefined && [...cells.values()].some(({ found, ok }) => ok && found !== 'holds'),
  );
  return isMeant ? ['', ...wrap('(ok: every verdict is the one that the document declares)', columns)] : [];
}

/**
 * One proposal: its title, a line for each claim that was judged, and what that comes to. Ends in a newline.
 * @param asked of a check that was ended early: all that it was to judge. What it comes to is then left out.
 */
export function showSummary(
  proposal: Proposal,
  rows: readonly Row[],
  paper: Paper,
  asked: readonly Question[] = [],
): string {
  const colors = pc.createColors(paper.colors);
  const lines = linesOf(proposal, rows, asked);
  if (lines.length === 0) return '';
  const title = wrap(`${proposal.slug}: ${proposal.title}`, paper.columns).map((line) => colors.bold(line));
  if (lines.every(({ cells }) => cells.size === 0))
    return [...title, '', '.. nothing of it was judged', '', ''].join('\n');
  const judged = proposal.variants
    .map(({ name }) => name)
    .filter((name) => lines.some(({ cells }) => cells.has(name)));
  const grid = gridFor(lines, judged, paper.columns);
  const isWhole = lines.every(({ unfinished }) => unfinished === undefined);
  const told = isWhole ? sentences(lines) : [];
  return [
    ...title,
    '',
    ...(grid === undefined || lines.every(({ unfinished }) => unfinished) ? [] : header(grid, colors)),
    ...lines.flatMap((line) =>
      grid === undefined ? stacked(line, paper.columns, colors) : gridLine(line, grid, colors),
    ),
    ...key(lines, paper.columns),
    '',
    ...told.flatMap((text) => wrap(text, paper.columns)),
    ...(told.length === 0 ? [] : ['']),
    '',
  ]
    .join('\n')
    .replace(/\n\n+$/, '\n\n');
}
