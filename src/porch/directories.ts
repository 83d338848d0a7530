// Folders of the runner's container over which nothing may be mounted.

/** A mount at one of these hides what is there. A folder of its own below one of them is free. */
export const SYSTEM_DIRECTORIES: ReadonlySet<string> = new Set([
  ...['/', '/bin', '/boot', '/home', '/home/nonroot', '/lib', '/lib32', '/lib64', '/libx32'],
  ...['/etc', '/etc/pki', '/etc/ssl', '/etc/ssl/certs', '/etc/ca-certificates'],
  ...['/media', '/mnt', '/opt', '/root', '/run', '/run/secrets', '/sbin', '/srv', '/tmp'],
  ...['/usr', '/usr/bin', '/usr/lib', '/usr/lib64', '/usr/libexec', '/usr/local', '/usr/sbin'],
  ...['/usr/local/bin', '/usr/local/lib', '/usr/local/share', '/usr/share', '/usr/share/zoneinfo'],
  ...['/usr/share/ca-certificates', '/usr/local/share/ca-certificates'],
  ...['/var', '/var/cache', '/var/lib', '/var/lock', '/var/log', '/var/mail', '/var/opt'],
  ...['/var/run', '/var/run/secrets', '/var/spool', '/var/tmp'],
]);

/** Nothing can be mounted below these: the kernel's, and the service account's token. */
export const VIRTUAL_DIRECTORIES: readonly string[] = [
  '/dev',
  '/proc',
  '/sys',
  '/run/secrets/kubernetes.io',
  '/var/run/secrets/kubernetes.io',
];
