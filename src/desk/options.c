/* SPDX-License-Identifier: GPL-3.0-or-later
 * options.c - getopt over one table, which is also the help. */
#include "desk/options.h"

#include "base/tr.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_DATA,
    OPTION_LISTEN,
    OPTION_PLAIN,
    OPTION_CLOCK,
    OPTION_LANG,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT
};

static const struct option longs[OPTION_COUNT + 1] = {
    [OPTION_DATA] = { "data", required_argument, NULL, 0 },
    [OPTION_LISTEN] = { "listen", required_argument, NULL, 0 },
    [OPTION_PLAIN] = { "plain", no_argument, NULL, 0 },
    [OPTION_CLOCK] = { "clock", required_argument, NULL, 0 },
    [OPTION_LANG] = { "lang", required_argument, NULL, 0 },
    [OPTION_HELP] = { "help", no_argument, NULL, 0 },
    [OPTION_VERSION] = { "version", no_argument, NULL, 0 },
};
static const struct {
    const char *takes;
    const char *does; /* N_() */
} words[OPTION_COUNT] = {
    [OPTION_DATA] = { "DIR", N_("数据文件夹；不写就用 $ANJU_DATA，再不然是 /var/lib/anju") },
    [OPTION_LISTEN] = { "ADDR:PORT",
                        N_("监听哪个地址和端口，如 127.0.0.1:8443；不写就照 anju.conf") },
    [OPTION_PLAIN] = { "", N_("不加密（HTTP），只能在本机地址上用") },
    [OPTION_CLOCK] = { "T|@FILE", N_("从这个时间起走钟，如 2026-11-24T09:41，或以文件里写的为准") },
    [OPTION_LANG] = { "zh|en", N_("说明和报错用的语言") },
    [OPTION_HELP] = { "", N_("显示这段说明") },
    [OPTION_VERSION] = { "", N_("显示版本号") },
};

/* Messages speak the language asked for, even when the mistake stands before it. */
static enum lang lang_asked(int argc, char *const *argv) {
    enum lang lang = LANG_ZH;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", strlen("--lang=")) == 0)
            (void)lang_parse(argv[i] + strlen("--lang="), &lang); /* a wrong one is told below */
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            (void)lang_parse(argv[i + 1], &lang);
    }
    return lang;
}

static bool option_take(int index, const char *value, struct options *options, struct err *err) {
    switch (index) {
    case OPTION_DATA:
        options->folder = value;
        break;
    case OPTION_LISTEN:
        options->listen = value;
        break;
    case OPTION_PLAIN:
        options->plain = true;
        break;
    case OPTION_CLOCK:
        options->clock = value;
        break;
    case OPTION_HELP:
        options->help = true;
        break;
    case OPTION_VERSION:
        options->version = true;
        break;
    case OPTION_LANG:
        return lang_parse(value, &options->lang) ||
               err_set(err, "--lang 只能是 zh 或 en，现在是“%s”", value);
    default:
        bug("option %d", index);
    }
    return !value || *value || err_set(err, "--%s 后面要写它的值", longs[index].name);
}

/* As for `anju` and the kiosk, so that all mean the same node when nothing is written. */
static const char *default_folder(void) {
    const char *folder = getenv("ANJU_DATA");
    return folder && *folder ? folder : "/var/lib/anju";
}

bool options_parse(int argc, char *const *argv, struct options *ret_options, struct err *err) {
    struct options options = { .folder = default_folder(), .lang = lang_asked(argc, argv) };
    int            got, index = 0;
    err->lang = ret_options->lang = options.lang;
    optind = 0; /* GNU: start afresh */
    opterr = 0;
    while ((got = getopt_long(argc, argv, ":", longs, &index)) != -1) {
        if (got == ':')
            return err_set(err, "%s 后面要写它的值", argv[optind - 1]);
        if (got == '?')
            return err_set(err, "没有“%s”这个选项；--help 看有哪些", argv[optind - 1]);
        if (!option_take(index, optarg, &options, err))
            return false;
    }
    if (optind < argc)
        return err_set(err, "多出了“%s”；--help 看怎么写", argv[optind]);
    *ret_options = options;
    return true;
}

char *options_help(struct arena *arena, enum lang lang) {
    char *text = arena_printf(arena, "%s\n\n  anju-desk [--data DIR] [...]\n\n",
                              tr(lang, "安居办公台：工作人员的浏览器和手机连的那个程序"));
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        char *name = arena_printf(arena, "--%s %s", longs[i].name, words[i].takes);
        text = arena_printf(arena, "%s  %-20s %s\n", text, name, tr(lang, words[i].does));
    }
    return text;
}
