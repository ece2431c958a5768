import { beginning, goingOn, TUS } from '../../support/tus.js';
import type { Bearer } from '../../support/token-desk.js';
import type { Clinic, Consultation } from './clinic.js';

/** One resumable upload, a request at a time, so that anything may happen between two of them. */
export interface PartedUpload {
  /** Answers the status; 201 is "begun", or "there already". */
  begin(): Promise<number>;
  /** Sends what is missing up to `end`, by default to the end of the document. Answers the status. */
  send(end?: number): Promise<number>;
  /** Asks how much the server has. Answers the status. */
  ask(): Promise<number>;
  /** One try to bring all of it up, in two parts, from wherever it stands. Answers whether the server has it. */
  goOn(): Promise<boolean>;
  /** Where the upload is, and later the file it has become; empty before it was begun. */
  readonly path: string;
}

export function uploadInParts(
  { raw }: Pick<Clinic, 'raw'>,
  who: Bearer,
  { id }: Pick<Consultation, 'id'>,
  key: string,
  document: Uint8Array<ArrayBuffer>,
): PartedUpload {
  let path = '';
  let offset = 0;
  const learn = ({ headers }: Response) => {
    const told = headers.get('Upload-Offset');
    if (told !== null) offset = Number(told);
  };

  const upload: PartedUpload = {
    get path() {
      return path;
    },
    async begin() {
      const headers = beginning(document.length, { key, name: 'a.pdf' });
      const answer = await raw(who, 'POST', `/v1/chats/${id}/uploads`, undefined, headers);
      path = answer.headers.get('Location') ?? path;
      offset = 0;
      return answer.status;
    },
    async send(end = document.length) {
      const part = document.slice(offset, end);
      const answer = await raw(who, 'PATCH', path, part, goingOn(offset));
      learn(answer);
      return answer.status;
    },
    async ask() {
      const answer = await raw(who, 'HEAD', path, undefined, TUS);
      learn(answer);
      return answer.status;
    },
    async goOn() {
      if (!path || (await upload.ask()) === 404) await upload.begin();
      for (const end of [Math.ceil(document.length / 2), document.length])
        if (offset < end) await upload.send(end);
      return offset === document.length;
    },
  };
  return upload;
}
