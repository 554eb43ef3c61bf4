// SPDX-License-Identifier: MIT
// The series: its form, what checkpatch says, whether git takes it, who is to get it, and whether its wiring is whole.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { counted } from '../../base/plural.ts';
import { newestOf } from '../../conformance/kernel/source/wiring/table.ts';
import { tablesIn } from '../../conformance/kernel/source/wiring/wire.ts';
import { requireTools } from '../../conformance/kernel/tools/tools.ts';
import type { Base, Documents } from '../generate.ts';
import { sentOf } from '../generate.ts';
import { restOf } from '../series/fixes.ts';
import { GitFailure, git } from '../series/git.ts';
import { formProblems, readMail } from '../series/mail.ts';
import { isCopy, letterName, mboxName, type Part, recipientsName } from '../series/series.ts';
import { threadProblems } from '../series/thread.ts';
import { checkpatchCommand, checkpatchProblems, namesBySubject } from './checkpatch.ts';
import { judged, type Line } from './line.ts';
import { ask, linesOf } from './tool.ts';

/** Where something that is sent lies, and what it is. */
export interface Where {
  readonly folder: string;
  readonly base: Base;
  readonly documents: Documents;
  readonly part: Part;
}

/** What is sent for a base. */
export const partsOf = ({ fixesAlone }: Documents, { name }: Base): readonly Part[] =>
  fixesAlone.has(name) ? ['series', 'fixes'] : ['series'];

/** Where a proposal's files are, for programs that are run in another folder. */
const under = ({ folder, documents }: Where): string => resolve(folder, documents.material.proposal.slug);
/** For the names of checks: `7.3`, `7.3 fixes`. */
export const sentAs = ({ base, part }: Pick<Where, 'base' | 'part'>): string =>
  part === 'series' ? base.name : `${base.name} ${part}`;
const name = (where: Where, what: string): string => `${what} ${sentAs(where)}`;
const mbox = (where: Where): string => join(under(where), mboxName(where.part, where.base.name));
const mailsOf = ({ documents, base, part }: Where): readonly string[] =>
  (part === 'series' ? documents.series : documents.fixesAlone).get(base.name)!.mails;
const patchFile = (where: Where, at: number): string =>
  join(under(where), '.patches', `${where.part}-${where.base.name}`, `${at + 1}.patch`);

/** Subjects and bodies, of the letter too, and whether they are a thread: b4 makes ids of its own where it finds none. */
export function formLine(where: Where): Line {
  const { documents, base, part } = where;
  const { slug } = documents.material.proposal;
  const mails = mailsOf(where);
  const subjects = mails.map((mail) => readMail(mail).subject);
  const twice = subjects.filter((one, at) => subjects.indexOf(one) !== at);
  const letter = letterName(part, base.name);
  const places = [
    { at: letter, mail: documents.files.get(letter)! },
    ...mails.map((mail, at) => ({
      at: `${mboxName(part, base.name)}: patch ${at + 1} (${subjects[at]})`,
      mail,
    })),
  ];
  const form = places.flatMap(({ at, mail }) => formProblems(readMail(mail)).map((what) => `${at}: ${what}`));
  const thread = threadProblems(places.map(({ mail }) => mail)).map(
    ({ at, what }) => `${places[at]!.at}: ${what}`,
  );
  const problems = [...form, ...thread];
  return judged(
    { slug, check: name(where, 'messages'), command: `./syspec docs ${slug} --check` },
    [...problems, ...twice.map((one) => `the subject '${one}' stands twice`), ...copies(mails)],
    counted(mails.length, 'patch', 'patches'),
  );
}

/** The copies below tools/ are left to those who sync them. */
function copies(mails: readonly string[]): string[] {
  const files = [...sentOf(mails).added.keys()];
  return files
    .filter(isCopy)
    .map((file) => `${file} is a copy, which tools/include/uapi/README asks to leave alone`);
}

/**
 * The files that mails are about, as a source has them, as the only commit of a repository, `base`, for as long as it is used.
 * @param source gives the text of a file; undefined for what it does not have
 */
export async function inRepository<T>(
  source: (path: string) => string | undefined,
  mails: readonly string[],
  env: NodeJS.ProcessEnv,
  use: (repository: string) => Promise<T>,
): Promise<T> {
  requireTools(['git'], 'git', env);
  const repository = mkdtempSync(join(tmpdir(), 'syspec-am-'));
  try {
    for (const path of new Set(mails.flatMap(filesOf))) {
      const text = source(path);
      if (text === undefined) continue;
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), text);
    }
    await git(repository, ['init', '-q', '.'], env);
    await git(repository, ['add', '-A', '-f', '.'], env);
    await git(repository, ['commit', '-q', '--allow-empty', '-m', 'base'], env);
    await git(repository, ['tag', 'base'], env);
    return await use(repository);
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

