# The private registries: one store behind http, and behind TLS with a certificate of a private CA.

write_certificates() {
  mkdir /mnt/registry
  cd /mnt/registry
  local new=(req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2)
  openssl "${new[@]}" -subj '/CN=A private CA' -keyout ca.key -out ca.crt 2>/dev/null
  openssl "${new[@]}" -subj /CN=registry -addext "subjectAltName=IP:$address" \
    -addext basicConstraints=critical,CA:FALSE -CA ca.crt -CAkey ca.key -keyout tls.key -out tls.crt 2>/dev/null
  touch users
  cd /
}

registry() { serve 5000; }
tls_registry() { serve 5443 'tls: {certificate: /mnt/registry/tls.crt, key: /mnt/registry/tls.key}'; }

# The users' file is read again whenever it has changed.
serve() {
  local port=$1 tls=${2-}
  cat >"/mnt/registry/$port.yaml" <<CONFIG
version: "0.1"
http:
  addr: $address:$port
  $tls
auth: {htpasswd: {realm: private, path: /mnt/registry/users}}
storage: {filesystem: {rootdirectory: /mnt/registry/images}}
CONFIG
  docker-registry serve "/mnt/registry/$port.yaml"
}
