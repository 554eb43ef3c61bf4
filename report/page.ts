// SPDX-License-Identifier: MIT
// A page of the site: its frame, and links that work from a folder.
import { posix } from 'node:path';
import { version } from '../base/version.ts';
import { escapeHtml } from '../explain/html.ts';

/** A page: its path in the site, with slashes. */
export interface Page {
  readonly path: string;
  readonly title: string;
  /** Below the title; HTML. */
  readonly body: string;
  /** The pages that it is part of, the site's own first. */
  readonly above: readonly Link[];
  /** Pages beside it, of which it may be one. */
  readonly beside: readonly Link[];
}

/** Where a link leads, as a path in the site, and what it says. */
export interface Link {
  readonly path: string;
  readonly text: string;
}

export const STYLE_FILE = 'report.css';
export const SCRIPT_FILE = 'report.js';

/** The address of a page, or of a place in it, on another. */
export function hrefTo(path: string, from: string): string {
  const [file = '', anchor] = path.split('#');
  const relative = file === from ? '' : posix.relative(posix.dirname(from), file);
  return escapeHtml(anchor === undefined ? relative || posix.basename(file) : `${relative}#${anchor}`);
}

/** A link on the page `from`. */
export function linkTo({ path, text }: Link, from: string): string {
  return `<a href="${hrefTo(path, from)}">${escapeHtml(text)}</a>`;
}

function navigation({ path, above, beside }: Page): string {
  const trail = above.map((link) => `<li>${linkTo(link, path)}</li>`);
  const others = beside.map((link) =>
    link.path === path
      ? `<li><a href="${hrefTo(path, path)}" aria-current="page">${escapeHtml(link.text)}</a></li>`
      : `<li>${linkTo(link, path)}</li>`,
  );
  const list = (label: string, items: readonly string[]) =>
    items.length === 0 ? '' : `<nav aria-label="${label}"><ul>${items.join('')}</ul></nav>`;
  return list('where this is', trail) + list('pages', others);
}

/** The page as a file. */
export function pageHtml(page: Page): string {
  const { path, title, body } = page;
  const asset = (file: string) => hrefTo(file, path);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${asset(STYLE_FILE)}">
<script src="${asset(SCRIPT_FILE)}" defer></script>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>${navigation(page)}</header>
<main id="main">
<h1>${escapeHtml(title)}</h1>
${body}
</main>
<footer><p class="quiet">Made by syspec ${escapeHtml(version())}.</p></footer>
</body>
</html>
`;
}

/** Something that is wider than a phone: it scrolls by itself, also by the keyboard. */
export function wide(label: string, html: string): string {
  return `<div class="wide" role="region" tabindex="0" aria-label="${escapeHtml(label)}">${html}</div>`;
}

/** A command to be copied. A line of it ends in front of an option, not behind its hyphens. */
export const command = (text: string): string =>
  `<code class="command">${escapeHtml(text).replace(/--[\w-]+/g, '<span class="option">$&</span>')}</code>`;
