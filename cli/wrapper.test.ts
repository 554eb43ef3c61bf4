// SPDX-License-Identifier: MIT
// ./syspec in a small checkout of its own, with nothing on PATH but what the test puts there.
import { execFileSync, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inRoot } from '../base/root.ts';

const BUILTIN_TOOLS =
  'sh bash env readlink dirname find sort sha256sum cat cmp mv rm mkdir rmdir cp chmod sed ls sleep flock awk tee';
const HEAD = '#!/bin/sh\n';
/** Stands for the compiler: notes that it ran, and fails when a source says so. */
const TSC = `${HEAD}out=$4; echo built >>"$LOG"; mkdir -p "$out/cli"
if cat *.ts | { while read -r line; do [ "$line" != broken ] || exit 1; done; }; then cp a.ts "$out/cli/main.js"
else echo 'a.ts(1,1): error'; exit 2; fi\n`;
const NPM = `${HEAD}echo "npm $1" >>"$LOG"; [ -z "\${NPM_FAILS:-}" ] || exit 1
while [ -n "\${NPM_WAITS_FOR:-}" ] && [ ! -e "$NPM_WAITS_FOR" ]; do sleep 0.05; done
rm -rf node_modules; mkdir -p node_modules/.bin; cp "$TSC" node_modules/.bin/tsc\n`;
const NODE = `${HEAD}if [ "$1" = --version ]; then echo "\${NODE_VERSION:-v20.19.0}"; else
shift; echo "ran $*"; exit "\${STATUS:-0}"; fi\n`;
const APT = `${HEAD}echo "apt-get $*" >>"$LOG"
case "$*" in *openjdk-21*) exit 100 ;; *nodejs*) cp "$NODE" "$BIN/node" ;; esac\n`;

let top: string;
let root: string;
let bin: string;

function stub(name: string, text: string, folder = bin): void {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
}

function environment(extra: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: bin,
    HOME: join(top, 'home'),
    LOG: join(top, 'log'),
    TSC: join(top, 'tsc'),
    NODE: join(top, 'node'),
    BIN: bin,
    ...extra,
  };
}

function syspec(args: string[] = [], extra?: Record<string, string>, program = join(root, 'syspec')) {
  return spawnSync(program, args, { cwd: top, env: environment(extra), encoding: 'utf8' });
}

/** What was installed and built since the last call. */
function work(): string[] {
  const log = join(top, 'log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  rmSync(log, { force: true });
  return lines;
}

function exited(run: SpawnSyncReturns<string>): [number | null, string, string] {
  return [run.status, run.stdout, run.stderr.replaceAll(realpathSync(top), 'TOP')];
}

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'syspec wrapper-'));
  root = join(top, 'check out');
  bin = join(top, 'bin');
  for (const folder of [root, bin, join(top, 'home')]) mkdirSync(folder);
  for (const tool of BUILTIN_TOOLS.split(' ')) {
    symlinkSync(
      execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(),
      join(bin, tool),
    );
  }
  copyFileSync(inRoot('syspec'), join(root, 'syspec'));
  for (const file of [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'a.ts',
    'b.ts',
  ]) {
    writeFileSync(join(root, file), 'x\n');
  }
  stub('tsc', TSC, top);
  stub('node', NODE, top);
  stub('node', NODE);
  stub('npm', NPM);
  stub('id', `${HEAD}echo 1000\n`);
});
afterEach(() => rmSync(top, { recursive: true }));