/** The files of an unpacked source. */
export const pristineOf =
  ({ base }: Pick<Where, 'base'>) =>
  (path: string): string | undefined => {
    const file = join(base.pristine, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };

/** What git am says where it does not take an mbox; never nothing then. @throws SyspecError INTERRUPTED */
export async function amProblem(repository: string, file: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  try {
    await git(repository, ['am', '-q', file], env);
    return [];
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return [`git am exits with ${error.code}`, ...linesOf(error.said)];
  }
}

/** git am onto the pristine files that it is about, as an empty history has them. */
export async function amLine(where: Where, env: NodeJS.ProcessEnv): Promise<Line> {
  const { slug } = where.documents.material.proposal;
  const file = mbox(where);
  const mails = mailsOf(where);
  return inRepository(pristineOf(where), mails, env, async (repository) => {
    const problem = await amProblem(repository, file, env);
    const count =
      problem.length > 0 ? 0 : Number(await git(repository, ['rev-list', '--count', 'HEAD'], env)) - 1;
    const lost =
      problem.length === 0 && count !== mails.length
        ? [`${count} of ${counted(mails.length, 'patch', 'patches')} were committed`]
        : [];
    return judged(
      { slug, check: name(where, 'git am'), command: `git am ${file}` },
      [...problem, ...lost],
      counted(count, 'commit'),
    );
  });
}

/** The rest of the series on the fixes, as somebody has it who takes these first: the same tree as that of the whole. */
export async function restLine(where: Omit<Where, 'part'>, env: NodeJS.ProcessEnv): Promise<Line> {
  const { documents, base } = where;
  const { slug } = documents.material.proposal;
  const whole = documents.series.get(base.name)!;
  const [fixes, all] = [mbox({ ...where, part: 'fixes' }), mbox({ ...where, part: 'series' })];
  const rest = restOf(documents.fixesAlone.get(base.name)!, whole);
  const besides = join(under({ ...where, part: 'series' }), '.patches', `rest-${base.name}.mbox`);
  mkdirSync(dirname(besides), { recursive: true });
  writeFileSync(besides, rest.join(''));
  const about = {
    ...{ slug, check: `git am ${base.name} on fixes` },
    command: `git am ${fixes} && git am ${besides}`,
  };
  return inRepository(pristineOf(where), whole.mails, env, async (repository) => {
    const one = await amProblem(repository, fixes, env);
    const two = one.length > 0 || rest.length === 0 ? one : await amProblem(repository, besides, env);
    if (two.length > 0) return judged(about, two);
    await git(repository, ['tag', 'parts'], env);
    await git(repository, ['reset', '-q', '--hard', 'base'], env);
    const three = await amProblem(repository, all, env);
    const apart =
      three.length > 0 ? '' : await git(repository, ['diff', '--name-only', 'parts', 'HEAD'], env);
    const other = linesOf(apart).map((path) => `${path} is another one than by the whole series`);
    return judged(about, [...three, ...other], counted(rest.length, 'patch', 'patches'));
  });
}

/** The files of a mail, before and after. */
function filesOf(mail: string): string[] {
  return [...mail.matchAll(/^(?:---|\+\+\+) [ab]\/(\S+)$/gm)].map(([, file]) => file!);
}

/** checkpatch.pl of what is sent. @throws SyspecError as `checkpatchProblems` */
export async function checkpatchLine(where: Where, env: NodeJS.ProcessEnv): Promise<Line> {
  const { base, documents } = where;
  const { slug } = documents.material.proposal;
  const names = namesBySubject(base.patches);
  const patches = mailsOf(where).map((mail, at) => {
    const file = patchFile(where, at);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, mail);
    const { subject } = readMail(mail);
    return { file, subject, name: names.get(subject), title: `patch ${at + 1} (${subject})` };
  });
  const { problems, stays } = await checkpatchProblems(base, patches, env);
  return judged(
    { slug, check: name(where, 'checkpatch'), command: checkpatchCommand(base, mbox(where)) },
    problems,
    stays.map((why) => `stays: ${why}`).join('; '),
  );
}

