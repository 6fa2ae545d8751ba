import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What becomes of a connection, given the one to the ledger behind. */
export type Manner = (outside: Socket, inside: Socket) => void;

export const through: Manner = (outside, inside) => {
  outside.pipe(inside).pipe(outside);
};

/** Stands before a ledger; the first connection is treated in one manner, all others go through. */
export class Door {
  taken = 0;
  #last: Socket | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(ledger: string, first = through) {
    const [host = '', port = ''] = ledger.split(':');
    this.#server = createServer((outside) => {
      const inside = connect(Number(port), host);
      for (const socket of [outside, inside]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
      }
      this.#last = outside;
      outside.once('close', () => inside.destroy());
      (this.taken++ === 0 ? first : through)(outside, inside);
    });
  }

  async open(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get held(): number {
    return [...this.#sockets].filter((socket) => !socket.destroyed).length;
  }

  /** Ends the newest connection as the system of a killed process does. */
  reset(): void {
    this.#last?.resetAndDestroy();
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
