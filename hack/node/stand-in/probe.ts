// A stand-in for grpc-health-probe: `-addr HOST:PORT` takes a connection.
import { connect } from 'node:net';

const [, host, port] = /^(.*):(\d+)$/.exec(process.argv.at(-1) ?? '') ?? [];
const socket = connect(Number(port), host, () => socket.end());