/** What b4 makes of the letter and the patches, without a network. @throws SyspecError TOOL_MISSING */
export async function b4Line(where: Where, env: NodeJS.ProcessEnv): Promise<Line> {
  requireTools(['b4'], 'b4', env);
  const { base, documents, part } = where;
  const { slug } = documents.material.proposal;
  const out = join(under(where), '.b4');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const names = [letterName, mboxName].map((of) => of(part, base.name));
  const paths = names.map((file) => join(under(where), file));
  const whole = join(out, 'whole.mbox');
  // As they lie there, one behind the other: git am wants them apart.
  writeFileSync(whole, names.map((file) => documents.files.get(file)!).join(''));
  const words = ['-n', '--offline-mode', 'am', '--no-cache', '--no-parent', '-m', whole, '-o', out];
  const { stdout, stderr, code } = await ask('b4', words, { env, cwd: out });
  const said = linesOf(`${stdout}${stderr}`);
  const mails = mailsOf(where).length;
  const total = said.some((line) => line.includes(`Total patches: ${mails}`));
  return judged(
    { slug, check: name(where, 'b4'), command: `cat ${paths.join(' ')} > ${whole} && b4 ${words.join(' ')}` },
    code === 0 && total ? [] : [`b4 does not see ${counted(mails, 'patch', 'patches')}`, ...said],
  );
}

/** Whoever changes what programs see sends it to these too, whatever it is; fixes change no interface. */
const LISTS: readonly string[] = ['linux-api@vger.kernel.org', 'linux-man@vger.kernel.org'];

/** Who is to get it. Nobody: then the script did not understand it. */
export async function recipientsLine(where: Where, env: NodeJS.ProcessEnv): Promise<Line> {
  const { base, documents, part } = where;
  const { slug } = documents.material.proposal;
  const script = join(base.pristine, 'scripts', 'get_maintainer.pl');
  const patches = mailsOf(where).map((_, at) => patchFile(where, at));
  const words = ['--nogit', '--nogit-fallback', '--norolestats', ...patches];
  const { stdout, stderr } = await ask(script, words, { cwd: base.pristine, env });
  const found = linesOf(stdout);
  const all = [...new Set([...found, ...(part === 'series' ? LISTS : [])])];
  const file = recipientsName(part, base.name);
  writeFileSync(join(under(where), file), all.map((one) => `${one}\n`).join(''));
  return judged(
    {
      slug,
      check: name(where, 'recipients'),
      // It looks for MAINTAINERS where it is called.
      command: `(cd ${base.pristine} && ${script} ${words.join(' ')})`,
    },
    found.some((one) => one.includes('@')) ? [] : ['get_maintainer.pl names nobody', ...linesOf(stderr)],
    `${all.length} in ${join(under(where), file)}`,
  );
}

/** The tables, and what the newest call of the source has besides. */
export function wiringLine(where: Pick<Where, 'base' | 'documents'>): Line {
  const { base, documents } = where;
  const { slug } = documents.material.proposal;
  const about = { slug, check: `wiring ${base.name}`, command: `./syspec kernel series ${slug}` };
  const calls = documents.material.proposal.calls
    .filter(({ number }) => number !== undefined)
    .map((one) => one.name);
  if (calls.length === 0)
    return {
      ...about,
      state: 'skipped',
      details: [],
      note: 'it adds no call: those that it changes are wired',
    };
  const newest = newestOf(readFileSync(join(base.pristine, 'scripts/syscall.tbl'), 'utf8'))!.name;
  const { added } = sentOf(documents.series.get(base.name)!.mails);
  const word = (call: string) => new RegExp(`\\b(?:sys_|__NR_)?${call}\\b`);
  const files = [
    ...tablesIn(base.pristine),
    'include/linux/syscalls.h',
    'include/uapi/asm-generic/unistd.h',
    'kernel/sys_ni.c',
  ];
  const wanted = files.filter(
    (file) =>
      !file.startsWith('tools/') &&
      existsSync(join(base.pristine, file)) &&
      word(newest).test(readFileSync(join(base.pristine, file), 'utf8')),
  );
  const problems = calls.flatMap((call) =>
    wanted
      .filter((file) => !(added.get(file) ?? []).some((line) => word(call).test(line)))
      .map((file) => `${file} has ${newest}() and not ${call}()`),
  );
  return judged(about, problems, `${counted(wanted.length, 'file')}, as ${newest}()`);
}

/** What is left for a person to write, in the files as they lie there. */
export function editmeLine(folder: string, documents: Documents): Line {
  const { slug } = documents.material.proposal;
  const places = [...documents.files.keys()].flatMap((file) => {
    const path = join(folder, slug, file);
    // The line `files` names what is missing.
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const count = text.split('\n').filter((line) => line.includes('EDITME')).length;
    return count === 0 ? [] : [`${file}: ${counted(count, 'line')}`];
  });
  const about = { slug, check: 'EDITME', command: `grep -rn EDITME ${join(folder, slug)}`, note: '' };
  return places.length === 0
    ? { ...about, state: 'holds', details: [] }
    : { ...about, state: 'open', details: places };
}
