import {
  isFinished,
  refusalToAppoint,
  refusalToCancel,
  refusalToComplete,
  refusalToLead,
  refusalToOpen,
  refusalToReassign,
  refusalToReason,
  refusalToRegister,
  type Actor,
} from '@consult/core';
import type { ChatView, NewChat, PatientCard } from '@consult/core/wire';
import { announce, seen, type Asked, type ChatDeps } from '../chats/chat-service.js';
import type { KeptChat, Move, MoveRule } from '../chats/chat-store.js';

/** The registry appoints a consultation in the operator's own organisation; its chat comes with it. */
export async function createChat(deps: ChatDeps, actor: Actor, draft: NewChat): Promise<string> {
  const { id, change } = await deps.stores.chats.create(
    actor,
    { ...draft, id: deps.newId('chat') },
    deps.now(),
    () => refusalToAppoint(actor, draft),
  );
  announce(deps, change);
  return id;
}

/** What the doctor needs to know of the patient before speaking. */
export async function readCard({ stores, now }: ChatDeps, asked: Asked): Promise<PatientCard> {
  return stores.chats.card({ ...asked, now: now() }, (_, standing) => refusalToLead(standing));
}

/** The doctor opens the consultation before its time. One that is open already, be it by the clock, is as wished. */
export async function openConsultation(deps: ChatDeps, asked: Asked): Promise<ChatView> {
  const at = deps.now();
  return moveBy(deps, { ...asked, now: at }, OPENING, (chat, standing) => {
    const refusal = refusalToLead(standing);
    if (refusal) return refusal;
    return chat.state === 'open' ? 'done' : refusalToOpen(chat, at, deps.config.openEarlyMs);
  });
}

/**
 * The doctor ends the consultation without a conclusion, for a reason the patient will read. The same ending again is the
 * first one; another comes too late.
 */
export async function completeConsultation(deps: ChatDeps, asked: Asked, reason: string): Promise<ChatView> {
  const move: Move = {
    state: 'completed',
    outcome: 'no-conclusion',
    note: 'completed-without-conclusion',
    reason,
  };
  return moveBy(deps, { ...asked, now: deps.now() }, move, (chat, standing) => {
    const refusal = refusalToLead(standing);
    if (refusal) return refusal;
    if (hasMade(move, chat)) return 'done';
    return refusalToComplete(chat) ?? refusalToReason(reason);
  });
}

/** The registry cancels a consultation that has not begun. */
export async function cancelConsultation(deps: ChatDeps, asked: Asked): Promise<ChatView> {
  return moveBy(deps, { ...asked, now: deps.now() }, CANCELLING, (chat, standing) => {
    const refusal = refusalToRegister(standing);
    if (refusal) return refusal;
    return hasMade(CANCELLING, chat) ? 'done' : refusalToCancel(chat);
  });
}

/** The registry gives the consultation to another doctor; whose it is already is as wished. The former one loses sight of it. */
export async function reassignDoctor(deps: ChatDeps, asked: Asked, doctor: string): Promise<ChatView> {
  const access = { ...asked, now: deps.now() };
  const { chat, change } = await deps.stores.chats.reassign(access, doctor, (chat, standing, known) => {
    const refusal = refusalToRegister(standing);
    if (refusal) return refusal;
    return chat.doctor === doctor ? 'done' : refusalToReassign(chat, known);
  });
  announce(deps, change);
  return chat;
}

const OPENING: Move = { state: 'open', outcome: null, note: 'opened', reason: null };
const CANCELLING: Move = { state: 'cancelled', outcome: null, note: 'cancelled', reason: null };

/** Whether a finished consultation was finished by just this move: then the command is a retry of the one that did it. */
const hasMade = (move: Move, chat: KeptChat): boolean =>
  isFinished(chat) &&
  chat.state === move.state &&
  chat.outcome === move.outcome &&
  chat.reason === move.reason;

async function moveBy(
  deps: ChatDeps,
  access: Asked & { readonly now: number },
  move: Move,
  rule: MoveRule,
): Promise<ChatView> {
  const { chat, change } = await deps.stores.chats.move(access, move, rule);
  announce(deps, change);
  return seen(deps, chat!); // only the clock, which is nobody, gets no view
}
