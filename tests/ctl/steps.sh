# SPDX-License-Identifier: GPL-3.0-or-later
# steps.sh - for the script tests of `anju`, read by each: a folder of its own, one function to run a
# command, a few to say what must hold of it. Ends with "N passed, N failed".
anju=${ANJU_BIN:-build}/anju
work=$(mktemp -d "${TMPDIR:-/tmp}/anju-ctl.XXXXXX") || exit 2
trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0
unset ANJU_DATA

# Runs a command; $status, $work/out and $work/err are what came of it.
run() {
    ran="$*"
    "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

good() { passed=$((passed + 1)); }

bad() { # why
    failed=$((failed + 1))
    echo "FAILED: $1"
    echo "  after: ${ran:-nothing}"
    sed 's/^/  out: /' "$work/out" | head -12 | cut -c 1-300
    sed 's/^/  err: /' "$work/err" | head -12 | cut -c 1-300
}

ends() { # status, what for
    if [ "$status" -eq "$1" ]; then good; else bad "$2: ended with $status, not $1"; fi
}

says() { # out|err, text
    if grep -qF -- "$2" "$work/$1"; then good; else bad "$1 does not say: $2"; fi
}

silent() { # out|err
    if [ -s "$work/$1" ]; then bad "$1 is not empty"; else good; fi
}

holds() { # what for, command…
    why=$1
    shift
    if "$@"; then good; else bad "$why"; fi
}

same() { # what for, got, expected
    if [ "$2" = "$3" ]; then good; else bad "$1: got $2, expected $3"; fi
}

# A value of the JSON document in $work/out by a perl expression over $d.
json() { # expression
    perl -CAO -MJSON::PP -e 'local $/; my $d = decode_json(<STDIN>);
        my $v = eval $ARGV[0]; die $@ if $@; print defined $v ? $v : "null"' "$1" <"$work/out"
}

# A file's text at an offset: what damage and newer programs do to it.
patch_at() { # file, offset, bytes as perl escapes
    perl -e 'open my $f, "+<", $ARGV[0] or die; seek $f, $ARGV[1], 0; print $f eval "\"$ARGV[2]\""' \
        "$1" "$2" "$3"
}

# As somebody who may do nothing here; false when that cannot be tried.
as_nobody() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    else
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    fi
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
