import { css } from 'lit';

/**
 * The tokens of the set and what every element owes its reader: the focus ring, forced colours.
 * Calm motion stands in `actions.styles`: nothing of the first paint moves.
 *
 * A page sets `--consult-…` anywhere above an element; inside, only the private `--_…` are read. Dark values need
 * `light-dark()`. A custom property that holds it would be invalid in a browser that lacks it, and the colour lost,
 * so the plain values stand first and `@supports` decides.
 */
export const tokens = css`
  :host {
    --_accent: var(--consult-accent, #1565a8);
    --_on-accent: var(--consult-on-accent, #fff);
    --_accent-tint: var(--consult-accent-tint, #e1ecf5);
    --_surface: var(--consult-surface, #fff);
    --_raised: var(--consult-surface-raised, #fff);
    --_sunken: var(--consult-surface-sunken, #f3f6f9);
    --_text: var(--consult-text, #16202a);
    --_muted: var(--consult-text-muted, #52606d);
    --_border: var(--consult-border, #cfd8e0);
    --_edge: var(--consult-control-edge, #75828f);
    --_positive: var(--consult-positive, #1b7a35);
    --_negative: var(--consult-negative, #c22727);
    --_warning: var(--consult-warning, #8a5a00);
    --_radius: var(--consult-radius, 12px);
    --_space: var(--consult-space, 4px);
    --_size: max(14px, var(--consult-font-size, 1rem));
    --_small: max(14px, calc(var(--_size) * 0.875));
    --_target: 44px;
    --_quick: 150ms;

    color: var(--_text);
    font-size: var(--_size);
    line-height: 1.4;
  }

  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_accent: var(--consult-accent, light-dark(#1565a8, #7db8ee));
      --_on-accent: var(--consult-on-accent, light-dark(#fff, #06233d));
      --_accent-tint: var(--consult-accent-tint, light-dark(#e1ecf5, #1d3448));
      --_surface: var(--consult-surface, light-dark(#fff, #14181d));
      --_raised: var(--consult-surface-raised, light-dark(#fff, #1c2229));
      --_sunken: var(--consult-surface-sunken, light-dark(#f3f6f9, #0e1216));
      --_text: var(--consult-text, light-dark(#16202a, #e8edf2));
      --_muted: var(--consult-text-muted, light-dark(#52606d, #a3b0bd));
      --_border: var(--consult-border, light-dark(#cfd8e0, #35414d));
      --_edge: var(--consult-control-edge, light-dark(#75828f, #7c8a98));
      --_positive: var(--consult-positive, light-dark(#1b7a35, #6fd08a));
      --_negative: var(--consult-negative, light-dark(#c22727, #ff8f8a));
      --_warning: var(--consult-warning, light-dark(#8a5a00, #f2c14e));
    }
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .icon {
    inline-size: 1.5em;
    block-size: 1.5em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;
