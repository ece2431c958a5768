import type { SlotView } from '@consult/core/wire';
import { eq } from 'drizzle-orm';
import type { SqliteDatabase } from './connection.js';
import { nameOf } from './names.js';
import { slots } from './request-schema.js';
import { people } from './schema.js';

export type SlotRow = typeof slots.$inferSelect;

/** Times with their doctors' names. */
export const slotsWithDoctors = (db: SqliteDatabase) =>
  db
    .select({
      slot: slots,
      family: people.family,
      given: people.given,
      patronymic: people.patronymic,
    })
    .from(slots)
    .innerJoin(people, eq(people.id, slots.doctor))
    .$dynamic();

type NamedSlot = ReturnType<ReturnType<typeof slotsWithDoctors>['all']>[number];

/** A time as it is shown. */
export const slotViewOf = ({ slot, ...name }: NamedSlot): SlotView => ({
  id: slot.id,
  kind: slot.kind,
  doctor: { id: slot.doctor, name: nameOf(name), specialty: slot.specialty },
  startsAt: slot.startsAt,
  endsAt: slot.endsAt,
});

export function findSlot(db: SqliteDatabase, id: string): SlotRow | undefined {
  return db.select().from(slots).where(eq(slots.id, id)).get();
}

/** A time that is known to be there, as it is shown. */
export const viewSlot = (db: SqliteDatabase, id: string): SlotView =>
  slotViewOf(slotsWithDoctors(db).where(eq(slots.id, id)).get()!);

/** The title of the chat of a consultation that was booked. */
export const titleFor = (specialty: string): string => `Консультация: ${specialty.toLocaleLowerCase('ru')}`;
