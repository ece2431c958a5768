export { diffTexts as compare } from '@consult/core';
