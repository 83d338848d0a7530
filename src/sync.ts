// The pull-secret sync: from the environment to a running sync, until SIGTERM or SIGINT.

import { hostname } from 'node:os';
import { ApiCluster } from './controller/api/api-cluster.ts';
import { connect } from './controller/api/connection.ts';
import { systemClock } from './controller/clock/clock.ts';
import { type Config, readConfig } from './controller/config.ts';
import { runController } from './controller/controller.ts';
import { portTaken } from './controller/report/health.ts';
import { createLog, traceOf } from './controller/report/log.ts';
import type { Finding } from './findings/finding.ts';

const read = readConfig(process.env);
if (read.ok) await run(read.value);
else refuse(read.findings);

async function run(config: Config): Promise<void> {
  const connection = connect(config.kubeconfig);
  if (!connection.ok) {
    refuse(connection.findings);
    return;
  }
  const log = createLog(config.logLevel);
  const stop = new AbortController();
  const fail = (error: unknown) => {
    log.fatal({ trace: traceOf(error) }, 'internal error: please report this bug with the trace');
    process.exitCode = 1;
    stop.abort();
  };
  process.on('uncaughtException', fail);
  process.once('SIGTERM', () => stop.abort()).once('SIGINT', () => stop.abort());
  const cluster = new ApiCluster(connection.value);
  const memory = () => process.memoryUsage.rss();
  const { requests } = cluster;
  const host = hostname();
  const world = { cluster, clock: systemClock, random: Math.random, log, host, memory, requests };
  await runController(config, world, stop.signal).catch((fault: NodeJS.ErrnoException) =>
    fault.syscall === 'listen' ? refuse([portTaken(fault.code)]) : fail(fault),
  );
}

function refuse(findings: readonly Finding[]): void {
  for (const { message } of findings) process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
