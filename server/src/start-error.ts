/** Why the server does not start, in one line for whoever starts it. Holds no secret and needs no stack. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
