import { expect } from '@open-wc/testing';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import type { ChatInHouse } from '../support/chats.js';
import {
  inScheme,
  part,
  parts,
  press,
  settled,
  showChat,
  textOf,
  until,
  type ChatStaging,
} from '../support/chat-page.js';
import { aPdf, send as sendFiles } from '../support/documents.js';
import { later } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
import { aHeic } from '../support/papers.js';
import { aPhotoHeic } from '../support/photo-heic.js';
import { aPhoto } from '../support/photos.js';
import { catchDocuments } from '../support/shown-documents.js';

/** Shows a chat with its documents' cards. */
async function showFiles(house: House, chat: ChatInHouse, staging: ChatStaging = {}): Promise<ConsultChat> {
  const el = await showChat(house, chat, staging);
  await later(el, import('../../packages/elements/src/consult-chat/file-cards.js'));
  await until(() => part(el, 'files'), 'the cards are shown');
  return el;
}

const open = (el: Element, at = 0) => parts(el, 'file')[at]!.querySelector('button')!;
const drawn = (el: Element) => el.shadowRoot!.querySelectorAll('[part=picture] > canvas.drawn').length;

/** Pixels of a canvas are something, and not the nothing it begins with. */
function shows(canvas: HTMLCanvasElement) {
  const { data } = canvas.getContext('2d')!.getImageData(canvas.width / 4, canvas.height / 8, 1, 1);
  return [...data].join();
}

/** Notes what would have opened in a tab, and shows nothing. */
function watchTabs() {
  const tabs: { href: string; closed: boolean }[] = [];
  const { open } = window;
  window.open = () => {
    const tab = { location: { href: '' }, opener: window, close: () => (seen.closed = true) };
    const seen = {
      closed: false,
      get href() {
        return tab.location.href;
      },
    };
    tabs.push(seen);
    return tab as unknown as Window;
  };
  return { tabs, restore: () => void (window.open = open) };
}

