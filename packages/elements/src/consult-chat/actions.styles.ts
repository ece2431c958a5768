import { css } from 'lit';

/** What can be done with a message, and what messages quote. */
export const actionStyles = css`
  .more::before {
    content: '•••'; /* text, for a drawing on each of a thousand messages takes long to lay out */
    font-size: 0.75em;
    letter-spacing: 0.1em;
  }

  .acting {
    flex-flow: row wrap;
    align-items: center;
    justify-content: flex-start;
  }

  .own.acting {
    flex-direction: row-reverse;
  }

  .other.acting > .author {
    flex: 1 0 100%;
  }

  .acting > .bubble {
    max-inline-size: min(100% - var(--_target) - var(--_space), var(--consult-chat-width, 72ch));
  }

  @media (hover: hover) and (pointer: fine) {
    /* No opacity here: a layer for each message would be paid for by whoever flings through thousands. */
    .entry:not(:hover):not(:focus-within) > .more[aria-expanded='false'] {
      color: transparent;
    }
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    flex: 1 0 100%;
    gap: calc(var(--_space) * 2);
    padding-block: calc(var(--_space) * 2);
  }

  .own > .actions {
    justify-content: flex-end;
  }

  .action {
    padding-inline: calc(var(--_space) * 3);
    font-size: var(--_small);
  }

  .action > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  .quote {
    display: block;
    inline-size: 100%;
    min-block-size: var(--_target);
    margin-block-end: var(--_space);
    padding: var(--_space) calc(var(--_space) * 2);
    border: 0;
    border-inline-start: 3px solid var(--_accent);
    border-radius: calc(var(--_radius) / 3);
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_small);
    text-align: start;
  }

  button.quote {
    cursor: pointer;
  }

  button.quote:hover > .quoted-author {
    text-decoration: underline;
  }

  .quoted-author,
  .quoted {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .quoted-author {
    color: var(--_accent);
    font-weight: 600;
  }

  .bubble .quoted {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
    white-space: normal;
  }

  .reply-bar {
    display: flex;
    grid-column: 1 / -1;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    padding-inline-start: calc(var(--_space) * 2);
    border-inline-start: 3px solid var(--_accent);
    font-size: var(--_small);
  }

  .reply-bar > .icon {
    color: var(--_accent);
  }

  .replied {
    flex: 1;
    min-inline-size: 0;
  }

  @media (forced-colors: active) {
    .more {
      color: ButtonText !important;
    }
  }

  @media print {
    .more,
    .actions,
    .question,
    .reply-bar {
      display: none !important;
    }
  }
`;
