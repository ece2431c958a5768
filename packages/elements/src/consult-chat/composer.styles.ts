import { css } from 'lit';

/** The box one writes in, or the reason why one cannot. */
export const composer = css`
  .composer {
    display: grid;
    grid-template-columns: var(--_target) 1fr auto;
    align-items: end;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4) var(--_space);
    border-block-start: 1px solid var(--_border);
  }

  .box {
    field-sizing: content;
    resize: none;
    min-inline-size: 0;
    max-block-size: calc(8 * 1.4em + var(--_space) * 4 + 2px);
    overflow-wrap: anywhere;
    line-height: 1.4;
  }

  .send {
    padding: 0;
    border-radius: 999px;
  }

  .counter,
  .composer > .problem {
    grid-column: 1 / -1;
    font-size: var(--_small);
  }

  .counter:not(.problem) {
    color: var(--_muted);
  }

  .composer > .problem:empty {
    display: none;
  }

  .refusal,
  .unsent,
  .fleeting {
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    font-size: var(--_small);
  }

  .refusal {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: calc(var(--_target) + var(--_space) * 4 + 1px); /* as tall as the form: nothing jumps */
    border-block-start: 1px solid var(--_border);
    font-size: inherit;
  }

  .refusal > .icon {
    color: var(--_muted);
  }

  .unsent {
    display: grid;
    gap: var(--_space);
    padding-block-start: 0;
  }

  .fleeting {
    padding-block: 0 var(--_space);
    color: var(--_muted);
  }

  @media print {
    .composer,
    .unsent,
    .fleeting {
      display: none;
    }
  }
`;
