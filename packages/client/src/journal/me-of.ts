import { ConsultError } from '@consult/core';
import type { Me } from '@consult/core/wire';
import type { Client } from '../contracts.js';

/** Who one is, as soon as the server has said so. @throws ConsultError `signed-out` where it never will */
export function meOf({ me, connection }: Client): Promise<Me> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { state } = connection.value;
      if (me.value) settle(() => resolve(me.value!));
      else if (state === 'closed' || state === 'refused')
        settle(() => reject(new ConsultError('signed-out')));
    };
    const stops = [me.subscribe(look), connection.subscribe(look)];
    const settle = (act: () => void) => {
      for (const stop of stops) stop();
      act();
    };
    look();
  });
}