describe('<consult-chat> shows documents', () => {
  it('as cards with name, kind, size and one action', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await sendFiles(house, chat, 'doctor', 'Ваши результаты', [aPdf(1_300_000, 'анализ')]);
    const el = await showFiles(house, chat);
    expect(textOf(part(el, 'file'))).to.equal('анализ.pdf PDF, 1,2 МБ Открыть');
    await expect(el).to.be.accessible();
  });

  it('cuts a long name in its middle, whatever its direction, and keeps all of it for who listens', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const long = `Результаты общего анализа крови и мочи за апрель, страница 2 из 3`;
    await sendFiles(house, chat, 'doctor', '', [aPdf(400, long)]);
    const el = await showFiles(house, chat, { width: 320 });
    const name = el.shadowRoot!.querySelector<HTMLElement>('.file-name')!;
    const [stem, tail] = [...name.children] as HTMLElement[];
    expect(name.textContent).to.equal(`${long}.pdf`);
    expect(stem!.scrollWidth, 'its beginning is cut').to.be.greaterThan(stem!.clientWidth);
    expect(tail!.textContent).to.equal('из 3.pdf'.padStart(9, ' ').slice(-9));
    expect(tail!.scrollWidth).to.equal(tail!.clientWidth || tail!.scrollWidth);
    const { right } = name.getBoundingClientRect();
    expect(right).to.be.at.most(el.getBoundingClientRect().right);
    await expect(el).to.be.accessible();
  });

  it('a picture as what it shows, with its true ratio before it has come', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await sendFiles(house, chat, 'doctor', 'Снимок', [await aPhoto({ width: 800, height: 400 })]);
    const way = house.network.hold(/GET .*\/files\//);
    const el = await showFiles(house, chat);
    const canvas = part(el, 'picture')!.querySelector('canvas')!;
    const before = canvas.getBoundingClientRect();
    expect(before.width / before.height).to.be.closeTo(2, 0.05);
    way.release();
    await until(() => drawn(el) === 1);
    const after = canvas.getBoundingClientRect();
    expect([after.width, after.height]).to.deep.equal([before.width, before.height]);
    expect(shows(canvas)).to.match(/^2\d\d,/);
    expect(part(el, 'picture')!.getAttribute('aria-label')).to.equal('Посмотреть снимок снимок.jpg');
    await expect(el).to.be.accessible();
  });

  it('a photo of a telephone that browsers cannot draw says so, and is saved as it was sent', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const photo = new File([aPhotoHeic()], 'IMG_0001.HEIC');
    await sendFiles(house, chat, 'doctor', 'Снимок', [photo]);
    const el = await showFiles(house, chat);
    expect(textOf(part(el, 'file'))).to.equal(
      'IMG_0001.HEIC HEIC, 641 Б Снимок HEIC здесь не показать, его можно скачать. Скачать',
    );
    expect(part(el, 'picture'), 'nothing is drawn').to.equal(null);
    await expect(el).to.be.accessible();
    const caught = catchDocuments();
    try {
      open(el).click();
      await until(() => caught.shown.length === 1);
    } finally {
      caught.stop();
    }
    const { how, name, blob } = caught.shown[0]!;
    expect([how, name]).to.deep.equal(['saved', 'IMG_0001.HEIC']);
    expect(new Uint8Array(await blob.arrayBuffer())).to.deep.equal(aPhotoHeic());
  });

  it('fetches pictures only when they come in sight', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await sendFiles(house, chat, 'doctor', 'Снимок', [await aPhoto()]);
    for (let i = 0; i < 30; i++) await chat.says('doctor', `Сообщение ${i}`);
    await chat.reads('patient');
    const el = await showFiles(house, chat);
    await settled();
    const fetched = () => house.network.exchanges.filter(({ path }) => /\/files\//.test(path)).length;
    expect(fetched()).to.equal(0);
    part(el, 'messages')!.scrollTop = 0;
    await until(() => drawn(el) === 1);
    expect(fetched()).to.equal(1);
  });

  it('that is being checked, and one in which a threat was found, in words and without an action', async () => {
    const verdict: { now?: 'infected' } = {};
    const house = await aHouse({
      antivirus: {
        async scan() {
          if (!verdict.now) throw Object.assign(new Error('not now'), { code: 'unavailable' });
          return verdict.now;
        },
      },
    });
    const chat = await house.aChat();
    await sendFiles(house, chat, 'doctor', 'Результаты', [aPdf()]);
    const el = await showFiles(house, chat);
    await until(() => textOf(part(el, 'file')).includes('Проверяется на угрозы'));
    expect(part(el, 'file')!.querySelector('button')).to.equal(null);
    await expect(el).to.be.accessible();
    verdict.now = 'infected';
    await house.clock.advance(120_000);
    await until(() => textOf(part(el, 'file')).includes('в файле найдена угроза'));
    expect(part(el, 'file')!.querySelector('button')).to.equal(null);
    await expect(el).to.be.accessible();
  });

  it('that could not be checked, in words that speak of no threat', async () => {
    let say!: () => void;
    const said = new Promise<'unsure'>((resolve) => (say = () => resolve('unsure')));
    const house = await aHouse({ config: { scanTries: 1 }, antivirus: { scan: () => said } });
    const chat = await house.aChat();
    await sendFiles(house, chat, 'doctor', 'Результаты', [aPdf()]);
    say();
    for (const [lang, words] of [
      ['ru', 'не удалось проверить на угрозы. Нужно прислать его в другом виде.'],
      ['en', 'could not be checked for threats. It has to be sent in another form.'],
    ] as const) {
      const el = await showFiles(house, chat, { lang });
      await until(() => textOf(part(el, 'file')).includes(words));
      expect(textOf(part(el, 'file'))).not.to.match(/найдена|was found/);
      expect(part(el, 'file')!.querySelector('button')).to.equal(null);
      await expect(el).to.be.accessible();
    }
  });

  it('speaks English and in the dark', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await sendFiles(house, chat, 'doctor', '', [aPdf(2048, 'test'), await aPhoto({ name: 'scan.jpg' })]);
    const el = await showFiles(house, chat, { lang: 'en' });
    await inScheme(el, 'dark');
    await until(() => textOf(part(el, 'file')) === 'test.pdf PDF, 2 KB Open');
    expect(part(el, 'picture')!.getAttribute('aria-label')).to.equal('View the picture scan.jpg');
    await expect(el).to.be.accessible();
    document.body.style.background = '';
  });
});

