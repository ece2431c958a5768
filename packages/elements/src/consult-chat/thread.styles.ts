import { css } from 'lit';

/** The messages and what stands between them. */
export const thread = css`
  .thread {
    display: grid;
    grid: minmax(0, 1fr) / minmax(0, 1fr);
    flex: 1;
    min-block-size: 0;
  }

  .messages {
    grid-area: 1 / 1;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    padding-block: calc(var(--_space) * 2) calc(var(--_space) * 3);
    background: var(--_sunken);
  }

  .messages:focus-visible {
    outline-offset: -2px;
  }

  .section {
    list-style: none;
    padding-inline: calc(var(--_space) * 4);
  }

  .day,
  .divider,
  .note {
    padding-block: calc(var(--_space) * 3) calc(var(--_space) * 1);
    font-size: var(--_small);
    text-align: center;
  }

  .day {
    color: var(--_muted);
    font-weight: 600;
  }

  .divider {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    color: var(--_accent);
    font-weight: 600;
  }

  .divider::before,
  .divider::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0 calc(var(--_space) * 2);
    color: var(--_muted);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .note > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  .note > span {
    max-inline-size: min(100% - 3em, 56ch);
  }

  .entry {
    position: relative;
  }

  .own,
  .other {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    padding-block-start: var(--consult-chat-gap, 2px);
  }

  .own {
    align-items: flex-end;
  }

  .starts {
    padding-block-start: calc(var(--_space) * 3);
  }

  .author {
    padding-inline: calc(var(--_space) * 3);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .bubble {
    max-inline-size: min(88%, var(--consult-chat-width, 72ch));
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3) calc(var(--_space) * 1);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .own > .bubble {
    max-inline-size: min(100% - var(--_target) - var(--_space), var(--consult-chat-width, 72ch));
    border-color: transparent;
    background: var(--_accent-tint);
  }

  .starts.other > .bubble {
    border-start-start-radius: calc(var(--_radius) / 3);
  }

  .starts.own > .bubble {
    border-start-end-radius: calc(var(--_radius) / 3);
  }

  .said {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .deleted > .said {
    color: var(--_muted);
    font-style: italic;
  }

  .own > .deleted,
  .deleted {
    border: 1px dashed var(--_border);
    background: none;
  }

  .meta,
  .note > time {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    align-items: center;
    gap: 0 calc(var(--_space) * 2);
  }

  .mark {
    min-inline-size: 1.25em;
  }

  .end {
    block-size: 1px;
  }
`;
