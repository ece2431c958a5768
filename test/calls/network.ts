import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../support/free-port.js';
import { keepRunning, type Running } from './programs.js';
import { run } from './run.js';

const FORWARD = resolve('test/calls/forward.mjs');
const RESOLVE = resolve('test/calls/resolver.mjs');
const DELAY = resolve('test/calls/delay.mjs');
const PREFIX = 'consult-';

/**
 * Networks of documentation (RFC 5737), which no machine has: to the browsers and to coturn they look like the open
 * internet, and whatever is addressed elsewhere is foreign.
 */
const HOMES = '198.51.100';
const SITES = '203.0.113';
const RESOLVER = '192.0.2.53';

/**
 * The street itself and what a browser tries between two pages: each other's addresses, which behind a router are
 * private ones, and its neighbours by multicast (mDNS).
 */
const ICE_TRIES = `${HOMES}.0/24, ${SITES}.0/24, 192.168.0.0/16, 224.0.0.0/4`;

/** Something others on the street see at this address. */
export interface Addressed {
  readonly address: string;
}

/** A computer with an address of its own on the street. */
export interface Place extends Addressed {
  readonly namespace: string;
  /** `command` as it is started there. */
  inside(...command: readonly string[]): [string, ...string[]];
  /** A second address of the same place. */
  addAddress(): Promise<string>;
}

/** Where somebody sits who is called, or calls. */
export interface Home extends Place {
  /** An executable file that starts `program` in this home. */
  wrapper(program: string): string;
  /** Pulls the cable out: the system sees it, and so does the browser. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  /** Everything vanishes on the way and nobody is told, as on a dead radio link. */
  lose(): Promise<void>;
  find(): Promise<void>;
  /** UDP vanishes, as behind the firewall of an office. */
  blockUdp(): Promise<void>;
  allowUdp(): Promise<void>;
  /** Gives it another address and takes the old one away, as when one walks from one Wi-Fi to the other. */
  move(): Promise<void>;
}

/** Homes and sites with a router between them, all in network namespaces: nothing of it touches the machine's own network. */
export interface Street {
  /** For the files of what runs on it; goes with it. */
  readonly folder: string;
  /** `nat`: behind a router that hides its address. */
  home(options?: { readonly nat?: boolean }): Promise<Home>;
  site(): Promise<Place>;
  /** From now on `localhost:<port>` in every home there is leads to that port of this machine, over the street and the place answered. */
  carry(ports: readonly number[]): Promise<Place>;
  /** What goes between the two of each pair takes so many ms there and back. */
  slow(roundTrip: number, ...pairs: readonly (readonly [Addressed, Addressed])[]): Promise<void>;
  /** Addresses outside the street that anybody in it has tried to reach, and names that anybody has asked for. */
  foreign(): Promise<string[]>;
  close(): Promise<void>;
}

/** Why there can be no street here; `undefined`: there can. */
export async function reasonForNoStreet(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'network namespaces are made by Linux only';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  const name = `${PREFIX}${process.pid}-try`;
  try {
    await run('ip', 'netns', 'add', name);
    await run('ip', 'netns', 'exec', name, 'nft', 'add', 'table', 'inet', 'street');
    return undefined;
  } catch (error) {
    return String(error).replace(/\s+/g, ' ');
  } finally {
    await run('ip', 'netns', 'del', name).catch(() => undefined);
  }
}

let streets = 0;

