// The least that a program can do with a ResourceList: copy stdin to stdout.
process.stdin.pipe(process.stdout);
