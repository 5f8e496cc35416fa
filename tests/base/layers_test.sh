#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/layers must fail for each way an include can be wrong, and pass what is right.
set -u
passed=0 failed=0
folder=$(mktemp -d "${TMPDIR:-/tmp}/anju-XXXXXX") || exit 2
trap 'rm -rf "$folder"' EXIT

# A tree in which every include is right.
tree() {
    rm -rf "$folder/src"
    for d in base record store sheet services/jobs services/hotline ui kiosk ctl; do
        mkdir -p "$folder/src/$d"
    done
    for f in base/a base/b record/r store/s sheet/t ui/u kiosk/k ctl/c services/service \
        services/jobs/jobs services/jobs/job services/hotline/hotline; do
        echo '/* x */' >"$folder/src/$f.h"
    done
    put base/a.c '#include "base/a.h"' '#include <stdio.h>'
    put record/r.h '#include "base/a.h"'
    put store/s.c '#include "record/r.h"' '#include "base/b.h"'
    put sheet/t.c '#include "store/s.h"'
    put services/jobs/job.c '#include "services/jobs/job.h"' '#include "sheet/t.h"'
    put services/jobs/jobs_screen.c '#include "ui/u.h"' '#include "services/jobs/job.h"'
    put services/glass.h '#include "ui/u.h"'
    put services/hotline/h.c '#include "services/jobs/jobs.h"'
    put ui/u.c '#include "record/r.h"'
    put kiosk/k.c '#include "services/service.h"' '#include "services/glass.h"' '#include "ui/u.h"'
    put ctl/c.c '#include "sheet/t.h"' '#include "services/service.h"'
}
put() { # file line…
    file="$folder/src/$1"
    shift
    printf '%s\n' "$@" >>"$file"
}
count() { # what, as expected?
    if [ "$2" = yes ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1"
        cat "$folder/said"
    fi
}
refused() { # why, file, line… : the last of them is wrong and is named
    why=$1 wrong=$2
    tree
    shift
    put "$@"
    line=$(wc -l <"$folder/src/$wrong")
    if ! tests/layers "$folder/src" >"$folder/said" 2>&1 &&
        grep -q "$wrong:$line: " "$folder/said"; then
        count "$why" yes
    else
        count "$why" no
    fi
}

tree
tests/layers "$folder/src" >"$folder/said" 2>&1 &&
    [ "$(cat "$folder/said")" = "layers: 17 includes in order" ] && right=yes || right=no
count 'what is right passes' "$right"

refused 'base knows nothing above' base/a.c '#include "record/r.h"'
refused 'an indented include counts' base/a.c '  #  include "store/s.h"'
refused 'record knows no store' record/r.h '#include "store/s.h"'
refused 'store knows no sheet' store/s.c '#include "sheet/t.h"'
refused 'sheet knows no service' sheet/t.c '#include "services/service.h"'
refused 'the toolkit knows no store' ui/u.c '#include "store/s.h"'
refused 'a service that is no screen knows no toolkit' services/jobs/job.c '#include "ui/u.h"'
refused 'another service only by its public header' \
    services/hotline/h.c '#include "services/jobs/job.h"'
refused 'the kiosk knows no sheet' kiosk/k.c '#include "sheet/t.h"'
refused 'the kiosk knows no service by name' kiosk/k.c '#include "services/jobs/job.h"'
refused 'the command line knows no toolkit' ctl/c.c '#include "ui/u.h"'
refused 'programs do not know each other' ctl/c.c '#include "kiosk/k.h"'
refused 'a file that is not there' base/a.c '#include "base/z.h"'
refused 'a path that is not from src' base/a.c '#include "a.h"'

tree
put base/a.h '#include "base/b.h"'
put base/b.h '#include "base/a.h"'
! tests/layers "$folder/src" >"$folder/said" 2>&1 && grep -q 'a circle' "$folder/said" &&
    right=yes || right=no
count 'a circle of headers' "$right"

tree
put services/jobs/card.h '#include "ui/u.h"'
put services/jobs/jobs_screen.c '#include "services/jobs/card.h"'
tests/layers "$folder/src" >"$folder/said" 2>&1 && right=yes || right=no
count 'a header of screens may know the toolkit' "$right"
put services/jobs/job.c '#include "services/jobs/card.h"'
! tests/layers "$folder/src" >"$folder/said" 2>&1 && right=yes || right=no
count 'but then only screens may include it' "$right"

mkdir "$folder/empty"
! tests/layers "$folder/empty" >"$folder/said" 2>&1 && right=yes || right=no
count 'no source at all is no success' "$right"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
