import { uploadDisposition } from '@consult/core';
import type { FileView } from '@consult/core/wire';
import type { Deps, ServerConfig } from '../../../server/src/deps.js';
import type { ChatInHouse, ChatOptions } from '../../support/chats.js';
import type { HouseOptions } from '../../support/house.js';
import type { Cast, PersonKey } from '../../support/people.js';
import { aPdf } from '../../support/papers.js';
import { anApp, type AppRig } from '../app/app-rig.js';

/** How to upload. */
export interface Uploading {
  readonly as?: PersonKey | Cast;
  readonly key?: string;
  readonly name?: string;
  readonly headers?: Record<string, string>;
}

/** The app with a chat in it, and what people do there with documents. */
export interface FilesRig extends AppRig {
  readonly chat: ChatInHouse;
  readonly path: string;
  upload(bytes?: BodyInit, how?: Uploading): Promise<Response>;
  /** The code of a refusal; the file where there is none. */
  uploaded(bytes?: BodyInit, how?: Uploading): Promise<FileView>;
  refused(bytes?: BodyInit, how?: Uploading): Promise<string | number>;
  send(
    files: readonly string[],
    how?: { as?: PersonKey | Cast; key?: string; text?: string },
  ): Promise<Response>;
  /** A file of the patient's that hangs on a message. */
  sent(bytes?: BodyInit, name?: string): Promise<FileView & { readonly seq: number }>;
  /** How many places hold bytes. */
  places(): Promise<number>;
}

export const told = async (answer: Response): Promise<string | number> =>
  answer.ok ? answer.status : ((await answer.json()) as { code: string }).code;

export async function aFilesRig(
  config: Partial<ServerConfig> = {},
  changes: Partial<Deps> = {},
  options: Partial<HouseOptions> & { readonly chat?: ChatOptions } = {},
): Promise<FilesRig> {
  const rig = await anApp(config, changes, options);
  const chat = await rig.house.aChat(options.chat);
  const path = `/v1/chats/${chat.id}`;

  const upload: FilesRig['upload'] = (bytes = aPdf(), { as = 'patient', key, name, headers = {} } = {}) => {
    return rig.ask('POST', `${path}/files?key=${key ?? rig.house.newKey()}`, {
      as,
      raw: bytes,
      headers: { ...(name !== undefined && { 'Content-Disposition': uploadDisposition(name) }), ...headers },
    });
  };
  const uploaded: FilesRig['uploaded'] = async (...asking) => {
    const answer = await upload(...asking);
    const body = (await answer.json()) as { file: FileView; code?: string };
    if (!answer.ok) throw new Error(body.code);
    return body.file;
  };
  const send: FilesRig['send'] = (files, { as = 'patient', key = rig.house.newKey(), text = '' } = {}) =>
    rig.ask('POST', `${path}/entries`, { as, body: { key, text, files } });

  return {
    ...rig,
    chat,
    path,
    upload,
    uploaded,
    refused: async (...asking) => told(await upload(...asking)),
    send,
    async sent(bytes, name = 'Снимок.pdf') {
      const file = await uploaded(bytes, { name });
      const { entry } = (await (await send([file.id])).json()) as { entry: { seq: number } };
      return { ...file, seq: entry.seq };
    },
    async places() {
      let count = 0;
      for await (const _ of rig.deps.bytes.places()) count++;
      return count;
    },
  };
}
