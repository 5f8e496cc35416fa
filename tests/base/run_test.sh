#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/run must not hide anything: it is given a tree of its own with tests that pass, fail, crash,
# hang, say nothing or were not built, and has to count each.
set -u
passed=0 failed=0
folder=$(mktemp -d "${TMPDIR:-/tmp}/anju-XXXXXX") || exit 2
trap 'rm -rf "$folder"' EXIT

tree() {
    rm -rf "$folder/work"
    mkdir -p "$folder/work/tests/x" "$folder/work/tests/fuzz/corpus/f" "$folder/work/build"
    cp tests/run "$folder/work/tests/run"
    printf '#!/bin/sh\necho "layers: 1 includes in order"\n' >"$folder/work/tests/layers"
    chmod +x "$folder/work/tests/layers"
}
unit() { # name, body of the program
    : >"$folder/work/tests/x/$1.c"
    for v in release asan; do
        mkdir -p "$folder/work/build/$v/tests/x"
        printf '#!/bin/sh\n%s\n' "$2" >"$folder/work/build/$v/tests/x/$1"
        chmod +x "$folder/work/build/$v/tests/x/$1"
    done
}
script() { # name, body
    printf '#!/bin/sh\n%s\n' "$2" >"$folder/work/tests/x/$1.sh"
    chmod +x "$folder/work/tests/x/$1.sh"
}
# Runs it and looks for its status, last line and one line more.
run() { # why, status, last line, line, variant…
    why=$1 status=$2 last=$3 line=$4
    shift 4
    (cd "$folder/work" && tests/run build "$@") >"$folder/said" 2>&1
    got=$?
    if [ "$got" -eq "$status" ] && [ "$(tail -n 1 "$folder/said")" = "$last" ] &&
        grep -qxF -- "$line" "$folder/said"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $why (status $got)"
        cat "$folder/said"
    fi
}
ok='echo "[  PASSED  ] 3 test(s)."'

tree
unit a_test "$ok"
run 'both variants and the layers are counted' 0 '7 passed, 0 failed' 'ok     x/a_test (asan) 3'
run 'one variant alone' 0 '4 passed, 0 failed' 'ok     x/a_test (release) 3' release
unit two_test "$ok; $ok"
run 'two groups in one program' 0 '10 passed, 0 failed' 'ok     x/two_test (release) 6' release

tree
unit a_test "$ok; echo '[  FAILED  ] 2 test(s), listed below:'; echo 'the reason'; exit 2"
run 'failures are counted' 1 '4 passed, 2 failed' 'FAILED x/a_test (release) 2 of 5' release
run 'and their log is shown' 1 '4 passed, 2 failed' 'the reason' release

tree
unit a_test "$ok; kill -SEGV \$\$"
run 'a crash after the summary' 1 '4 passed, 1 failed' \
    'FAILED x/a_test (release) 1 of 4 (signal 11)' release
unit a_test 'kill -ABRT $$'
run 'a crash before it' 1 '1 passed, 1 failed' 'FAILED x/a_test (release) 1 of 1 (signal 6)' release
unit a_test 'exit 0'
run 'success without a word' 1 '1 passed, 1 failed' 'FAILED x/a_test (release) 1 of 1' release
unit a_test "$ok; exit 1"
run 'a leak found at the end' 1 '4 passed, 1 failed' 'FAILED x/a_test (release) 1 of 4' release
unit a_test 'echo "[  PASSED  ] 0 test(s)."'
run 'no tests are no success' 1 '1 passed, 1 failed' 'FAILED x/a_test (release) 1 of 1' release
rm "$folder/work/build/release/tests/x/a_test"
run 'a test that was not built' 1 '1 passed, 1 failed' \
    'FAILED x/a_test (release) 1 of 1 (not built)' release

tree
script s_test 'echo hello; echo "5 passed, 0 failed"'
run 'scripts run once' 0 '6 passed, 0 failed' 'ok     x/s_test (release) 5'
run 'and by the sanitized programs when these are asked for' 0 '6 passed, 0 failed' \
    'ok     x/s_test (asan) 5' asan
script s_test 'echo "5 passed, 2 failed"; exit 1'
run 'a script that fails' 1 '6 passed, 2 failed' 'FAILED x/s_test (release) 2 of 7' release
script s_test 'echo "5 passed, 0 failed"; exit 3'
run 'a script that ends badly' 1 '6 passed, 1 failed' 'FAILED x/s_test (release) 1 of 6' release
script s_test 'echo "5 passed, 0 failed"; echo and more'
run 'a last line that is not last' 1 '1 passed, 1 failed' \
    'FAILED x/s_test (release) 1 of 1' release
script s_test '[ "$LC_ALL" = C ] && [ -n "$TZ" ] && [ "$SDL_VIDEODRIVER" = dummy ] &&
    [ "$ANJU_BIN" = "$PWD/build" ] && [ "$ANJU_SHARE" = "$PWD/build/share" ] &&
    echo "1 passed, 0 failed"'
run 'the surroundings are as written' 0 '2 passed, 0 failed' 'ok     x/s_test (release) 1' release

tree
: >"$folder/work/tests/fuzz/f_fuzz.c"
mkdir -p "$folder/work/build/release/tests/fuzz"
printf '#!/bin/sh\n[ "$1" = tests/fuzz/corpus/f ]\n' >"$folder/work/build/release/tests/fuzz/f_fuzz"
chmod +x "$folder/work/build/release/tests/fuzz/f_fuzz"
run 'a fuzz target is given its corpus and counts one' 0 '2 passed, 0 failed' \
    'ok     fuzz/f_fuzz (release) 1' release
printf '#!/bin/sh\nexit 1\n' >"$folder/work/build/release/tests/fuzz/f_fuzz"
run 'a fuzz target that finds something' 1 '1 passed, 1 failed' \
    'FAILED fuzz/f_fuzz (release) 1 of 1' release

tree
printf '#!/bin/sh\necho wrong\nexit 1\n' >"$folder/work/tests/layers"
run 'layers that are out of order' 1 '0 passed, 1 failed' 'FAILED layers (source) 1 of 1'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
