# shellcheck shell=bash
# Runs checks one after the other, and prints how many passed and which failed. Sourced by run and full.
# The first failure ends the run, unless `keep_going` is set: then the other checks follow.

keep_going=
checks_passed=0 checks_failed=() check_running=
declare -A started_pids=()
started_logs=$(mktemp -d)

# Starts a check in the background. When its turn comes, `check` waits for it and prints its output. Until then it takes
# only the time of processors that the other checks leave.
start() {
  # A process group of its own, so that what the check starts ends with it.
  set -m
  {
    # The user may have chosen a lower priority, which only root may raise.
    renice -n 10 -p $BASHPID >/dev/null 2>&1 || true
    local start=$SECONDS status=0
    "$1" || status=$?
    echo $((SECONDS - start)) >"$started_logs/${1##*/}.seconds"
    exit "$status"
  } >"$started_logs/${1##*/}" 2>&1 </dev/null &
  started_pids[$1]=$!
  set +m
}

check() {
  local start=$SECONDS status=0 started=
  check_running=$1
  printf '\n== %s\n' "$1"
  if [[ ${started_pids[$1]-} ]]; then
    finish "$1" || status=$?
    started=", $(cat "$started_logs/${1##*/}.seconds" 2>/dev/null || echo '?') s next to others"
  else
    "$1" || status=$?
  fi
  check_running=
  if ((status == 0)); then
    checks_passed=$((checks_passed + 1))
  else
    checks_failed+=("$1")
    [[ $keep_going ]] || exit "$status"
  fi
  printf '(%s: %d s%s)\n' "$1" $((SECONDS - start)) "$started"
}

finish() {
  local status=0
  wait "${started_pids[$1]}" || status=$?
  unset "started_pids[$1]"
  cat "$started_logs/${1##*/}"
  return "$status"
}

# Repeats the signal, because a shell that has just begun can lose it.
end_group() {
  for _ in {1..50}; do
    kill -- "-$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$1" 2>/dev/null || true
}

print_result() {
  local status=$?
  if [[ $check_running ]]; then
    checks_failed+=("$check_running")
  fi
  echo
  if ((${#checks_failed[@]})); then
    printf '%s failed\n' "${checks_failed[@]}"
    ((status)) || status=1
  fi
  printf 'checks: %d passed, %d failed\n' "$checks_passed" "${#checks_failed[@]}"
  for pid in "${started_pids[@]}"; do
    end_group "$pid"
  done
  rm -rf "$started_logs"
  exit "$status"
}
trap print_result EXIT
# A check whose program ends by itself after Ctrl-C reports a failure, after which the next one would begin.
trap 'exit 130' INT
