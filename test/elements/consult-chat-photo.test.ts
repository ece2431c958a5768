import { expect } from '@open-wc/testing';
import { part, parts, send, until } from '../support/chat-page.js';
import { aPdf, bytesOf, filesSent } from '../support/documents.js';
import { choose } from '../support/choosing.js';
import { showWriter, tray, uploaded } from '../support/file-page.js';
import { aHouse } from '../support/house.js';
import { aPhotoHeic } from '../support/photo-heic.js';
import { aPhoto, looksOf, says } from '../support/photos.js';

const DAY = '2026:04:10';

describe('<consult-chat> and a photo', () => {
  it('sends it smaller, turned as it was taken, and without the place and the day', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showWriter(house, chat);
    const photo = await aPhoto({ width: 3000, height: 1500, exif: { orientation: 6, day: DAY } });
    expect(says(new Uint8Array(await photo.arrayBuffer()), DAY), 'the camera wrote it').to.equal(true);
    choose(el, photo);
    await uploaded(el);
    expect(tray(el)[0]).to.contain('место и время съёмки удалены').and.to.contain('1280 × 2560');
    send(el, 'Родинка');
    await until(() => parts(el, 'file').length === 1 && !parts(el, 'entry-pending').length);
    const [file] = await filesSent(chat);
    expect(file).to.include({ width: 1280, height: 2560, type: 'image/jpeg', name: 'снимок.jpg' });
    const sent = await bytesOf(house, chat, file!.id);
    for (const word of [DAY, 'Exif']) expect(says(sent, word), word).to.equal(false);
    expect(await looksOf(sent)).to.deep.include({ width: 1280, height: 2560, top: 'red', bottom: 'blue' });
  });

  it('sends a screenshot as large as it was, and without what a program wrote into it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showWriter(house, chat);
    const photo = await aPhoto({ type: 'image/png', note: DAY });
    expect(says(new Uint8Array(await photo.arrayBuffer()), DAY)).to.equal(true);
    choose(el, photo);
    await uploaded(el);
    send(el, 'Анализ');
    await until(() => parts(el, 'file').length === 1 && !parts(el, 'entry-pending').length);
    const [file] = await filesSent(chat);
    expect(file).to.include({ width: 400, height: 300, type: 'image/png', name: 'снимок.png' });
    const sent = await bytesOf(house, chat, file!.id);
    for (const word of [DAY, 'tEXt']) expect(says(sent, word), word).to.equal(false);
    expect(await looksOf(sent)).to.deep.include({ width: 400, height: 300, left: 'red', right: 'blue' });
  });

  it('sends the original where the reader wants it, in the same place, and says what that means', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showWriter(house, chat);
    const photo = await aPhoto({ exif: { orientation: 1, day: DAY } });
    choose(el, photo, aPdf());
    await uploaded(el, 2);
    expect(tray(el)[0]).to.contain('врач их увидит');
    const { content } = getComputedStyle(part(el, 'attachment-original')!, '::after');
    expect(content, 'nothing is added to its words').to.equal('none');
    part(el, 'attachment-original')!.click();
    await until(() => tray(el)[0]?.includes('Оригинал: в нём могут остаться'));
    await uploaded(el, 2);
    part(el, 'send')!.click();
    await until(async () => (await filesSent(chat)).length === 2);
    const [file] = await filesSent(chat);
    expect(await bytesOf(house, chat, file!.id)).to.deep.equal(new Uint8Array(await photo.arrayBuffer()));
  });

  it('never sends the original to another chat, when the reader goes there before its turn has come', async () => {
    const house = await aHouse();
    const [one, two] = [await house.aChat(), await house.aChat()];
    const el = await showWriter(house, one);
    choose(el, await aPhoto({ exif: { orientation: 1, day: DAY } }));
    await uploaded(el);
    choose(el, await aPhoto({ width: 4000, height: 3000 })); // is drawn anew first
    await el.updateComplete;
    part(el, 'attachment-original')!.click();
    el.chatId = two.id;
    await until(() => part(el, 'attach') && tray(el).length === 0);
    choose(el, aPdf(400, 'сюда'));
    await uploaded(el);
    expect(tray(el)).to.have.length(1);
    el.chatId = one.id;
    await until(() => tray(el)[0]?.includes('Место и время съёмки удалены'), 'what was there is still there');
  });

  it('says honestly what it cannot do for HEIC and for what is no picture at all', async () => {
    const house = await aHouse();
    const el = await showWriter(house, await house.aChat());
    house.network.hold(/POST .*\/files\?/);
    choose(
      el,
      new File([aPhotoHeic()], 'IMG_1.heic'),
      new File(['no picture'], 'битый.jpg', { type: 'image/jpeg' }),
    );
    await until(() => tray(el).length === 2 && tray(el)[1]!.includes('уйдёт как есть'));
    expect(tray(el)[0]).to.contain('место и время съёмки останутся в файле');
    await expect(el).to.be.accessible();
  });
});
