import { expect, html } from '@open-wc/testing';
import '../../packages/elements/define/consult-chat-list.js';
import '../../packages/elements/define/consult-chat.js';
import type { ConsultChatList } from '../../packages/elements/src/consult-chat-list/consult-chat-list.js';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import { part, parts, show, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';

describe('a house in a browser', () => {
  it('has the real server over real SQL in this page', async () => {
    const house = await aHouse();
    const { name } = await house.call<{ name: { family: string } }>('patient', 'GET', '/v1/me');
    expect(name.family).to.equal('Матросова');
  });

  it('shows a list and a chat that live', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Пришлите ЭКГ.']] });
    const list = await show<ConsultChatList>(
      house.clientOf('patient'),
      html`<consult-chat-list></consult-chat-list>`,
    );
    await until(() => parts(list, 'row').length === 1, 'the chat in the list');
    const thread = await show<ConsultChat>(house.clientOf('patient'), html`<consult-chat></consult-chat>`, {
      chatId: chat.id,
    });
    await until(() => textOf(thread).includes('Пришлите ЭКГ.'), 'what was said');
    await chat.says('doctor', 'Жду.');
    await until(() => textOf(part(list, 'preview')).includes('Жду.'), 'the news in the list');
    await until(() => textOf(thread).includes('Жду.'), 'the news in the chat');
  });
});
