import { and, asc, desc, eq, gt, gte, isNull, lt, lte, ne, sql } from 'drizzle-orm';
import { textOf } from '../../conclusions/conclusion-words.js';
import type { Find, Finds, SearchStore, Stretch } from '../../search/search-store.js';
import { searchableWords } from '../../search/words.js';
import { admit } from './chat-reads.js';
import type { ChatParts } from './chat-store.js';
import { conclusionSeq, newestConclusion } from './conclusion-rows.js';
import { chats, entries, entryWords, files } from './schema.js';
import { holdsAll } from './word-search.js';

/** So many entries at most, and so many letters, are read in one step: about 10 ms of finding stems. */
const STEP = { entries: 250, letters: 30_000 };
/** So many places of a chat are looked through at one go: about 5 ms. */
const STRETCH = 5000;

/** The search inside chats, by the words of `entry_words`. */
export function sqliteSearchStore(parts: ChatParts): SearchStore {
  const { db, commit, audit } = parts;
  const indexedOf = db
    .select({ seq: chats.indexedSeq })
    .from(chats)
    .where(eq(chats.no, sql.placeholder('chat')))
    .prepare();
  const fresh = db
    .select({
      seq: entries.seq,
      kind: entries.kind,
      text: sql<string | null>`case when ${entries.kind} = 'message' then ${entries.text} end`,
    })
    .from(entries)
    .where(and(eq(entries.chat, sql.placeholder('chat')), gt(entries.seq, sql.placeholder('after'))))
    .orderBy(asc(entries.seq))
    .limit(STEP.entries)
    .prepare();
  const named = db
    .select({ seq: files.seq, name: files.name })
    .from(files)
    .where(
      and(
        eq(files.chat, sql.placeholder('chat')),
        gte(files.seq, sql.placeholder('from')),
        lte(files.seq, sql.placeholder('to')),
        isNull(files.deletedAt),
      ),
    )
    .prepare();
  const keep = db
    .insert(entryWords)
    .values({
      chat: sql.placeholder('chat'),
      seq: sql.placeholder('seq'),
      words: sql.placeholder('words'),
    })
    .onConflictDoUpdate({
      target: [entryWords.chat, entryWords.seq],
      set: { words: sql`excluded.words` },
    })
    .prepare();
  const indexed = db
    .update(chats)
    .set({ indexedSeq: sql`${sql.placeholder('seq')}` })
    .where(eq(chats.no, sql.placeholder('chat')))
    .prepare();

  /** The names of the files of the entries `from` … `to`. */
  function namesIn(chat: number, from: number, to: number): Map<number, string[]> {
    const names = new Map<number, string[]>();
    for (const { seq, name } of named.all({ chat, from, to }))
      names.set(seq!, [...(names.get(seq!) ?? []), name]);
    return names;
  }

  function learnStep(chat: number, after: number): number {
    const rows = fresh.all({ chat, after });
    const names = namesIn(chat, after + 1, rows.at(-1)?.seq ?? after);
    let letters = 0;
    let last = after;
    for (const { seq, kind, text: said } of rows) {
      const text = kind === 'conclusion' ? concluded(chat) : said;
      if (letters > STEP.letters) break;
      letters += text?.length ?? 0;
      last = seq;
      if (text !== null) keep.run({ chat, seq, words: searchableWords(text, ...(names.get(seq) ?? [])) });
    }
    indexed.run({ chat, seq: last });
    return last;
  }

  const concluded = (chat: number) => textOf(newestConclusion(db, chat)!.content);

  /** @param hidden - An entry that is not looked through. */
  function find(chat: number, { words, before, limit }: Stretch, last: number, hidden?: number): Finds {
    const top = Math.min(before, last + 1);
    const bottom = Math.max(1, top - STRETCH);
    const rows = words.length
      ? db
          .select({ seq: entryWords.seq })
          .from(entryWords)
          .where(
            and(
              eq(entryWords.chat, chat),
              lt(entryWords.seq, top),
              gte(entryWords.seq, bottom),
              hidden === undefined ? undefined : ne(entryWords.seq, hidden),
              ...holdsAll(entryWords.words, words),
            ),
          )
          .orderBy(desc(entryWords.seq))
          .all()
      : [];
    const finds = rows.slice(0, limit).flatMap(({ seq }) => findAt(chat, seq));
    return { finds, count: rows.length, next: bottom > 1 ? bottom : null };
  }

  function findAt(chat: number, seq: number): Find[] {
    const entry = parts.log.at(chat, seq);
    if (entry?.kind !== 'message' && entry?.kind !== 'conclusion') return [];
    const { kind, sentAt, author } = entry;
    const inConclusion = kind === 'conclusion';
    const text = inConclusion ? concluded(chat) : entry.text;
    const names = inConclusion ? [] : (namesIn(chat, seq, seq).get(seq) ?? []);
    return [{ seq, sentAt, author, text, inConclusion, names }];
  }

  return {
    async learn(access, rule) {
      const { no, chat } = admit(parts, access, rule);
      if (indexedOf.get({ chat: no })!.seq >= chat.seq) return false;
      return commit(() => learnStep(no, indexedOf.get({ chat: no })!.seq) < chat.seq);
    },

    look: (access, stretch, rule) =>
      commit(() => {
        const { no, chat, standing } = admit(parts, access, rule);
        if (stretch.opens && access.actor.role !== 'patient')
          audit.write(access.now, access.actor, { action: 'chat-searched', chat: chat.id });
        const isHidden = chat.outcome === 'conclusion' && stretch.mayOpen(chat, standing);
        return find(no, stretch, chat.seq, isHidden ? conclusionSeq(db, no) : undefined);
      }),
  };
}