describe('what has changed is done again, and nothing else', () => {
  beforeEach(() => {
    expect(syspec(['check', 'a b']).stdout).toBe('ran check a b\n');
    expect(work()).toEqual(['npm ci', 'built']);
  });

  test('nothing', () => {
    expect(exited(syspec(['check'], { STATUS: '1' }))).toEqual([1, 'ran check\n', '']);
    expect(work()).toEqual([]);
  });

  test.each([
    ['a changed source of the same size and time', () => change('a.ts', 'y\n'), ['built']],
    ['a new source', () => change('c.ts', 'x\n'), ['built']],
    ['a deleted source', () => rmSync(join(root, 'b.ts')), ['built']],
    ['a renamed source', () => renameSync(join(root, 'b.ts'), join(root, 'c.ts')), ['built']],
    ['a compiler option', () => change('tsconfig.json', 'y\n'), ['built']],
    ['the lock file', () => change('package-lock.json', 'y\n'), ['npm ci', 'built']],
    ['no dist', () => rmSync(join(root, 'dist'), { recursive: true }), ['built']],
    ['no node_modules', () => rmSync(join(root, 'node_modules'), { recursive: true }), ['npm ci']],
    ['a test', () => change('a.test.ts', 'x\n'), []],
    ['a document', () => change('README.md', 'x\n'), []],
  ])('%s', (_, action, expected) => {
    action();
    expect(syspec().status).toBe(0);
    expect(work()).toEqual(expected);
    expect(syspec().status).toBe(0);
    expect(work()).toEqual([]);
  });

  function change(file: string, text: string): void {
    writeFileSync(join(root, file), text);
    utimesSync(join(root, file), 0, 0);
  }

  test('an mv that cannot exchange will do', () => {
    rmSync(join(bin, 'mv'));
    stub('mv', `${HEAD}case "$*" in *--exchange*) exit 1 ;; esac\nexec /bin/mv "$@"\n`);
    change('a.ts', 'y\n');
    expect(syspec().status).toBe(0);
    expect(readFileSync(join(root, 'dist/cli/main.js'), 'utf8')).toBe('y\n');
    expect(readdirSync(join(root, 'node_modules'))).toEqual(['.bin', '.syspec-lock']);
  });

  test('a failed build exits with 3 and the compiler output, and leaves the old dist', () => {
    change('a.ts', 'broken\n');
    const [status, stdout, stderr] = exited(syspec());
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain('a.ts(1,1): error');
    expect(stderr).toContain('syspec: the build failed');
    expect(readFileSync(join(root, 'dist/cli/main.js'), 'utf8')).toBe('x\n');
    expect(syspec().status).toBe(3);
  });

  test('a failed npm ci exits with 3 and is tried again', () => {
    change('package-lock.json', 'y\n');
    expect(exited(syspec([], { NPM_FAILS: '1' }))).toEqual([
      3,
      '',
      expect.stringMatching(/syspec: npm ci failed\n {2}See TOP\/home\/\.cache\/syspec\/install\.log\.\n$/),
    ]);
    expect(syspec(['conform', '--bisect'], { NPM_FAILS: '1' }).status).toBe(125);
    work();
    expect(syspec().status).toBe(0);
    expect(work()).toEqual(['npm ci', 'built']);
  });
});

test.each([
  ['flock', () => {}],
  ['mkdir', () => rmSync(join(bin, 'flock'))],
])('five at once install and build once (%s)', async (_, arrange) => {
  arrange();
  const codes = await Promise.all(
    [1, 2, 3, 4, 5].map(
      () =>
        new Promise((resolve) => {
          spawn(join(root, 'syspec'), [], { env: environment(), stdio: 'ignore' }).on('exit', resolve);
        }),
    ),
  );
  expect(codes).toEqual([0, 0, 0, 0, 0]);
  expect(work()).toEqual(['npm ci', 'built']);
  expect(existsSync(join(root, '.syspec-lock'))).toBe(false);
});

test.each([
  ['flock', () => {}],
  ['mkdir', () => rmSync(join(bin, 'flock'))],
])('a second one says at once what it waits for, and builds nothing (%s)', async (_, arrange) => {
  arrange();
  const go = join(top, 'go');
  const started = (args: string[]) => {
    const env = environment({ NPM_WAITS_FOR: go });
    const child = spawn(join(root, 'syspec'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const run = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      run.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      run.err += chunk;
    });
    return { run, ended: new Promise((resolve) => child.on('close', resolve)) };
  };
  const first = started(['first']);
  await vi.waitFor(() => expect(first.run.err).toContain('installing npm packages'), 10_000);
  const second = started(['second']);
  await vi.waitFor(() => expect(second.run.err).toContain('waiting for another ./syspec, which'), 10_000);
  writeFileSync(go, '');
  expect([await first.ended, await second.ended]).toEqual([0, 0]);
  expect([first.run.out, second.run.out]).toEqual(['ran first\n', 'ran second\n']);
  expect(second.run.err).not.toContain('building');
  expect(work()).toEqual(['npm ci', 'built']);
});

test('it works through a symbolic link', () => {
  symlinkSync(join(root, 'syspec'), join(top, 'linked'));
  expect(syspec(['x'], {}, join(top, 'linked')).stdout).toBe('ran x\n');
});

