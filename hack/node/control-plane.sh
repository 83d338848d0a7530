# The control plane: etcd, the API server, its controllers and the scheduler.

etcd() {
  local client=http://$address:2379
  command etcd --data-dir=/mnt/etcd --unsafe-no-fsync --listen-peer-urls=http://127.0.0.1:0 \
    --listen-client-urls="$client" --advertise-client-urls="$client"
}

api_server() {
  write_tokens
  openssl ecparam -name prime256v1 -genkey -noout -out /mnt/service-accounts.pem
  kube-apiserver --etcd-servers="http://$address:2379" --cert-dir=/mnt/certificates \
    --bind-address="$address" --advertise-address="$address" --service-cluster-ip-range="$services" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged \
    --token-auth-file=/mnt/tokens.csv --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file=/mnt/service-accounts.pem \
    --service-account-signing-key-file=/mnt/service-accounts.pem \
    --kubelet-preferred-address-types=InternalIP
}

# A token and a kubeconfig for each part, and for the administrator.
write_tokens() {
  local user token
  for user in admin kube-controller-manager kube-scheduler kube-proxy node:node; do
    token=$(cat /proc/sys/kernel/random/uuid)
    case $user in
      admin) echo "$token,admin,admin,system:masters" ;;
      node:node) echo "$token,system:$user,$user,system:nodes" ;;
      *) echo "$token,system:$user,$user" ;;
    esac >>/mnt/tokens.csv
    cat >"/mnt/${user#*:}.kubeconfig" <<KUBECONFIG
apiVersion: v1
kind: Config
clusters:
  - name: node
    cluster: {server: "https://$address:6443", certificate-authority: /mnt/certificates/apiserver.crt}
users:
  - {name: user, user: {token: $token}}
contexts:
  - {name: context, context: {cluster: node, user: user}}
current-context: context
KUBECONFIG
  done
}

controller_manager() {
  kube-controller-manager --kubeconfig=/mnt/kube-controller-manager.kubeconfig --leader-elect=false \
    --use-service-account-credentials --root-ca-file=/mnt/certificates/apiserver.crt \
    --service-account-private-key-file=/mnt/service-accounts.pem
}

scheduler() {
  kube-scheduler --kubeconfig=/mnt/kube-scheduler.kubeconfig --leader-elect=false
}

# For the tests, which are outside: a socket in a folder that they reach through /proc.
api_socket() {
  kubectl proxy --unix-socket=/mnt/api.sock
}
