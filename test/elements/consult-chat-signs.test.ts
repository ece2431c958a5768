import { expect } from '@open-wc/testing';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import {
  box,
  inScheme,
  part,
  parts,
  settled,
  showChat,
  textOf,
  thread,
  type,
  until,
  withSigns,
  type ChatStaging,
} from '../support/chat-page.js';
import type { ChatInHouse } from '../support/chats.js';
import { aHouse, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';

const shown = async (house: House, chat: ChatInHouse, staging?: ChatStaging) =>
  withSigns(await showChat(house, chat, staging));

const marks = (el: Element) =>
  [...el.shadowRoot!.querySelectorAll('.own .mark')].map((mark) => ({
    words: textOf(mark),
    shape: mark.querySelector('path')!.getAttribute('d')!,
    ground: getComputedStyle(mark.querySelector('.icon')!).backgroundColor,
  }));

/** Somebody's page with a socket of its own. */
const aPageOf = (house: House, who: ChatInHouse['doctor']) => {
  const network = house.anotherNetwork();
  const client = house.clientOf(who, { network });
  client.connection.subscribe(() => undefined);
  return { client, network };
};

describe('<consult-chat> marks own messages', () => {
  /** One read, one delivered, one sent and one on its way. */
  async function fourMarks() {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['patient', 'раз']] });
    await chat.reads('doctor');
    await chat.says('patient', 'два');
    await chat.delivers('doctor');
    await chat.says('patient', 'три');
    const el = await shown(house, chat);
    house.network.hold(/POST .*entries/);
    type(el, 'четыре');
    part(el, 'send')!.click();
    await until(() => part(el, 'entry-pending'));
    await until(() => marks(el).length === 4);
    return { el, chat };
  }

  it('as read, delivered, sent and on their way, each by a word and a look of its own', async () => {
    const { el } = await fourMarks();
    const [read, delivered, sent, sending] = marks(el);
    expect([read, delivered, sent, sending].map((mark) => mark!.words)).to.deep.equal([
      'Прочитано',
      'Доставлено',
      'Отправлено',
      'Отправляется',
    ]);
    expect(new Set([delivered, sent, sending].map((mark) => mark!.shape)).size).to.equal(3);
    expect(read!.shape).to.equal(delivered!.shape); // two ticks, and a ground of their own: a shape, not a shade
    expect(read!.ground).not.to.equal(delivered!.ground);
  });

  it('anew as they arrive and as they are read', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['patient', 'раз']] });
    const el = await shown(house, chat);
    const words = () => marks(el).map((mark) => mark.words);
    expect(words()).to.deep.equal(['Отправлено']);
    await chat.delivers('doctor');
    await until(() => words()[0] === 'Доставлено');
    await chat.reads('doctor');
    await until(() => words()[0] === 'Прочитано');
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`so that everybody can tell them apart, ${scheme}`, async () => {
      const { el } = await fourMarks();
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
    });
});

describe('<consult-chat> shows who is there', () => {
  it('and who is not, by a word and a shape', async () => {
    const timers: (() => void)[] = [];
    const house = await aHouse({ later: (run) => void timers.push(run) });
    const chat = await house.aChat();
    const el = await shown(house, chat);
    const presence = () => part(el, 'presence')!;
    expect(textOf(presence())).to.equal('врач не в сети');
    const empty = getComputedStyle(presence().querySelector('.icon')!).fill;
    const { client } = aPageOf(house, chat.doctor);
    await until(() => textOf(presence()) === 'врач в сети');
    expect(getComputedStyle(presence().querySelector('.icon')!).fill).not.to.equal(empty);
    client.close();
    await until(() => timers.length > 0);
    for (const run of timers.splice(0)) run();
    await until(() => textOf(presence()) === 'врач не в сети');
  });

  it('to the doctor too, whoever of the patient’s side it is', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ patient: 'child' });
    const el = await shown(house, chat, { as: 'doctor' });
    expect(textOf(part(el, 'presence'))).to.equal('пациент не в сети');
    aPageOf(house, chat.speaker);
    await until(() => textOf(part(el, 'presence')) === 'пациент в сети');
  });

  it('not after the end, nor while nobody can know', async () => {
    const house = await aHouse();
    const over = await shown(house, await house.aChat({ state: 'completed' }));
    expect(part(over, 'presence')).to.equal(null);
    const el = await shown(house, await house.aChat());
    expect(part(el, 'presence')).to.exist;
    house.network.cut();
    await until(() => part(el, 'presence') === null);
  });

  it('in English', async () => {
    const house = await aHouse();
    const el = await shown(house, await house.aChat(), { lang: 'en' });
    expect(textOf(part(el, 'presence'))).to.equal('doctor offline');
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`accessibly, ${scheme}`, async () => {
      const house = await aHouse();
      const chat = await house.aChat();
      const el = await shown(house, chat);
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
      aPageOf(house, chat.doctor);
      await until(() => part(el, 'presence')?.matches('.online'));
      await expect(el).to.be.accessible();
    });
});

