import { readFileSync } from 'node:fs';

/** Something that reached the operating system, in the order in which it did. Paths are absolute. */
export type DiskEvent =
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'make-folder'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  /** A file or a folder is on the disk as it was before event number `since`. */
  | { readonly kind: 'sync'; readonly path: string; readonly since: number }
  /** Bytes left for somebody over a socket. */
  | { readonly kind: 'said'; readonly data: Buffer };

const WATCHED =
  'openat,write,writev,pwrite64,pwritev,ftruncate,truncate,rename,renameat,renameat2,unlink,unlinkat,' +
  'mkdir,mkdirat,rmdir,fsync,fdatasync';
/** Would need more thought: a server that begins to use these must not pass unseen. */
const UNKNOWN = 'pwritev2,creat,link,linkat,symlink,fallocate,copy_file_range,sendfile,sync_file_range';

/** The command through which a program is started to be recorded in `file`. */
export const recordInto = (file: string): string[] => [
  ...['strace', '-D', '-f', '-y', '-xx', '-s', '16777216', '--seccomp-bpf'],
  ...['-e', `trace=${WATCHED},${UNKNOWN}`, '-o', file],
];

interface Call {
  readonly name: string;
  /** All between the brackets, as it stands in the file. */
  readonly args: string;
  readonly result: number;
}

/** Reads a recording of what a server did in `folder`. */
export function readRecording(file: string, folder: string, first = 0): DiskEvent[] {
  const events: DiskEvent[] = [];
  const begun = new Map<string, { readonly args: string; readonly at: number }>();
  const positions = createPositions();
  const now = () => first + events.length;

  const take = (call: Call, at: number) => {
    for (const event of eventsOf(call, at, positions))
      if (event.kind === 'said' || event.path.startsWith(folder)) events.push(event);
  };
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const whole = /^(\d+) +(\w+)\((.*)\) += (-?\d+)/s.exec(line);
    if (whole) {
      take({ name: whole[2]!, args: whole[3]!, result: Number(whole[4]) }, now());
      continue;
    }
    const start = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/s.exec(line);
    if (start) begun.set(`${start[1]} ${start[2]}`, { args: start[3]!, at: now() });
    const end = /^(\d+) +<\.\.\. (\w+) resumed>(.*)\) += (-?\d+)/s.exec(line);
    const before = end && begun.get(`${end[1]} ${end[2]}`);
    if (before) take({ name: end[2]!, args: before.args + end[3]!, result: Number(end[4]) }, before.at);
  }
  return events;
}

/** Where the next `write` of each open file goes. */
const createPositions = () => new Map<string, number>();

function eventsOf(
  { name, args, result }: Call,
  at: number,
  positions: Map<string, number>,
): readonly DiskEvent[] {
  if (result < 0) return [];
  const strings = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex]) => bytesOf(hex!));
  const opened = /^(\d+)<((?:\\x[0-9a-f]{2})*)>/.exec(args);
  const path = opened ? bytesOf(opened[2]!).toString() : strings[0]?.toString();
  if (path === undefined) return [];
  const data = Buffer.concat(strings).subarray(0, result);
  switch (name) {
    case 'openat': {
      positions.set(path, 0);
      if (!args.includes('O_CREAT')) return [];
      const emptied: DiskEvent[] = args.includes('O_TRUNC') ? [{ kind: 'truncate', path, size: 0 }] : [];
      return [{ kind: 'create', path }, ...emptied];
    }
    case 'write':
    case 'writev': {
      if (!path.startsWith('/')) return /^(socket|TCP)/.test(path) ? [{ kind: 'said', data }] : [];
      const offset = positions.get(path) ?? 0;
      positions.set(path, offset + data.length);
      return [{ kind: 'write', path, offset, data }];
    }
    case 'pwrite64':
    case 'pwritev':
      return [{ kind: 'write', path, offset: Number(/, (\d+)$/.exec(args)![1]), data }];
    case 'ftruncate':
    case 'truncate':
      return [{ kind: 'truncate', path, size: Number(/, (\d+)$/.exec(args)![1]) }];
    case 'rename':
    case 'renameat':
    case 'renameat2':
      return [{ kind: 'rename', path: strings[0]!.toString(), to: strings[1]!.toString() }];
    case 'mkdir':
    case 'mkdirat':
      return [{ kind: 'make-folder', path: strings[0]!.toString() }];
    case 'rmdir':
    case 'unlink':
    case 'unlinkat':
      return [{ kind: 'remove', path: strings[0]!.toString() }];
    case 'fsync':
    case 'fdatasync':
      return [{ kind: 'sync', path, since: at }];
    default:
      throw new Error(`a recording of ${name} is not understood: ${path}`);
  }
}

const bytesOf = (hex: string) => Buffer.from(hex.replaceAll('\\x', ''), 'hex');
