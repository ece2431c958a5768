import type { ChatsPage } from '@consult/core/wire';
import { fillDemo } from '../server/src/demo/fill-demo.js';
import { DEMO_PEOPLE } from '../server/src/demo/people.js';
import { chatInHouse, type ChatInHouse } from '../test/support/chats.js';
import type { House } from '../test/support/house.js';
import type { Cast } from '../test/support/people.js';
import { scene, type Director } from './stage.js';

/** Somebody of the demonstration, as a house knows people. */
function demoPerson(id: string): Cast {
  const { organisation, ...person } = DEMO_PEOPLE.find((one) => one.id === id)!;
  return organisation ? { ...person, organisation } : person;
}

/** Whom the demonstration is seen by. */
export const DEMO = { patient: demoPerson('per_matrosova'), doctor: demoPerson('per_nikolaev') } as const;

/** Fills an empty house with the server's own demonstration, and answers the talk that goes on between the two. */
export async function furnishDemo(house: House): Promise<ChatInHouse> {
  await fillDemo(house.server.deps, house.clock.now());
  const { chats } = await house.call<ChatsPage>(DEMO.patient, 'GET', '/v1/chats');
  const talk = chats.find(({ state, doctor }) => state === 'open' && doctor.id === DEMO.doctor.id)!;
  return chatInHouse(house, talk.id, DEMO.patient, DEMO.doctor);
}

/** A house with nothing in it but what `direct` puts there. */
export const inAnEmptyHouse = (direct: Director) => scene(direct, { unfurnished: true });

/** The demonstration as the patient or the doctor sees it, with their talk chosen. */
export const aDemo = (who: keyof typeof DEMO) =>
  inAnEmptyHouse(async (house) => ({
    chatId: (await furnishDemo(house)).id,
    client: house.clientOf(DEMO[who]),
  }));

/** Three open chats of one patient with three doctors. */
export async function chatsOfAPatient(house: House): Promise<ChatInHouse[]> {
  return [
    await house.aChat({ doctor: 'therapist', said: [['doctor', 'Как вы себя чувствуете?']] }),
    await house.aChat({ doctor: 'surgeon', said: [['patient', 'Шов не болит.']] }),
    await house.aChat({ said: [['doctor', 'Пришлите, пожалуйста, ЭКГ.']] }),
  ];
}
