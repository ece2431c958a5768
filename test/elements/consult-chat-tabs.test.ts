import { expect } from '@open-wc/testing';
import { box, part, send, settled, showChat, textOf, until } from '../support/chat-page.js';
import { aHouse } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';

describe('<consult-chat> with a refused message', () => {
  for (const deed of ['retry', 'discard'] as const)
    it(`lets it go without a word where another tab took it back before one pressed «${deed}»`, async () => {
      const house = await aHouse();
      const chat = await house.aChat();
      const storage = memoryStorage();
      house.network.failNext(/POST .*entries/, 413);
      const el = await showChat(house, chat, { storage: { ...storage } });
      send(el, 'ошиблась');
      await until(() => part(el, deed));
      const other = await showChat(house, chat, { storage: { ...storage } }); // neither tab hears of the other
      await until(() => part(other, 'discard'));
      part(other, 'discard')!.click();
      await until(() => box(other).value === 'ошиблась');
      const unhandled: unknown[] = [];
      const note = (event: PromiseRejectionEvent) => unhandled.push(event.reason);
      addEventListener('unhandledrejection', note);
      part(el, deed)!.focus();
      part(el, deed)!.click();
      await until(() => !part(el, 'entry-pending'));
      await settled();
      removeEventListener('unhandledrejection', note);
      expect(unhandled).to.deep.equal([]);
      expect(box(el).value).to.equal('');
      expect(textOf(part(el, 'announcer'))).not.to.contain('доступ');
      expect(el.shadowRoot!.activeElement, 'the focus is not lost').to.equal(part(el, 'messages'));
      expect((await chat.entries()).filter(({ kind }) => kind === 'message')).to.deep.equal([]);
    });
});
