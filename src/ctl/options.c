/* SPDX-License-Identifier: GPL-3.0-or-later
 * options.c - options from tables, read by getopt_long, and the help that follows from them. */
#include "ctl/ctl.h"

#include "base/file.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MOST = 24, HELP_COLUMN = 26 };

/* What every command knows. */
struct shared {
    const char *data, *clock, *seed, *lang;
    bool        help;
};

/* `own`, then the shared ones; `ret_all` has OPTIONS_MOST rows. */
static size_t options_join(const struct ctl_option *own, struct shared *shared,
                           struct ctl_option *ret_all) {
    const struct ctl_option common[] = {
        { "data", N_("文件夹"), N_("数据文件夹；不写就用 $ANJU_DATA，再不然 /var/lib/anju"), NULL,
          &shared->data },
        { "lang", "zh|en", N_("用哪种语言说话"), NULL, &shared->lang },
        { "clock", N_("时间"), N_("当作现在是这个时间，如 2026-11-24T09:41；@文件：以文件里写的为准"), NULL,
          &shared->clock },
        { "seed", N_("数"), N_("随机数的种子，让结果可重复"), NULL, &shared->seed },
        { "help", NULL, N_("显示这段说明"), &shared->help, NULL },
    };
    const size_t common_count = sizeof(common) / sizeof(common[0]);
    size_t       count = 0;
    for (; own[count].name; count++) {
        if (count + common_count == OPTIONS_MOST)
            bug("more than %d options", OPTIONS_MOST);
        ret_all[count] = own[count];
    }
    memcpy(ret_all + count, common, sizeof(common));
    return count + common_count;
}

/* Columns that a terminal uses: Han and full-width characters take two. */
static int width_of(const char *text) {
    int      width = 0;
    uint32_t c;
    for (size_t n; (n = text_decode(text, strlen(text), &c)) > 0; text += n)
        width += c >= 0x2e80 ? 2 : 1;
    return width;
}

static void help_show(const struct ctl *ctl, const struct ctl_option *options, size_t count) {
    const struct ctl_command *command = ctl->command;
    const char               *takes = tr(ctl->lang, command->takes);
    printf(tr(ctl->lang, "用法：anju %s%s%s [选项]\n"), command->name, *takes ? " " : "", takes);
    printf("%s\n\n", tr(ctl->lang, command->does));
    for (size_t i = 0; i < count; i++) {
        const char *value = options[i].takes ? tr(ctl->lang, options[i].takes) : "";
        int         width = 4 + (int)strlen(options[i].name) + (*value ? 1 : 0) + width_of(value);
        printf("  --%s%s%s%*s%s\n", options[i].name, *value ? " " : "", value,
               width < HELP_COLUMN ? HELP_COLUMN - width : 1, "", tr(ctl->lang, options[i].does));
    }
}

enum lang ctl_lang(int argc, char *const *argv) {
    enum lang lang = LANG_ZH;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (text_starts(argv[i], "--lang="))
            (void)lang_parse(argv[i] + strlen("--lang="), &lang); /* a wrong one is told later */
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            (void)lang_parse(argv[i + 1], &lang);
    }
    return lang;
}

static int shared_apply(struct ctl *ctl, const struct shared *shared) {
    struct err err = { .lang = ctl->lang };
    char      *end = NULL;
    if (shared->lang && !lang_parse(shared->lang, &ctl->lang))
        return ctl_usage(ctl, "--lang 只能是 zh 或 en，现在是“%s”", shared->lang);
    err.lang = ctl->lang;
    if (shared->data && !*shared->data)
        return ctl_usage(ctl, "--data 后面要写文件夹");
    if (shared->data)
        ctl->folder = shared->data;
    file_share_with_group(ctl->folder);
    if (shared->seed) {
        errno = 0;
        unsigned long long seed = strtoull(shared->seed, &end, 10);
        if (*shared->seed < '0' || *shared->seed > '9' || *end || errno)
            return ctl_usage(ctl, "--seed 后面要写一个整数，现在是“%s”", shared->seed);
        world_set_seed(&ctl->world, seed);
    }
    if (shared->clock && !world_clock_option(&ctl->world, shared->clock, &ctl->clock_file, &err))
        return ctl_usage(ctl, "--clock：%s", err.text);
    return CTL_GO;
}

/* Does the number of words fit "job 文件", "编号 步骤 [字段=值…]"? */
static int rest_check(struct ctl *ctl) {
    const char *takes = ctl->command->takes;
    int         wanted = *takes ? 1 : 0;
    const char *more = strstr(takes, " ["); /* what may follow, any number of it */
    for (const char *at = takes; *at && at != more; at++)
        wanted += *at == ' ';
    if (ctl->rest_count < wanted)
        return ctl_usage(ctl, "anju %s 后面还要写：%s", ctl->command->name, tr(ctl->lang, takes));
    if (ctl->rest_count > wanted && !more)
        return ctl_usage(ctl, "多出了“%s”", ctl->rest[wanted]);
    return CTL_GO;
}

int ctl_parse(struct ctl *ctl, const struct ctl_option *own, int argc, char **argv) {
    struct shared     shared = { 0 };
    struct ctl_option options[OPTIONS_MOST];
    struct option     longs[OPTIONS_MOST + 1] = { 0 };
    const size_t      count = options_join(own, &shared, options);
    int               index = 0, got;
    for (size_t i = 0; i < count; i++)
        longs[i] = (struct option){ .name = options[i].name,
                                    .has_arg = options[i].takes ? required_argument : no_argument };
    optind = 0; /* GNU: start afresh */
    opterr = 0;
    while ((got = getopt_long(argc, argv, ":h", longs, &index)) != -1) {
        if (got == ':')
            return ctl_usage(ctl, "%s 后面要写它的值", argv[optind - 1]);
        if (got == '?' && optopt) /* a single letter */
            return ctl_usage(ctl, "没有“-%c”这个选项", optopt);
        if (got == '?')
            return ctl_usage(ctl, "没有“%s”这个选项", argv[optind - 1]);
        if (got == 'h')
            shared.help = true;
        else if (options[index].takes)
            *options[index].value = optarg;
        else
            *options[index].set = true;
    }
    if (shared.help) {
        help_show(ctl, options, count);
        return CTL_DONE;
    }
    ctl->rest = argv + optind;
    ctl->rest_count = argc - optind;
    int status = shared_apply(ctl, &shared);
    return status == CTL_GO ? rest_check(ctl) : status;
}
