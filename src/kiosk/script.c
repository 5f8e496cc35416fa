/* SPDX-License-Identifier: GPL-3.0-or-later
 * script.c - journey scripts from text to steps; every act is a row of one table. */
#include "kiosk/script.h"

#include "base/file.h"
#include "base/text.h"

#include <SDL_keyboard.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct act_row {
    const char *name;
    bool (*read)(struct script_step *step, struct err *err); /* from step->text, never empty */
};

static bool read_text(struct script_step *step, struct err *err) {
    (void)step, (void)err; /* any text will do */
    return true;
}

/* The modifier that `text` begins with ("Shift+"), 0 when none; "Keypad +" begins with none. */
static SDL_Keymod modifier_of(const char *text, size_t *ret_length) {
    static const struct {
        const char *prefix;
        SDL_Keymod  modifier;
    } prefixes[] = {
        { "Shift+", KMOD_LSHIFT },
        { "Ctrl+", KMOD_LCTRL },
        { "Alt+", KMOD_LALT },
        { "GUI+", KMOD_LGUI },
    };
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        *ret_length = strlen(prefixes[i].prefix);
        if (strncasecmp(text, prefixes[i].prefix, *ret_length) == 0)
            return prefixes[i].modifier;
    }
    return KMOD_NONE;
}

static bool read_key(struct script_step *step, struct err *err) {
    const char *name = step->text;
    size_t      length = 0;
    for (SDL_Keymod m; (m = modifier_of(name, &length)) != KMOD_NONE; name += length)
        step->modifiers |= (int)m;
    step->key = SDL_GetKeyFromName(name);
    if (step->key == SDLK_UNKNOWN)
        return err_set(err, N_("没有叫“%s”的键（如 Return、Escape、Shift+Tab）"), name);
    return true;
}

static bool read_swipe(struct script_step *step, struct err *err) {
    step->up = strcmp(step->text, "up") == 0;
    if (!step->up && strcmp(step->text, "down") != 0)
        return err_set(err, N_("swipe 后面写 up 或 down，不是“%s”"), step->text);
    return true;
}

static bool read_wait(struct script_step *step, struct err *err) {
    char *end = NULL;
    errno = 0;
    long ms = strtol(step->text, &end, 10);
    if (step->text[0] < '0' || step->text[0] > '9' || *end != '\0' || errno != 0 ||
        ms > SCRIPT_WAIT_MOST)
        return err_set(err, N_("wait 后面写毫秒数，0 到 %d，不是“%s”"), SCRIPT_WAIT_MOST,
                       step->text);
    step->ms = ms;
    return true;
}

/* A name stays within the folder it is given to. */
static bool read_name(struct script_step *step, struct err *err) {
    const unsigned char *name = (const unsigned char *)step->text;
    bool                 plain = name[0] != '.' && strlen(step->text) <= SCRIPT_NAME_MOST;
    for (; plain && *name != '\0'; name++)
        plain = *name >= 0x20 && *name != 0x7f && *name != '/' && *name != '\\';
    if (!plain)
        return err_set(err, N_("“%s”不能做文件名：不能有斜杠，不能以点开头，最多 %d 个字节"),
                       step->text, SCRIPT_NAME_MOST);
    return true;
}

static const struct act_row acts[] = {
    [ACT_TAP] = { "tap", read_text },       [ACT_HOLD] = { "hold", read_text },
    [ACT_TYPE] = { "type", read_text },     [ACT_PRESS] = { "press", read_key },
    [ACT_SWITCH] = { "switch", read_text }, [ACT_SWIPE] = { "swipe", read_swipe },
    [ACT_SCAN] = { "scan", read_text },     [ACT_WAIT] = { "wait", read_wait },
    [ACT_EXPECT] = { "expect", read_text }, [ACT_ABSENT] = { "absent", read_text },
    [ACT_SHOT] = { "shot", read_name },     [ACT_TREE] = { "tree", read_name },
};
_Static_assert(sizeof(acts) / sizeof(acts[0]) == ACT_COUNT, "each act has its row");

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static void trim_blanks(const char **start, const char **end) {
    while (*start < *end && is_blank(**start))
        (*start)++;
    while (*start < *end && is_blank((*end)[-1]))
        (*end)--;
}

