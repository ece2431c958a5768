import { css } from 'lit';

/**
 * Buttons and links that look like buttons, which paper has no use for; the notice that stands where something is empty,
 * lost or refused; and calm motion for those who have asked for it.
 */
export const actions = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_target);
    min-inline-size: var(--_target);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    font-weight: 600;
    text-decoration: none;
    cursor: pointer;
    transition: background var(--_quick);
  }

  .button:hover {
    background: var(--_accent-tint);
  }

  .button.main {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .button.main:hover {
    text-decoration: underline;
  }

  .button:disabled {
    border: 1px dashed var(--_edge);
    background: none;
    color: var(--_muted);
    cursor: default;
  }

  .notice {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 8) calc(var(--_space) * 4);
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }

  .notice > .icon {
    inline-size: 40px;
    block-size: 40px;
    stroke-width: 1.5;
  }

  .notice > p {
    max-inline-size: 36ch;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .notice > .title {
    color: var(--_text);
    font-weight: 600;
  }

  @media (forced-colors: active) {
    .button.main:not(:disabled) {
      border: 2px solid ButtonText;
    }
  }

  @media print {
    .button {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
