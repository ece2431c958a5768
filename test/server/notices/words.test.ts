import { NOTICE_KINDS } from '@consult/core';
import { describe, expect, it } from 'vitest';
import { calendarFile } from '../../../server/src/notices/mail-node.js';
import { messageOf } from '../../../server/src/notices/notice-words.js';
import { NOON } from '../db/stores.js';

/** What would tell a stranger that this is about somebody's health, by its beginnings; and the names of the fixtures. */
const MEDICAL =
  /врач|доктор|мед|консульт|пациент|здоров|клиник|поликлин|больн|болез|диагноз|заключени|лечен|лекар|терап|кардио|хирург|педиатр|приём|прием|жалоб|анализ|талон|consult|doctor|clinic|health|patient|medic/i;
const NAMES = /Матросов|Елена|Ёлкин|Соколов|Дарья|Ольга|Королёв|Вера|Белова|Инна|Регистров|27/i;

const frame = { portal: 'https://portal.example/notices', domain: 'portal.example' };
const message = (kind: (typeof NOTICE_KINDS)[number], moment: number | null = NOON) =>
  messageOf(
    {
      id: 'dlv_1',
      channel: 'email',
      address: { email: 'elena@example.org' },
      tries: 1,
      notice: {
        kind,
        at: NOON,
        chat: 'cht_1',
        moment,
        number: 'Ж-2026-000123',
        sequence: 0,
        endsAt: NOON + 1,
      },
    },
    frame,
  );

describe.each(NOTICE_KINDS)('a message of %s', (kind) => {
  it('has no medical word and no name in it', () => {
    for (const moment of [NOON, null]) {
      const { subject, text, brief, calendar } = message(kind, moment);
      const whole = [subject, text, brief].join('\n');
      expect(whole).not.toMatch(MEDICAL);
      expect(whole).not.toMatch(NAMES);
      expect(whole).not.toMatch(/undefined|null|NaN|elena|cht_/);
      expect(subject.length).toBeLessThanOrEqual(40);
      expect(brief.length).toBeLessThanOrEqual(140); // two SMS of 70 letters
      expect(text).toContain(frame.portal);
      if (!calendar) continue;
      const file = calendarFile(calendar).replace('PRODID:-//Consult//Consult//RU', '');
      expect(file).not.toMatch(MEDICAL);
      expect(file).not.toMatch(NAMES);
    }
  });
});

describe('a message', () => {
  it('tells the time of Moscow in words', () => {
    expect(message('consultation-tomorrow').brief).toBe(
      'Напоминаем: у вас запись 23 ноября в 12:00 (мск). Откройте портал.',
    );
    expect(message('offer-made').brief).toContain('Ответьте до 23 ноября в 12:00 (мск).');
    expect(message('request-registered').brief).toContain('Ж-2026-000123');
  });

  it.each(NOTICE_KINDS)('%s has an entry for the calendar where the appointment changes', (kind) => {
    const changes = ['consultation-appointed', 'consultation-cancelled', 'doctor-changed'].includes(kind);
    expect(message(kind).calendar !== null).toBe(changes);
    expect(message(kind, null).calendar).toBeNull();
  });
});
