// The port to a real cluster: the only file that knows the Kubernetes client.
import { setTimeout as delay } from 'node:timers/promises';
import {
  HttpMethod,
  IsomorphicFetchHttpLibrary,
  type KubeConfig,
  RequestContext,
  type ResponseContext,
} from '@kubernetes/client-node';
import { called, type Ref } from './objects.ts';
import type { Answer, Cluster, Failure, WatchListener, WatchOptions } from './port.ts';