describe('without Node.js', () => {
  beforeEach(() => rmSync(join(bin, 'node')));

  test('and without apt-get or root, it says what to run', () => {
    expect(exited(syspec())).toEqual([
      3,
      '',
      'syspec: Node.js 20.19 or newer is missing, and there is no apt-get to install it\n' +
        '  Install it, then run this again. On Debian: apt-get update && apt-get install nodejs npm\n',
    ]);
    stub('apt-get', APT);
    expect(exited(syspec())).toEqual([
      3,
      '',
      'syspec: Node.js 20.19 or newer is missing, and installing it needs root\n' +
        "  Run: sudo sh -c 'apt-get update && apt-get install nodejs npm'\n",
    ]);
    expect(work()).toEqual([]);
  });

  test.each([
    ['root', () => stub('id', `${HEAD}echo 0\n`)],
    ['sudo that asks nothing', () => stub('sudo', `${HEAD}shift; exec "$@"\n`)],
  ])('it is installed by %s', (_, arrange) => {
    stub('apt-get', APT);
    stub('true', HEAD);
    arrange();
    const [status, stdout, stderr] = exited(syspec(['x']));
    expect([status, stdout]).toEqual([0, 'ran x\n']);
    expect(stderr.split('\n')[0]).toBe(
      'syspec: installing Node.js 20.19 or newer by apt-get (log: TOP/home/.cache/syspec/install.log)',
    );
    const options = '-o DPkg::Lock::Timeout=600 install -y --no-install-recommends';
    expect(work().slice(0, 3)).toEqual([
      'apt-get update',
      `apt-get ${options} nodejs`,
      `apt-get ${options} npm`,
    ]);
  });
});

describe('at a terminal, before anything is done through sudo, it asks', () => {
  /** What is printed at a terminal at which `answer` is typed. */
  function atTerminal(answer: string): string {
    rmSync(join(bin, 'node'));
    stub('apt-get', APT);
    stub('true', HEAD);
    stub('sudo', `${HEAD}shift; exec "$@"\n`);
    const command = `'${join(root, 'syspec')}' x`;
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      ...{ cwd: top, env: { ...environment(), PATH: bin, SHELL: '/bin/sh' } },
      ...{ input: `${answer}\n`, encoding: 'utf8' },
    });
    return stdout;
  }

  beforeEach(() => {
    symlinkSync(
      execFileSync('sh', ['-c', 'command -v script'], { encoding: 'utf8' }).trim(),
      join(bin, 'script'),
    );
  });

  test('and no is no', () => {
    expect(atTerminal('n')).toContain('Run sudo apt-get install nodejs npm? [Y/n]');
    expect(work()).toEqual([]);
  });

  test('and yes is yes', () => {
    expect(atTerminal('y')).toContain('ran x');
    expect(work()).toContain('apt-get update');
  });
});

test.each(['v18.20.4', 'v20.18.3'])('Node.js %s that apt-get does not replace is refused', (version) => {
  stub('apt-get', APT);
  stub('id', `${HEAD}echo 0\n`);
  const [status, , stderr] = exited(syspec([], { NODE_VERSION: version }));
  expect(status).toBe(3);
  expect(stderr).toContain(`syspec: Node.js ${version} is too old: 20.19 or newer is needed\n`);
});

test.each(['v20.19.0', 'v22.0.0', 'v24.1.2'])('Node.js %s will do', (version) => {
  expect(syspec([], { NODE_VERSION: version }).status).toBe(0);
});

