#!/bin/sh
# Any CI: scans what a branch adds to another. Usage: ci/scan-range.sh INDEX BASE HEAD [FOLDER FOR REPORTS]
# Exit status: 0 nothing at or above the fail level, 1 findings, 2 usage or configuration, 3 not everything was checked.
set -eu
[ $# -ge 3 ] || { echo "usage: $0 INDEX BASE HEAD [FOLDER]" >&2; exit 2; }
# An unset variable must not become a range of nothing.
[ -n "$2" ] && [ -n "$3" ] || { echo "error: BASE or HEAD is empty: '$2' '$3'; nothing was checked" >&2; exit 2; }
folder=${4:-ringfence-report}
mkdir -p "$folder"
status=0
ringfence scan "$1" --diff "$2...$3" --report "sarif=$folder/ringfence.sarif" --report "json=$folder/ringfence.json" \
  --report "markdown=$folder/ringfence.md" --receipt "$folder/receipt.intoto.json" || status=$?
case $status in
0 | 1 | 2) ;;
*)
  echo "this change was NOT checked, or not all of it" >&2
  status=3
  ;;
esac
exit "$status"
