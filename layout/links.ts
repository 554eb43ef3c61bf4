// SPDX-License-Identifier: MIT
// Links of one text to another: the file is there, and so is the heading.
import { posix } from 'node:path';

/** A heading as a link names it, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}_ -]/gu, '')
    .replaceAll(' ', '-');
}

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** What can be linked to in a text. */
function anchors(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading]) => anchorOf(heading!));
}

/** The links of these texts that lead nowhere, as `file: target`. `exists` knows files and folders by their path from the root. */
export function brokenLinks(texts: ReadonlyMap<string, string>, exists: (path: string) => boolean): string[] {
  return [...texts].flatMap(([file, text]) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^\w+:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const to = path === '' ? file : posix.join(posix.dirname(file), path);
        if (!exists(to)) return true;
        return anchor !== undefined && !anchors(texts.get(to) ?? '').includes(anchor);
      })
      .map((target) => `${file}: ${target}`),
  );
}
