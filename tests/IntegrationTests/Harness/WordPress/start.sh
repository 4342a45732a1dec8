#!/usr/bin/env bash
# start.sh PORT: the distribution's WordPress with a database of its own, as two sites: localhost:PORT with pretty permalinks, 127.0.0.1:PORT with plain
# ones. Says what was set up in one line of JSON for each, then serves until its input ends: with whoever started it, however that ends.
# Each program in a group of its own: PHP's workers do not end with it.
set -euom pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
port="$1"
folder="$(mktemp -d /tmp/wordpress-XXXXXX)"
finish() {
  trap - EXIT
  for job in $(jobs -p); do kill -- "-$job" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

as_user=()
mkdir "$folder/data"
if [[ "$(id -u)" == 0 ]]; then
  as_user=(--user=mysql)
  chown mysql "$folder" "$folder/data"
fi
chmod 755 "$folder"
{
  mariadb-install-db --no-defaults --auth-root-authentication-method=normal --skip-test-db --datadir="$folder/data" "${as_user[@]}"
} >"$folder.log" 2>&1 || { cat "$folder.log" >&2; exit 1; }
rm -f "$folder.log"
# Nothing outlives the run, so nothing needs to reach the disk.
mariadbd --no-defaults "${as_user[@]}" --datadir="$folder/data" --socket="$folder/socket" --pid-file="$folder/pid" --skip-networking \
  --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=0 --performance-schema=OFF --skip-log-bin >"$folder/mariadb.log" 2>&1 &
cp -rL /usr/share/wordpress "$folder/site" 2>/dev/null || true
cp "$here/wp-config.php" "$folder/site/wp-config.php"
chmod u+w "$folder/site/wp-content"
mkdir -p "$folder/site/wp-content/uploads"
for _ in $(seq 300); do
  mariadb --no-defaults -u root -S "$folder/socket" -e "create database wordpress" 2>/dev/null && break
  sleep 0.05
done
export WORDPRESS_SOCKET="$folder/socket"
for host in "localhost:$port" "127.0.0.1:$port"; do
  php -d sendmail_path=/bin/true "$here/setup.php" "$folder/site" "$host"
done
PHP_CLI_SERVER_WORKERS=2 php -d sendmail_path=/bin/true -S "127.0.0.1:$port" -t "$folder/site" "$here/router.php" >"$folder/php.log" 2>&1 &
for _ in $(seq 300); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  sleep 0.05
done
echo ready
cat >/dev/null
