import { css } from 'lit';

/** What answers the reader's hand, the line about the connection, and what stands where no messages are. */
export const hand = css`
  .back:hover {
    background: var(--_accent-tint);
  }

  .notice {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    align-content: center;
  }

  .older {
    padding: calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: var(--_small);
    text-align: center;
  }

  .problem {
    font-size: var(--_small);
  }

  .pending-list {
    list-style: none;
    padding-inline: calc(var(--_space) * 4);
  }

  .mark,
  .mark > span {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
  }

  .mark .icon,
  .own > .failed {
    border-color: var(--_negative);
  }

  .failed .mark,
  .refused,
  .question {
    display: grid;
    gap: calc(var(--_space) * 2);
    justify-items: end;
    max-inline-size: min(100%, 36rem);
    padding-block: calc(var(--_space) * 2);
    text-align: end;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: calc(var(--_space) * 2);
  }

  .danger {
    border-color: var(--_negative);
    color: var(--_negative);
  }

  .tool {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: var(--_target);
    block-size: var(--_target);
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  .tool > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  .tool:hover {
    background: var(--_accent-tint);
    color: var(--_text);
  }

  .jump {
    grid-area: 1 / 1;
    z-index: 1;
    align-self: end;
    justify-self: end;
    margin: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-radius: 999px;
    box-shadow: 0 2px 8px rgb(0 0 0 / 25%);
  }

  .connection:not(:empty) {
    display: flex;
    gap: calc(var(--_space) * 2);
    font-size: var(--_small);
    flex-wrap: wrap;
    align-items: center;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_warning);
    color: var(--_text);
  }

  .connection > .icon {
    color: var(--_warning);
  }

  .connection > span {
    flex: 1 1 12rem;
  }

  .loading {
    display: grid;
    align-content: end;
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 4);
    background: var(--_sunken);
    animation: appear 1ms 300ms backwards;
  }

  .shape {
    inline-size: min(60%, 24rem);
    block-size: 3.5rem;
    border-radius: var(--_radius);
    background: var(--_border);
    opacity: 0.6;
  }

  .shape.mine {
    justify-self: end;
    inline-size: min(40%, 16rem);
  }

  .slow {
    color: var(--_muted);
    text-align: center;
    animation: appear 1ms 10s backwards !important; /* not a motion: also for those who want none */
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  @media print {
    :host,
    .chat {
      block-size: auto;
    }

    .back,
    .foot,
    .connection,
    .emergency,
    .jump,
    .tool {
      display: none !important;
    }

    .messages {
      overflow: visible;
      background: none;
    }

    .section {
      content-visibility: visible !important;
    }

    .own > .bubble {
      border: 1px solid;
    }

    .entry {
      break-inside: avoid;
    }
  }

  @media (forced-colors: active) {
    .own > .bubble {
      border-color: Highlight;
    }
  }
`;
