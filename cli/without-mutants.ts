// SPDX-License-Identifier: MIT
// What is said of proposals of which no mutant was tried, beside others of which some were.

/** A line for each: then nothing is green. */
export const withoutMutantLines = (slugs: readonly string[]): string[] =>
  slugs.map((slug) => `XX ${slug}: no mutant was tried\n`);

/** The JSON object in `text` with them, and then not ok; where there are none, as it is. */
export function withoutMutantsJson(text: string, slugs: readonly string[]): string {
  if (slugs.length === 0) return text;
  const object = JSON.parse(text) as object;
  return `${JSON.stringify({ ...object, withoutMutants: slugs, ok: false })}\n`;
}
