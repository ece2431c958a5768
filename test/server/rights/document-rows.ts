import { uploadDisposition } from '@consult/core';
import { aPdf } from '../../support/papers.js';
import { beginning, goingOn, TUS } from '../../support/tus.js';
import { key, parties, type Row } from './row.js';

/** Who may send, see and take back documents. */
export const DOCUMENT_ROWS: readonly Row[] = [
  {
    route: 'POST /v1/chats/:chatId/entries',
    when: 'with a file of the representative’s',
    path: ({ chat }) => `/v1/chats/${chat}/entries`,
    body: ({ waiting }) => ({ key: key('b'), text: '', files: [waiting] }),
    but: { representative: 201 },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/files',
    path: ({ chat }) => `/v1/chats/${chat}/files?key=${key('c')}`,
    headers: { 'Content-Disposition': uploadDisposition('a.pdf') },
    raw: aPdf(),
    but: parties(201),
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/files',
    when: 'before it opens',
    path: ({ later }) => `/v1/chats/${later}/files?key=${key('c')}`,
    raw: aPdf(),
    but: parties('chat-not-open'),
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/files/:fileId',
    path: ({ chat, sent }) => `/v1/chats/${chat}/files/${sent}`,
    but: parties(200),
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/files/:fileId',
    when: 'that the representative has not sent yet',
    path: ({ chat, waiting }) => `/v1/chats/${chat}/files/${waiting}`,
    but: { representative: 200 },
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/files/:fileId',
    when: 'that is not there',
    path: ({ chat }) => `/v1/chats/${chat}/files/fil_${'0'.repeat(32)}`,
    but: {},
    rest: 'not-found',
  },
  {
    route: 'DELETE /v1/chats/:chatId/files/:fileId',
    when: 'of whoever it is: what is not one’s own is as absent',
    path: ({ chat, unwanted }) => `/v1/chats/${chat}/files/${unwanted}`,
    but: parties(204),
    rest: 'not-found',
  },
  {
    route: 'GET /v1/chats/:chatId/uploads/:fileId',
    path: ({ chat, waiting }) => `/v1/chats/${chat}/uploads/${waiting}`,
    but: { representative: 200 },
    rest: 'not-found',
  },
  {
    route: 'POST /v1/chats/:chatId/uploads',
    path: ({ chat }) => `/v1/chats/${chat}/uploads`,
    headers: beginning(10, { key: key('d') }),
    but: parties(201),
    rest: 'not-found',
  },
  {
    route: 'PATCH /v1/chats/:chatId/uploads/:fileId',
    path: ({ chat, begun }) => `/v1/chats/${chat}/uploads/${begun}`,
    headers: goingOn(0),
    raw: new Uint8Array(),
    but: { representative: 204 },
    rest: 'not-found',
  },
  {
    route: 'DELETE /v1/chats/:chatId/uploads/:fileId',
    path: ({ chat, unwanted }) => `/v1/chats/${chat}/uploads/${unwanted}`,
    headers: TUS,
    but: parties(204),
    rest: 'not-found',
  },
];
