import { ConsultProvider } from '../src/consult-provider/consult-provider.js';
import { define } from '../src/shared/define.js';

define('consult-provider', ConsultProvider);
