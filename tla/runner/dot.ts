// SPDX-License-Identifier: MIT
// The state graph that TLC writes with -dump dot,actionlabels.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { SyspecError } from '../../base/errors.ts';
import { parseState } from './parse-value.ts';
import { canonical } from './value.ts';

/** A reachable state graph. A state's name is TLC's fingerprint, a signed 64-bit number in decimal. */
export interface StateGraph {
  readonly initial: readonly string[];
  /** For each state, each variable's canonical text. */
  readonly states: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** From, action, to: each triple once, in TLC's order. */
  readonly edges: readonly (readonly [string, string, string])[];
}

// The label is unrolled and hence linear: `(?:[^"\\]|\\.)*` overflows the stack on labels of megabytes.
const NODE = /^(-?\d+) \[label="([^"\\]*(?:\\.[^"\\]*)*)"(,style = filled)?\];?$/;
const EDGE = /^(-?\d+) -> (-?\d+) \[(?:label="([^"]*)"|style="dashed")/;
const FRAME = /^(?:strict )?digraph |^(?:subgraph|nodesep=|color=|fontsize=|\{rank = )|^label="|^$|^\}+$/;

/** Called for each step that TLC generated, in its order, also where one stands twice. */
export type OnStep = (from: string, action: string, to: string) => void;

/**
 * Reads a dump of any size line by line. The dashed self-loops that TLC adds for temporal properties
 * (stuttering) are no steps of the specification and are left out.
 * @throws SyspecError BAD_INPUT when the file is absent, cut short, or not such a dump.
 */
export async function readDot(path: string, onStep: OnStep = () => {}): Promise<StateGraph> {
  const reader = new GraphReader(path, onStep);
  const input = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
      reader.line(line);
  } catch (error) {
    if (error instanceof SyspecError) throw error;
    throw new SyspecError('BAD_INPUT', `cannot read the state graph ${path}: ${(error as Error).message}`);
  } finally {
    input.destroy();
  }
  return reader.finish();
}

class GraphReader {
  readonly #path: string;
  readonly #onStep: OnStep;
  readonly #initial = new Set<string>();
  readonly #states = new Map<string, Record<string, string>>();
  readonly #edges: [string, string, string][] = [];
  readonly #seen = new Map<string, Set<string>>();
  #number = 0;
  #open = 0;

  constructor(path: string, onStep: OnStep) {
    this.#path = path;
    this.#onStep = onStep;
  }

  line(text: string): void {
    this.#number++;
    const edge = EDGE.exec(text);
    if (edge !== null) {
      if (edge[3] !== undefined) this.#edge(edge[1]!, edge[3], edge[2]!);
      return;
    }
    const node = NODE.exec(text);
    if (node !== null) {
      if (node[3] !== undefined) this.#initial.add(node[1]!);
      if (!this.#states.has(node[1]!)) this.#states.set(node[1]!, this.#state(node[2]!));
      return;
    }
    if (!FRAME.test(text)) this.#fail('neither a state nor a step');
    if (text.endsWith('{')) this.#open++;
    if (/^\}+$/.test(text)) this.#open -= text.length;
  }

  finish(): StateGraph {
    if (this.#number === 0 || this.#open !== 0) this.#fail('the dump is cut short');
    for (const [from, , to] of this.#edges) {
      if (!this.#states.has(from) || !this.#states.has(to))
        this.#fail(`the step ${from} -> ${to} has no state`);
    }
    return { initial: [...this.#initial], states: this.#states, edges: this.#edges };
  }

  #edge(from: string, action: string, to: string): void {
    this.#onStep(from, action, to);
    const key = `${action} ${to}`;
    const known = this.#seen.get(from);
    if (known?.has(key)) return;
    if (known === undefined) this.#seen.set(from, new Set([key]));
    else known.add(key);
    this.#edges.push([from, action, to]);
  }

  #state(label: string): Record<string, string> {
    const text = label.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
    try {
      return Object.fromEntries([...parseState(text)].map(([name, value]) => [name, canonical(value)]));
    } catch (error) {
      return this.#fail((error as Error).message);
    }
  }

  #fail(what: string): never {
    throw new SyspecError('BAD_INPUT', `${this.#path}:${this.#number}: not a whole TLC state graph: ${what}`);
  }
}
