#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Each sentence that the programs can say has its English, and the catalogue is well formed.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/anju-XXXXXX") || exit 2
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0

# Ids without a translation in a catalogue, one a line.
missing() { # catalogue
    msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$folder/merged.po" "$1" \
        "$folder/anju.pot" || return
    msgattrib --untranslated --no-obsolete --no-wrap "$folder/merged.po" |
        sed -n 's/^msgid "\(..*\)"$/\1/p; /^msgid ""$/{n; s/^"\(.*\)"$/\1/p}' # or of several lines
}

check() { # what for, command…
    why=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $why"
    fi
}

check "the template is made" assets/i18n/extract "$folder/anju.pot"
check "and holds what the programs say" grep -q '"磁盘空间不足"' "$folder/anju.pot"
check "the catalogue's formats agree" msgfmt --check -o /dev/null assets/i18n/en.po
missing assets/i18n/en.po >"$folder/missing"
check "without English:
$(cat "$folder/missing")" test ! -s "$folder/missing"

# The test of the test.
msgattrib --no-wrap assets/i18n/en.po | sed '/^msgid "磁盘空间不足"$/{n;s/".*"/""/}' >"$folder/less.po"
check "one that is taken out is missed" test "$(missing "$folder/less.po" | grep -c '^磁盘空间不足$')" = 1

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
