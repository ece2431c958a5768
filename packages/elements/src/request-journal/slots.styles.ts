import { css } from 'lit';

/** Free times by days. */
export const slotStyles = css`
  .slots .day {
    padding-block-start: calc(var(--_space) * 2);
  }

  .slots .times {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr));
    gap: calc(var(--_space) * 2);
  }

  .slots .slot {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_target);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: calc(var(--_radius) / 2);
    cursor: pointer;
  }

  .slots .slot:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-tint);
  }

  .slots .slot b {
    display: block;
  }

  .slots input[type='radio'] {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    accent-color: var(--_accent);
  }

  .slots .tag {
    font-size: var(--_small);
    font-weight: 400;
  }

  .slots .wished {
    color: var(--_positive);
    font-weight: 600;
  }

  .slots .late {
    color: var(--_warning);
  }
`;
