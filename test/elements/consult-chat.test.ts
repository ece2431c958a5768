import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import {
  actOn,
  inScheme,
  messages,
  part,
  parts,
  showChat,
  textOf,
  thread,
  until,
  whole,
} from '../support/chat-page.js';
import { show } from '../support/fixtures.js';
import { aHouse, NOON } from '../support/house.js';

const DAY = 24 * 60 * 60 * 1000;

describe('<consult-chat> shows', () => {
  it('what was said, oldest first, each with its author and time', async () => {
    const house = await aHouse();
    const chat = await house.aChat({
      said: [
        ['patient', 'Здравствуйте, болит плечо'],
        ['doctor', 'Здравствуйте. Давно?'],
        ['doctor', 'И после чего?'],
      ],
    });
    const el = await showChat(house, chat);
    expect(thread(el).filter((line) => line[0] !== '*')).to.deep.equal([
      '> Здравствуйте, болит плечо',
      '< Здравствуйте. Давно?',
      '< И после чего?',
    ]);
    const [own, first, second] = parts(el, 'bubble').map((bubble) => bubble.parentElement!);
    expect(textOf(own)).to.contain('Вы').and.to.contain('12:00');
    expect(first!.querySelector('.author')!.textContent).to.equal('Королёв Сергей Петрович');
    expect(second!.querySelector('.author'), 'a run has one name for the eye').to.equal(null);
    expect(second!.textContent, 'and each message one for the ear').to.contain('Королёв Сергей Петрович');
  });

  it('own messages at the right and others at the left, never wider than 72 characters', async () => {
    const house = await aHouse();
    const long = 'слово '.repeat(80);
    const chat = await house.aChat({
      said: [
        ['patient', long],
        ['doctor', long],
      ],
    });
    const el = await showChat(house, chat, { width: 1200 });
    const [own, other] = parts(el, 'bubble').map((bubble) => bubble.getBoundingClientRect());
    const frame = messages(el).getBoundingClientRect();
    expect(own!.left - frame.left).to.be.greaterThan(200);
    expect(frame.right - other!.right).to.be.greaterThan(200);
    const ch = Number.parseFloat(getComputedStyle(parts(el, 'said')[0]!).fontSize); // an em is never less than a ch
    expect(own!.width).to.be.lessThan(72 * ch);
  });

  it('the day between two days: a date, «Вчера», «Сегодня»', async () => {
    const house = await aHouse({ now: NOON - 40 * DAY });
    const chat = await house.aChat({ said: [['patient', 'первое']] });
    house.clock.set(NOON - DAY);
    await chat.says('doctor', 'второе');
    house.clock.set(NOON);
    await chat.says('patient', 'третье');
    const el = await showChat(house, chat);
    expect(parts(el, 'day').map(textOf)).to.deep.equal(['1 марта', 'Вчера', 'Сегодня']);
  });

  it('whose consultation it is: the doctor to the patient, the patient to the doctor, the child to who writes for it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const patients = await showChat(house, chat);
    expect(textOf(part(patients, 'head'))).to.match(
      /^Кардиолог Врач: Королёв Сергей Петрович .*Идёт консультация$/,
    );
    const doctors = await showChat(house, chat, { as: 'doctor' });
    expect(textOf(part(doctors, 'title'))).to.equal('Матросова Елена Викторовна');
    const mothers = await showChat(house, await house.aChat({ patient: 'child' }));
    expect(textOf(part(mothers, 'head'))).to.contain('Пациент: Матросов Михаил Андреевич');
  });

  it('when a consultation opens, in place of the box', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ state: 'scheduled', startsAt: NOON + 3 * DAY + 2.5 * 60 * 60 * 1000 });
    const el = await showChat(house, chat);
    expect(textOf(part(el, 'note'))).to.equal(
      'Консультация откроется 13 апреля в 14:30 (МСК). Тогда здесь можно будет написать.',
    );
    expect(textOf(part(el, 'state'))).to.equal('Откроется 13 апреля в 14:30 (МСК)');
    expect(part(el, 'composer')).to.equal(null);
  });

  it('opens the box by itself when the time has come', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ state: 'scheduled' }));
    await house.clock.advance(60 * 60 * 1000);
    await until(() => part(el, 'composer'), 'the box');
    expect(textOf(part(el, 'state'))).to.equal('Идёт консультация');
  });

  for (const [state, chip, why] of [
    ['completed', 'Завершена', 'Консультация завершена без заключения'],
    ['missed', 'Не состоялась', 'Консультация не состоялась'],
    ['cancelled', 'Отменена', 'Консультация отменена'],
  ] as const) {
    it(`why nobody can write in a consultation that is ${state}`, async () => {
      const house = await aHouse();
      const el = await showChat(house, await house.aChat({ state }));
      expect(textOf(part(el, 'state'))).to.equal(chip);
      expect(textOf(part(el, 'note'))).to.contain(why);
      expect(part(el, 'composer')).to.equal(null);
    });
  }

  it('what the system says: who is in charge, that it began, why it ended', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ state: 'completed', reason: 'Нужен очный осмотр' });
    const el = await showChat(house, chat);
    const notes = parts(el, 'system-note').map(textOf);
    expect(notes[0]).to.contain('назначен ответственным');
    expect(notes.join()).to.contain('Консультация началась');
    expect(notes[notes.length - 1]).to.contain('Консультация завершена без заключения: Нужен очный осмотр');
  });

  it('a place where a message was', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'не туда']] });
    const { seq } = (await chat.entries()).find(({ kind }) => kind === 'message')!;
    await chat.deletes('doctor', seq);
    const el = await showChat(house, chat);
    expect(thread(el)).to.include('< Сообщение удалено');
    expect(getComputedStyle(parts(el, 'bubble')[0]!.querySelector('.said')!).fontStyle).to.equal('italic');
  });

  it('what people wrote as they wrote it, and never as markup', async () => {
    const house = await aHouse();
    const evil = [
      '<img src=x onerror="document.title=1">',
      '${alert(1)}',
      ' два  пробела\n\nи абзац ',
      '<!-- -->&amp;',
    ];
    const chat = await house.aChat({ said: evil.map((text) => ['doctor', text] as const) });
    const el = await showChat(house, chat);
    const said = parts(el, 'said');
    expect(said.map((p) => p.textContent)).to.deep.equal(evil);
    expect(said.flatMap((p) => [...p.children])).to.be.empty;
    expect(getComputedStyle(said[2]!).whiteSpace).to.equal('pre-wrap');
    expect(said[0]!.dir).to.equal('auto');
  });

  it('that nobody has written yet, and what the page says of it', async () => {
    const house = await aHouse();
    const client = house.clientOf('patient');
    const chat = await house.aChat({ state: 'scheduled' });
    const el = await show<ConsultChat>(
      client,
      html`<consult-chat chat-id=${chat.id}><p slot="empty">Расскажите, что вас беспокоит</p></consult-chat>`,
    );
    await until(() => part(el, 'messages'));
    const slot = el.shadowRoot!.querySelector<HTMLSlotElement>('slot[name=empty]')!;
    expect(slot.hidden).to.equal(parts(el, 'entry').length > 0);
    expect(slot.assignedElements().map(textOf)).to.deep.equal(['Расскажите, что вас беспокоит']);
  });

  it('that a chat is to be chosen, and then the one that is chosen', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Добрый день']] });
    const el = await show<ConsultChat>(house.clientOf('patient'), html`<consult-chat></consult-chat>`);
    await whole(el);
    expect(textOf(part(el, 'notice'))).to.equal('Выберите чат в списке');
    (el.parentElement as HTMLElement & { chatId: string }).chatId = chat.id;
    await until(() => part(el, 'messages'));
    expect(thread(el)).to.include('< Добрый день');
  });

  it('shapes of messages while they are loaded, and words for those who do not see them', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const held = house.network.hold('/entries');
    const el = await show<ConsultChat>(
      house.clientOf('patient'),
      html`<consult-chat chat-id=${chat.id}></consult-chat>`,
    );
    await whole(el);
    const loading = el.shadowRoot!.querySelector('.loading')!;
    expect(loading.textContent).to.contain('Загружаем сообщения');
    expect(getComputedStyle(loading).animationDelay).to.equal('0.3s');
    held.release();
    await until(() => part(el, 'messages'));
  });

  it('that there is no such chat', async () => {
    const house = await aHouse();
    const el = await show<ConsultChat>(
      house.clientOf('patient'),
      html`<consult-chat chat-id="cht_absent"></consult-chat>`,
    );
    await until(() => part(el, 'notice'));
    expect(textOf(part(el, 'notice'))).to.contain('Такого чата нет');
    expect(part(el, 'notice')!.querySelector('button'), 'asking again would not help').to.equal(null);
  });

  it('that a consent is needed before anything is read', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ withoutConsent: true, said: [] }));
    await until(() => textOf(part(el, 'notice')).includes('согласие'));
    expect(part(el, 'messages')).to.equal(null);
    expect(part(el, 'composer')).to.equal(null);
  });

  it('whom to call when life is in danger, unless the page does', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    expect(textOf(part(el, 'emergency'))).to.equal('При угрозе жизни звоните 103 или 112');
    expect(part(el, 'emergency')!.querySelectorAll('a[href^="tel:"]')).to.have.length(2);
    el.withoutEmergency = true;
    await el.updateComplete;
    expect(part(el, 'emergency')).to.equal(null);
  });

  it('only the messages where it is read-only', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ said: [['patient', 'моё']] }), { readOnly: true });
    expect(thread(el)).to.include('> моё');
    expect(part(el, 'composer')).to.equal(null);
    await actOn(el, 'моё');
    expect(part(el, 'remove')).to.equal(null);
    expect(part(el, 'reply')).to.equal(null);
    expect(part(el, 'copy')).not.to.equal(null);
  });

  it('a way back on pages of one column', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    expect(part(el, 'back')).to.equal(null);
    el.withBack = true;
    await el.updateComplete;
    let left = 0;
    el.addEventListener('consult-chat-leave', () => left++);
    part(el, 'back')!.click();
    expect(left).to.equal(1);
  });

  it('everything in English', async () => {
    const house = await aHouse();
    const chat = await house.aChat({
      said: [
        ['patient', 'Болит'],
        ['doctor', 'Since when?'],
      ],
    });
    const el = await showChat(house, chat, { lang: 'en' });
    expect(textOf(part(el, 'state'))).to.equal('In progress');
    expect(textOf(parts(el, 'day')[0])).to.equal('Today');
    expect(
      parts(el, 'said').map(({ lang }) => lang),
      'people write in their own language',
    ).to.deep.equal(['ru', '']);
    expect(el.shadowRoot!.querySelector('[lang=en]')).to.exist;
    expect(textOf(el.shadowRoot)).not.to.match(/Сообщен|Отправ|Консультац[а-я]+ (откр|зав)/);
  });

  it('long names and long words on a screen of 320 px', async () => {
    const house = await aHouse();
    const word = 'а'.repeat(90);
    const patient = {
      id: 'per_long',
      role: 'patient',
      name: { family: word, given: word, patronymic: word },
      birthDate: '1950-01-01',
    } as const;
    const chat = await house.aChat({
      patient,
      said: [
        ['patient', word.repeat(3)],
        ['doctor', `https://${word}`],
      ],
    });
    for (const as of ['patient', 'doctor'] as const) {
      const el = await showChat(house, chat, { as, width: 320, height: 560 });
      el.withBack = true;
      await el.updateComplete;
      const edge = el.getBoundingClientRect().right;
      const beyond = [...el.shadowRoot!.querySelectorAll('*')].filter(
        (child) => !child.closest('.visually-hidden') && child.getBoundingClientRect().right > edge + 1,
      );
      expect(beyond.map(({ className }) => className)).to.deep.equal([]);
      expect(messages(el).scrollWidth).to.equal(messages(el).clientWidth);
    }
  });
});

