// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { NoticeList } from '../src/notice-list/notice-list.js';
import { define } from '../src/shared/define.js';

define('notice-list', NoticeList);
