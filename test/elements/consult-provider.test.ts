import type { Client } from '@consult/client';
import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import { ContextConsumer } from '@lit/context';
import { LitElement } from 'lit';
import '../../packages/elements/define/consult-chat-list.js';
import type { ConsultProvider } from '../../packages/elements/src/consult-provider/consult-provider.js';
import type { RefusedEvent, UnreadChangeEvent } from '../../packages/elements/src/consult-provider/events.js';
import {
  clientContext,
  langContext,
  selectionContext,
} from '../../packages/elements/src/shared/client-context.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
import { actorOf, type PersonKey } from '../support/people.js';

/** A tag of somebody's own that asks the provider for all it gives. */
class AnAsker extends LitElement {
  readonly client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly selection = new ContextConsumer(this, { context: selectionContext, subscribe: true });
  readonly lang_ = new ContextConsumer(this, { context: langContext, subscribe: true });
}
customElements.define('an-asker', AnAsker);

const asker = (provider: Element) => provider.querySelector<AnAsker>('an-asker')!;
const notice = (provider: Element) => part(provider, 'notice');

const show = (client: Client | undefined, lang = 'ru') =>
  fixture<ConsultProvider>(
    html`<consult-provider .client=${client} lang=${lang}><an-asker></an-asker></consult-provider>`,
  );

/** Lets the page's own `fetch` reach the house, as the elements' own clients use it. */
function onTheNetworkOf(house: House) {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    if (house.closed) throw new TypeError('Failed to fetch');
    return house.network.fetch(new Request(input, init));
  };
  afterThisTest.push(() => (globalThis.fetch = fetch));
}
const afterThisTest: (() => void)[] = [];
afterEach(() => afterThisTest.splice(0).forEach((undo) => undo()));

/** A provider that connects by itself, as in a portal. */
async function showOwn(house: House, who: PersonKey) {
  const getToken = () => house.server.tokenFor(actorOf(who));
  return fixture<ConsultProvider>(
    html`<consult-provider server=${house.server.origin} .getToken=${getToken}
      ><an-asker></an-asker
    ></consult-provider>`,
  );
}

/** Somebody's client that is not let in, by the code it is refused with. */
const refused = {
  'account-simplified': async (house: House) => house.clientOf('simplified'),
  async 'account-ended'(house: House) {
    await house.call('administrator', 'POST', `/v1/people/${actorOf('patient').person}/sessions/end`);
    return house.clientOf('patient');
  },
  'age-refused': async (house: House) =>
    house.clientOf('patient', { fetch: async () => Response.json({ code: 'age-refused' }, { status: 403 }) }),
};

/** How often a path was asked. */
const asked = (house: House, path: string) =>
  house.network.exchanges.filter((one) => one.path.startsWith(path)).length;

describe('<consult-provider> with a client handed in', () => {
  it('gives the tags inside the client, the choice and the language', async () => {
    const house = await aHouse();
    const client = house.clientOf('patient');
    const provider = await show(client, 'en-GB');
    expect(asker(provider).client.value).to.equal(client);
    expect(asker(provider).lang_.value).to.equal('en');
    expect(asker(provider).selection.value!.chatId).to.equal(undefined);
  });

  it('leaves the page’s language to the page where it was told none', async () => {
    const provider = await fixture<ConsultProvider>(html`<consult-provider></consult-provider>`);
    expect(provider.hasAttribute('lang')).to.equal(false);
    provider.lang = 'en';
    await provider.updateComplete;
    expect(provider.getAttribute('lang')).to.equal('en');
  });

  it('keeps the choice of the tags inside, in its attribute too', async () => {
    const house = await aHouse();
    const provider = await show(house.clientOf('patient'));
    asker(provider).selection.value!.select('cht_1');
    await provider.updateComplete;
    expect(provider.chatId).to.equal('cht_1');
    expect(provider.getAttribute('chat-id')).to.equal('cht_1');
    expect(asker(provider).selection.value!.chatId).to.equal('cht_1');
  });

  it('tells how many entries are unread, and when that changes', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Здравствуйте']] });
    await chat.reads('patient');
    const told: number[] = [];
    const listen = (event: UnreadChangeEvent) => told.push(event.unread);
    await fixture(
      html`<consult-provider
        .client=${house.clientOf('patient')}
        @consult-unread-change=${listen}
      ></consult-provider>`,
    );
    await chat.says('doctor', 'Вы здесь?');
    await until(() => told.at(-1) === 1, 'one unread entry');
    await chat.says('doctor', 'Жду вас');
    await until(() => told.at(-1) === 2, 'two unread entries');
    await chat.reads('patient');
    await until(() => told.at(-1) === 0, 'no unread entries');
    expect(told).to.deep.equal([1, 2, 0]);
  });

  it('leaves the client open when it goes: who handed it in closes it', async () => {
    const house = await aHouse();
    const client = house.clientOf('patient');
    const provider = await show(client);
    await until(() => client.connection.value.state === 'live');
    provider.remove();
    await aTimeout(0);
    expect(client.connection.value.state).to.equal('live');
  });

  it('lets two people work on one page, as stories do', async () => {
    const house = await aHouse();
    const [patient, doctor] = [house.clientOf('patient'), house.clientOf('doctor')];
    const both = [await show(patient), await show(doctor)];
    await until(() => patient.me.value && doctor.me.value);
    await Promise.all(both.map((provider) => provider.updateComplete));
    expect(both.map((provider) => asker(provider).client.value)).to.deep.equal([patient, doctor]);
    expect(both.filter(notice)).to.be.empty;
  });
});

