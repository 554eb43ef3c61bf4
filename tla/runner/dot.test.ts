// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { readDot } from './dot.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const folder = folderOfFile();

function write(text: string): string {
  const path = join(folder, 'graph.dot');
  writeFileSync(path, text);
  return path;
}

test('states, steps and initial states of a dump', async () => {
  const graph = await readDot(join(FIXTURES, 'Safety.dot'));
  expect(graph.initial).toHaveLength(1);
  expect(graph.states.get(graph.initial[0]!)).toEqual({
    seen: '"no"',
    file: '[inode |-> 1, kind |-> "socket"]',
    log: '<<>>',
  });
  expect(graph.states.size).toBe(6);
  expect(graph.edges.map(([, action]) => action)).toEqual(['Check', 'Swap', 'Swap', 'Use', 'Use']);
});

test('a step onto a state that was known is there', async () => {
  const graph = await readDot(join(FIXTURES, 'Ok.dot'));
  expect(graph.edges).toHaveLength(4);
  const [from, , to] = graph.edges[3]!;
  expect([graph.states.get(from), graph.states.get(to)]).toEqual([{ n: '3' }, { n: '0' }]);
});

test('both layers of escapes are undone', async () => {
  const graph = await readDot(join(FIXTURES, 'Values.dot'));
  const state = graph.states.get(graph.initial[0]!)!;
  expect(state.text).toBe(String.raw`"line\nbreak |-> >> /\\ x = 1"`);
  expect(state.function).toBe(String.raw`(0 :> "a" @@ 5 :> "b\\c\"d\te")`);
  expect(Object.keys(state)).toHaveLength(11);
});

test("liveness checking's dashed loops are no steps", async () => {
  const path = join(FIXTURES, 'LivenessFair.dot');
  expect(readFileSync(path, 'utf8')).toContain('dashed');
  const graph = await readDot(path);
  expect(graph.edges).toHaveLength(4);
  expect(graph.edges.every(([from, , to]) => from !== to)).toBe(true);
});

test('a step that TLC writes twice counts once, and one action beside another twice', async () => {
  const node = (id: number): string => `${id} [label="n = ${id}"];\n`;
  const edge = (action: string): string => `1 -> 2 [label="${action}",color="black",fontcolor="black"];\n`;
  const text = `strict digraph DiskGraph {\n${node(1)}${node(2)}${edge('A')}${edge('A')}${edge('B')}}\n`;
  const graph = await readDot(write(text));
  expect(graph.edges).toEqual([
    ['1', 'A', '2'],
    ['1', 'B', '2'],
  ]);
});

test('every proper beginning of a dump is refused', async () => {
  const lines = readFileSync(join(FIXTURES, 'Safety.dot'), 'utf8').trimEnd().split('\n');
  for (let end = 0; end < lines.length; end++) {
    await expect(readDot(write(lines.slice(0, end).join('\n'))), `${end} lines`).rejects.toThrow('graph.dot');
  }
});

test('a line cut in the middle is refused with its number', async () => {
  const text = readFileSync(join(FIXTURES, 'Safety.dot'), 'utf8');
  await expect(readDot(write(text.slice(0, 200)))).rejects.toThrow(
    /graph\.dot:\d+: .*neither a state nor a step/,
  );
});

test('a missing file and another graph are refused', async () => {
  await expect(readDot(join(folder, 'absent.dot'))).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(readDot(write('digraph G {\na -> b\n}\n'))).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(readDot(write('strict digraph G {\n1 -> 2 [label="A"];\n}\n'))).rejects.toThrow(
    'has no state',
  );
});

test('a hundred thousand states are read whole', async () => {
  const count = 100_000;
  const lines = Array.from({ length: count }, (_, i) => {
    const label = String.raw`/\\ pc = (a :> \"lock\" @@ b :> \"idle\")\n/\\ n = ` + i;
    return `${i} [label="${label}"];\n${i} -> ${(i * 7) % count} [label="Next",color="black",fontcolor="black"];`;
  });
  const graph = await readDot(write(`strict digraph DiskGraph {\n${lines.join('\n')}\n}\n`));
  expect(graph.states.size).toBe(count);
  expect(graph.edges).toHaveLength(count);
});
