import { getStorybookHelpers, type StoryHelpers } from '@wc-toolkit/storybook-helpers';

/**
 * The controls of a tag, as its manifest tells them, and a template that obeys them.
 *
 * Properties that are no attributes (handles, a client, a function) are shown and not offered: no control can make one.
 */
export function controlsOf<T>(tag: string): Pick<StoryHelpers<T>, 'args' | 'argTypes' | 'template'> {
  const { args, argTypes, template } = getStorybookHelpers<T>(tag);
  const offered: Record<string, unknown> = { ...args };
  for (const [name, argType] of Object.entries(argTypes)) {
    if ((argType.table as { category?: string } | undefined)?.category !== 'properties') continue;
    argType.control = false;
    delete offered[name];
  }
  return { args: offered as typeof args, argTypes, template };
}
