// SPDX-License-Identifier: MIT
// A report as JUnit XML: a suite for each proposal and variant, a test case for each row.
import { groupBy } from '../../base/group.ts';
import { type CoverageRow, type Found, type LaneRow, type Report, titleAndCount } from './rows.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
  // As they are, a parser would make blanks of them in an attribute.
  ...{ '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' },
};

/** What XML 1.0 cannot say at all, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const escapeText = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>\r]/g, (c) => ENTITIES[c]!);

const escapeAttribute = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"'\n\r\t]/g, (c) => ENTITIES[c]!);

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string,
): string {
  const list = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`,
  );
  return content === '' ? `<${name}${list.join('')}/>\n` : `<${name}${list.join('')}>${content}</${name}>\n`;
}

function foundText(found: Found): string {
  const { files, logs, diagram, known } = found;
  return [
    `${known === null ? '' : `known until ${known.until}, ${known.reason}: `}${titleAndCount(found)}`,
    ...(diagram === null ? [] : [diagram.trimEnd()]),
    ...files.map((file) => `again: syspec replay ${file}`),
    ...logs.map((log) => `console: ${log}`),
    '',
  ].join('\n');
}

/** A violation is a failure; whatever kept a verdict from coming is an error. */
function testCase(row: LaneRow): string {
  const { slug, variant, lane, scenario, seconds, verdict, found, reason } = row;
  const texts = (known: boolean) =>
    escapeText(
      found
        .filter((one) => (one.known !== null) === known)
        .map(foundText)
        .join(''),
    );
  const message = found.find(({ known }) => known === null)?.title ?? reason ?? verdict;
  const problem =
    verdict === 'holds'
      ? ''
      : element(verdict === 'violated' ? 'failure' : 'error', { type: verdict, message }, texts(false));
  const known = texts(true);
  const content = problem + (known === '' ? '' : element('system-out', {}, known));
  const name = scenario === null ? lane : `${lane} ${scenario}`;
  const attributes = { classname: `${slug}.${variant}`, name, time: seconds.toFixed(3) };
  return element('testcase', attributes, content === '' ? '' : `\n${content}`);
}

function suite(rows: readonly LaneRow[]): string {
  const { slug, variant } = rows[0]!;
  const counts = {
    tests: rows.length,
    failures: rows.filter(({ verdict }) => verdict === 'violated').length,
    errors: rows.filter(({ verdict }) => verdict !== 'violated' && verdict !== 'holds').length,
    time: rows.reduce((total, { seconds }) => total + seconds, 0).toFixed(3),
  };
  return element('testsuite', { name: `${slug} ${variant}`, ...counts }, `\n${rows.map(testCase).join('')}`);
}

function coverageSuite(rows: readonly CoverageRow[]): string {
  const cases = rows.map(({ slug, variant, covered, total, missing, ok }) => {
    const message = `${covered} of ${total}`;
    const problem = ok
      ? ''
      : element('failure', { type: 'coverage', message }, escapeText(missing.join('\n')));
    return element(
      'testcase',
      { classname: slug, name: `${variant} coverage` },
      problem === '' ? '' : `\n${problem}`,
    );
  });
  const failures = rows.filter(({ ok }) => !ok).length;
  return element(
    'testsuite',
    { name: 'coverage', tests: rows.length, failures, errors: 0 },
    `\n${cases.join('')}`,
  );
}

/** A run without a row, or one that is not whole: an error, because a file without one passes everywhere. */
function unfinished(message: string): string {
  const problem = element('error', { type: 'inconclusive', message }, '');
  const only = element('testcase', { classname: 'conform', name: 'rows' }, `\n${problem}`);
  return element('testsuite', { name: 'conform', tests: 1, failures: 0, errors: 1 }, `\n${only}`);
}

/** The report; its suites are named after proposals and variants. */
export function toJunit({ results, coverage, interrupted, target }: Report): string {
  const suites = groupBy(results, ({ slug, variant }) => `${slug}\n${variant}`).map(suite);
  if (interrupted === true) suites.push(unfinished('interrupted: the other rows were not judged'));
  else if (results.length === 0) suites.push(unfinished('nothing was tested'));
  if (coverage.length > 0) suites.push(coverageSuite(coverage));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: target }, `\n${suites.join('')}`)}`;
}
