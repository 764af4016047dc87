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
exit "$status"
