// The HTTP endpoints for the kubelet and for Prometheus.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { error, type Finding } from '../../findings/finding.ts';

export type Endpoints = {
  readonly isLive: () => boolean;
  readonly isReady: () => boolean;
  readonly metrics: () => Promise<string>;
  readonly metricsType: string;
};

type Page = { readonly status: number; readonly type: string; readonly text: string };

/**
 * Serves on one address, or on all: the kubelet probes the pod's own. Rejects where the port is in use.
 */
export async function serveHealth(
  port: number,
  address: string | undefined,
  endpoints: Endpoints,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { status, type, text } = await pageAt(request.url ?? '', endpoints);
    response.writeHead(status, { 'content-type': type }).end(text);
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}

/** Why the process cannot listen, by the system's code. */
export const portTaken = (code = 'unknown'): Finding =>
  error(
    'port-taken',
    `The sync cannot listen at \`PORT\` of \`LISTEN_ADDRESS\` (${code}). Set another port or address.`,
  );

/** The port on which the server listens. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function pageAt(url: string, endpoints: Endpoints): Promise<Page> {
  switch (url.split('?')[0]) {
    case '/livez':
      return probe(endpoints.isLive(), 'the loop is stuck');
    case '/readyz':
      return probe(endpoints.isReady(), 'the first pass has not finished yet');
    case '/metrics':
      return { status: 200, type: endpoints.metricsType, text: await endpoints.metrics() };
    default:
      return plain(404, 'not found');
  }
}

const probe = (is: boolean, otherwise: string) => (is ? plain(200, 'ok') : plain(503, otherwise));
const plain = (status: number, text: string): Page => ({
  status,
  type: 'text/plain; charset=utf-8',
  text: `${text}\n`,
});
