// SPDX-License-Identifier: MIT
// Whatever way leads to a socket, TOMOYO is shown its absolute path and its answer is kept (R18, A9, A15).
import { O_PATH } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import { chdir, descend, open, symlink } from '../../harness/scripted/calls.ts';
import { type SocketType, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { tomoyoName } from '../../objects/unix-socket/scripts/tomoyo.ts';
import { connect, fconnectat, inode, path, type Way } from './calls.ts';
import {
  ALLOWED,
  type CaseWriter,
  DENIED,
  LONG,
  LONGER,
  memfd,
  type Room,
  room,
  serve,
  VIA,
} from './tomoyo-policy.ts';

const CONNECT_E19 = 'connect E19';
const NEW_E19 = 'fconnectat E19';

/** What both names come to. */
const ANSWERS = [
  { name: ALLOWED, result: '0', answer: 'granted' },
  { name: DENIED, result: 'EPERM', answer: 'denied' },
] as const;

interface CallersRoom extends Room {
  readonly caller: number;
}

type WayTo = (place: CallersRoom, name: string) => { readonly way: Way; readonly label: string };

const relative: WayTo = ({ script, folder, caller }, name) => ({
  way: path(name, open(script, caller, folder, O_PATH)),
  label: `dirfd of ${folder}, ${name}`,
});

const WAYS: Readonly<Record<string, WayTo>> = {
  'a path relative to a descriptor': relative,
  'a path relative to the working directory': ({ script, folder, caller }, name) => {
    chdir(script, caller, folder);
    return { way: path(name), label: `AT_FDCWD, ${name}` };
  },
  'an absolute path': ({ folder }, name) => ({
    way: path(`${folder}/${name}`, -1),
    label: `${folder}/${name}`,
  }),
  'a descriptor of the socket, without any string': ({ script, folder, caller }, name) => ({
    way: inode(open(script, caller, `${folder}/${name}`, O_PATH)),
    label: `O_PATH descriptor of ${name}, AT_EMPTY_PATH`,
  }),
  'a symbolic link as the final component': ({ script, folder, server, caller }, name) => {
    symlink(script, server, name, `${folder}/link-to-${name}`);
    return {
      way: path(`link-to-${name}`, open(script, caller, folder, O_PATH)),
      label: `link-to-${name} -> ${name}`,
    };
  },
  'a path with dots and slashes': ({ script, folder, caller }, name) => ({
    way: path(`.//../${folder.slice('/run/'.length)}/./${name}`, open(script, caller, folder, O_PATH)),
    label: `.//../tN/./${name}`,
  }),
};

/** Each name by connect(2) with its absolute path, and by the new call in that way: the same question, the same answer. */
function sameAnswers(title: string, wayTo: WayTo, type: SocketType = 'stream'): CaseWriter {
  return (nr, folder) => {
    const here = room(title, folder);
    const { script, log } = here;
    const caller = script.spawn();
    for (const { name, result, answer } of ANSWERS) {
      const question = `${answer} ${type} ${folder}/${name}`;
      serve(here, `${folder}/${name}`, type);
      const { way, label } = wayTo({ ...here, caller }, name);
      const [covers, coversNew] = answer === 'denied' ? [CONNECT_E19, NEW_E19] : [];
      connect(
        script,
        { task: caller, fd: socket(script, caller, type), to: `${folder}/${name}` },
        result,
        covers,
      );
      log.expect(question);
      fconnectat(
        script,
        nr,
        { task: caller, fd: socket(script, caller, type), way, label },
        result,
        coversNew,
      );
      log.expect(question);
    }
    return script;
  };
}

/** connect(2) asks about the name of a link, the new call about what the link leads to. */
const misleadingLinks: CaseWriter = (nr, folder) => {
  const here = room('links whose names say otherwise', folder);
  const { script, server, log } = here;
  const caller = script.spawn();
  const tryBoth = (link: string, target: string, before: string, after: string) => {
    serve(here, `${folder}/${target}`);
    symlink(script, server, target, `${folder}/${link}`);
    const to = `${folder}/${link}`;
    connect(script, { task: caller, fd: socket(script, caller), to }, before === 'granted' ? '0' : 'EPERM');
    log.expect(`${before} stream ${to}`);
    fconnectat(
      script,
      nr,
      { task: caller, fd: socket(script, caller), way: path(to), label: `${link} -> ${target}` },
      after === 'granted' ? '0' : 'EPERM',
    );
    log.expect(`${after} stream ${folder}/${target}`);
  };
  tryBoth(VIA, DENIED, 'granted', 'denied');
  tryBoth('not-named', ALLOWED, 'denied', 'granted');
  return script;
};

/** The path does not fit into any sun_path, or not into any sockaddr: only a descriptor leads there (A15). */
const longPaths =
  (title: string, names: readonly string[]): CaseWriter =>
  (nr, folder) => {
    const here = room(title, folder);
    const { script, server, log } = here;
    const caller = script.spawn();
    const below = `${folder}/${names.join('/')}`;
    chdir(script, server, folder);
    descend(script, server, names);
    const dirfd: Arg = open(script, caller, below, O_PATH);
    for (const { name, result, answer } of ANSWERS) {
      serve(here, name);
      for (const way of [path(name, dirfd), inode(open(script, caller, name, O_PATH, dirfd))]) {
        const label = `${name}, ${below.length} bytes down`;
        fconnectat(script, nr, { task: caller, fd: socket(script, caller), way, label }, result);
        log.expect(`${answer} stream ${below}/${name}`);
      }
    }
    return script;
  };

/** Whatever is found is asked about (E19), also what is no socket (E20): here a file that never had a name in a tree. */
const nameless: CaseWriter = (nr, folder) => {
  const { script, log } = room('a memfd', folder);
  const caller = script.spawn();
  const fd = socket(script, caller);
  for (const [name, answer, result] of [
    [ALLOWED, 'granted', 'ECONNREFUSED'],
    [DENIED, 'denied', 'EPERM'],
  ] as const) {
    const file = script.open(caller, NR.memfd_create, cString(name), 0);
    fconnectat(script, nr, { task: caller, fd, way: inode(file), label: `memfd ${name}` }, result);
    log.expect(`${answer} stream ${tomoyoName(memfd(name))}`);
  }
  return script;
};

/** The path does not fit into PATH_MAX: nobody can be asked, and the call is refused (A15). */
const endlessPath: CaseWriter = (nr, folder) => {
  const here = room('a path longer than PATH_MAX', folder);
  const { script, server, log } = here;
  chdir(script, server, folder);
  descend(script, server, Array<string>(20).fill('d'.repeat(250)));
  serve(here, ALLOWED);
  const way = path(ALLOWED);
  fconnectat(
    script,
    nr,
    { task: server, fd: socket(script, server), way, label: `${ALLOWED} 5000 bytes down` },
    'ENAMETOOLONG',
  );
  log.expect();
  return script;
};

/** The ways, for each of them and each type of socket. */
export const WAY_CASES: readonly CaseWriter[] = [
  ...Object.entries(WAYS).map(([title, wayTo]) => sameAnswers(title, wayTo)),
  sameAnswers('datagram sockets', relative, 'dgram'),
  sameAnswers('sockets of packets in sequence', relative, 'seqpacket'),
  misleadingLinks,
  longPaths('a path longer than sun_path', [LONG]),
  longPaths('a path longer than struct sockaddr_storage', LONGER),
  endlessPath,
  nameless,
];
