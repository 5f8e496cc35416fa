#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line itself: help in both languages, wrong usage named and ended with 2.
# shellcheck source=tests/ctl/steps.sh
. tests/ctl/steps.sh

run "$anju"
ends 2 "no command"
says err "用法：anju 命令"
silent out

run "$anju" --help
ends 0 "help"
silent err
for command in init demo import export todo step pin check backup restore cells; do
    says out "  $command"
done

run "$anju" --version
ends 0 "version"
says out "anju 0."

run "$anju" fly
ends 2 "an unknown command"
says err "“fly”"

for command in init demo import export todo step pin check backup restore; do
    run "$anju" "$command" --help
    ends 0 "$command --help"
    says out "用法：anju $command"
    says out "--data 文件夹"
    says out "--clock 时间"
    silent err
    run "$anju" "$command" --lang en --help
    ends 0 "$command --lang en --help"
    says out "usage: anju $command"
    says out "--data FOLDER"
    if LC_ALL=C.UTF-8 grep -qP '\p{Han}' "$work/out"; then
        bad "Chinese in the English help of $command"
    else
        good
    fi
    run "$anju" "$command" --nonsense
    ends 2 "$command with an unknown option"
    says err "“--nonsense”"
    says err "anju $command --help"
    silent out
    run "$anju" "$command" --data
    ends 2 "$command with --data and nothing behind it"
    says err "--data"
done

wrong() { # what it says, arguments…
    text=$1
    shift
    run "$anju" "$@"
    ends 2 "$*"
    says err "$text"
    silent out
}
wrong "文件" import job
wrong "job 文件" import
wrong "“more”" import job a.csv more
wrong "“spaceship”" import spaceship a.csv
wrong "employer, trade, job" import spaceship a.csv
wrong "--checked-by" import job a.csv --open
wrong "--open" import job a.csv --checked-by 刘敏
wrong "--checked-by" import job a.csv --open --checked-by ""
wrong "--checked-by" import job a.csv --open \
    --checked-by 一二三四五六七八九十一二三四五六七八九十一
wrong "job" export
wrong "只能选一个" export job --csv --json
wrong "“-x”" check -x
wrong "“extra”" check extra
wrong "zh 或 en" check --lang fr
wrong "--clock" check --clock yesterday
wrong "--seed" check --seed -3
wrong "--seed" check --seed 99999999999999999999999
wrong "--data" check --data ""
wrong "编号 步骤" step QZ-K01-261124-A001-7
wrong "--by" step QZ-K01-261124-A001-7 reach
wrong "--reason" todo --reveal
wrong "--reveal" todo --reason why
wrong "文件" backup
wrong "文件" restore

# What every command knows may stand before it too.
run "$anju" --lang en --help
ends 0 "help in English"
says out "usage: anju COMMAND"
run "$anju" --lang=en --data "$work/nowhere" check
ends 1 "options before the command"
says err "anju init --data $work/nowhere"
run "$anju" --data "$work/nowhere" --clock 2026-11-24T09:41 export job --csv
ends 1 "and behind it"
says err "$work/nowhere"
wrong "“--foo”这个选项" --foo
wrong "用法：anju 命令" --data
wrong "usage: anju COMMAND" --lang en

run "$anju" fly --lang en
says err "there is no command"
run "$anju" check --lang=en --data "$work/nowhere"
ends 1 "no such folder"
says err "there is no database"
says err "anju init --data $work/nowhere"

finish
