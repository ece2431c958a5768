export type { AuditAction } from '@consult/core';

/** Within this time and session a chat that staff keeps reading is one opening, in ms. */
export const OPENING = 30 * 60 * 1000;
