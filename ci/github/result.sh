#!/usr/bin/env bash
# Ends the job as the scan ended. No status means that an earlier step failed: not checked.
set -euo pipefail
status=${RINGFENCE_STATUS:-3}
case $status in
0) ;;
1) echo "Ringfence: findings at or above the fail level; see the summary." ;;
2) echo "::error title=Ringfence::The policy or the action's inputs are wrong; see the scan's log." ;;
*) echo "::error title=Ringfence::This change was NOT checked." ;;
esac
attest=${RINGFENCE_ATTEST_STATUS:-0}
case $attest in
0) ;;
1) echo "Ringfence: the pull request's text lacks something; see the summary." ;;
*) echo "::error title=Ringfence::What the pull request says about AI was NOT checked." ;;
esac
# What was not checked beats what was found.
for worst in 3 2 1; do
  [ "$status" != "$worst" ] && [ "$attest" != "$worst" ] || exit "$worst"
done
exit "$status"
