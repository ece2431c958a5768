import { css } from 'lit';

/** The line about the patient's devices. */
export const styles = css`
  .readiness {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: 0 calc(var(--_space) * 4) calc(var(--_space) * 3);
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  .readiness.ready > .icon {
    color: var(--_positive);
  }

  .readiness.limited > .icon {
    color: var(--_warning);
  }

  .readiness.not-ready > .icon {
    color: var(--_negative);
  }

  .readiness:not(.unknown) {
    color: var(--_text);
  }
`;
