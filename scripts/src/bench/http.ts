import { Agent, request } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** As little of an HTTP client as a load needs, so that it leaves the cores to what is measured. */
export class Http {
  readonly #agent = new Agent({ keepAlive: true });

  constructor(readonly port: number) {}

  get(path: string): Promise<HttpAnswer> {
    return this.#exchange('GET', path);
  }

  post(path: string, json: string): Promise<HttpAnswer> {
    return this.#exchange('POST', path, Buffer.from(json));
  }

  close(): void {
    this.#agent.destroy();
  }

  #exchange(method: string, path: string, body?: Buffer): Promise<HttpAnswer> {
    const headers = body && { 'content-type': 'application/json', 'content-length': body.length };
    return new Promise((resolve, reject) => {
      const options = { agent: this.#agent, host: '127.0.0.1', port: this.port, method, path, headers };
      const call = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
      });
      call.on('error', reject);
      call.end(body);
    });
  }
}
