import { expect, oneEvent } from '@open-wc/testing';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import type { FileRefusedEvent } from '../../packages/elements/src/consult-chat/events.js';
import type { ConsultProvider } from '../../packages/elements/src/consult-provider/consult-provider.js';
import { box, part, send, settled, textOf, until } from '../support/chat-page.js';
import type { ChatInHouse } from '../support/chats.js';
import { choose } from '../support/choosing.js';
import { filesSent } from '../support/documents.js';
import { showWriter, tray, uploaded } from '../support/file-page.js';
import { aHouse } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aPhoto } from '../support/photos.js';

/** A device that draws photos only when it is told to. */
function aSlowDevice() {
  const { createImageBitmap } = window;
  let draw!: () => void;
  const mayDraw = new Promise<void>((resolve) => (draw = resolve));
  window.createImageBitmap = async (...given: unknown[]) => {
    await mayDraw;
    return (createImageBitmap as (...given: unknown[]) => Promise<ImageBitmap>)(...given);
  };
  return { draw, restore: () => void (window.createImageBitmap = createImageBitmap) };
}

async function goTo(el: ConsultChat, { id }: ChatInHouse) {
  el.chatId = id;
  await until(() => part(el, 'attach') && part(el, 'composer') && el.chatId === id);
  await el.updateComplete;
}

describe('<consult-chat> with a photo that is still being prepared', () => {
  let device: ReturnType<typeof aSlowDevice>;
  beforeEach(() => (device = aSlowDevice()));
  afterEach(() => device.restore());

  it('attaches it where it was chosen, though its reader has gone to another chat', async () => {
    const house = await aHouse();
    const [chat, other] = [await house.aChat(), await house.aChat()];
    const el = await showWriter(house, chat);
    choose(el, await aPhoto({ name: 'рентген.jpg' }));
    await until(() => tray(el)[0]?.includes('рентген.jpg'));
    await goTo(el, other);
    expect(tray(el)).to.deep.equal([]);
    const up = until(() =>
      house.network.exchanges.some(({ path, status }) => path.includes('/files?') && status),
    );
    device.draw();
    await up;
    expect(tray(el)).to.deep.equal([]);
    send(el, 'Без снимка');
    await until(async () => (await other.entries()).some(({ kind }) => kind === 'message'));
    expect(await filesSent(other)).to.deep.equal([]);
    await goTo(el, chat);
    await uploaded(el);
    expect(tray(el)[0]).to.contain('рентген.jpg');
  });

  it('still says so when its reader is back before it is done', async () => {
    const house = await aHouse();
    const [chat, other] = [await house.aChat(), await house.aChat()];
    const el = await showWriter(house, chat);
    choose(el, await aPhoto({ name: 'рентген.jpg' }));
    await until(() => tray(el).length === 1);
    const said = tray(el);
    await goTo(el, other);
    await goTo(el, chat);
    expect(tray(el)).to.deep.equal(said);
    device.draw();
    await uploaded(el);
    expect(tray(el)).to.have.length(1);
  });

  it('goes with the message it was sent with, though its reader did not wait', async () => {
    const house = await aHouse();
    const [chat, other] = [await house.aChat(), await house.aChat()];
    const el = await showWriter(house, chat);
    choose(el, await aPhoto({ name: 'рентген.jpg' }));
    await until(() => tray(el).length === 1);
    send(el, 'Вот снимок');
    await goTo(el, other);
    device.draw();
    await until(async () => (await filesSent(chat)).length === 1);
    expect(box(el).value).to.equal('');
    await goTo(el, chat);
    await until(() => textOf(part(el, 'messages')).includes('Вот снимок'));
    expect(box(el).value, 'what was sent is no draft').to.equal('');
    expect(tray(el)).to.deep.equal([]);
    expect(await filesSent(other)).to.deep.equal([]);
  });

  it('keeps it while the element is out of the page', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat());
    choose(el, await aPhoto({ name: 'рентген.jpg' }));
    await until(() => tray(el).length === 1);
    const provider = el.parentElement!;
    el.remove();
    await settled(); // it has let go of its chat
    device.draw();
    await until(() => house.network.exchanges.some(({ path, status }) => path.includes('/files?') && status));
    provider.append(el);
    await uploaded(el);
    expect(tray(el)[0]).to.contain('рентген.jpg');
  });

  it('keeps it when the page lets go of all, for whoever comes back, even sooner', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const storage = memoryStorage();
    const el = await showWriter(house, chat, { storage });
    choose(el, await aPhoto({ name: 'рентген.jpg' }));
    await until(() => tray(el).length === 1);
    const provider = el.parentElement as ConsultProvider;
    provider.remove();
    provider.client!.close();
    const again = await showWriter(house, chat, { storage });
    expect(tray(again)).to.deep.equal([]);
    device.draw();
    await uploaded(again);
    expect(tray(again)[0]).to.contain('рентген.jpg');
  });

  it('says why it was not taken when its reader is back', async () => {
    const house = await aHouse();
    const [chat, other] = [await house.aChat(), await house.aChat()];
    const el = await showWriter(house, chat);
    choose(el, new File([], 'пусто.jpg', { type: 'image/jpeg' }));
    await until(() => tray(el).length === 1);
    await goTo(el, other);
    const refused = oneEvent(el, 'consult-file-refused') as Promise<FileRefusedEvent>;
    device.draw();
    expect(await refused).to.include({ chatId: chat.id, code: 'file-empty' });
    await el.updateComplete;
    expect(part(el, 'attachment-refused')).to.equal(null);
    await goTo(el, chat);
    await until(() => textOf(part(el, 'attachment-refused')).includes('пусто.jpg'));
    await goTo(el, other);
    await goTo(el, chat);
    expect(part(el, 'attachment-refused'), 'it has been seen').to.equal(null);
  });
});
