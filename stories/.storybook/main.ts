import type { StorybookConfig } from '@storybook/web-components-vite';
import { mergeConfig } from 'vite';
import { strippedPeerjsForVite } from '../../.config/peerjs.mjs';

/** Everything a story shows runs in the page, from source: elements, client, server and its database. */
const config: StorybookConfig = {
  stories: ['../*.mdx', '../*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  viteFinal: (base, { configType }) =>
    mergeConfig(base, {
      resolve: {
        conditions: [
          '@consult/source',
          configType === 'PRODUCTION' ? 'production' : 'development',
          'browser',
          'module',
        ],
        dedupe: ['lit', '@lit/context'],
      },
      plugins: [strippedPeerjsForVite],
      optimizeDeps: {
        include: ['pdfmake', 'pdfmake/build/vfs_fonts.js', 'sql.js'],
        exclude: ['peerjs'], // bundled beforehand it would pass by the plugin
      },
      build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
    }),
};

export default config;
