/** A shared journal could not be read; it goes on trying by itself. */
export class StoreUnreachable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`The database does not answer (${reason}).`, options);
    this.name = 'StoreUnreachable';
  }
}