describe('<consult-provider> refuses', () => {
  const cases = [
    {
      lang: 'ru',
      title: 'Подтвердите учётную запись',
      level: '«Подтвержденная или Стандартная»',
      links: ['Госуслуги', 'Инструкция по регистрации ЕСИА'],
    },
    {
      lang: 'en',
      title: 'Please confirm your account',
      level: 'confirmed or standard',
      links: ['Gosuslugi', 'How to register with ESIA'],
    },
  ];
  for (const { lang, title, level, links } of cases)
    it(`a simplified account, with the way to raise it (${lang})`, async () => {
      const house = await aHouse();
      const provider = await fixture<ConsultProvider>(
        html`<consult-provider lang=${lang}><an-asker></an-asker></consult-provider>`,
      );
      provider.setAttribute('account-help-url', 'https://www.gosuslugi.ru/');
      provider.setAttribute('account-guide-url', 'https://www.gosuslugi.ru/help');
      setTimeout(() => (provider.client = house.clientOf('simplified')));
      const { code } = await oneEvent<RefusedEvent>(provider, 'consult-refused');
      expect(code).to.equal('account-simplified');
      await until(() => notice(provider));
      expect(textOf(notice(provider)))
        .to.contain(title)
        .and.to.contain(level);
      expect(notice(provider)!.lang).to.equal(lang);
      const ways = [...notice(provider)!.querySelectorAll('a')];
      expect(ways.map(textOf)).to.deep.equal(links);
      expect(ways.map(({ href }) => href)).to.deep.equal([
        'https://www.gosuslugi.ru/',
        'https://www.gosuslugi.ru/help',
      ]);
      expect(asker(provider).client.value, 'the tags inside get nothing').to.equal(undefined);
    });

  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'http://', ''])
    it(`to link to «${address}»`, async () => {
      const house = await aHouse();
      const provider = await show(house.clientOf('simplified'));
      provider.accountHelpUrl = provider.accountGuideUrl = address;
      await until(() => notice(provider));
      expect(!!notice(provider)!.querySelector('a')).to.equal(false);
    });

  it('a person whose token is not accepted, and lets them try again', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    let good = false;
    const provider = await fixture<ConsultProvider>(
      html`<consult-provider><an-asker></an-asker></consult-provider>`,
    );
    provider.getToken = async () => (good ? house.server.tokenFor(actorOf('patient')) : 'no.such.token');
    setTimeout(() => (provider.server = house.server.origin));
    const { code } = await oneEvent<RefusedEvent>(provider, 'consult-refused');
    expect(code).to.equal('signed-out');
    await until(() => notice(provider));
    expect(textOf(notice(provider))).to.contain('Сеанс завершён');

    good = true;
    notice(provider)!.querySelector('button')!.click();
    await until(() => provider.client?.me.value?.id === actorOf('patient').person, 'signed in again');
    await until(() => !notice(provider));
    expect(asker(provider).client.value).to.equal(provider.client);
  });

  it('with one link where the portal names one', async () => {
    const provider = await show((await aHouse()).clientOf('simplified'));
    provider.accountGuideUrl = 'https://www.gosuslugi.ru/help';
    await until(() => notice(provider)?.querySelector('a'));
    const ways = [...notice(provider)!.querySelectorAll('a')];
    expect(ways.map(textOf)).to.deep.equal(['Инструкция по регистрации ЕСИА']);
  });

  const others = [
    ['account-ended', /^Сеанс завершён Вы вышли на другом устройстве.*Попробовать снова$/],
    ['age-refused', /^Этот человек решает сам По возрасту за этого человека.*Попробовать снова$/],
  ] as const;
  for (const [code, words] of others)
    it(`with words of its own and a way to try again: ${code}`, async () => {
      const provider = await show(await refused[code](await aHouse()));
      await until(() => notice(provider));
      expect(textOf(notice(provider))).to.match(words);
      expect(asker(provider).client.value).to.equal(undefined);
    });

  for (const code of ['account-simplified', 'account-ended', 'age-refused'] as const)
    for (const scheme of ['light', 'dark'])
      it(`accessibly in the ${scheme} scheme: ${code}`, async () => {
        const provider = await show(await refused[code](await aHouse()));
        provider.accountHelpUrl = provider.accountGuideUrl = 'https://www.gosuslugi.ru/';
        provider.style.colorScheme = scheme;
        await until(() => notice(provider));
        await expect(provider).to.be.accessible();
      });
});

