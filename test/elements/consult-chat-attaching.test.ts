import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { FILE_LIMITS } from '@consult/core';
import type { FileRefusedEvent } from '../../packages/elements/src/consult-chat/events.js';
import { box, inScheme, part, parts, press, send, textOf, type, until } from '../support/chat-page.js';
import { aPdf, filesSent } from '../support/documents.js';
import { choose, drag, dragTo, transferOf } from '../support/choosing.js';
import { showWriter, tray, uploaded } from '../support/file-page.js';
import { aHouse } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aPhoto } from '../support/photos.js';

const focused = (el: Element) => el.shadowRoot!.activeElement;

describe('<consult-chat> attaches documents', () => {
  it('by «+» and «Загрузить файлы», several at once, and sends them without a word', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showWriter(house, chat);
    part(el, 'attach')!.click();
    await el.updateComplete;
    expect(textOf(part(el, 'attach-menu'))).to.equal('Загрузить файлы');
    await expect(el).to.be.accessible();
    choose(el, aPdf(400, 'раз'), aPdf(500, 'два'));
    await uploaded(el, 2);
    await expect(el).to.be.accessible();
    part(el, 'send')!.click();
    await until(() => parts(el, 'file').length === 2 && !parts(el, 'entry-pending').length);
    expect(tray(el)).to.deep.equal([]);
    expect((await filesSent(chat)).map(({ name }) => name)).to.deep.equal(['раз.pdf', 'два.pdf']);
  });

  it('in a menu the keyboard knows its way about', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat());
    part(el, 'attach')!.focus();
    part(el, 'attach')!.click();
    await until(() => focused(el)?.matches('[role=menuitem]'));
    press(focused(el)!, 'ArrowDown');
    expect(focused(el)!.matches('[role=menuitem]')).to.equal(true);
    press(focused(el)!, 'Escape');
    await el.updateComplete;
    expect(part(el, 'attach-menu')).to.equal(null);
    expect(focused(el)).to.equal(part(el, 'attach'));
    expect(part(el, 'attach')!.getAttribute('aria-expanded')).to.equal('false');
  });

  it('with the camera on a phone', async () => {
    const house = await aHouse();
    const { matchMedia } = window;
    window.matchMedia = (query) => matchMedia.call(window, query.replace('(pointer: coarse)', 'all'));
    try {
      const el = await showWriter(house, await house.aChat());
      part(el, 'attach')!.click();
      await el.updateComplete;
      expect(textOf(part(el, 'attach-menu'))).to.equal('Загрузить файлы Сделать снимок');

      const camera = el.shadowRoot!.querySelector<HTMLInputElement>('input[accept="image/*"]')!;
      let asked: string | null = null;
      camera.click = () => (asked = camera.getAttribute('capture'));
      part(el, 'attach-menu')!.querySelectorAll<HTMLElement>('[role=menuitem]')[1]!.click();
      expect(asked, 'the camera at the back, not the gallery').to.equal('environment');
      camera.files = transferOf([await aPhoto({ name: 'родинка.jpg' })]).files;
      camera.dispatchEvent(new Event('change', { bubbles: true }));
      await uploaded(el);
      expect(tray(el)[0]).to.contain('родинка.jpg');
    } finally {
      window.matchMedia = matchMedia;
    }
  });

  it('that are dropped on it, and says so while they are held over it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showWriter(house, chat);
    expect(drag(el, 'dragover', [aPdf()]), 'the browser leaves it to us').to.equal(false);
    await until(() => textOf(part(el, 'drop')).includes('Отпустите'));
    await expect(el).to.be.accessible();
    drag(el, 'drop', [aPdf(400, 'брошенный')]);
    await uploaded(el);
    expect(part(el, 'drop')).to.equal(null);
    expect(tray(el)[0]).to.contain('брошенный.pdf');
  });

  it('none that is dropped beside it, which would open in place of the page', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat());
    const beside = await fixture(html`<div></div>`);
    for (const type of ['dragover', 'drop'])
      expect(dragTo(beside, type, [aPdf()]), `${type} is not left to the browser`).to.equal(false);
    expect(dragTo(beside, 'dragover', []), 'words may go where they like').to.equal(true);
    await el.updateComplete;
    expect(part(el, 'drop')).to.equal(null);
    expect(tray(el)).to.deep.equal([]);
    el.remove();
    expect(dragTo(beside, 'drop', [aPdf()]), 'without the chat it is none of its business').to.equal(true);
  });

  it('none that the page takes itself, in a place of its own or by a field', async () => {
    const house = await aHouse();
    await showWriter(house, await house.aChat());
    const place = await fixture(html`<div><input type="file" aria-label="Скан" /></div>`);
    expect(dragTo(place.firstElementChild!, 'dragover', [aPdf()]), 'a field takes it').to.equal(true);
    const effects: string[] = [];
    place.addEventListener('dragover', (event) => {
      const { dataTransfer } = event as DragEvent;
      Object.defineProperty(dataTransfer, 'dropEffect', { set: (effect: string) => effects.push(effect) });
      dataTransfer!.dropEffect = 'copy';
      event.preventDefault();
    });
    dragTo(place, 'dragover', [aPdf()]);
    expect(effects).to.deep.equal(['copy']);
  });

  it('that are pasted, unless a text is meant', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat());
    const paste = (clipboardData: DataTransfer) => {
      const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
      Object.defineProperty(event, 'clipboardData', { value: clipboardData }); // Firefox makes an empty one of its own
      return box(el).dispatchEvent(event);
    };
    const mixed = transferOf([await aPhoto({ type: 'image/png' })]);
    mixed.setData('text/plain', 'слова');
    expect(paste(mixed), 'the text goes where texts go').to.equal(true);
    expect(paste(transferOf([await aPhoto({ type: 'image/png' })]))).to.equal(false);
    await uploaded(el);
    expect(tray(el)).to.have.length(1);
  });

  it('only where one may write', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Всё.']] });
    const el = await showWriter(house, chat);
    await chat.completes();
    await until(() => part(el, 'note'));
    expect(part(el, 'attach')).to.equal(null);
    expect(drag(el, 'dragover', [aPdf()])).to.equal(true);
  });

  it('unless the page does not want them', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat());
    const asked: { chatId: string; count: number }[] = [];
    el.addEventListener('consult-file-attach', (event) => {
      asked.push(event);
      event.preventDefault();
    });
    choose(el, aPdf(), aPdf());
    await el.updateComplete;
    expect(asked[0]).to.include({ chatId: el.chatId, count: 2 });
    expect(tray(el)).to.deep.equal([]);
  });

  it('with the text, in one message that waits with its documents', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showWriter(house, chat);
    const way = house.network.hold(/POST .*\/files\?/);
    choose(el, aPdf(400, 'анализ'));
    await until(() => tray(el)[0]?.includes('Загружается'));
    expect(part(el, 'attachment')!.querySelector('[role=progressbar]')).not.to.equal(null);
    await expect(el).to.be.accessible();
    send(el, 'Вот анализ');
    await until(() => parts(el, 'entry-pending').length === 1);
    expect(tray(el)).to.deep.equal([]);
    await until(() => textOf(part(el, 'entry-pending')).includes('анализ.pdf'));
    await expect(el).to.be.accessible();
    way.release();
    await until(() => !parts(el, 'entry-pending').length && parts(el, 'file').length === 1);
    expect(textOf(parts(el, 'entry').pop()!)).to.contain('Вот анализ');
  });

  it('keeps them over a reload', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const storage = memoryStorage();
    const el = await showWriter(house, chat, { storage });
    choose(el, await aPhoto({ name: 'рентген.jpg' }));
    await uploaded(el);
    el.parentElement!.remove();
    const again = await showWriter(house, chat, { storage });
    await uploaded(again);
    expect(tray(again)[0]).to.contain('рентген.jpg');
    await until(() => part(again, 'attachment')!.querySelector('canvas.drawn'), 'the picture is shown');
  });

  it('and takes one away again, with the focus where one can go on', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat());
    choose(el, aPdf(400, 'раз'), aPdf(400, 'два'));
    await uploaded(el, 2);
    const [first] = parts(el, 'attachment-remove');
    expect(first!.getAttribute('aria-label')).to.equal('Убрать файл раз.pdf');
    first!.click();
    await until(() => tray(el).length === 1);
    expect(tray(el)[0]).to.contain('два.pdf');
    expect(focused(el)).to.equal(part(el, 'attach'));
  });

  it('speaks English', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat(), { lang: 'en' });
    choose(el, aPdf(2048, 'test'));
    await uploaded(el);
    await until(() => tray(el)[0]!.includes('Uploaded'), 'the English words have come');
    expect(tray(el)[0]).to.contain('2 KB');
    expect(part(el, 'attach')!.getAttribute('aria-label')).to.equal('Attach a file');
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`is accessible in the ${scheme} scheme, whatever became of them`, async () => {
      const house = await aHouse();
      const el = await showWriter(house, await house.aChat());
      await inScheme(el, scheme);
      choose(
        el,
        new File(['<html>'], 'страница.pdf'),
        new File([], 'пусто.pdf'),
        await aPhoto({ width: 3000 }),
      );
      await until(
        () => parts(el, 'attachment-refused').length && tray(el).some((text) => /Не принят/.test(text)),
      );
      await uploaded(el);
      await expect(el).to.be.accessible();
      document.body.style.background = '';
    });
});

