# What makes the machine a node: containerd, the kubelet and kube-proxy.

containerd() {
  mkdir -p /mnt/cni "/mnt/registries/$address:5000" "/mnt/registries/$address:5443"
  echo "[host.'http://$address:5000']" >"/mnt/registries/$address:5000/hosts.toml"
  printf '%s\n' "[host.'https://$address:5443']" "ca = '/mnt/registry/ca.crt'" \
    >"/mnt/registries/$address:5443/hosts.toml"
  cat >/mnt/cni/bridge.conflist <<CNI
{"cniVersion": "0.4.0", "name": "bridge", "plugins": [
  {"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": false, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$pods"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
CNI
  cat >/mnt/containerd.toml <<CONFIG
version = 2
root = "/mnt/containerd"
state = "/run/containerd"
[grpc]
address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "local/pause:1"
# As in a container: the machine's limits are not the node's to change.
restrict_oom_score_adj = true
tolerate_missing_hugetlb_controller = true
disable_hugetlb_controller = true
disable_apparmor = true
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/usr/lib/cni"
conf_dir = "/mnt/cni"
[plugins."io.containerd.grpc.v1.cri".registry]
config_path = "/mnt/registries"
CONFIG
  command containerd --config /mnt/containerd.toml
}

kubelet() {
  touch /mnt/resolv.conf
  cat >/mnt/kubelet.yaml <<CONFIG
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $address
# Within the namespace alone.
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
failCgroupV1: false
failSwapOn: false
protectKernelDefaults: true
oomScoreAdj: 0
maxOpenFiles: 16384
serializeImagePulls: false
enforceNodeAllocatable: []
evictionHard: {memory.available: 50Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
resolvConf: /mnt/resolv.conf
CONFIG
  command kubelet --kubeconfig=/mnt/node.kubeconfig --config=/mnt/kubelet.yaml --root-dir=/mnt/kubelet \
    --hostname-override=node --node-ip="$address"
}

# Limits of connection tracking are the machine's.
proxy() {
  kube-proxy --kubeconfig=/mnt/kube-proxy.kubeconfig --hostname-override=node --proxy-mode=iptables \
    --cluster-cidr="$pods" --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0 \
    --conntrack-tcp-timeout-close-wait=0
}
