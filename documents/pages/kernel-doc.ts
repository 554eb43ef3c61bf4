// SPDX-License-Identifier: MIT
// The comments above the entry points, in the form of Documentation/doc-guide/kernel-doc.rst.
import { SyspecError } from '../../base/errors.ts';
import { callsFile } from '../calls.ts';
import { fill, plainText, plainWord, withoutIds, wordsOf } from '../marks.ts';
import { type Material, nameOf, parametersOf } from '../material.ts';
import type { Entry } from './entries.ts';
import { errorItems } from './man.ts';

const WIDTH = 76;

const lines = (text: string, first: string, next: string): string[] => {
  const words = fill(text.split(/\s+/), WIDTH - next.length);
  return words.map((line, at) => `${at === 0 ? first : next}${line}`);
};

/** The parameters of a proposal in words, by name: `**dirfd** where it starts`. */
export function parameterTexts({ prose }: Material): Map<string, string> {
  const paragraphs = prose.sections.get('Parameters') ?? [];
  return new Map(
    paragraphs.flatMap(({ text }): [string, string][] => {
      const found = /^\*\*(\w+)\*\*\s+([\s\S]*)$/.exec(text);
      return found === null ? [] : [[found[1]!, plainText(found[2]!)]];
    }),
  );
}

/** The errors of a call, and others that the prose says of their rows: all but those of rows that it is said not to have. */
function errnosOf(call: string, material: Material): string[] {
  const never = material.calls.get(call)?.never ?? [];
  const items = errorItems(material).filter(({ id }) => !never.includes(id));
  return [...new Set(items.map(({ errno }) => errno))].sort();
}

/** The parameters of a prototype, each with its name in the code: that of the document where there is no code. */
function namesOf(prototype: string, entry: Entry | undefined): ReadonlyMap<string, string> {
  const own = parametersOf(prototype).map(({ name }) => name);
  const code = entry?.parameters ?? own;
  if (code.length === own.length) return new Map(own.map((name, at) => [name, code[at]!]));
  const call = nameOf(prototype);
  throw new SyspecError(
    'BAD_INPUT',
    `${call}() has ${own.length} parameters in the document, and ${code.length} in the code: ${entry!.definition}`,
    'Mend one of the two.',
  );
}

/** @throws SyspecError BAD_INPUT where several calls would be told by one sentence */
function summaryOf(call: string, { proposal, calls }: Material): string {
  const said = calls.get(call)?.summary;
  if (said !== undefined) return said;
  if (proposal.prototypes.length === 1) return proposal.title;
  throw new SyspecError(
    'BAD_INPUT',
    `${callsFile(proposal.slug)}: there is no summary of ${call}()`,
    'There are several calls, so each has one of its own.',
  );
}

/** What calls of a type return, as most of them do. */
const RETURNS: Readonly<Record<string, string>> = {
  int: '0 on success',
  ssize_t: 'the number of bytes on success',
};

/** @throws SyspecError BAD_INPUT where nobody says it, and its type does not tell */
function returnOf(prototype: string, { proposal, calls }: Material): string {
  const call = nameOf(prototype);
  const [, type = ''] = /^(.*?)\s*\b\w+\s*\(/s.exec(prototype) ?? [];
  const said = calls.get(call)?.returns ?? RETURNS[type];
  if (said !== undefined) return said;
  throw new SyspecError(
    'BAD_INPUT',
    `${callsFile(proposal.slug)}: nothing says what ${call}() returns`,
    'Of an int that is 0, and of an ssize_t the number of bytes; of another type write "returns".',
  );
}

/** What is said of all calls, with the names of one. */
function descriptionOf({ prose, parameters }: Material, names: ReadonlyMap<string, string>): string {
  const [what] = prose.sections.get('Description')!.filter(({ kind }) => kind === 'text');
  return wordsOf(withoutIds(what?.text ?? ''), parameters)
    .map((word) => {
      const name = word.mark === 'parameter' ? names.get(word.text) : undefined;
      if (name !== undefined) return `${word.before}@${name}${word.after}`;
      return word.mark === 'constant' ? `${word.before}%${word.text}${word.after}` : plainWord(word);
    })
    .join(' ');
}

/**
 * A comment for each call.
 * @param entries how the code defines them, whose names the comment has to bear
 * @throws SyspecError BAD_INPUT where the prose does not say what a parameter is, or says it of one that there is not; where a call has no
 *   summary of its own, returns nobody knows what, or has another number of parameters in the code
 */
export function kernelDoc(material: Material, entries: ReadonlyMap<string, Entry>): string {
  const { proposal, prose, parameters } = material;
  const texts = parameterTexts(material);
  const silent = [...parameters].filter((name) => !texts.has(name));
  const unknown = [...texts.keys()].filter((name) => !parameters.has(name));
  if (silent.length + unknown.length > 0)
    throw new SyspecError(
      'BAD_INPUT',
      `${prose.file}: Parameters: ${[...silent.map((name) => `no ${name}`), ...unknown.map((name) => `${name} is none`)].join(', ')}`,
    );
  const mayWait = proposal.steps.some(({ sleepable }) => sleepable);
  return proposal.prototypes
    .map(({ text }) => {
      const call = nameOf(text);
      const names = namesOf(text, entries.get(call));
      const errnos = errnosOf(call, material);
      return [
        '/**',
        ...lines(`sys_${call}() - ${summaryOf(call, material)}`, ' * ', ' *   '),
        ...[...names].flatMap(([own, name]) => lines(`@${name}: ${texts.get(own)}`, ' * ', ' *\t')),
        ' *',
        ...lines(descriptionOf(material, names), ' * ', ' * '),
        ' *',
        ...(mayWait ? [' * Context: Process context. May sleep.'] : []),
        ...lines(
          `Return: ${returnOf(text, material)}, or one of ${errnos.map((errno) => `-%${errno}`).join(', ')}.`,
          ' * ',
          ' *\t',
        ),
        ' */',
        '',
      ].join('\n');
    })
    .join('\n');
}
