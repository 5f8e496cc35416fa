/* SPDX-License-Identifier: GPL-3.0-or-later
 * main.c - `anju`, the command line: a table of commands, each in a file of its own. */
#include "ctl/ctl.h"

#include "base/file.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESERVE = 256 << 10 }; /* paths, names and sentences of a command find room at any time */

static int run_cells(struct ctl *ctl, int argc, char **argv) {
    (void)ctl;
    return ctl_cells(argc, argv);
}

static const struct ctl_command commands[] = {
    { "init", "", N_("建好一个数据文件夹：数据库、设置、备份密钥"), ctl_init },
    { "demo", "", N_("放入演示数据：单位和岗位，日期从今天算起"), ctl_demo },
    { "import", N_("job 文件"), N_("把一个表格（XLSX、XLS、CSV）里的岗位读进来"), ctl_import },
    { "export", "job", N_("把岗位写成 JSON、CSV 或 XLSX"), ctl_export },
    { "todo", "", N_("等工作人员办的事，最急的在前"), ctl_todo },
    { "step", N_("编号 步骤 [字段=值…]"), N_("办一步：打过电话了、介绍给单位了、录用了……"),
      ctl_step },
    { "user", N_("add|change|reset|disable|enable|list|roles [登录名]"),
      N_("管工作人员：加人、改角色、重设密码、停用"), ctl_user },
    { "pin", "", N_("换一个新的工作人员密码"), ctl_pin },
    { "cert", "", N_("给办公台换一张新的证书"), ctl_cert },
    { "check", "", N_("核对数据库：表、记录、链、账头和索引"), ctl_check },
    { "backup", N_("文件"), N_("把全部数据加密备份到一个文件"), ctl_backup },
    { "restore", N_("文件"), N_("把备份恢复到一个空的数据文件夹"), ctl_restore },
    { "cells", N_("文件"), N_("看一个表格读出来是什么样"), run_cells },
};
enum { COMMAND_COUNT = sizeof(commands) / sizeof(commands[0]) };

static void help_show(enum lang lang, FILE *out) {
    fputs(tr(lang, "用法：anju 命令 [选项]\n\n"), out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-9s %s\n", commands[i].name, tr(lang, commands[i].does));
    fputs(tr(lang, "\n每个命令的用法：anju 命令 --help。英文：--lang en。版本：anju --version\n"),
          out);
}

static const struct ctl_command *command_find(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static bool asks(const char *word, const char *option, const char *command) {
    return strcmp(word, option) == 0 || strcmp(word, command) == 0;
}

/* How many words the option `word` takes, itself one of them; 0: it is none that may stand before
 * the command. */
static int words_of_option(const char *word) {
    static const char *const before[] = { "--data", "--lang", "--clock", "--seed" };
    for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
        size_t length = strlen(before[i]);
        if (strncmp(word, before[i], length) == 0 && (!word[length] || word[length] == '='))
            return word[length] ? 1 : 2;
    }
    return 0;
}

/* The command to the front, from behind options that every command knows: `anju --data DIR check`.
 */
static void command_first(int argc, char **argv) {
    int at = 1, words = 0;
    while (at < argc && (words = words_of_option(argv[at])) > 0)
        at += words;
    if (at == 1 || at >= argc)
        return;
    char *command = argv[at];
    memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof(*argv));
    argv[1] = command;
}

/* `anju`, `anju --help`, `anju --version`, `anju nonsense`. */
static int run_bare(struct ctl *ctl, int argc, char **argv) {
    const char *word = argc > 1 ? argv[1] : "";
    if (asks(word, "--help", "help") || strcmp(word, "-h") == 0) {
        help_show(ctl->lang, stdout);
        return CTL_DONE;
    }
    if (asks(word, "--version", "version")) {
        puts("anju " ANJU_VERSION);
        return CTL_DONE;
    }
    if (*word == '-' && !words_of_option(word))
        (void)ctl_usage(ctl, "没有“%s”这个选项", word);
    else if (argc > 1 && *word != '-')
        (void)ctl_usage(ctl, "没有“%s”这个命令", word);
    help_show(ctl->lang, stderr);
    return CTL_USAGE;
}

static int run(struct ctl *ctl, int argc, char **argv) {
    if (ctl->lang != LANG_ZH)
        (void)tr_load(ctl->lang, share_path(&ctl->arena, "assets/i18n/en.mo")); /* else Chinese */
    command_first(argc, argv);
    ctl->command = argc > 1 ? command_find(argv[1]) : NULL;
    return ctl->command ? ctl->command->run(ctl, argc - 1, argv + 1) : run_bare(ctl, argc, argv);
}

int main(int argc, char **argv) {
    const char *folder = getenv("ANJU_DATA");
    struct ctl  ctl = {
         .lang = ctl_lang(argc, argv),
         .folder = folder && *folder ? folder : "/var/lib/anju",
    };
    file_hold_standard();
    if (!arena_reserve(&ctl.arena, RESERVE))
        die("%s", tr(ctl.lang, "内存不足"));
    (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error, told below */
    world_real(&ctl.world);
    int status = run(&ctl, argc, argv);
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == CTL_DONE) {
        fprintf(stderr, "anju: %s\n", tr(ctl.lang, "结果写不出去"));
        status = CTL_FAILED;
    }
    arena_deinit(&ctl.arena);
    return status;
}