describe('<consult-chat> and a document that is refused', () => {
  it('says why and keeps text and the other documents', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat());
    const refused = oneEvent(el, 'consult-file-refused') as Promise<FileRefusedEvent>;
    type(el, 'Вот анализы');
    choose(el, aPdf(), new File([new Uint8Array(FILE_LIMITS.fileBytes + 1)], 'фильм.mp4'));
    const event = await refused;
    expect(event.code).to.equal('file-too-large');
    expect(JSON.stringify(Object.values(event))).not.to.contain('фильм');
    await uploaded(el);
    const card = part(el, 'attachment-refused')!;
    expect(textOf(card)).to.contain('фильм.mp4').and.to.contain('Файл больше 20 МБ.');
    expect(card.nextElementSibling, 'in sight however many go along').to.equal(part(el, 'attachment'));
    expect(box(el).value).to.equal('Вот анализы');
    card.querySelector('button')!.click();
    await until(() => !part(el, 'attachment-refused'));
  });

  it('by the server stands in the tray with the reason, is told by its name, and can be taken away', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showWriter(house, chat);
    const refused = oneEvent(el, 'consult-file-refused') as Promise<FileRefusedEvent>;
    choose(el, new File(['<html>'], 'страница.pdf', { type: 'application/pdf' }));
    expect((await refused).code).to.equal('file-type-refused');
    await until(() => tray(el)[0]?.includes('Выберите PDF, JPEG, PNG или HEIC'));
    expect(textOf(part(el, 'attachment')!.querySelector('[role=alert]'))).to.match(
      /^страница\.pdf: Такой файл/,
    );
    expect(part(el, 'attachment-retry'), 'it would be refused again').to.equal(null);
    send(el, 'Вот');
    await until(() => textOf(part(el, 'problem')).includes('не принимается'));
    expect(box(el).value).to.equal('Вот');
    part(el, 'attachment-remove')!.click();
    await until(() => tray(el).length === 0);
    part(el, 'send')!.click();
    await until(async () => (await chat.entries()).some(({ kind }) => kind === 'message'));
  });

  it('for want of room can be tried again', async () => {
    const house = await aHouse({ config: { filesPerChat: 1 } });
    const el = await showWriter(house, await house.aChat());
    choose(el, aPdf(400, 'раз'), aPdf(400, 'два'));
    await until(() => tray(el).some((text) => text.includes('помещается не больше 1 файла и 200 МБ.')));
    await uploaded(el);
    part(el, 'attachment-remove')!.click();
    await until(() => tray(el).length === 1);
    part(el, 'attachment-retry')!.click();
    await uploaded(el);
    expect(tray(el)[0]).to.contain('два.pdf');
  });
});

