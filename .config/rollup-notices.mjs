import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package a bundled file belongs to. */
function packageOf(file) {
  let folder = dirname(file);
  while (
    !existsSync(join(folder, 'package.json')) ||
    !JSON.parse(readFileSync(join(folder, 'package.json'))).name
  )
    folder = dirname(folder);
  return folder;
}

/** The licences of the packages in these folders, one after the other. */
export function noticesOf(folders) {
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}`.trim();
  });
  return `${texts.join('\n\n---\n\n')}\n`;
}

/** What stands in a module of ours that was bundled before: beside it, under its name. */
const noticesBeside = (file) => file.replace(/\.js$/, '.LICENSES.txt');

/** Puts the licences of all that was bundled beside it: MIT, BSD and Apache each ask that their notice travels along. */
export const notices = () => ({
  name: 'consult-notices',
  generateBundle() {
    const files = [...this.getModuleIds()].filter((id) => existsSync(id));
    const inside = files.map(noticesBeside).filter((file) => existsSync(file) && file.endsWith('.txt'));
    const source = [
      noticesOf(new Set(files.map(packageOf))),
      ...inside.map((file) => readFileSync(file, 'utf8')),
    ];
    this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: source.join('\n---\n\n') });
  },
});
