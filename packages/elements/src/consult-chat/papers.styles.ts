import { css } from 'lit';

/** What all cards of documents have, in the tray and on messages. */
export const papers = css`
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    flex: 1;
    justify-items: start;
    min-inline-size: 0;
  }

  .file-name {
    display: flex;
    max-inline-size: 100%;
    font-weight: 600;
    white-space: pre;
  }

  .file-name > .stem {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .how {
    color: var(--_muted);
    font-size: var(--_small);
    overflow-wrap: anywhere;
  }

  .ring {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 32px;
    color: var(--_accent);
  }

  .ring .icon {
    transform: rotate(-90deg);
  }

  .ring .rail {
    stroke: var(--_border);
  }
`;
