import { css } from 'lit';

export const styles = css`
  .notice {
    margin: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .notice > .icon {
    color: var(--_warning);
  }
`;
