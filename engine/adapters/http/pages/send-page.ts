import type { FastifyReply } from 'fastify';

const policy =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Answers with a page of the engine's own, which loads its style and nothing else. */
export function sendPage(reply: FastifyReply, markup: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(markup);
}
