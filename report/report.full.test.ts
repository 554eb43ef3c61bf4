// SPDX-License-Identifier: MIT
// The whole site of all proposals in a browser: Debian's Chromium, to which playwright-core speaks. Both packages are pinned: another
// axe-core has other rules, and another playwright-core speaks to other browsers.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../base/fixtures/folder.ts';
import { ROOT } from '../base/root.ts';
import { requireTools } from '../conformance/kernel/tools/tools.ts';
import { selectSubjects } from '../verdicts/select.ts';
import { assemble } from './assemble.ts';
import { pagesOfEachKind } from './fixtures/page-kinds.ts';
import { faultsOfSite } from './fixtures/site-faults.ts';
import { siteOf } from './site.ts';
import { writeSite } from './write.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const folder = folderOfFile();
let browser: Browser;
let files: Map<string, string>;
/** A page of each kind, of each proposal. */
let kinds: string[];

beforeAll(async () => {
  requireTools(['chromium'], 'chromium');
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  // As root, as in a container, it has no sandbox.
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const shown = await assemble(selectSubjects([]), { root: ROOT, wanted: () => [], watched: [] });
  files = siteOf(shown);
  writeSite(folder, files);
  kinds = pagesOfEachKind([...files.keys()]);
});

afterAll(() => browser?.close());

interface Opened {
  readonly page: Page;
  /** What the console said, and what was asked of anybody but the disk. */
  readonly trouble: string[];
}

async function opened(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'log') trouble.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => trouble.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) trouble.push(`asked for ${request.url()}`);
  });
  const [file = '', place = ''] = path.split('#');
  await page.goto(`${pathToFileURL(join(folder, file)).href}${place === '' ? '' : `#${place}`}`);
  return { page, trouble };
}

/** What axe-core calls serious or critical. */
async function serious(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const { violations } = (await page.evaluate('axe.run({ preload: false })')) as {
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]!.html} ${nodes[0]!.failureSummary}`);
}

/** One with some steps. */
const counterexample = () =>
  [...files].find(([path, html]) => path.includes('/counterexamples/') && /max="[5-9]"/.test(html))![0];

test('every link leads somewhere, and nothing is asked of anybody', () => {
  expect(faultsOfSite(files)).toEqual([]);
});

test('pages of each proposal are opened', () => {
  for (const { proposal } of selectSubjects([])) {
    const own = kinds.filter((path) => path.startsWith(`${proposal.slug}/`));
    expect(own.length, proposal.slug).toBeGreaterThan(8);
    for (const kind of ['counterexamples/', 'graphs/', 'conformance.html'])
      expect(own.some((path) => path.includes(`/${kind}`))).toBe(true);
  }
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('no page says anything on the console, asks for anything, or has what axe-core calls serious', async () => {
    expect(kinds.length).toBeGreaterThan(8);
    for (const path of kinds) {
      const { page, trouble } = await opened(path, { colorScheme });
      expect([path, await serious(page)]).toEqual([path, []]);
      if (colorScheme === 'dark')
        expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
          'rgb(18, 18, 18)',
        );
      expect([path, trouble]).toEqual([path, []]);
      await page.context().close();
    }
  });
});

test('on a phone no page scrolls to the side', async () => {
  for (const path of kinds) {
    const { page } = await opened(path, { viewport: { width: 360, height: 740 } });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect([path, width]).toEqual([path, 360]);
    await page.context().close();
  }
});

test('the slider moves by key, by mouse and by its buttons, and the state and the marked step with it', async () => {
  const { page, trouble } = await opened(counterexample());
  const range = page.locator('.controls input');
  const marked = () => page.locator('.step.current').getAttribute('data-step');
  const state = () => page.locator('.state .leaf:visible').allTextContents();
  const first = await state();
  expect(await page.locator('.step.current').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  expect([await range.inputValue(), await marked()]).toEqual(['1', '1']);
  expect(await state()).not.toEqual(first);
  expect(await page.locator('.leaf.changed').count()).toBeGreaterThan(0);
  await page.keyboard.press('ArrowLeft');
  expect([await range.inputValue(), await state()]).toEqual(['0', first]);
  await range.focus();
  await page.keyboard.press('End');
  const last = await range.getAttribute('max');
  expect([await range.inputValue(), await marked()]).toEqual([last, last]);
  const box = (await range.boundingBox())!;
  await page.mouse.click(box.x + 1, box.y + box.height / 2);
  expect(await range.inputValue()).toBe('0');
  await page.getByRole('button', { name: 'step after' }).click();
  expect(await marked()).toBe('1');
  await page.locator('.step[data-step="2"]').click();
  expect([await range.inputValue(), new URL(page.url()).hash]).toEqual(['2', '#step=2']);
  expect(trouble).toEqual([]);
});

test('an address names a step', async () => {
  const { page } = await opened(`${counterexample()}#step=2`);
  expect(await page.locator('.step.current').getAttribute('data-step')).toBe('2');
});

test('in a graph a state leads to the next ones', async () => {
  const path = [...files.keys()].find((one) => one.includes('/graphs/'))!;
  const { page } = await opened(path);
  const next = page.locator('.controls output .go').first();
  const to = await next.getAttribute('data-to');
  await next.click();
  expect(await page.locator('.node.current').getAttribute('data-step')).toBe(to);
});

test('without scripts the diagram is whole, and printed nothing is left out of it', async () => {
  const { page } = await opened(counterexample(), { javaScriptEnabled: false });
  expect(await page.locator('.controls').isVisible()).toBe(false);
  const steps = await page.locator('.step').count();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.step:visible').count()).toBe(steps);
});

describe('a fault turns it red:', () => {
  const broken = async (was: string, is: string) => {
    const path = counterexample();
    const copy = path.replace('.html', '.broken.html');
    writeSite(folder, new Map([...files, [copy, files.get(path)!.replace(was, is)]]));
    const { page, trouble } = await opened(copy);
    return { serious: await serious(page), trouble };
  };

  test('a field without a label', async () => {
    expect((await broken(' aria-label="step, of', ' data-label="step, of')).serious).toContainEqual(
      expect.stringMatching(/critical label/),
    );
  });

  test('text that cannot be read', async () => {
    const { serious: found } = await broken('<h1>', '<h1 style="color: #888; background: #999">');
    expect(found).toContainEqual(expect.stringMatching(/serious color-contrast/));
  });

  test('a picture from elsewhere', async () => {
    const { trouble } = await broken('<h1>', '<img alt="x" src="http://localhost:9/x.png"><h1>');
    expect(trouble).toContainEqual('asked for http://localhost:9/x.png');
  });
});