/** @throws Error with one line that says why, where the machine does not allow it. */
export async function openStreet(): Promise<Street> {
  const reason = await reasonForNoStreet();
  if (reason) throw new Error(`No calls over real networks could be tried: ${reason}`);
  await removeLeftovers();

  const folder = mkdtempSync(join(tmpdir(), 'consult-street-'));
  const base = `${PREFIX}${process.pid}-${streets++}`;
  const namespaces: string[] = [];
  const running: Running[] = [];
  const doors: Server[] = [];
  const homes: Home[] = [];
  let cables = 0;
  let clinic: Place | undefined;
  const next = { [HOMES]: 0, [SITES]: 0 };
  /** A network of four addresses: the router's and the place's. */
  const subnet = (net: string) => {
    const first = next[net as typeof HOMES]!;
    next[net as typeof HOMES] = first + 4;
    return { gateway: `${net}.${first + 1}`, address: `${net}.${first + 2}` };
  };

  const within = (namespace: string, ...command: readonly string[]): [string, ...string[]] => [
    'ip',
    'netns',
    'exec',
    namespace,
    ...command,
  ];
  const execute = (namespace: string, ...command: readonly string[]) => {
    const [first, ...rest] = within(namespace, ...command);
    return run(first, ...rest);
  };
  const rules = (namespace: string, text: string) => {
    const file = join(folder, `${namespaces.length}-${cables}.nft`);
    writeFileSync(file, text);
    return execute(namespace, 'nft', '-f', file);
  };

  const addNamespace = async (word: string) => {
    const name = `${base}-${word}${namespaces.length}`;
    mkdirSync(`/etc/netns/${name}`, { recursive: true });
    writeFileSync(`/etc/netns/${name}/resolv.conf`, `nameserver ${RESOLVER}\noptions timeout:1 attempts:1\n`);
    await run('ip', 'netns', 'add', name);
    namespaces.push(name);
    await execute(name, 'sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1', 'net.ipv4.conf.all.rp_filter=0');
    await execute(name, 'sysctl', '-qw', 'net.ipv4.conf.default.rp_filter=0');
    await execute(name, 'ip', 'link', 'set', 'lo', 'up');
    return name;
  };
  /** A cable between two namespaces; answers what its end on the first side is called. */
  const addCable = async (
    one: string,
    oneAddress: string,
    other: string,
    otherAddress: string,
    bits: number,
  ) => {
    const end = `c${cables++}`;
    await run('ip', 'link', 'add', end, 'netns', one, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', other);
    await execute(one, 'ip', 'address', 'add', `${oneAddress}/${bits}`, 'dev', end);
    await execute(other, 'ip', 'address', 'add', `${otherAddress}/${bits}`, 'dev', 'eth0');
    await execute(one, 'ip', 'link', 'set', end, 'up');
    await execute(other, 'ip', 'link', 'set', 'eth0', 'up');
    await execute(other, 'ip', 'route', 'add', 'default', 'via', oneAddress);
    return end;
  };

  const street = await addNamespace('street');
  await execute(street, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
  await rules(
    street,
    `table inet street {
      set foreign { type ipv4_addr; flags dynamic; }
      set no-udp { type ifname; }
      set lost { type ifname; }
      chain arriving { type filter hook prerouting priority -300;
        iifname "lo" accept
        ip daddr != { ${RESOLVER}, ${ICE_TRIES} } add @foreign { ip daddr } drop
      }
      chain passing { type filter hook forward priority 0;
        iifname @lost drop
        oifname @lost drop
        iifname @no-udp meta l4proto udp drop
        oifname @no-udp meta l4proto udp drop
      }
    }`,
  );
  await execute(street, 'ip', 'address', 'add', `${RESOLVER}/32`, 'dev', 'lo');
  const resolver = await keepRunning(within(street, process.execPath, RESOLVE, RESOLVER), /ready/);
  running.push(resolver);
  const inSet = (verb: 'add' | 'delete', set: string, end: string) =>
    execute(street, 'nft', verb, 'element', 'inet', 'street', set, `{ "${end}" }`).then(() => undefined);

  const addPlace = async (word: string, net: string): Promise<Place & { readonly end: string }> => {
    const namespace = await addNamespace(word);
    const { gateway, address } = subnet(net);
    const end = await addCable(street, gateway, namespace, address, 30);
    return {
      namespace,
      address,
      end,
      inside: (...command) => within(namespace, ...command),
      async addAddress() {
        const other = subnet(net);
        await execute(street, 'ip', 'address', 'add', `${other.gateway}/30`, 'dev', end);
        await execute(namespace, 'ip', 'address', 'add', `${other.address}/30`, 'dev', 'eth0');
        return other.address;
      },
    };
  };

  const addHome = async (nat: boolean): Promise<Home> => {
    const outside = await addPlace(nat ? 'router' : 'home', HOMES);
    let namespace = outside.namespace;
    let cable = { namespace: street, end: outside.end };
    if (nat) {
      await execute(outside.namespace, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
      await rules(
        outside.namespace,
        `table ip nat {
          chain leaving { type nat hook postrouting priority 100
            oifname "eth0" masquerade
          }
        }`,
      );
      namespace = await addNamespace('home');
      const end = await addCable(outside.namespace, '192.168.1.1', namespace, '192.168.1.2', 24);
      cable = { namespace: outside.namespace, end };
    }
    let current = { gateway: '', address: outside.address };
    return {
      namespace,
      get address() {
        return current.address;
      },
      inside: (...command) => within(namespace, ...command),
      addAddress: () => outside.addAddress(),
      wrapper(program) {
        const file = join(folder, `${namespace}-${program.replace(/\W+/g, '-')}`);
        writeFileSync(file, `#!/bin/sh\nexec ${within(namespace, program).join(' ')} "$@"\n`, {
          mode: 0o755,
        });
        return file;
      },
      unplug: async () => void (await execute(cable.namespace, 'ip', 'link', 'set', cable.end, 'down')),
      plugIn: async () => void (await execute(cable.namespace, 'ip', 'link', 'set', cable.end, 'up')),
      lose: () => inSet('add', 'lost', outside.end),
      find: () => inSet('delete', 'lost', outside.end),
      blockUdp: () => inSet('add', 'no-udp', outside.end),
      allowUdp: () => inSet('delete', 'no-udp', outside.end),
      async move() {
        const old = current.address;
        current = subnet(HOMES);
        const { gateway, address } = current;
        await execute(street, 'ip', 'address', 'add', `${gateway}/30`, 'dev', outside.end);
        await execute(outside.namespace, 'ip', 'address', 'del', `${old}/30`, 'dev', 'eth0');
        await execute(outside.namespace, 'ip', 'address', 'add', `${address}/30`, 'dev', 'eth0');
        await execute(outside.namespace, 'ip', 'route', 'replace', 'default', 'via', gateway);
      },
    };
  };

  /** A Unix socket of this machine's network that leads to a port of its loopback. */
  const openDoor = async (port: number) => {
    const path = join(folder, `${port}.sock`);
    if (existsSync(path)) return path;
    const server = createServer((near) => splice(near, connect({ host: '127.0.0.1', port, noDelay: true })));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    doors.push(server);
    return path;
  };

  return {
    folder,
    async home({ nat = false } = {}) {
      const home = await addHome(nat);
      homes.push(home);
      return home;
    },
    site: () => addPlace('site', SITES),
    async carry(ports) {
      clinic ??= await addPlace('clinic', SITES);
      const { address, inside } = clinic;
      const paths = await Promise.all(ports.map(openDoor));
      const node = process.execPath;
      const pairs = ports.map((port, at) => `${address}:${port}=${paths[at]}`);
      running.push(await keepRunning(inside(node, FORWARD, ...pairs), /ready/));
      const ways = ports.map((port) => `127.0.0.1:${port}=${address}:${port}`);
      running.push(
        ...(await Promise.all(
          homes.map((home) => keepRunning(home.inside(node, FORWARD, ...ways), /ready/)),
        )),
      );
      return clinic;
    },
    async slow(roundTrip, ...pairs) {
      const device = `slow${cables++}`;
      const [own, socat] = [await freePort(), await freePort()];
      const datagrams = `UDP4-DATAGRAM:127.0.0.1:${own},bind=127.0.0.1:${socat}`;
      running.push(
        await keepRunning(
          within(street, process.execPath, DELAY, String(own), String(socat), String(roundTrip / 2)),
          /ready/,
        ),
        await keepRunning(
          within(
            street,
            'socat',
            '-d',
            '-d',
            '-b',
            '65536',
            `TUN,tun-name=${device},iff-no-pi,iff-up`,
            datagrams,
          ),
          /starting data transfer/,
        ),
      );
      const table = String(100 + cables);
      await execute(street, 'ip', 'route', 'add', 'default', 'dev', device, 'table', table);
      // What has been through the device goes on by the ordinary table.
      await execute(street, 'ip', 'rule', 'add', 'iif', device, 'lookup', 'main', 'priority', '10');
      const ways = pairs.flatMap(([one, other]) => [
        [one.address, other.address] as const,
        [other.address, one.address] as const,
      ]);
      for (const [from, to] of ways)
        await execute(street, 'ip', 'rule', 'add', 'from', from, 'to', to, 'lookup', table, 'priority', '20');
    },
    async foreign() {
      const listed = await execute(street, 'nft', '-j', 'list', 'set', 'inet', 'street', 'foreign');
      const { nftables } = JSON.parse(listed) as { nftables: { set?: { elem?: string[] } }[] };
      const names = [...resolver.output().matchAll(/^asked (.*)$/gm)].map(([, name]) => name!);
      return [...new Set([...nftables.flatMap(({ set }) => set?.elem ?? []), ...names])];
    },
    async close() {
      await Promise.all(running.map((program) => program.stop()));
      for (const door of doors) door.close();
      for (const name of namespaces) await removeNamespace(name);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function splice(near: Socket, far: Socket) {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

async function removeNamespace(name: string) {
  await run('ip', 'netns', 'del', name).catch(() => undefined);
  rmSync(`/etc/netns/${name}`, { recursive: true, force: true });
}

/** A run that was killed leaves its namespaces behind; those of a process that is no more are nobody's. */
async function removeLeftovers() {
  const names = existsSync('/run/netns') ? readdirSync('/run/netns') : [];
  for (const name of names) {
    const pid = name.match(/^consult-(\d+)-/)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) await removeNamespace(name);
  }
}
