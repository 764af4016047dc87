#!/usr/bin/env bash
# Checks what the pull request's text says about AI against its commits, which the scan has fetched. Nothing of the
# change is checked out or run; policy, template and CODEOWNERS come from the base.
set -euo pipefail
out=$RUNNER_TEMP/ringfence-report
mkdir -p "$out"
output() { echo "$1=$2" >>"$GITHUB_OUTPUT"; }
case $GITHUB_EVENT_NAME in
pull_request | pull_request_target) ;;
*) exit 0 ;; # A queue and a push have no text.
esac
number=$(jq -r '.pull_request.number // empty' "$GITHUB_EVENT_PATH")
arguments=(attest check --event "$GITHUB_EVENT_PATH" --format annotations
  --report "markdown=$out/attest.md" --report "json=$out/attest.json")
[ ! -s "$out/receipt.intoto.json" ] || arguments+=(--receipt "$out/receipt.intoto.json")
# Without them a ring that asks for approvals is not checked, and the check says so.
if [[ $number =~ ^[0-9]+$ ]] &&
  gh api --paginate "repos/$GITHUB_REPOSITORY/pulls/$number/reviews" >"$out/reviews.json"; then
  arguments+=(--reviews "$out/reviews.json")
fi
rm -f "$out/attest.md" "$out/attest.json"
status=0
ringfence "${arguments[@]}" 2>"$out/attest.log" || status=$?
cat "$out/attest.log" >&2
if [ ! -s "$out/attest.json" ]; then
  message=$(cat "$out/attest.log")
  {
    echo "<!-- ringfence-attest -->"
    echo "### AI disclosure: NOT checked"
    echo
    printf '    %s\n' "${message//$'\n'/$'\n'    }"
  } >"$out/attest.md"
  flat=${message//'%'/%25}
  echo "::error title=AI disclosure: NOT checked::${flat//$'\n'/%0A}"
  [ "$status" -ge 2 ] || status=3
else
  output report "$out/attest.json"
fi
# Where the policy asks for provenance records, the change brings them along.
base=$(jq -r '.pull_request.base.sha // empty' "$GITHUB_EVENT_PATH")
head=$(jq -r '.pull_request.head.sha // empty' "$GITHUB_EVENT_PATH")
kept=0
ringfence provenance check --event "$GITHUB_EVENT_PATH" --diff "$base...$head" >"$out/provenance.txt" 2>&1 || kept=$?
if [ "$kept" -ne 0 ]; then
  {
    echo
    printf '    %s\n' "$(sed '2,$s/^/    /' "$out/provenance.txt")"
  } >>"$out/attest.md"
  flat=$(cat "$out/provenance.txt")
  flat=${flat//'%'/%25}
  echo "::error title=Provenance::${flat//$'\n'/%0A}"
  [ "$kept" -le "$status" ] || status=$kept
fi
cat "$out/attest.md" >>"$GITHUB_STEP_SUMMARY"
output status "$status"
output comment "$out/attest.md"
