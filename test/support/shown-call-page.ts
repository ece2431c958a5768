import { html } from 'lit';
import '../../packages/elements/define/video-call.js';
import type { VideoCall } from '../../packages/elements/src/video-call/video-call.js';
import { part, show, until, type Staging } from './fixtures.js';
import type { ShownCall } from './shown-call.js';

/** Shows it and waits until there is something to see. */
export async function showCall(
  shown: ShownCall,
  staging: Staging = {},
  compact: boolean = false,
): Promise<VideoCall> {
  const el = await show<VideoCall>(
    undefined,
    html`<video-call .calls=${shown.calls} ?compact=${compact}></video-call>`,
    staging,
  );
  await until(() => part(el, 'incoming') ?? part(el, 'stage') ?? part(el, 'ended'), 'the call is shown');
  return el;
}

/** Waits for the controls, which come after the stage. */
export const withControls = async (el: VideoCall) => {
  await until(() => part(el, 'microphone'), 'the controls');
  return el;
};