describe('<consult-chat> is accessible', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`with messages, a divider and the box, ${scheme}`, async () => {
      const house = await aHouse();
      const chat = await house.aChat({
        said: [
          ['patient', 'Здравствуйте'],
          ['doctor', 'Слушаю вас'],
        ],
      });
      const el = await showChat(house, chat);
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
    });

    for (const state of ['scheduled', 'completed'] as const) {
      it(`when ${state}, ${scheme}`, async () => {
        const house = await aHouse();
        const el = await showChat(house, await house.aChat({ state }));
        await inScheme(el, scheme);
        await expect(el).to.be.accessible();
      });
    }

    it(`with nothing chosen, ${scheme}`, async () => {
      const el = await show<ConsultChat>(undefined, html`<consult-chat></consult-chat>`);
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
    });

    it(`while offline, with a message that waits and one to be deleted, ${scheme}`, async () => {
      const house = await aHouse();
      const chat = await house.aChat({ said: [['patient', 'Здравствуйте']] });
      const el = await showChat(house, chat);
      await inScheme(el, scheme);
      await actOn(el, 'Здравствуйте');
      part(el, 'remove')!.click();
      house.network.cut();
      await until(() => textOf(part(el, 'connection')));
      await expect(el).to.be.accessible();
    });
  }
});