describe('<consult-chat> and the limits of its server', () => {
  const config = { fileBytes: 50 * 1024 * 1024, filesPerMessage: 2, filesPerChat: 2 };
  const tooLarge = () => new File([new Uint8Array(config.fileBytes + 1)], 'фильм.mp4');
  const refusals = (el: Element) => parts(el, 'attachment-refused').map((card) => textOf(card));

  it('are told by their numbers where something is beyond them', async () => {
    const house = await aHouse({ config });
    const el = await showWriter(house, await house.aChat());
    choose(el, tooLarge(), aPdf(400, 'раз'), aPdf(400, 'два'), aPdf(400, 'три'));
    await until(() => refusals(el).length === 2);
    expect(refusals(el)[0]).to.contain('Файл больше 50 МБ. Уменьшите его');
    expect(refusals(el)[1]).to.contain('В одном сообщении может быть не больше 2 файлов.');
    await uploaded(el, 2);
    await expect(el).to.be.accessible();
  });

  it('are told in English', async () => {
    const house = await aHouse({ config });
    const el = await showWriter(house, await house.aChat(), { lang: 'en' });
    choose(el, tooLarge(), aPdf(400, 'раз'), aPdf(400, 'два'), aPdf(400, 'три'));
    await until(() => refusals(el).length === 2);
    expect(refusals(el)[0]).to.contain('The file is larger than 50 MB. Make it smaller');
    expect(refusals(el)[1]).to.contain('One message takes at most 2 files.');
    await uploaded(el, 2);
  });

  it('are told where it is the server that refuses: in the tray, under the box and on a message that waited', async () => {
    const house = await aHouse({ config });
    const chat = await house.aChat();
    const el = await showWriter(house, chat);
    const allow = (fileBytes: number) => Object.assign(house.server.deps.config, { fileBytes });
    allow(1024 * 1024);
    choose(el, aPdf(1024 * 1024 + 1));
    await until(() => tray(el)[0]?.includes('Файл больше 1 МБ.'));
    send(el, 'Вот');
    await until(() => textOf(part(el, 'problem')).includes('Файл больше 1 МБ.'));
    part(el, 'attachment-remove')!.click();
    await until(() => tray(el).length === 0);

    const way = house.network.hold(/POST .*\/files\?/);
    allow(512 * 1024);
    choose(el, aPdf(512 * 1024 + 1));
    await until(() => tray(el).length === 1);
    send(el, 'Вот');
    way.release();
    await until(() => textOf(part(el, 'entry-pending')).includes('Файл больше 512 КБ.'));
  });
});
