# shellcheck shell=bash
# A throwaway PostgreSQL cluster: temporary folder, free port, loopback only, one password made for it, gone at the end.

CLUSTER_DIR=
CLUSTER_URL=
PG_BIN=

need_postgres() {
  PG_BIN=$(find_postgres) && return 0
  install "PostgreSQL server" postgresql || return 0
  PG_BIN=$(find_postgres) || MISSING+=("PostgreSQL server: installed, but initdb and pg_ctl are nowhere to be found")
}

# Debian keeps the server's programs out of PATH; the newest version wins.
find_postgres() {
  local dir
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v pg_ctl || echo /nowhere/pg_ctl)")"; do
    [[ -x $dir/initdb && -x $dir/pg_ctl ]] && { echo "$dir"; return 0; }
  done
  return 1
}

# The server refuses to run as root; root lends it an account that owns nothing else.
as_server() {
  if ((EUID != 0)); then
    "$@"
  elif has runuser; then
    runuser -u "$(server_account)" -- "$@"
  else
    # shellcheck disable=SC2016  # the inner shell expands them
    su -s /bin/sh "$(server_account)" -c 'exec "$0" "$@"' -- "$@"
  fi
}

server_account() { id -u postgres >/dev/null 2>&1 && echo postgres || echo nobody; }

start_cluster() {
  local password attempt port
  CLUSTER_DIR=$(mktemp -d "${TMPDIR:-/tmp}/padron-postgres.XXXXXX") || return 1
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s\n' "$password" >"$CLUSTER_DIR/password"
  ((EUID != 0)) || chown -R "$(server_account)" "$CLUSTER_DIR"
  create_cluster || { cat "$CLUSTER_DIR/log" >&2; return 1; }
  for attempt in 1 2 3 4 5; do
    port=$(free_port)
    if launch "$port"; then
      # shellcheck disable=SC2034  # read by tests/run
      CLUSTER_URL=postgres://padron:$password@127.0.0.1:$port/postgres
      echo "PostgreSQL $("$PG_BIN/postgres" --version | grep -o '[0-9.]*' | head -1) on 127.0.0.1:$port, for this run only"
      return 0
    fi
    echo "Port $port was taken (attempt $attempt), trying another" >&2
  done
  cat "$CLUSTER_DIR/log" >&2
  return 1
}

# A linguistic default collation, as on most real servers: a column that forgot its own COLLATE shows here.
create_cluster() {
  local locale=(--locale=C.UTF-8)
  "$PG_BIN/initdb" --help | grep -q -- --icu-locale && locale+=(--locale-provider=icu --icu-locale=es)
  (cd "$CLUSTER_DIR" && as_server "$PG_BIN/initdb" --pgdata="$CLUSTER_DIR/data" --username=padron \
    --auth=scram-sha-256 --pwfile="$CLUSTER_DIR/password" --encoding=UTF8 "${locale[@]}" --no-sync) \
    >"$CLUSTER_DIR/log" 2>&1
}

# Nothing here must survive a power cut, so nothing waits for the disk.
launch() {
  local settings="-c port=$1 -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
  settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
  (cd "$CLUSTER_DIR" && as_server "$PG_BIN/pg_ctl" start --wait --silent --timeout=60 --pgdata="$CLUSTER_DIR/data" \
    --log="$CLUSTER_DIR/data/server.log" --options="$settings") >>"$CLUSTER_DIR/log" 2>&1
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

stop_cluster() {
  [[ -n $CLUSTER_DIR ]] || return 0
  [[ ! -f $CLUSTER_DIR/data/postmaster.pid ]] ||
    (cd / && as_server "$PG_BIN/pg_ctl" stop --mode=immediate --silent --pgdata="$CLUSTER_DIR/data")
  rm -rf "$CLUSTER_DIR"
  CLUSTER_DIR=
}
