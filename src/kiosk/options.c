/* SPDX-License-Identifier: GPL-3.0-or-later
 * options.c - the options as a table: name, what it takes, what it does, how it is read. */
#include "kiosk/options.h"

#include "base/world.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct option_row {
    const char *name;
    const char *takes; /* NULL: a switch */
    const char *does;  /* N_() */
    bool (*read)(const char *value, struct options *options);
};

static bool read_folder(const char *value, struct options *options) {
    options->folder = value;
    return value[0] != '\0';
}

static bool read_size(const char *value, struct options *options) {
    return panel_size_parse(value, &options->size);
}

static bool read_clock(const char *value, struct options *options) {
    struct world      world;
    struct clock_file file;
    world_real(&world);
    options->clock = value;
    return world_clock_option(&world, value, &file, NULL);
}

static bool read_lang(const char *value, struct options *options) {
    options->lang_given = true;
    return lang_parse(value, &options->lang);
}

static bool read_large(const char *value, struct options *options) {
    (void)value; /* a switch */
    return options->large = true;
}

static bool read_contrast(const char *value, struct options *options) {
    (void)value;
    return options->contrast = true;
}

static bool read_script(const char *value, struct options *options) {
    options->script = value;
    return value[0] != '\0';
}

static bool read_out(const char *value, struct options *options) {
    options->out = value;
    return value[0] != '\0';
}

static bool read_seed(const char *value, struct options *options) {
    char *end = NULL;
    errno = 0;
    unsigned long long seed = strtoull(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || errno != 0)
        return false;
    options->seed = seed;
    return options->seeded = true;
}

static bool read_first_frame(const char *value, struct options *options) {
    (void)value;
    return options->first_frame = true;
}

static bool read_help(const char *value, struct options *options) {
    (void)value;
    return options->help = true;
}

static bool read_version(const char *value, struct options *options) {
    (void)value;
    return options->version = true;
}

static const struct option_row rows[] = {
    { "--data", "DIR", N_("数据文件夹；不写就用 $ANJU_DATA，再不然是 /var/lib/anju"), read_folder },
    { "--size", "WxH", N_("窗口大小，从 800x480 或竖着 720x1280 起；不写就是全屏"), read_size },
    { "--clock", "T|@FILE", N_("从这个时间起走钟，如 2026-11-24T09:41，或以文件里写的为准"),
      read_clock },
    { "--lang", "zh|en", N_("一开始用的语言"), read_lang },
    { "--large", NULL, N_("一开始就用大字"), read_large },
    { "--contrast", NULL, N_("一开始就用高对比"), read_contrast },
    { "--script", "FILE", N_("照脚本操作，画在内存里，不用显示器"), read_script },
    { "--out", "DIR", N_("脚本的截图和语义树放在哪个文件夹"), read_out },
    { "--seed", "N", N_("随机数的种子，让结果可重复"), read_seed },
    { "--first-frame", NULL, N_("画出第一屏就退出，打印用了多少毫秒"), read_first_frame },
    { "--help", NULL, N_("显示这段说明"), read_help },
    { "--version", NULL, N_("显示版本号"), read_version },
};
enum { ROW_COUNT = sizeof(rows) / sizeof(rows[0]) };

/* The row that `argument` names, as "--size" or "--size=…"; *ret_value is what follows "=". */
static const struct option_row *row_of(const char *argument, const char **ret_value) {
    for (size_t i = 0; i < ROW_COUNT; i++) {
        size_t length = strlen(rows[i].name);
        if (strncmp(argument, rows[i].name, length) != 0)
            continue;
        if (argument[length] == '\0' || argument[length] == '=') {
            *ret_value = argument[length] == '=' ? argument + length + 1 : NULL;
            return &rows[i];
        }
    }
    return NULL;
}

/* Messages speak the language asked for, even when the mistake stands before it. */
static enum lang lang_asked(int argc, char *const *argv) {
    enum lang lang = LANG_ZH;
    for (int i = 1; i < argc; i++) {
        const char              *value = NULL;
        const struct option_row *row = row_of(argv[i], &value);
        if (row == NULL || row->read != read_lang)
            continue;
        if (value == NULL && i + 1 < argc)
            value = argv[i + 1];
        if (value != NULL)
            (void)lang_parse(value, &lang); /* a wrong one is reported below */
    }
    return lang;
}

static bool options_fit(const struct options *options, struct err *err) {
    if (options->help || options->version)
        return true;
    if (options->out != NULL && options->script == NULL)
        return err_set(err, N_("--out 要和 --script 一起用"));
    return true;
}

/* As for `anju`, so that both mean the same node when nothing is written. */
static const char *default_folder(void) {
    const char *folder = getenv("ANJU_DATA");
    return folder != NULL && folder[0] != '\0' ? folder : "/var/lib/anju";
}

bool options_parse(int argc, char *const *argv, struct options *ret_options, struct err *err) {
    struct options options = { .folder = default_folder() };
    if (err != NULL)
        err->lang = lang_asked(argc, argv);
    for (int i = 1; i < argc; i++) {
        const char              *value = NULL;
        const struct option_row *row = row_of(argv[i], &value);
        if (row == NULL)
            return err_set(err, N_("没有“%s”这个选项；--help 看有哪些"), argv[i]);
        if (row->takes == NULL && value != NULL)
            return err_set(err, N_("%s 后面不带值"), row->name);
        if (row->takes != NULL && value == NULL) {
            if (i + 1 >= argc)
                return err_set(err, N_("%s 后面要有值：%s"), row->name, row->takes);
            value = argv[++i];
        }
        if (!row->read(value, &options))
            return err_set(err, N_("%s 的值“%s”不对，应是 %s（%s）"), row->name, value, row->takes,
                           tr(err != NULL ? err->lang : LANG_ZH, row->does));
    }
    if (!options_fit(&options, err))
        return false;
    *ret_options = options;
    return true;
}

char *options_help(struct arena *arena, enum lang lang) {
    char *text = arena_printf(arena, "%s\n\n  anju-kiosk [--data DIR] [...]\n\n",
                              tr(lang, "安居自助机：居民站着用的那块屏"));
    for (size_t i = 0; i < ROW_COUNT; i++) {
        char *name = arena_printf(arena, "%s %s", rows[i].name, rows[i].takes ? rows[i].takes : "");
        text = arena_printf(arena, "%s  %-20s %s\n", text, name, tr(lang, rows[i].does));
    }
    return text;
}

bool panel_size_parse(const char *text, struct panel_size *ret_size) {
    int sides[2];
    for (int i = 0; i < 2; i++) {
        char *end = NULL;
        if (*text < '0' || *text > '9')
            return false;
        errno = 0;
        long side = strtol(text, &end, 10);
        if (errno != 0 || side > PANEL_SIDE_MOST || *end != (i == 0 ? 'x' : '\0'))
            return false;
        sides[i] = (int)side;
        text = end + 1;
    }
    int least = sides[0] < sides[1] ? PANEL_PORTRAIT_LEAST : PANEL_SHORT_LEAST;
    if (sides[0] < least || sides[1] < PANEL_SHORT_LEAST)
        return false;
    *ret_size = (struct panel_size){ sides[0], sides[1] };
    return true;
}
