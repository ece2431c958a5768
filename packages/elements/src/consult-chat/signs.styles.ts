import { css } from 'lit';

/** Marks of what has arrived, and the line in the head about who is there. */
export const signs = css`
  .signs {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    vertical-align: bottom;
    block-size: 1lh; /* whatever stands in it, the line stays as high */
  }

  .signs .icon {
    inline-size: 1em;
    block-size: 1em;
    vertical-align: middle;
  }

  .online > .icon {
    color: var(--_positive);
    fill: currentColor;
  }

  .writes > .icon {
    stroke-width: 4;
  }

  .writes {
    color: var(--_accent);
  }

  .seen {
    color: var(--_accent);
  }

  .seen > .icon {
    box-sizing: content-box;
    padding-inline: 0.25em;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .lost {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 3);
  }

  @media (forced-colors: active) {
    .online > .icon {
      fill: CanvasText;
    }

    .seen > .icon {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }

  @media print {
    .signs {
      display: none;
    }
  }
`;
