import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { expect } from 'chai';
import { Connection } from '../../../src/controller/api/connection.ts';

describe('the connection', () => {
  let server: Server;
  let connection: Connection;
  let sockets: number;
  const call = () => {
    const { signal } = new AbortController();
    return connection.call({ method: 'GET', path: '/api', signal }).then(
      () => 'answered',
      () => 'rejected',
    );
  };
  beforeEach(async () => {
    sockets = 0;
    server = createServer(socket => {
      sockets++;
      socket.on('error', () => undefined).resume(); // it takes everything, and says nothing
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const config = new KubeConfig();
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const cluster = { name: 'c', server: url, skipTLSVerify: false };
    config.loadFromClusterAndUser(cluster, { name: 'u', token: 't' });
    connection = new Connection(config, url);
  });
  afterEach(() => {
    connection.close();
    server.close();
  });

  it('asks by the proxy that a kubeconfig names', async () => {
    const proxy = createHttpServer();
    const asked = new Promise<string | undefined>(resolve => {
      proxy.on('connect', (request, socket) => {
        resolve(request.url);
        socket.destroy();
      });
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const config = new KubeConfig();
    const url = 'https://only-the-proxy-knows.example:6443';
    const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const cluster = { name: 'c', server: url, skipTLSVerify: false, proxyUrl };
    config.loadFromClusterAndUser(cluster, { name: 'u', token: 't' });
    connection = new Connection(config, url);
    expect(await call()).to.equal('rejected');
    expect(await asked).to.equal('only-the-proxy-knows.example:6443');
    proxy.close();
  });

  it('breaks off what is under way when it is closed', async () => {
    const under = call();
    await once(server, 'connection');
    connection.close();
    expect(await under).to.equal('rejected');
  });

  it('throws nothing beside its rejection where its time is over before it asks', async () => {
    const thrown: unknown[] = [];
    const keep = (fault: unknown) => thrown.push(fault);
    process.prependListener('uncaughtException', keep);
    try {
      const abort = new AbortController();
      const early = connection.call({ method: 'GET', path: '/api', signal: abort.signal }).then(
        () => 'answered',
        ({ name }) => name,
      );
      abort.abort();
      expect(await early).to.equal('AbortError');
      await new Promise(setImmediate);
      expect(thrown).to.deep.equal([]);
      expect(sockets).to.equal(0);
    } finally {
      process.off('uncaughtException', keep);
    }
  });

  it('opens no socket once it is closed', async () => {
    const early = call();
    connection.close();
    expect(await early).to.equal('rejected');
    expect(await call()).to.equal('rejected');
    expect(sockets).to.equal(0);
  });
});
