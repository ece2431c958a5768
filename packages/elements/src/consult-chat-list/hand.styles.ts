import { css } from 'lit';

/** What may stand around the rows, or in their place. */
export const hand = css`
  .offline {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-block: 1px solid var(--_border);
    background: var(--_sunken);
    font-size: var(--_small);
  }

  .offline > .icon {
    color: var(--_warning);
  }

  .offline > p {
    flex: 1 1 14em;
    margin: 0;
  }

  .more {
    display: flex;
    margin: calc(var(--_space) * 3) auto;
  }

  .skeleton,
  .slow {
    visibility: hidden;
    animation: show 1ms 300ms forwards;
  }

  .slow {
    position: sticky;
    inset-block-end: 0;
    margin: 0;
    padding: calc(var(--_space) * 4);
    background: var(--_surface);
    color: var(--_muted);
    text-align: center;
    animation-delay: 10s;
  }

  .skeleton > div {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    block-size: 88px;
    padding-inline: calc(var(--_space) * 4);
    border-block-end: 1px solid var(--_border);
  }

  .skeleton i,
  .skeleton b {
    border-radius: var(--_radius);
    background: var(--_sunken);
  }

  .skeleton i {
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
  }

  .skeleton b {
    flex: 1;
    block-size: 48px;
  }

  @keyframes show {
    to {
      visibility: visible;
    }
  }

  @media (forced-colors: active) {
    .skeleton i,
    .skeleton b {
      border: 1px solid GrayText;
    }
  }

  .row {
    transition: background var(--_quick);
  }

  .row:not(.selected):hover {
    background: var(--_sunken);
  }

  @media (forced-colors: active) {
    .row.selected::before {
      background: Highlight;
    }

    .row.finished {
      color: GrayText;
    }

    .mark,
    .unread {
      border: 1px solid currentColor;
    }
  }
`;
