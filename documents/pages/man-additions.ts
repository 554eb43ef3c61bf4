// SPDX-License-Identifier: MIT
// What is added to pages that there are, as pages of that alone: for those who do not have the whole page before them.

/** What is added to a page, and below which headings and tag it stands. */
export interface Addition {
  /** Lines of the page: `.SH ERRORS`, `.SS Flags`; of an item its `.TP` and its tag. */
  readonly below: readonly string[];
  /** Whether it goes on after text that was there. */
  readonly isContinued: boolean;
  readonly lines: readonly string[];
}

/** The headings above a line, and the tag of the item that it is in. */
export function headsOf(lines: readonly string[], at: number, isItem: boolean): string[] {
  const above = lines.slice(0, at);
  const section = above.findLastIndex((line) => line.startsWith('.SH '));
  const subsection = above.findLastIndex((line) => line.startsWith('.SS '));
  const item = above.lastIndexOf('.TP');
  return [
    ...(section < 0 ? [] : [above[section]!]),
    ...(subsection > section ? [above[subsection]!] : []),
    ...(isItem ? ['.TP', above[item + 1]!] : []),
  ];
}

/** For the sake of what stands there: text of the page that is left out. */
const LEFT_OUT = '[...]';

/** A page of additions, in the order of the whole page. */
export function additionsPage(name: string, additions: readonly Addition[], page: readonly string[]): string {
  const placeOf = ({ below }: Addition) =>
    below.reduce((at, line) => (line === '.TP' ? at : page.indexOf(line, at)), 0);
  const sorted = additions.toSorted((a, b) => placeOf(a) - placeOf(b));
  const lines: string[] = [];
  let open: readonly string[] = [];
  for (const { below, isContinued, lines: text } of sorted) {
    // A tag is said again: its text may go on elsewhere.
    const shared = below.findIndex((line, at) => line !== open[at] || line === '.TP');
    lines.push(...(shared < 0 ? [] : below.slice(shared)), ...(isContinued ? [LEFT_OUT] : []), ...text);
    open = below;
  }
  const [, title, section] = /^(.*)\.(\w+)$/.exec(name) ?? [];
  return [`.TH ${title} ${section}`, ...lines, ''].join('\n');
}

/** The text of a page as it is rendered, without its first and its last line. */
export const withoutFrame = (rendered: string): string =>
  rendered
    .trim()
    .split('\n')
    .slice(1, -1)
    .join('\n')
    .replace(/^\n+|\s+$/g, '')
    .replace(/\n{3,}/g, '\n\n');
