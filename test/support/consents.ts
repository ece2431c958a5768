import type { ConsentKind } from '@consult/core';
import type { ConsentDocument, ConsentRecord, ConsentStatus } from '@consult/core/wire';
import type { House } from './house.js';
import { castOf, type Cast, type PersonKey } from './people.js';

/** The titles of the documents, as the manual has them (§4.3). */
export const TITLES: Record<ConsentKind, string> = {
  notifications: 'Согласие на получение уведомлений от системы здравоохранения Санкт-Петербурга',
  'personal-data': 'Согласие на обработку персональных данных',
  'remote-consultation': 'Информированное добровольное согласие на дистанционное консультирование',
};

const POINTS = [
  'Я понимаю, что дистанционная консультация не заменяет очный приём и не предназначена для неотложной помощи.',
  'Мне разъяснено, какими средствами связи врач будет со мной говорить и какие сведения я ему передаю.',
  'Я могу отказаться от консультации в любое время и обратиться к врачу очно.',
  'Я согласен(на), чтобы переписка и заключение врача хранились в моей медицинской карте.',
];

/** A text that is longer than any dialog. */
export const LONG_TEXT = Array.from({ length: 24 }, (_, at) => `${at + 1}. ${POINTS[at % 4]}`).join('\n\n');

/** The same, one paragraph changed, one added. */
export const NEWER_TEXT = `${LONG_TEXT.replace('очный приём', 'приём в поликлинике')}\n\n25. Согласие можно отозвать.`;

/** The administrator publishes the next version of a document. */
export async function publish(
  house: House,
  kind: ConsentKind = 'remote-consultation',
  text = LONG_TEXT,
): Promise<ConsentDocument> {
  const body = { kind, title: TITLES[kind], text };
  return (
    await house.call<{ document: ConsentDocument }>('administrator', 'POST', '/v1/consent-documents', body)
  ).document;
}

/** Accepts what is in force, as on another device. */
export async function agree(
  house: House,
  who: PersonKey | Cast,
  kind: ConsentKind = 'remote-consultation',
  patient: PersonKey | Cast = who,
): Promise<ConsentRecord> {
  const { documents } = await house.call<{ documents: ConsentDocument[] }>(
    who,
    'GET',
    '/v1/consent-documents',
  );
  const { version, hash } = documents.find((one) => one.kind === kind)!;
  const body = { key: house.newKey(), kind, version, hash, patient: castOf(patient).id };
  return (await house.call<{ consent: ConsentRecord }>(who, 'POST', '/v1/consents', body)).consent;
}

/** Withdraws it, as on another device. */
export const withdraw = (house: House, who: PersonKey | Cast, consentId: string) =>
  house.call(who, 'POST', `/v1/consents/${consentId}/withdraw`);

/** What the server says of it. */
export async function standing(
  house: House,
  who: PersonKey | Cast,
  kind: ConsentKind = 'remote-consultation',
  patient: PersonKey | Cast = who,
): Promise<ConsentStatus> {
  const { statuses } = await house.call<{ statuses: ConsentStatus[] }>(who, 'GET', '/v1/consents');
  return statuses.find((one) => one.kind === kind && one.patient.id === castOf(patient).id)!;
}
