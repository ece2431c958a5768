import type { ServerConfig } from '../deps.js';
import { readSecret } from '../secret-file-node.js';
import type { Channel } from './channel.js';
import type { NoticeInstallation } from './notice-config.js';

/** Opens the channels that are configured; their libraries are loaded for nobody else. */
export async function openChannels(
  { mail, push }: NoticeInstallation,
  { pushHosts: hosts }: Pick<ServerConfig, 'pushHosts'>,
): Promise<readonly Channel[]> {
  const channels: Channel[] = [];
  if (mail) {
    const { mailChannel } = await import('./mail-node.js');
    const { passwordFile, ...server } = mail;
    const password = passwordFile && (await readSecret(passwordFile, 'CONSULT_SMTP_PASSWORD_FILE'));
    channels.push(mailChannel({ ...server, password: password || undefined }));
  }
  if (push) {
    const { pushChannel } = await import('./push-node.js');
    const privateKey = await readSecret(push.privateKeyFile, 'CONSULT_VAPID_PRIVATE_KEY_FILE');
    channels.push(pushChannel({ ...push, privateKey, hosts }));
  }
  return channels;
}
