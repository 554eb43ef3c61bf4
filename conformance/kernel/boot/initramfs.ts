// SPDX-License-Identifier: MIT
// An initramfs: a cpio archive of the "newc" form, as Documentation/driver-api/early-userspace describes it.

/** A file of the archive. */
export interface InitramfsFile {
  /** Absolute, in the guest. */
  readonly path: string;
  readonly data: Uint8Array;
  /** Permission bits; the default is 0o755. */
  readonly mode?: number | undefined;
}

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly data: Uint8Array;
  readonly device?: readonly [major: number, minor: number];
}

const TYPE = { directory: 0o040000, file: 0o100000, character: 0o020000 } as const;
const NOTHING = new Uint8Array(0);

/**
 * The bytes of an archive of these files, the folders above them, and /dev/console, without which init has no
 * standard output. The same files give the same bytes.
 */
export function makeInitramfs(files: readonly InitramfsFile[]): Uint8Array {
  const folders = new Set(['dev', ...files.flatMap(({ path }) => foldersAbove(nameOf(path)))]);
  const entries: Entry[] = [
    ...[...folders].sort().map((name) => ({ name, mode: TYPE.directory | 0o755, data: NOTHING })),
    { name: 'dev/console', mode: TYPE.character | 0o600, data: NOTHING, device: [5, 1] },
    ...files.map(({ path, data, mode = 0o755 }) => ({ name: nameOf(path), mode: TYPE.file | mode, data })),
    { name: 'TRAILER!!!', mode: 0, data: NOTHING },
  ];
  return Buffer.concat(entries.flatMap((entry, index) => pieces(entry, index + 1)));
}

function nameOf(path: string): string {
  if (!/^(?:\/[^/\0]+)+$/.test(path)) throw new Error(`not an absolute path in a guest: ${path}`);
  return path.slice(1);
}

function foldersAbove(name: string): string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function pieces({ name, mode, data, device = [0, 0] }: Entry, inode: number): Uint8Array[] {
  const nameBytes = Buffer.from(`${name}\0`);
  const fields = [
    inode,
    mode,
    0, // uid
    0, // gid
    1, // links
    0, // mtime
    data.length,
    0, // device of the file itself
    0,
    ...device,
    nameBytes.length,
    0, // checksum, which this form has none of
  ];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  const head = Buffer.concat([Buffer.from(header), nameBytes]);
  return [padded(head), padded(data)];
}

function padded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, new Uint8Array(-bytes.length & 3)]);
}
