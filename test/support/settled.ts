import { chai } from '@open-wc/testing';

/** Waits until no colour, place or size in an element and the shadows in it is on its way to another. */
export async function settled(el: Element): Promise<void> {
  const moving = shadowsOf(el)
    .flatMap((root) => root.getAnimations())
    .filter((motion) => motion instanceof CSSTransition);
  await Promise.allSettled(moving.map(({ finished }) => finished)); // rejected: it was called off, and stands still
}

const shadowsOf = (el: Element): ShadowRoot[] => [el, ...el.querySelectorAll('*')].flatMap(shadowsIn);

const shadowsIn = ({ shadowRoot }: Element): ShadowRoot[] =>
  shadowRoot ? [shadowRoot, ...[...shadowRoot.querySelectorAll('*')].flatMap(shadowsIn)] : [];

// axe judges the colours of the moment: halfway from light to dark none of them has contrast.
chai.use(({ Assertion }) => {
  Assertion.overwriteMethod(
    'accessible',
    (audit: (options?: object) => PromiseLike<void>) =>
      async function (this: Chai.AssertionStatic & { _obj: Element }, options?: object) {
        await settled(this._obj);
        await audit.call(this, options);
      },
  );
});
