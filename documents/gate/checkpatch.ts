// SPDX-License-Identifier: MIT
// What checkpatch.pl of a tree says of patches as mails, and which of it stays.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import {
  checkpatchFlags,
  checkpatchReports,
  type Exception,
  type Report,
} from '../../conformance/kernel/review/reports.ts';
import type { Patch } from '../../conformance/kernel/source/patch.ts';
import { requireTools } from '../../conformance/kernel/tools/tools.ts';
import type { Base } from '../generate.ts';
import { readMail } from '../series/mail.ts';
import { ask, linesOf, type Said } from './tool.ts';

/** Whoever maintains the subsystem is found by the other patches of the series, and not by a later one to these files alone. */
const NEW_FILES =
  'MAINTAINERS has new files by their folder; whether the entry of the subsystem is to name them, too, is for a person to say';

/** What checkpatch says of the patches that are generated, and why it stays. */
const STAYS: readonly { readonly of: RegExp; readonly says: RegExp; readonly why: string }[] = [
  ...[
    { says: /FILE_PATH_CHANGES/, why: NEW_FILES },
    {
      says: /SPLIT_STRING|MISSING_SPACE/,
      why: 'strings in generated sequences are as they are seen',
    },
    {
      says: /PREFER_DEFINED_ATTRIBUTE_MACRO|VOLATILE|STRNCPY/,
      why: 'it is no kernel code: these are for that',
    },
    { says: /:ENOSYS:/, why: 'a kernel without the call is looked for' },
    { says: /CAMELCASE: .*<__NR_Linux>/, why: 'a header of MIPS calls it so' },
  ].map((one) => ({ ...one, of: /^selftests: / })),
  {
    of: /./,
    says: /Assisted-by expects 'AGENT_NAME:MODEL_VERSION/,
    why: 'Assisted-by has the form of the newest tree, where LLM is enough',
  },
  {
    of: /^Documentation: /,
    says: /FILE_PATH_CHANGES/,
    why: NEW_FILES,
  },
];

/** A patch that lies there. */
export interface Lying {
  /** The mail. */
  readonly file: string;
  readonly subject: string;
  /** Of the patch file that the mail was made from, by which exceptions name it; undefined of what is generated. */
  readonly name: string | undefined;
  /** For messages. */
  readonly title: string;
}

/** The names of patch files by the subjects of their mails: what is sent alone has another number. */
export const namesBySubject = (
  patches: readonly Pick<Patch, 'path' | 'name'>[],
): ReadonlyMap<string, string> =>
  new Map(patches.map(({ path, name }) => [readMail(readFileSync(path, 'utf8')).subject, name]));

/** checkpatch.pl of a tree, and how it is asked. */
const checkpatchOf = ({ pristine }: Pick<Base, 'pristine'>) => ({
  script: join(pristine, 'scripts', 'checkpatch.pl'),
  flags: checkpatchFlags(pristine),
});

/** The command that asks it of a file. */
export function checkpatchCommand(base: Pick<Base, 'pristine'>, file: string): string {
  const { script, flags } = checkpatchOf(base);
  return `${script} ${flags.join(' ')} ${file}`;
}

/** What it reports of a patch. @throws SyspecError KERNEL_SOURCE where it did not come to its end */
function reportsOf(where: string, title: string, { stdout, stderr, code }: Said, command: string): Report[] {
  try {
    return checkpatchReports(where, stdout);
  } catch {
    throw new SyspecError(
      'KERNEL_SOURCE',
      [
        `checkpatch of ${title} was cut short and exits with ${code}:`,
        ...linesOf(`${stderr}${stdout}`).slice(-20),
      ].join('\n'),
      `There is no verdict. Run it by hand: ${command}`,
    );
  }
}

/** What of that nobody has listed, and why the rest stays: by exceptions of that very patch, or by what is said of all that is generated. */
export function settled(
  { subject, name, title }: Lying,
  reports: readonly Report[],
  exceptions: readonly Exception[],
): { readonly problems: readonly string[]; readonly stays: readonly string[] } {
  const reasonOf = ({ says }: Report) =>
    STAYS.find((one) => one.of.test(subject) && one.says.test(says))?.why;
  const left = reports.filter((one) => reasonOf(one) === undefined);
  const isListed = ({ says }: Report) =>
    exceptions.some((one) => one.tool === 'checkpatch' && one.where === name && one.says === says);
  return {
    problems: [...new Set(left.flatMap((one) => (isListed(one) ? [] : [`${title}: ${one.says}`])))],
    stays: reports.flatMap((one) => reasonOf(one) ?? []),
  };
}

/**
 * checkpatch.pl of each patch; what stays has its reason in exceptions.json or here.
 * @throws SyspecError TOOL_MISSING; KERNEL_SOURCE where it did not come to its end
 */
export async function checkpatchProblems(
  base: Pick<Base, 'pristine' | 'exceptions'>,
  patches: readonly Lying[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly problems: readonly string[]; readonly stays: readonly string[] }> {
  requireTools(['perl'], 'perl', env);
  const { script, flags } = checkpatchOf(base);
  const problems: string[] = [];
  const stays = new Set<string>();
  for (const patch of patches) {
    const { file, name, subject, title } = patch;
    // It leaves what it knows of names in the folder that it is started in.
    const said = await ask(script, [...flags, file], { env, cwd: dirname(file) });
    const reports = reportsOf(name ?? subject, title, said, checkpatchCommand(base, file));
    const found = settled(patch, reports, base.exceptions);
    problems.push(...found.problems);
    for (const why of found.stays) stays.add(why);
  }
  return { problems, stays: [...stays] };
}
