// The pull-secret sync: environment to controller, until SIGTERM or SIGINT.

import { systemClock } from './controller/clock.ts';
import { ApiCluster } from './controller/cluster.ts';
import { type Config, readConfig } from './controller/config.ts';
import { connect } from './controller/connection.ts';
import { runController } from './controller/controller.ts';
import { createLog, traceOf } from './controller/log.ts';

const read = readConfig(process.env);
if ('config' in read) await run(read.config);
else refuse(read.faults);

async function run(config: Config): Promise<void> {
  const connection = connect(config.kubeconfig);
  if (connection === undefined) {
    refuse(['KUBECONFIG must name a readable kubeconfig file with a current context']);
    return;
  }
  const log = createLog(config.logLevel);
  const stop = new AbortController();
  const fail = (error: unknown) => {
    log.fatal({ trace: traceOf(error) }, 'unexpected error');
    process.exitCode = 1;
    stop.abort();
  };
  process.on('uncaughtException', fail);
  process.once('SIGTERM', () => stop.abort()).once('SIGINT', () => stop.abort());
  const cluster = new ApiCluster(connection);
  const memory = () => process.memoryUsage.rss();
  const world = { cluster, clock: systemClock, random: Math.random, log, memory };
  await runController(config, world, stop.signal).catch(fail);
}

function refuse(faults: readonly string[]): void {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = 2;
}
