// SPDX-License-Identifier: MIT
// Is a site whole? Links lead somewhere, nothing is fetched from elsewhere, and what is seen has a name for who cannot see it.
import { posix } from 'node:path';

/** What is wrong with a site, a line each: `PAGE: what`. Empty when nothing is. */
export function faultsOfSite(files: ReadonlyMap<string, string>): string[] {
  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  const ids = new Map(pages.map(([path, html]) => [path, idsIn(html)]));
  return [
    ...pages.flatMap(([path, html]) => [
      ...lost(path, html, files, ids),
      ...twice(ids.get(path)!).map((id) => `${path}: the id '${id}' is there twice`),
      ...unnamed(html).map((what) => `${path}: ${what}`),
    ]),
    ...[...files].flatMap(([path, text]) => outside(path, text).map((what) => `${path}: ${what}`)),
  ];
}

const idsIn = (html: string): string[] => [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);

const twice = (ids: readonly string[]): string[] => [
  ...new Set(ids.filter((id, at) => ids.indexOf(id) !== at)),
];

function lost(
  path: string,
  html: string,
  files: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, readonly string[]>,
): string[] {
  const targets = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, target]) => target!);
  return [...new Set(targets)].flatMap((target) => {
    // What is written with its scheme is judged by `outside`.
    if (/^[a-z]+:/i.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    const to = file === '' ? path : posix.join(posix.dirname(path), file);
    if (!files.has(to)) return [`${path}: the link '${target}' leads nowhere`];
    if (anchor === undefined || anchor === '' || ids.get(to)?.includes(anchor)) return [];
    return [`${path}: the link '${target}' leads to no place on that page`];
  });
}

/** Addresses that a browser would ask somebody else for. */
function outside(path: string, text: string): string[] {
  const inHtml = [
    ...text.matchAll(/\s(?:href|src|srcset|action|data|poster)="((?!data:,")(?:[a-z]+:|\/\/)[^"]*)"/gi),
  ].map(([, target]) => `asks for '${target}'`);
  const inStyle = [...text.matchAll(/url\((?!#)[^)]*\)|@import[^;]*/g)].map(([what]) => `asks for '${what}'`);
  const inScript = path.endsWith('.js')
    ? [
        ...text.matchAll(
          /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\b|import\(/g,
        ),
      ]
    : [];
  return [...inHtml, ...inStyle, ...inScript.map(([what]) => `may ask somebody: '${what}'`)];
}

const NAMED = /\s(?:aria-label|aria-labelledby|alt)="[^"]+"/;

/** Pictures, fields and buttons that have no name. */
function unnamed(html: string): string[] {
  const tags = [...html.matchAll(/<(img|svg|input|select|nav|aside)\b([^>]*)>/g)];
  const bare = tags
    .filter(([, , attributes = '']) => !NAMED.test(attributes) && !/aria-hidden="true"/.test(attributes))
    .map(([tag]) => `${tag} has no name`);
  const buttons = [...html.matchAll(/<(button|a)\b([^>]*)>([\s\S]*?)<\/\1>/g)]
    .filter(
      ([, , attributes = '', inner = '']) =>
        !NAMED.test(attributes) && inner.replace(/<[^>]*>/g, '').trim() === '',
    )
    .map(([tag]) => `${tag} has no name`);
  const frame = [
    ...(/<html lang="\w+"/.test(html) ? [] : ['its language is not said']),
    ...(/<title>[^<]+<\/title>/.test(html) ? [] : ['it has no title']),
    ...(html.match(/<h1>/g)?.length === 1 ? [] : ['it has not one h1']),
  ];
  return [...bare, ...buttons, ...frame];
}
