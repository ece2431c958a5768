import { css } from 'lit';

/** Links in messages. */
export const links = css`
  .link {
    color: var(--_accent);
  }

  .link:not([data-host=''])::after {
    content: ' (' attr(data-host) ')'; /* not of the text: what is copied is what was written */
  }
`;
