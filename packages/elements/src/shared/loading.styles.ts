import { css } from 'lit';

/** The shape of what is on its way: it shows after a moment, and words follow where it takes long. */
export const loading = css`
  .loading {
    display: grid;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4);
    animation: appear 1ms 300ms backwards;
  }

  .shape {
    inline-size: min(70%, 24rem);
    block-size: 1.5rem;
    border-radius: calc(var(--_radius) / 2);
    background: var(--_border);
    opacity: 0.6;
  }

  .slow {
    color: var(--_muted);
    animation: appear 1ms 10s backwards !important; /* not a motion: also for those who want none */
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
`;
