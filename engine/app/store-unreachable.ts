/** A shared journal could not be read; it goes on trying by itself. */
export class StoreUnreachable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`The database does not answer (${reason}). The engine goes on trying; ask again later.`, options);
    this.name = 'StoreUnreachable';
  }
}