describe('<consult-chat> shows who is writing', () => {
  it('in the place of who is there, until the message comes, and moves nothing', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'раз']] });
    const el = await shown(house, chat);
    const place = () => part(el, 'messages')!.getBoundingClientRect();
    const before = place();
    await chat.types('doctor');
    await until(() => part(el, 'typing'));
    expect(textOf(part(el, 'typing'))).to.equal('Врач печатает…');
    expect(part(el, 'presence')).to.equal(null);
    expect(part(el, 'typing')!.closest('[aria-live], [role]'), 'nobody is told again and again').to.equal(
      null,
    );
    expect(textOf(part(el, 'announcer'))).to.equal('');
    expect(place().top).to.equal(before.top);
    await expect(el).to.be.accessible();
    await chat.says('doctor', 'два');
    await until(() => thread(el).includes('< два'));
    await until(() => part(el, 'typing') === null);
  });

  it('on a screen of 320 px as well', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await shown(house, chat, { as: 'doctor', width: 320 });
    const head = () => part(el, 'head')!.getBoundingClientRect().height;
    const before = head();
    await chat.types('patient');
    await until(() => part(el, 'typing'));
    expect(textOf(part(el, 'typing'))).to.equal('Печатает…');
    expect(head()).to.equal(before);
    expect(el.shadowRoot!.querySelector('.chat')!.scrollWidth).to.be.at.most(320);
  });

  it('and tells the others when the reader does', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const [mine, theirs] = [await shown(house, chat), await shown(house, chat, { as: 'doctor' })];
    type(mine, 'Б');
    await until(() => textOf(part(theirs, 'typing')) === 'Печатает…');
    expect(part(mine, 'typing')).to.equal(null);
    const told = house.network.exchanges.filter(({ path }) => path.endsWith('/typing'));
    expect(told).to.have.length(1);
    type(mine, '');
    type(mine, 'Бо');
    expect(house.network.exchanges.filter(({ path }) => path.endsWith('/typing'))).to.have.length(1);
  });

  it('by name where it is somebody of the reader’s own side', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ patient: 'child' });
    const el = await shown(house, chat);
    await house.call('child', 'POST', `/v1/chats/${chat.id}/typing`);
    await until(() => part(el, 'typing'));
    expect(textOf(part(el, 'typing'))).to.match(/^Печатает Матросов М\.\sА\.$/);
  });
});

describe('<consult-chat> that was given to another doctor', () => {
  async function aLostChat(staging: ChatStaging = {}) {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['patient', 'Тайна']] });
    const el: ConsultChat = await shown(house, chat, { as: 'doctor', ...staging });
    expect(thread(el)).to.include('< Тайна');
    await chat.passesTo('surgeon');
    await until(() => part(el, 'notice'));
    return { house, chat, el };
  }

  it('says so, shows nothing more of it and offers one way on', async () => {
    const { el } = await aLostChat();
    expect(part(el, 'notice')!.getAttribute('role')).to.equal('alert');
    expect(textOf(part(el, 'notice'))).to.match(/^Вас больше нет среди участников этого чата /);
    expect(textOf(el.shadowRoot)).not.to.match(/Тайна|Матросова/);
    expect(box(el)).to.equal(null);
    expect(parts(el, 'entry')).to.deep.equal([]);
    const ways = [...el.shadowRoot!.querySelectorAll('button')];
    expect(ways.map(textOf)).to.deep.equal(['К списку чатов']);
    let left = 0;
    el.addEventListener('consult-chat-leave', () => left++);
    ways[0]!.click();
    expect(left).to.equal(1);
  });

  it('keeps what was typed in reach until it is left, and says what becomes of it then', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const storage = memoryStorage();
    const el = await shown(house, chat, { as: 'doctor', storage });
    type(el, 'Не забудьте про ЭКГ');
    await until(async () => (await storage.keys()).length === 1);
    await chat.passesTo('surgeon');
    await until(() => part(el, 'unsent'));
    expect(part(el, 'unsent')!.querySelector('textarea')!.value).to.equal('Не забудьте про ЭКГ');
    expect(textOf(part(el, 'unsent'))).to.contain('будет удалён из браузера');
    await expect(el).to.be.accessible();
    expect(await storage.keys()).to.have.length(1);
    el.chatId = undefined;
    await until(async () => !(await storage.keys()).length);
  });

  it('lets go of the choice in the provider', async () => {
    const { el } = await aLostChat();
    const provider = el.closest('consult-provider')!;
    provider.chatId = el.chatId;
    await settled();
    el.shadowRoot!.querySelector('button')!.click();
    expect(provider.chatId).to.equal(undefined);
  });

  it('is another matter than one that was never there', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ doctor: 'surgeon' });
    const el = await showChat(house, { ...chat, doctor: (await house.aChat()).doctor }, { as: 'doctor' });
    await withSigns(el);
    expect(textOf(part(el, 'notice'))).not.to.contain('Вас больше нет');
  });

  it('comes back when it is given back', async () => {
    const { chat, el } = await aLostChat();
    await chat.passesTo('doctor');
    await until(() => part(el, 'messages'));
    await until(() => thread(el).includes('< Тайна'));
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`is accessible, ${scheme}`, async () => {
      const { el } = await aLostChat();
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
    });
});

describe('<consult-chat> says what the system says', () => {
  it('with a word and a sign for each thing that happens', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await chat.passesTo('surgeon');
    await chat.passesTo('doctor');
    await chat.completes('Нужен очный осмотр');
    const [missed, cancelled] = [
      await house.aChat({ state: 'missed' }),
      await house.aChat({ state: 'cancelled' }),
    ];
    const said = async (one: ChatInHouse) => {
      const el = await shown(house, one);
      expect(
        parts(el, 'system-note').every((note) => note.querySelector('path')!.getAttribute('d')),
      ).to.equal(true);
      return parts(el, 'system-note').map((note) => textOf(note.querySelector('span')));
    };
    expect(await said(chat)).to.deep.equal([
      'Королёв Сергей назначен ответственным',
      'Консультация началась',
      'Резун Игорь назначен ответственным',
      'Королёв Сергей назначен ответственным',
      'Консультация завершена без заключения: Нужен очный осмотр',
    ]);
    expect((await said(missed)).pop()).to.equal('Консультация не состоялась');
    expect((await said(cancelled)).pop()).to.equal('Консультация отменена');
  });
});
