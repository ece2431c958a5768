import { describe } from 'vitest';
import { ADAPTERS } from '../db/stores.js';
import { accessContract } from './access.contract.js';
import { consultationContract } from './consultation.contract.js';
import { deliveryContract } from './delivery.contract.js';
import { listContract } from './list.contract.js';
import { readingContract } from './reading.contract.js';
import { replyingContract } from './replying.contract.js';
import { reassigningContract } from './reassigning.contract.js';
import { sayingContract } from './saying.contract.js';

describe.each(ADAPTERS)('chats in $name', (adapter) => {
  sayingContract(adapter);
  replyingContract(adapter);
  accessContract(adapter);
  readingContract(adapter);
  deliveryContract(adapter);
  listContract(adapter);
  consultationContract(adapter);
  reassigningContract(adapter);
});