describe('<consult-provider> with a connection of its own', () => {
  it('connects when it has the server and a way to get tokens, asking the newest', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    const provider = await fixture<ConsultProvider>(
      html`<consult-provider><an-asker></an-asker></consult-provider>`,
    );
    expect(provider.client).to.equal(undefined);
    provider.server = house.server.origin;
    await provider.updateComplete;
    expect(provider.client, 'no token yet').to.equal(undefined);
    provider.getToken = () => house.server.tokenFor(actorOf('patient'));
    await provider.updateComplete;
    const { client } = provider;
    await until(() => client!.me.value?.id === actorOf('patient').person);
    provider.getToken = () => house.server.tokenFor(actorOf('patient'));
    await provider.updateComplete;
    expect(provider.client, 'another function is no other connection').to.equal(client);
  });

  it('takes up what was set before it was upgraded', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    const early = document.createElement('not-yet') as unknown as ConsultProvider;
    expect(early.client).to.equal(undefined);
    const provider = document.createElement('consult-provider');
    Object.assign(provider, {
      server: house.server.origin,
      getToken: () => house.server.tokenFor(actorOf('doctor')),
    });
    (await fixture(html`<div></div>`)).append(provider);
    await until(() => provider.client?.me.value?.role === 'doctor');
  });

  it('survives being moved in the page', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    const provider = await showOwn(house, 'patient');
    const { client } = provider;
    const elsewhere = await fixture(html`<div></div>`);
    elsewhere.append(provider);
    await aTimeout(0);
    await provider.updateComplete;
    expect(provider.client).to.equal(client);
    expect(client!.connection.value.state).not.to.equal('closed');
  });

  it('lets go of everything when it is gone', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    const provider = await showOwn(house, 'patient');
    const client = provider.client!;
    await until(() => client.me.value);
    provider.remove();
    await until(() => client.connection.value.state === 'closed');
    expect(provider.client).to.equal(undefined);
  });

  it('is another connection for another server', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    const provider = await showOwn(house, 'patient');
    const first = provider.client!;
    provider.server = 'https://elsewhere.invalid';
    await provider.updateComplete;
    expect(provider.client).not.to.equal(first);
    expect(first.connection.value.state).to.equal('closed');
  });

  it('signs out: keeps nothing, shows nothing, and says so', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    await house.aChat({ said: [['doctor', 'Здравствуйте']] });
    const provider = await showOwn(house, 'patient');
    const unread: number[] = [];
    provider.addEventListener('consult-unread-change', (event) => unread.push(event.unread));
    const refused: string[] = [];
    provider.addEventListener('consult-refused', ({ code }) => refused.push(code));
    await until(() => unread.at(-1)! > 0);

    const client = provider.client!;
    setTimeout(() => void provider.signOut());
    await oneEvent(provider, 'consult-signed-out');
    expect(client.connection.value.state).to.equal('closed');
    await until(() => notice(provider));
    expect(asker(provider).client.value).to.equal(undefined);
    expect(unread.at(-1), 'the badge goes').to.equal(0);
    expect(refused, 'it was no refusal').to.be.empty;

    provider.reconnect();
    await until(() => provider.client !== client && provider.client?.me.value);
    await until(() => !notice(provider));
  });

  it('reads the chats once for all tags inside', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    await house.aChat();
    const getToken = () => house.server.tokenFor(actorOf('patient'));
    const provider = await fixture(
      html`<consult-provider server=${house.server.origin} .getToken=${getToken}>
        <consult-chat-list></consult-chat-list>
      </consult-provider>`,
    );
    await until(() => parts(provider.firstElementChild!, 'row').length === 1);
    expect(asked(house, '/v1/chats?limit')).to.equal(1);
  });
});

describe('two <consult-provider> on one page', () => {
  it('may be the same person', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    const both = [await showOwn(house, 'patient'), await showOwn(house, 'patient')];
    await until(() =>
      both.every((provider) => asker(provider).client.value === provider.client && provider.client?.me.value),
    );
    expect(both.filter(notice)).to.be.empty;
  });

  it('may not be two people: the second sees nothing of the server, and why', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    await house.aChat();
    const first = await showOwn(house, 'patient');
    await until(() => first.client?.me.value);
    const second = await showOwn(house, 'doctor');
    const given: unknown[] = [];
    new ContextConsumer(asker(second), {
      context: clientContext,
      subscribe: true,
      callback: (client) => given.push(client),
    });
    const { code } = await oneEvent<RefusedEvent>(second, 'consult-refused');
    expect(code).to.equal('another-person');
    await until(() => notice(second));
    expect(textOf(notice(second))).to.contain('Здесь уже работает другой человек');
    expect(asker(second).client.value).to.equal(undefined);
    expect(
      given.every((client) => client === undefined),
      'not for a moment',
    ).to.equal(true);
    expect(!!notice(first), 'the first works on').to.equal(false);
  });

  it('may be two people one after the other', async () => {
    const house = await aHouse();
    onTheNetworkOf(house);
    const first = await showOwn(house, 'patient');
    await until(() => first.client?.me.value);
    first.remove();
    await until(() => first.client === undefined);
    const second = await showOwn(house, 'doctor');
    await until(() => asker(second).client.value?.me.value?.role === 'doctor');
    expect(!!notice(second)).to.equal(false);
  });
});
