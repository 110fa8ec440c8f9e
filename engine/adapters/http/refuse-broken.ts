import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import type { Ids } from '../../app/ports.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { problemOf } from './problems.ts';

/** Answers what is no HTTP request, or one that never ends, on the bare connection, and closes it. */
export function refuseBroken(ids: Ids): (error: ConnectionError, socket: Socket) => void {
  return (error, socket) => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const [code, message] = refusals[error.code ?? ''] ?? (['bad-request', 'This is not an HTTP request.'] as const);
    const problem = problemOf({ code, message }, ids.next());
    const body = JSON.stringify(problem);
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : problem.status; // the status clients know for it
    socket.end(
      [
        `HTTP/1.1 ${status} Refused`,
        'Content-Type: application/problem+json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  };
}

const refusals: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['too-large', 'The address and headers together are larger than 16 KB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive in time. Send it again.'],
};
