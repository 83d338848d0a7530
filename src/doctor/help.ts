// What the doctor says of itself.
export const HELP = `doctor: why is a private function image not pulled?

  doctor                          the cluster of the kubeconfig, or the one it runs in
  doctor PACKAGE                  a package's folder
  doctor -                        a ResourceList on stdin
  doctor [PACKAGE] IMAGE ...      these images as well: which login, and the registry's answer

      --kubeconfig FILE           else $KUBECONFIG, the pod's own account, ~/.kube/config
      --context NAME              a context of the kubeconfig
  -n, --namespace NAME            where the function runner is; else porch-system
      --deployment NAME           the Deployment that evaluates functions
      --container NAME
      --porch-version VERSION     the release, where the image's tag does not say it
      --no-network                asks no registry
  -o, --output text|json
      --failure-threshold LEVEL   error, warning or info; default error
  -h, --help   --version

It reads only, and prints no credential. Exit status: 0 clean, 1 findings at or above the
threshold, 2 something could not be checked.
`;