describe('<consult-chat> opens documents', () => {
  it('a PDF in a tab of the browser, as a PDF and nothing else', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await sendFiles(house, chat, 'doctor', '', [aPdf(700)]);
    const el = await showFiles(house, chat);
    const { tabs, restore } = watchTabs();
    try {
      open(el).click();
      expect(tabs, 'the tab is opened in the click itself').to.have.length(1);
      await until(() => tabs[0]!.href.startsWith('blob:'));
    } finally {
      restore();
    }
    const bytes = await (await fetch(tabs[0]!.href)).blob();
    expect([bytes.type, bytes.size]).to.deep.equal(['application/pdf', 700]);
  });

  it('or says why not, and closes the tab', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await sendFiles(house, chat, 'doctor', '', [aPdf()]);
    const el = await showFiles(house, chat);
    house.network.failNext(/GET .*\/files\//);
    const { tabs, restore } = watchTabs();
    open(el).click();
    restore();
    await until(() => textOf(part(el, 'file')).includes('Файл не открылся. Сервер сейчас не отвечает'));
    expect(tabs[0]!.closed).to.equal(true);
    await expect(el).to.be.accessible();
  });

  it('a picture in a dialog; the arrows go to the others, Escape comes back', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const pictures = [
      await aPhoto({ name: 'первый.jpg' }),
      await aPhoto({ name: 'второй.png', type: 'image/png' }),
    ];
    await sendFiles(house, chat, 'doctor', 'Снимки', pictures);
    await sendFiles(house, chat, 'patient', 'И мой', [await aPhoto({ name: 'третий.jpg' })]);
    const el = await showFiles(house, chat, { height: 1200 });
    await until(() => parts(el, 'picture').length === 3);
    parts(el, 'picture')[1]!.focus();
    parts(el, 'picture')[1]!.click();
    const viewer = part(el, 'viewer') as HTMLDialogElement;
    await until(() => viewer.open && viewer.querySelector('canvas.drawn'));
    expect(el.shadowRoot!.activeElement, 'the way back first').to.equal(part(el, 'viewer-close'));
    expect(textOf(viewer.querySelector('.caption'))).to.equal('второй.png 2 из 3');
    await expect(el).to.be.accessible();
    press(viewer, 'ArrowRight');
    await until(() => textOf(viewer.querySelector('.caption')) === 'третий.jpg 3 из 3');
    press(viewer, 'ArrowRight');
    await until(() => textOf(viewer.querySelector('.caption')) === 'первый.jpg 1 из 3');
    press(viewer, 'ArrowLeft');
    await until(() => textOf(viewer.querySelector('.caption')) === 'третий.jpg 3 из 3');
    part(el, 'viewer-close')!.click();
    await until(() => !viewer.open);
    expect(el.shadowRoot!.activeElement).to.equal(parts(el, 'picture')[1]);
  });

  it('as what they are, whatever their names say, and saves them under a name that tells the truth', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const page = new File([aHeic()], 'снимок.html');
    await sendFiles(house, chat, 'patient', '', [page, new File([aPdf()], 'анализ.exe')]);
    const el = await showFiles(house, chat, { as: 'doctor' });
    expect(parts(el, 'file').map(textOf).join()).to.contain('HEIC, ').and.to.contain('PDF, 400');
    const { shown, stop } = catchDocuments({ blocked: true });
    try {
      open(el).click();
      await until(() => shown.length === 1);
      open(el, 1).click();
      await until(() => shown.length === 2);
      expect(shown.map(({ name }) => name)).to.deep.equal(['снимок.html.heic', 'анализ.exe.pdf']);
    } finally {
      stop();
    }
  });

  it('a picture that cannot be shown becomes a card to download', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const whole = new Uint8Array(await (await aPhoto({ type: 'image/png' })).arrayBuffer());
    const hollow = [...whole.slice(0, 33), ...whole.slice(-12)]; // a header and an end, and nothing between
    await sendFiles(house, chat, 'doctor', '', [new File([new Uint8Array(hollow)], 'обрыв.png')]);
    const el = await showFiles(house, chat);
    await until(() => textOf(part(el, 'file')).includes('не удалось показать'));
    expect(textOf(part(el, 'file'))).to.contain('Скачать');
    await expect(el).to.be.accessible();
  });
});
