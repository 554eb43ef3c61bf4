// SPDX-License-Identifier: MIT
// Which Linux the rules of a system are of: releases differ here and there.
import type { System, World } from './types.ts';

/** The release that the rules are of where none is named. */
export const LINUX = '6.12';

/** Whether a release of Linux came before another: both begin as `6.12`. */
export function isBefore(release: string, since: string): boolean {
  const [major = 0, minor = 0] = release.split('.').map(Number.parseFloat);
  const [majorSince = 0, minorSince = 0] = since.split('.').map(Number);
  return major === majorSince ? minor < minorSince : major < majorSince;
}

/** The same system with the rules of another release, as `7.3` or as uname has it. */
export const onLinux = (system: System, release: string): System => ({ ...system, linux: release });

/** Whether the Linux of a world does what others do since that release. */
export const hasSince = ({ system }: World, since: string): boolean => !isBefore(system.linux, since);
