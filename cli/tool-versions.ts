// SPDX-License-Identifier: MIT
// Versions of what a run was made with, for its record.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { QEMU } from '../conformance/kernel/boot/qemu.ts';
import type { Run } from '../records/record.ts';
import { findJar } from '../tla/runner/jar.ts';
import { findJava } from '../tla/runner/java.ts';

/** What a run may have used beside Node; TLC stands for Java too. */
export type Tool = 'TLC' | 'QEMU';

/** A run of hours is not lost because a tool that it has used does not say which one it is. */
const UNKNOWN = 'of an unknown version';

/** What a program says of itself, whatever its exit code. */
async function said(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...args], { env });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return stdout + stderr;
  }
}

const versionIn = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? UNKNOWN;

async function tlcVersions(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  try {
    const [java, jar] = await Promise.all([findJava(env), findJar(undefined, env)]);
    // Without a module it says who it is, and that one is missing.
    const tlc = await said(java.path, ['-XX:-UsePerfData', '-cp', jar.path, 'tlc2.TLC'], env);
    return {
      Java: versionIn(java.said, /version "([^"]+)"/),
      TLC: versionIn(tlc, /TLC2 Version (\S+)/),
    };
  } catch {
    return { Java: UNKNOWN, TLC: UNKNOWN };
  }
}

/** Node's version, and those of the tools that a run has used. */
export async function toolVersions(
  tool?: Tool,
  env: NodeJS.ProcessEnv = process.env,
): Promise<NonNullable<Run['tools']>> {
  const Node = process.version.replace(/^v/, '');
  if (tool === 'TLC') return { Node, ...(await tlcVersions(env)) };
  if (tool === undefined) return { Node };
  const qemu = await said(QEMU, ['--version'], env);
  return { Node, QEMU: versionIn(qemu, /QEMU emulator version (\S+)/) };
}
