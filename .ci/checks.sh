# shellcheck shell=bash
# Runs checks one after the other until one fails, and prints how many passed. Sourced by run and full.

checks_passed=0 check_running=

check() {
  local start=$SECONDS
  check_running=$1
  printf '\n== %s\n' "$1"
  "$1"
  check_running=
  checks_passed=$((checks_passed + 1))
  printf '(%s: %d s)\n' "$1" $((SECONDS - start))
}

print_result() {
  if [[ $check_running ]]; then
    printf '\n%s failed\nchecks: %d passed, 1 failed\n' "$check_running" "$checks_passed"
  else
    printf '\nchecks: %d passed, 0 failed\n' "$checks_passed"
  fi
}
trap print_result EXIT
