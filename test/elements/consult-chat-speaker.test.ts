import { expect } from '@open-wc/testing';
import {
  actOn,
  inScheme,
  part,
  parts,
  showChat,
  textOf,
  until,
  withSigns,
  type ChatStaging,
} from '../support/chat-page.js';
import type { ChatInHouse } from '../support/chats.js';
import { aHouse, type House } from '../support/house.js';
import { PEOPLE } from '../support/people.js';

const MOTHER = /^Матросова\sЕ\.\sВ\., от имени пациента \(Матросов\sМ\.\sА\.\)$/;

/** A child's chat in which the mother has written, and then the child with an account of his own. */
async function aChildsChat(house: House) {
  const chat = await house.aChat({ patient: 'child', said: [['patient', 'У сына кашель']] });
  const body = { key: house.newKey(), text: 'И горло болит' };
  await house.call('child', 'POST', `/v1/chats/${chat.id}/entries`, body);
  return chat;
}

const shown = async (house: House, chat: ChatInHouse, staging?: ChatStaging) =>
  withSigns(await showChat(house, chat, staging));

const authors = (el: Element) =>
  [...el.shadowRoot!.querySelectorAll('.entry:not(.note) > p:first-child')].map(textOf);

describe('<consult-chat> says who speaks for the patient', () => {
  it('to the doctor, by name and for whom; the patient’s own words bear the name alone', async () => {
    const house = await aHouse();
    const el = await shown(house, await aChildsChat(house), { as: 'doctor' });
    const [mothers, own] = authors(el);
    expect(mothers).to.match(MOTHER);
    expect(own).to.equal('Матросов Михаил Андреевич');
    expect(textOf(el.shadowRoot!.querySelector('.author')), 'to be seen').to.match(MOTHER);
  });

  it('to the patient, while who wrote it reads «Вы»', async () => {
    const house = await aHouse();
    const chat = await aChildsChat(house);
    const childs = await shown(house, { ...chat, speaker: PEOPLE.child });
    expect(authors(childs)[0]).to.match(MOTHER);
    expect(authors(childs)[1]).to.equal('Вы');
    const mothers = await shown(house, chat);
    expect(authors(mothers)).to.deep.equal(['Вы', 'Матросов Михаил Андреевич']);
  });

  it('to another who speaks for the patient', async () => {
    const house = await aHouse();
    const chat = await aChildsChat(house);
    const father = PEOPLE.otherPatient;
    const path = `/v1/people/${PEOPLE.child.id}/representatives/${father.id}`;
    await house.call('operator', 'PUT', path, { validFrom: 0, validTo: null });
    expect(authors(await shown(house, { ...chat, speaker: father }))[0]).to.match(MOTHER);
  });

  it('of nobody where the patient writes', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['patient', 'Болит колено']] });
    const el = await shown(house, chat, { as: 'doctor' });
    expect(authors(el)).to.deep.equal(['Матросова Елена Викторовна']);
  });

  it('where it is quoted, found and spoken', async () => {
    const house = await aHouse();
    const chat = await aChildsChat(house);
    const el = await shown(house, chat, { as: 'doctor' });
    await actOn(el, 'У сына кашель');
    part(el, 'reply')!.click();
    await until(() => part(el, 'reply-bar'));
    expect(textOf(part(el, 'reply-bar')!.querySelector('.quoted-author'))).to.contain('от имени пациента');

    await chat.says('patient', 'Температура 38');
    await until(() => textOf(part(el, 'announcer')).includes('Температура 38'));
    expect(textOf(part(el, 'announcer'))).to.match(
      /Матросова\sЕ\.\sВ\., от имени пациента \(Матросов\sМ\.\sА\.\): Температура 38/,
    );

    part(el, 'find')!.click();
    await until(() => part(el, 'search-field'));
    const field = part(el, 'search-field') as HTMLInputElement;
    field.value = 'кашель';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until(() => part(el, 'hit'));
    expect(textOf(part(el, 'hit')!.querySelector('bdi'))).to.match(MOTHER);
  });

  it('in English', async () => {
    const house = await aHouse();
    const el = await shown(house, await aChildsChat(house), { as: 'doctor', lang: 'en' });
    expect(authors(el)[0]).to.match(/В\., on behalf of the patient \(/);
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`accessibly and within a narrow page, ${scheme}`, async () => {
      const house = await aHouse();
      const el = await shown(house, await aChildsChat(house), { as: 'doctor', width: 320 });
      await inScheme(el, scheme);
      const edge = el.getBoundingClientRect().right;
      for (const entry of parts(el, 'entry')) expect(entry.getBoundingClientRect().right).to.be.at.most(edge);
      await expect(el).to.be.accessible();
    });
});
