// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { DeferredRequestForm } from '../src/deferred-request-form/deferred-request-form.js';
import { define } from '../src/shared/define.js';

define('deferred-request-form', DeferredRequestForm);
