import type { Actor, ChannelKind, ErrorCode, Leaving, NoticeKind, ReminderKind } from '@consult/core';
import type { NewPushSubscription, NoticesQuery, NoticeView } from '@consult/core/wire';

/** What a patient's side is to be told of. */
export interface NoticeCause {
  readonly kind: NoticeKind;
  /** Whom it is about: they and everybody who speaks for them at that time are told. */
  readonly patient: string;
  /** When it happened, ms UTC. */
  readonly at: number;
  readonly chat?: string;
  readonly request?: string;
  /** The appointed time; of an offer, until when to answer it; of one that has lapsed, the time that was offered. */
  readonly moment?: number;
  /** The request's number. */
  readonly number?: string;
}

/** Somebody whose «Мои уведомления» has changed, and how many of them are unread. */
export interface NoticeNews {
  readonly person: string;
  readonly unread: number;
}

/** Notices as they are read. They are written where their causes are, in the same transaction. */
export interface NoticeStore {
  /** The actor's own, newest first; those about somebody they do not speak for any more are not among them. */
  list(
    actor: Actor,
    query: NoticesQuery,
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<{ notices: NoticeView[]; unread: number; next: string | null }>;
  /**
   * Marks this one and all before it as read. Never back; a notice that is not the actor's answers like an absent one.
   * @throws ConsultError `not-found`; what `rule` answers
   */
  markRead(actor: Actor, upTo: string, now: number, rule: () => ErrorCode | undefined): Promise<NoticeNews>;
  /**
   * Writes the reminders whose time has come since this was asked last: of consultations that began to be so near, by
   * one of `leads`, in between. The rule says which reminder it is, if any.
   */
  remind(
    now: number,
    leads: readonly number[],
    rule: (
      chat: { readonly startsAt: number; readonly appointedAt: number },
      since: number,
    ) => ReminderKind | undefined,
  ): Promise<readonly NoticeNews[]>;
}

/** Browsers that have asked to be told. */
export interface PushStore {
  /**
   * Keeps a browser, whose address it is from now on. A person has at most `most`: the oldest makes room.
   * @throws ConsultError what `rule` answers
   */
  put(
    actor: Actor,
    subscription: NewPushSubscription & { readonly id: string },
    now: number,
    most: number,
    rule: () => ErrorCode | undefined,
  ): Promise<void>;
  /** Forgets the actor's own browser; one that is not there, or not theirs, is as wished. */
  remove(actor: Actor, endpoint: string): Promise<void>;
}

/** Where a message goes: an address for mail, a number for SMS, a browser for push. */
export type Address =
  { readonly email: string } | { readonly phone: string } | { readonly push: NewPushSubscription };

/** A delivery that this process may make now, with what its message is made of. */
export interface Leased {
  /** The same at every try: what makes a duplicate known as one. */
  readonly id: string;
  readonly channel: ChannelKind;
  readonly address: Address;
  readonly tries: number;
  readonly notice: {
    readonly kind: NoticeKind;
    readonly at: number;
    readonly chat: string | null;
    readonly moment: number | null;
    readonly number: string | null;
    /** How often this addressee was told of the consultation before: a calendar tells old from new by it. */
    readonly sequence: number;
    /** When the consultation ends; `null` where it is about none. */
    readonly endsAt: number | null;
  };
}

/** The outbox. */
export interface DeliveryStore {
  /**
   * Puts the deliveries of notices that have none yet into the outbox, at most `limit` notices; answers how many were
   * looked at.
   */
  plan(
    now: number,
    limit: number,
    configured: readonly ChannelKind[],
    /** By which channels it leaves, and when. */
    rule: (leaving: Leaving) => { readonly channels: readonly ChannelKind[]; readonly dueAt: number },
  ): Promise<number>;
  /**
   * Takes deliveries that are due, for `owner` alone until `until`. What `rule` does not let go any more is dropped in the
   * same transaction, and so is what has no address left; what it lets go later waits until then.
   */
  lease(
    lease: { readonly owner: string; readonly now: number; readonly until: number; readonly limit: number },
    configured: readonly ChannelKind[],
    /** When it leaves; `null`: never. */
    rule: (leaving: Leaving) => number | null,
  ): Promise<readonly Leased[]>;
  /** It was handed over, whoever did it. */
  sent(id: string, now: number): Promise<void>;
  /** It was not, and is tried again at `dueAt`; `null`: never again. Only its owner may say so. */
  failed(id: string, owner: string, now: number, dueAt: number | null): Promise<void>;
  /** There is nobody at this address, and never will be: a browser is forgotten with it. */
  gone(id: string, now: number): Promise<void>;
  /** Forgets deliveries that were settled before then. */
  sweep(before: number): Promise<void>;
}
