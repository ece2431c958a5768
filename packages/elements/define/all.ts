// Every tag a patient's page may use. The staff's tags are in staff.ts: patients never load their code.
import './consult-provider.js';
import './consult-chat-list.js';
import './consult-chat.js';