describe('what a command needs', () => {
  const TLC = ['openjdk-21-jre-headless', 'default-jre-headless', 'maven'];
  const COMPILER = ['build-essential'];
  const TOOLS = 'build-essential flex bison bc dwarves libelf-dev libssl-dev patch perl xz-utils'.split(' ');
  const SOURCE = ['linux-source-6.12'];
  const QEMU = ['qemu-system-x86'];
  const ALL = [...TOOLS, ...SOURCE, ...QEMU];
  const SOURCES = [...SOURCE, 'linux-source-7.3'];
  const WRITERS = ['mandoc', 'git', 'perl', 'manpages-dev'];
  const JUDGES = ['man-db', 'python3', 'python3-sphinx', 'python3-lark', 'b4'];
  const DOCUMENTS = [...WRITERS, ...JUDGES, ...COMPILER, 'rsync'];
  const aptInstalled = () => work().flatMap((line) => /--no-install-recommends (.*)/.exec(line)?.[1] ?? []);
  /** A machine with all that a kernel is built with: a gcc that finds every header, an ls that finds the tarball. */
  const installTools = (): void => {
    for (const tool of 'mandoc git man python3 sphinx-build b4 rsync make ld flex bison bc pahole patch perl xz sparse'.split(
      ' ',
    ))
      stub(tool, HEAD);
    stub('gcc', `${HEAD}cat >/dev/null\n`);
    rmSync(join(bin, 'ls'));
    stub('ls', HEAD);
  };

  beforeEach(() => {
    stub('apt-get', APT);
    stub('id', `${HEAD}echo 0\n`);
    // It knows every package.
    stub('apt-cache', HEAD);
    // This machine's tarball is not to be found.
    rmSync(join(bin, 'ls'));
    stub(
      'ls',
      `${HEAD}case $* in /usr/src/* | /usr/share/man/* | /usr/lib/python3/*) exit 2 ;; esac\nexec /bin/ls "$@"\n`,
    );
  });

  test.each<[string, string[]]>([
    ['test', [...TLC, ...ALL, 'ccache', ...DOCUMENTS]],
    ['test cli --full', [...TLC, ...ALL, 'ccache', ...DOCUMENTS, 'sparse', 'chromium', 'linux-source-7.3']],
    ['docs', [...WRITERS, ...SOURCES]],
    ['docs --source=tree', WRITERS],
    ['docs a --check', [...DOCUMENTS, ...SOURCES]],
    ['docs --check --boot', [...DOCUMENTS, ...TOOLS, 'sparse', ...SOURCES, ...QEMU]],
    ['tlc A.tla', TLC],
    ['agree', TLC],
    ['bench explorer', TLC],
    ['bench', TLC],
    ['bench conform', ALL],
    ['bench cost', ALL],
    ['bench cost a --source=tree', [...TOOLS, ...QEMU]],
    ['check --engine tlc', TLC],
    ['check a --engine=both', TLC],
    ['check a --tla-mutants', TLC],
    ['check --tla-coverage', TLC],
    ['kernel build', [...TOOLS, ...SOURCE]],
    ['kernel build --flavour kasan --source tree', TOOLS],
    ['kernel build --source=tree', TOOLS],
    ['kernel build --base 6.12', [...TOOLS, ...SOURCE]],
    ['kernel build --base=7.3', [...TOOLS, 'linux-source-7.3']],
    ['conform a --base 7.3', [...TOOLS, 'linux-source-7.3', ...QEMU]],
    ['conform a --base 7.3 --source=tree', [...TOOLS, ...QEMU]],
    ['kernel build --base 5.0', TOOLS],
    ['kernel series a --out folder', [...TOOLS, ...SOURCE]],
    ['kernel boot', ALL],
    ['kernel boot --kernel image', [...COMPILER, ...QEMU]],
    ['conform', ALL],
    ['conform --kernel=image', [...COMPILER, ...QEMU]],
    ['conform --host', COMPILER],
    ['replay file', ALL],
    ['replay file --host', COMPILER],
    ['replay --kernel=image file', [...COMPILER, ...QEMU]],
    ['test tla', TLC],
    ['test check-agree', TLC],
    ['test tla-mutants --full', TLC],
    ['test boot', [...TLC, ...ALL, 'ccache', ...DOCUMENTS]],
    ['mutants', ALL],
    ['mutants --list', [...TOOLS, ...SOURCE]],
    ['explain a v --kernel', ALL],
    ['explain a v --kernel --base 7.3', [...TOOLS, 'linux-source-7.3', ...QEMU]],
    ['explain a v --kernel --base 7.3 --source tree', [...TOOLS, ...QEMU]],
    ['replay file --base 7.3 --source=tree', [...TOOLS, ...QEMU]],
    ['bench conform --source tree', [...TOOLS, ...QEMU]],
  ])('%s installs it', (line, expected) => {
    expect(syspec(line.split(' ')).status).toBe(0);
    expect(aptInstalled()).toEqual(expected);
  });

  test.each([
    '',
    'check',
    'check --engine explorer',
    'check a --tla-mutants --list',
    'test --help',
    'explain a test',
    'replay file --c out.c',
    'replay --c=out.c file',
    'test layout',
    'test --json lint',
    'test types',
    'test not-there',
    'test unit',
    'test model-mutants --full',
    'test records',
    'report a',
    '--version',
    'kernel list',
    'kernel',
    'kernel build --help',
    'explain a kernel',
  ])('%j installs nothing', (line) => {
    expect(syspec(line.split(' ').filter((word) => word !== '')).status).toBe(0);
    expect(aptInstalled()).toEqual([]);
  });

  describe('where apt does not know the newer source', () => {
    const LISTS = 'apt/sources.list.d';
    const here = () => ({ SYSPEC_APT: join(top, 'apt'), SYSPEC_OS_RELEASE: join(top, 'os-release') });
    const STANZAS = `# what there is
Types: deb
URIs: http://archive.example/debian
Suites: trixie trixie-updates
Components: main
Signed-By: /keys/archive.pgp

Types: deb
URIs: http://archive.example/security
Suites: trixie-security
Components: main
`;
    beforeEach(() => {
      installTools();
      // Nor is any other one's.
      rmSync(join(bin, 'ls'));
      stub('ls', `${HEAD}case $* in /usr/src/*) exit 2 ;; esac\nexec /bin/ls "$@"\n`);
      stub('apt-cache', `${HEAD}exit 1\n`);
      mkdirSync(join(top, LISTS), { recursive: true });
      writeFileSync(join(top, 'os-release'), 'NAME="Some"\nVERSION_CODENAME=trixie\n');
    });
    const added = () => {
      const file = join(top, LISTS, 'syspec-backports.sources');
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    };
    const build = ['kernel', 'build', '--base', '7.3'];

    test('the suite of backports is added once, by the archive and the keys of the suite that is there', () => {
      writeFileSync(join(top, LISTS, 'some.sources'), STANZAS);
      const [status, , stderr] = exited(syspec(build, here()));
      expect(status).toBe(0);
      expect(stderr).toContain(
        "adding trixie-backports to apt's sources, for linux-source-7.3 (TOP/apt/sources.list.d/syspec-backports.sources)",
      );
      expect(added()).toBe(
        '# what there is\nTypes: deb\nURIs: http://archive.example/debian\nSuites: trixie-backports\nComponents: main\nSigned-By: /keys/archive.pgp\n',
      );
      expect(aptInstalled()).toEqual(['linux-source-7.3']);
      expect(syspec(build, here()).stderr).not.toContain('adding');
    });

    const A_TREE = 'name a kernel tree of your own by --source DIR';
    // It has no --source.
    const A_TARBALL = 'put a tarball of it into /usr/src, as linux-source-7.3.tar.xz';
    test.each([
      [build, A_TREE],
      [['explain', 'a', 'v', '--kernel', '--base', '7.3'], A_TREE],
      [['replay', 'file', '--base', '7.3'], A_TREE],
      [['bench', 'cost', '--base', '7.3'], A_TREE],
      [['test', '--full'], A_TARBALL],
    ])(
      '%j: an archive that cannot be read off, and a package that is gone, are errors that say: %s',
      (line, what) => {
        writeFileSync(join(top, LISTS, 'some.sources'), STANZAS.replace('trixie trixie-updates', 'sid'));
        const unknown = syspec(line, here());
        expect(unknown.status).toBe(3);
        expect(unknown.stderr).toMatch(/linux-source-7\.3 is missing/);
        expect(unknown.stderr.split('\n').at(-2)).toBe(
          `  Add the suite of backports to apt's sources, or ${what}`,
        );
        expect(added()).toBe(undefined);
        writeFileSync(join(top, LISTS, 'some.sources'), STANZAS);
        stub('apt-get', `${HEAD}case $* in *linux-source-7.3*) exit 100 ;; esac\n`);
        const gone = syspec(line, here());
        expect(gone.status).toBe(3);
        expect(gone.stderr).toContain('the source of Linux 7.3 could not be installed\n');
        expect(gone.stderr.split('\n').at(-2)).toBe(`  Or ${what}`);
      },
    );
  });

  test('Java and TLC that are there are not installed', () => {
    stub('java', HEAD);
    expect(syspec(['agree'], { SYSPEC_TLC_JAR: 'some.jar' }).status).toBe(0);
    expect(aptInstalled()).toEqual([]);
    expect(syspec(['tlc', 'A.tla', '--jar', 'some.jar']).status).toBe(0);
    expect(aptInstalled()).toEqual([]);
    mkdirSync(join(top, 'home/.cache/syspec'), { recursive: true });
    writeFileSync(join(top, 'home/.cache/syspec/some.jar'), '');
    expect(syspec(['agree']).status).toBe(0);
    expect(aptInstalled()).toEqual([]);
  });

  test('nor are build tools, the source and QEMU', () => {
    installTools();
    stub('qemu-system-x86_64', HEAD);
    for (const line of ['kernel boot', 'conform', 'replay file', 'conform --host', 'docs --check --boot']) {
      expect(syspec(line.split(' ')).status).toBe(0);
    }
    expect(aptInstalled()).toEqual([]);
  });

  test.each<[string, () => void, string[]]>([
    ['a tool', () => rmSync(join(bin, 'bison')), TOOLS],
    ['a header', () => stub('gcc', `${HEAD}exit 1\n`), TOOLS],
    ['the source', () => stub('ls', `${HEAD}exit 2\n`), SOURCE],
  ])('%s that is missing is installed', (_, arrange, expected) => {
    installTools();
    arrange();
    expect(syspec(['kernel', 'build']).status).toBe(0);
    expect(aptInstalled()).toEqual(expected);
  });
});