/* [*start, *end) without blanks around it and without its comment: the whole line, or what follows
 * " # " behind an act and its text. What follows an act at once is its text: "type #" types it. */
static void trim(const char **start, const char **end) {
    int words = 0;
    trim_blanks(start, end);
    for (const char *at = *start; at < *end; at++) {
        bool opens = at == *start || is_blank(at[-1]);
        bool alone = at + 1 == *end || is_blank(at[1]);
        if (*at == '#' && opens && (words == 0 || (alone && words > 1)))
            *end = at;
        words += opens && !is_blank(*at);
    }
    trim_blanks(start, end);
}

static bool no_memory(struct err *err) {
    return err_code_set(err, ERR_MEMORY, "内存不足");
}

/* One line, trimmed and not empty, to a step. */
static bool step_parse(struct arena *arena, const char *start, const char *end,
                       struct script_step *step, struct err *err) {
    const char *text = start;
    while (text < end && !is_blank(*text))
        text++;
    char *word = arena_strndup(arena, start, (size_t)(text - start));
    while (text < end && is_blank(*text))
        text++;
    if (!word)
        return no_memory(err);
    for (int i = 0; i < ACT_COUNT; i++) {
        if (strcmp(word, acts[i].name) != 0)
            continue;
        if (text == end)
            return err_set(err, N_("%s 后面缺内容"), acts[i].name);
        step->act = (enum act)i;
        step->text = arena_strndup(arena, text, (size_t)(end - text));
        return step->text ? acts[i].read(step, err) : no_memory(err);
    }
    return err_set(err, N_("不认识“%.40s”这个动作"), word);
}

/* Puts "file:line: " before what is wrong, as compilers do, so that editors jump there. */
static bool at_line(struct err *err, const char *name, int line) {
    if (err == NULL)
        return false;
    struct err said = *err;
    return err_set(err, "%s:%d: %s", name, line, said.text);
}

static bool script_parse_lines(struct arena *arena, const char *bytes, const char *end,
                               struct script *script, struct err *err) {
    size_t room = 0;
    int    line = 0;
    while (bytes < end) {
        const char *stop = memchr(bytes, '\n', (size_t)(end - bytes));
        stop = stop != NULL ? stop : end;
        const char *from = bytes, *to = stop;
        line++;
        bytes = stop < end ? stop + 1 : end;
        if (!text_valid(from, (size_t)(to - from)) || memchr(from, 0, (size_t)(to - from))) {
            (void)err_set(err, N_("不是 UTF-8 文字"));
            return at_line(err, script->name, line);
        }
        trim(&from, &to);
        if (from == to)
            continue;
        if (script->count == room) {
            size_t size = sizeof(struct script_step);
            script->steps = arena_grow(arena, script->steps, room * size, (room * 2 + 16) * size);
            if (!script->steps)
                return no_memory(err);
            room = room * 2 + 16;
        }
        struct script_step step = { .line = line };
        if (!step_parse(arena, from, to, &step, err))
            return at_line(err, script->name, line);
        script->steps[script->count++] = step;
    }
    return true;
}

bool script_parse(struct arena *arena, const char *name, const char *bytes, size_t length,
                  struct script *ret_script, struct err *err) {
    struct script script = { .name = name };
    const char   *end = bytes + length;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        bytes += 3;
    if (!script_parse_lines(arena, bytes, end, &script, err)) {
        if (err != NULL && err->code != ERR_MEMORY)
            err->code = ERR_INVALID;
        return false;
    }
    *ret_script = script;
    return true;
}

bool script_read(struct arena *arena, const char *path, struct script *ret_script,
                 struct err *err) {
    char  *bytes = NULL;
    size_t length = 0;
    if (!file_read(arena, path, SCRIPT_BYTES_MOST, &bytes, &length, err))
        return false;
    return script_parse(arena, path, bytes, length, ret_script, err);
}

bool script_draws(const struct script *script) {
    for (size_t i = 0; i < script->count; i++)
        if (script->steps[i].act == ACT_SHOT || script->steps[i].act == ACT_TREE)
            return true;
    return false;
}
