#!/bin/sh
# Security checks: our code by bandit, what we depend on by pip-audit. Fails on a finding. Where the
# advisories cannot be asked, that is said and does not fail.
bin=$1
"$bin/bandit" --quiet --severity-level medium --recursive corpus index rag eval web app.py || exit 1
out=$("$bin/pip-audit" --requirement requirements.txt --no-deps --disable-pip --progress-spinner off 2>&1)
status=$?
skipped=$(echo "$out" | grep -c "could not be audited")
case $out in
*"No known vulnerabilities"*) echo "pip-audit: nothing known; $skipped packages could not be asked about" ;;
*"known vulnerabilit"*)
    echo "$out"
    exit 1
    ;;
*) echo "pip-audit: the advisories could not be asked (status $status)" >&2 ;;
esac
exit 0
