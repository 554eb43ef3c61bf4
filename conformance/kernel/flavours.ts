// SPDX-License-Identifier: MIT
// The kernels that can be built: which patches, and which config fragments.
import { SyspecError } from '../../base/errors.ts';
import { didYouMean } from '../../base/suggest.ts';

/**
 * What a kernel has beside the proposals, and a lane may need: `audit`. There are those that some flavour has or some patch
 * brings. A lane that needs another one fails `source/features.test.ts`.
 */
export type Feature = string;

/** A way to configure and patch one source. */
export interface Flavour {
  readonly name: string;
  /** What it is for, in one line. */
  readonly purpose: string;
  /** Files of config/, applied in this order over tinyconfig. */
  readonly fragments: readonly string[];
  /** Whether it has the test-only patches. */
  readonly testOnly: boolean;
  /** Whether it has the patch series of the proposal whose kernel it is; or the fixes of Linux at the head of that alone. */
  readonly series: boolean | 'fixes';
  /** Whether it is one kernel for all proposals, with every series. */
  readonly composed?: true;
  /** Whether a task can be parked in the middle of steps too. */
  readonly places?: true;
  /** The variant of the document that it is, where that is not the proposed one. What that changes in a series is a patch. */
  readonly variant?: string;
  /** What lanes that judge themselves find in it, whose kernel it may be; patches bring more (`source/features.ts`). */
  readonly features: readonly Feature[];
  /** How many lines its build prints, about: the progress of a first build. */
  readonly steps: number;
}

/** No LSM can ask about sockets: CONFIG_SECURITY_NETWORK is off. */
const UNHOOKED: Feature = 'no-socket-hooks';

const PATCHED = { testOnly: true, series: true } as const;

/** Every flavour, the default one first. */
export const FLAVOURS: readonly Flavour[] = [
  {
    name: 'fast',
    purpose: 'the smallest kernel that runs the tests',
    fragments: ['fast', 'test-only'],
    ...PATCHED,
    features: [UNHOOKED],
    steps: 1850,
  },
  {
    name: 'unpatched',
    purpose: 'fast without the patch series',
    fragments: ['fast', 'test-only'],
    testOnly: true,
    series: false,
    features: [UNHOOKED],
    steps: 1850,
  },
  {
    name: 'pristine',
    purpose: 'fast without any patch',
    fragments: ['fast'],
    testOnly: false,
    series: false,
    features: [UNHOOKED],
    steps: 1850,
  },
  {
    name: 'series',
    purpose: 'fast with the patch series alone, as it would be sent',
    fragments: ['fast'],
    testOnly: false,
    series: true,
    features: [UNHOOKED],
    steps: 1850,
  },
  {
    name: 'naive',
    purpose: 'fast with the variant `naive` in place of a series that has one',
    fragments: ['fast', 'test-only'],
    ...PATCHED,
    variant: 'naive',
    features: [UNHOOKED],
    steps: 1850,
  },
  {
    name: 'today-fixed',
    purpose: 'fast with the fixes at the head of a series alone',
    fragments: ['fast', 'test-only'],
    testOnly: true,
    series: 'fixes',
    variant: 'today-fixed',
    features: [UNHOOKED],
    steps: 1850,
  },
  {
    name: 'all',
    purpose: 'fast with the series of all proposals in one kernel',
    fragments: ['fast', 'test-only'],
    ...PATCHED,
    composed: true,
    features: [UNHOOKED],
    steps: 1850,
  },
  {
    name: 'places',
    purpose: 'fast, where tasks can be parked wherever they may sleep',
    fragments: ['fast', 'test-only', 'places'],
    ...PATCHED,
    places: true,
    features: ['places', UNHOOKED],
    steps: 1850,
  },
  {
    name: 'hooks',
    purpose:
      'LSMs, audit, cgroup-BPF, notifications, probes, io_uring, namespaces, core dumps, 32-bit and x32 calls',
    fragments: ['fast', 'test-only', 'hooks'],
    ...PATCHED,
    features: [
      ...['tomoyo', 'landlock', 'audit', 'cgroup-bpf', 'btf', 'io_uring', 'int80', 'x32'],
      ...[
        'inotify',
        'fanotify',
        'io-accounting',
        'kprobe-events',
        'user-namespaces',
        'network-namespaces',
        'core-dumps',
      ],
    ],
    steps: 2025,
  },
  {
    name: 'kasan',
    purpose: 'memory errors, lock order, leaks, failing allocations',
    fragments: ['fast', 'test-only', 'kasan'],
    ...PATCHED,
    features: ['failslab', 'kmemleak'],
    steps: 1930,
  },
  {
    name: 'kcsan',
    purpose: 'data races',
    fragments: ['fast', 'test-only', 'kcsan'],
    ...PATCHED,
    features: [UNHOOKED],
    steps: 1890,
  },
];

/**
 * The flavour of that name.
 * @throws SyspecError BAD_USAGE when there is none
 */
export function flavourNamed(name: string): Flavour {
  const found = FLAVOURS.find((flavour) => flavour.name === name);
  if (found !== undefined) return found;
  const names = FLAVOURS.map((flavour) => flavour.name);
  throw new SyspecError('BAD_USAGE', `no kernel flavour is called '${name}'`, didYouMean(name, names));
}
