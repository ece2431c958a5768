import { css } from 'lit';

/** A dialog of at most 640 px, the whole screen on a phone: its title and its actions stay, what is between scrolls. For a `<dialog class="dialog">`: others look as they like. */
export const dialogFrame = css`
  .dialog {
    inline-size: min(640px, 100vw - 2rem);
    max-block-size: min(100vh - 2rem, 48rem);
    max-block-size: min(100dvh - 2rem, 48rem);
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    overflow: hidden;
  }

  .dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }

  .dialog > * {
    display: flex;
    flex-direction: column;
    max-block-size: inherit;
  }

  .dialog h2 {
    flex: none;
    padding: calc(var(--_space) * 4) calc(var(--_space) * 5) calc(var(--_space) * 2);
  }

  /* The shadow at an edge says that there is more beyond it. */
  .dialog .scroll {
    position: relative; /* what is for screen readers alone scrolls with its words */
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    display: grid;
    gap: calc(var(--_space) * 2);
    align-content: start;
    padding: calc(var(--_space) * 1) calc(var(--_space) * 5) calc(var(--_space) * 4);
    background:
      linear-gradient(var(--_raised) 30%, transparent) top / 100% 2rem no-repeat local,
      linear-gradient(transparent, var(--_raised) 70%) bottom / 100% 2rem no-repeat local,
      linear-gradient(rgb(0 0 0 / 20%), transparent) top / 100% 0.5rem no-repeat scroll,
      linear-gradient(transparent, rgb(0 0 0 / 20%)) bottom / 100% 0.5rem no-repeat scroll;
  }

  .dialog .scroll:focus-visible {
    outline-offset: -2px;
  }

  .dialog .actions {
    flex: none;
    justify-content: flex-end;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 5);
    border-block-start: 1px solid var(--_border);
  }

  @media (max-width: 640px) {
    .dialog {
      inline-size: 100vw;
      max-inline-size: none;
      block-size: 100vh;
      block-size: 100dvh;
      max-block-size: none;
      border: 0;
      border-radius: 0;
    }

    .dialog > * {
      block-size: 100%;
    }

    .dialog .actions > .button {
      flex: 1 1 auto;
    }
  }

  /*
   * On paper it is whole, and stands alone: what it lies on would be printed under its words. What is around the element is
   * the page's, and only covered, for as far as the dialog reaches.
   */
  @media print {
    .dialog[open],
    .dialog[open] > *,
    .dialog[open] .scroll {
      position: static;
      inline-size: auto;
      block-size: auto;
      max-block-size: none;
      border: 0;
      outline: none;
      overflow: visible;
      background: none;
    }

    .dialog[open] {
      position: absolute;
      inset: 0 0 auto;
      max-inline-size: none;
      min-block-size: 100%;
      margin: 0;
      background: var(--_raised);
      color-scheme: light;
      -webkit-print-color-adjust: exact;
      print-color-adjust: exact;
    }

    .dialog[open] > * {
      display: block;
    }

    .dialog::backdrop,
    .dialog .actions,
    .dialog[open] ~ :not(.dialog),
    :not(.dialog):has(~ .dialog[open]) {
      display: none;
    }
  }
`;
