// SPDX-License-Identifier: MIT
// The comments above the entry points, in the form of Documentation/doc-guide/kernel-doc.rst.
import { SyspecError } from '../../base/errors.ts';
import { fill, plainText, plainWord, withoutIds, wordsOf } from '../marks.ts';
import { type Material, nameOf, parametersOf } from '../material.ts';

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

/** The errors of a call: a row may begin by saying of which calls it is, `to send` or `of a message`. */
function errnosOf(prototype: string, rows: Material['proposal']['errors']): string[] {
  const all = parametersOf(prototype);
  const hasMessage = all.some(({ type }) => /\bmsghdr\b/.test(type));
  const sends = /\bconst\b/.test(all.find(({ type }) => type.endsWith('*'))?.type ?? '');
  const isOf = (when: string): boolean => {
    if (/^of a message\b/.test(when) && !hasMessage) return false;
    if (/^of a message that has been received\b/.test(when)) return !sends;
    return sends || !/^to send\b/.test(when);
  };
  return [...new Set(rows.flatMap(({ errno, when }) => (isOf(when) ? [errno] : [])))].sort();
}

/**
 * A comment for each call.
 * @throws SyspecError BAD_INPUT where the prose does not say what a parameter is, or says it of one that there is not
 */
export function kernelDoc(material: Material): string {
  const { proposal, prose, parameters } = material;
  const texts = parameterTexts(material);
  const silent = [...parameters].filter((name) => !texts.has(name));
  const unknown = [...texts.keys()].filter((name) => !parameters.has(name));
  if (silent.length + unknown.length > 0)
    throw new SyspecError(
      'BAD_INPUT',
      `${prose.file}: Parameters: ${[...silent.map((name) => `no ${name}`), ...unknown.map((name) => `${name} is none`)].join(', ')}`,
    );
  const [what] = prose.sections.get('Description')!.filter(({ kind }) => kind === 'text');
  const description = wordsOf(withoutIds(what?.text ?? ''), parameters).map((word) =>
    word.mark === 'parameter'
      ? `${word.before}@${word.text}${word.after}`
      : word.mark === 'constant'
        ? `${word.before}%${word.text}${word.after}`
        : plainWord(word),
  );
  const mayWait = proposal.steps.some(({ sleepable }) => sleepable);
  return proposal.prototypes
    .map(({ text }) => {
      const name = nameOf(text);
      const errnos = errnosOf(text, proposal.errors);
      return [
        '/**',
        ...lines(`sys_${name}() - ${proposal.title}`, ' * ', ' *   '),
        ...parametersOf(text).flatMap((one) => lines(`@${one.name}: ${texts.get(one.name)}`, ' * ', ' *\t')),
        ' *',
        ...lines(description.join(' '), ' * ', ' * '),
        ' *',
        ...(mayWait ? [' * Context: Process context. May sleep.'] : []),
        ...lines(
          `Return: ${text.startsWith('ssize_t ') ? 'the number of bytes that were moved' : '0 on success'}, or one of ${errnos.map((errno) => `-%${errno}`).join(', ')}.`,
          ' * ',
          ' *\t',
        ),
        ' */',
        '',
      ].join('\n');
    })
    .join('\n');
}
