// Writes packages/elements/custom-elements.json: the contract of every tag, for editors, Storybook and tests.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const folder = fileURLToPath(new URL('../packages/elements', import.meta.url));
const config = fileURLToPath(new URL('./custom-elements-manifest.config.mjs', import.meta.url));

const manifest = await cli({ argv: ['analyze', '--config', config, '--quiet'], cwd: folder, noWrite: true });
writeFileSync(`${folder}/custom-elements.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
