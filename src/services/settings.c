/* SPDX-License-Identifier: GPL-3.0-or-later
 * settings.c - the sections of anju.conf as record tables, and their defaults. */
#include "services/settings.h"

#include "record/problems.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PORT_MOST = 65535 };

static const struct word setting_language_words[SETTING_LANGUAGE_COUNT] = {
    [SETTING_LANGUAGE_ZH] = { "zh", N_("中文"), "汉语|chinese|zh_cn" },
    [SETTING_LANGUAGE_EN] = { "en", N_("英文"), "英语|english" },
};

/* As it stands in receipts and in the journal. */
static void terminal_check(const char *name, struct problems *problems) {
    if (strlen(name) != 3 || name[0] < 'A' || name[0] > 'Z' || strspn(name + 1, "0123456789") != 2)
        (void)problem_add(problems, PROBLEM_ERROR, "name", name,
                          N_("终端编号要写成 K01 这样：一个大写字母加两位数字"));
}

#define REC struct node_settings
static void node_check(const void *row, struct problems *problems) {
    terminal_check(((const struct node_settings *)row)->name, problems);
}
static const struct field node_fields[] = {
    { "name", TEXT(name), .label = N_("终端编号"), .flags = F_REQUIRED },
};
static const struct record node_record =
    RECORD("node", N_("节点"), node_fields, .flags = RECORD_SETTINGS, .check = node_check);
#undef REC

#define REC struct centre_settings
static void centre_check(const void *row, struct problems *problems) {
    const struct centre_settings *centre = row;
    const char                   *d = centre->division;
    if (*d && (strlen(d) != 6 || strspn(d, "0123456789") != 6))
        (void)problem_add(problems, PROBLEM_ERROR, "division", d,
                          N_("行政区划代码是六位数字（GB/T 2260），如 431322"));
    if (centre->keep_days == INT_ABSENT)
        (void)problem_add(problems, PROBLEM_ERROR, "keep_days", NULL,
                          N_("求职资料保存多少天要写上，最少 190"));
}
static const struct field centre_fields[] = {
    { "name", TEXT(name), .label = N_("中心名称") },
    { "division", TEXT(division), .label = N_("行政区划代码") },
    { "address", TEXT(address), .label = N_("地址") },
    { "caller", TEXT(caller), .label = N_("打电话的人") },
    { "phone", PHONE(phone), .label = N_("打出的号码") },
    { "office_hours", TEXT(office_hours), .label = N_("办公时间") },
    { "counter", TEXT(counter), .label = N_("服务台位置") },
    { "keep_days", INT(keep_days), .label = N_("求职资料保存"), .unit = N_("天"), .min = 190,
      .max = 3650 },
};
static const struct record centre_record = RECORD("centre", N_("服务中心"), centre_fields,
                                                  .flags = RECORD_SETTINGS, .check = centre_check);
#undef REC

#define REC struct kiosk_settings
static const struct field kiosk_fields[] = {
    { "language", ENUM(language, setting_language), .label = N_("语言"), .flags = F_REQUIRED },
    { "large", BOOL(large), .label = N_("大字") },
    { "contrast", BOOL(contrast), .label = N_("高对比") },
    { "reduce_motion", BOOL(reduce_motion), .label = N_("减少动画") },
    { "fullscreen", BOOL(fullscreen), .label = N_("全屏") },
    { "night_from", INT(night_from), .label = N_("夜里变暗从"), .unit = N_("点钟"), .max = 23 },
    { "night_to", INT(night_to), .label = N_("夜里变暗到"), .unit = N_("点钟"), .max = 23 },
};
static const struct record kiosk_record =
    RECORD("kiosk", N_("一体机"), kiosk_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct store_settings
static const struct field store_fields[] = {
    { "page_limit_mb", INT(page_limit_mb), .label = N_("数据库上限"), .unit = N_("MB"),
      .flags = F_REQUIRED, .min = 64, .max = 1048576 },
    { "space_floor_mb", INT(space_floor_mb), .label = N_("磁盘保留空间"), .unit = N_("MB"),
      .flags = F_REQUIRED, .min = 16, .max = 1048576 },
};
static const struct record store_record =
    RECORD("store", N_("数据库"), store_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct printer_settings
static const struct word setting_printer_words[SETTING_PRINTER_COUNT] = {
    [SETTING_PRINTER_NONE] = { "none", N_("没有"), "无|no|off" },
    [SETTING_PRINTER_FILE] = { "file", N_("文件"), NULL },
    [SETTING_PRINTER_DEVICE] = { "device", N_("设备"), NULL },
};
static const struct word setting_speaker_words[SETTING_SPEAKER_COUNT] = {
    [SETTING_SPEAKER_NONE] = { "none", N_("没有"), "无|no|off" },
    [SETTING_SPEAKER_SDL] = { "sdl", N_("扬声器"), "device|设备" },
    [SETTING_SPEAKER_FILE] = { "file", N_("文件"), NULL },
};
static const struct word setting_scanner_words[SETTING_SCANNER_COUNT] = {
    [SETTING_SCANNER_NONE] = { "none", N_("没有"), "无|no|off" },
    [SETTING_SCANNER_KEYBOARD] = { "keyboard", N_("键盘"), NULL },
    [SETTING_SCANNER_DEVICE] = { "device", N_("设备"), NULL },
    [SETTING_SCANNER_FILE] = { "file", N_("文件"), NULL },
};

/* What serial lines know. */
static void baud_check(int baud, struct problems *problems) {
    static const int known[] = { 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 };
    char             text[16];
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (baud == known[i])
            return;
    (void)snprintf(text, sizeof(text), "%d", baud); /* fits */
    (void)problem_add(problems, PROBLEM_ERROR, "baud", text,
                      N_("串口速率是 1200、2400、4800、9600、19200、38400、57600 或 115200"));
}

static void printer_check(const void *row, struct problems *problems) {
    const struct printer_settings *printer = row;
    char                           text[16];
    (void)snprintf(text, sizeof(text), "%d", printer->width_dots); /* fits */
    if (printer->width_dots % 8 != 0)
        (void)problem_add(problems, PROBLEM_ERROR, "width_dots", text,
                          N_("纸宽的点数要是 8 的倍数：80 毫米的纸 576，58 毫米的纸 384"));
    baud_check(printer->baud, problems);
}
static const struct field printer_fields[] = {
    { "kind", ENUM(kind, setting_printer), .label = N_("打印机"), .flags = F_REQUIRED },
    { "path", TEXT(path), .label = N_("路径") },
    { "width_dots", INT(width_dots), .label = N_("纸宽"), .unit = N_("点"), .flags = F_REQUIRED,
      .min = 256, .max = 832 },
    { "baud", INT(baud), .label = N_("串口速率"), .flags = F_REQUIRED, .min = 1200, .max = 115200 },
};
static const struct record printer_record = RECORD(
    "printer", N_("打印机"), printer_fields, .flags = RECORD_SETTINGS, .check = printer_check);
#undef REC

#define REC struct speaker_settings
static const struct field speaker_fields[] = {
    { "kind", ENUM(kind, setting_speaker), .label = N_("扬声器"), .flags = F_REQUIRED },
    { "path", TEXT(path), .label = N_("路径") },
    { "volume", INT(volume), .label = N_("音量"), .unit = "%", .flags = F_REQUIRED, .min = 1,
      .max = 100 },
};
static const struct record speaker_record =
    RECORD("speaker", N_("扬声器"), speaker_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct scanner_settings
static void scanner_check(const void *row, struct problems *problems) {
    baud_check(((const struct scanner_settings *)row)->baud, problems);
}
static const struct field scanner_fields[] = {
    { "kind", ENUM(kind, setting_scanner), .label = N_("扫码器"), .flags = F_REQUIRED },
    { "path", TEXT(path), .label = N_("路径") },
    { "baud", INT(baud), .label = N_("串口速率"), .flags = F_REQUIRED, .min = 1200, .max = 115200 },
};
static const struct record scanner_record = RECORD(
    "scanner", N_("扫码器"), scanner_fields, .flags = RECORD_SETTINGS, .check = scanner_check);
#undef REC

/* "127.0.0.1:8443", "[::]:8443", "[::1]:0". */
static void listen_check(const char *listen, struct problems *problems) {
    const char *colon = strrchr(listen, ':');
    long        port = -1;
    char       *end = NULL;
    if (colon && colon > listen && colon[1] >= '0' && colon[1] <= '9')
        port = strtol(colon + 1, &end, 10);
    if (!end || *end || port < 0 || port > PORT_MOST ||
        (memchr(listen, ':', (size_t)(colon - listen)) && (listen[0] != '[' || colon[-1] != ']')))
        (void)problem_add(problems, PROBLEM_ERROR, "listen", listen,
                          N_("要写成 地址:端口，如 127.0.0.1:8443 或 [::]:8443"));
}

/* Both or none. */
static void pair_check(const char *cert, const char *key, struct problems *problems) {
    if (!*cert != !*key)
        (void)problem_add(problems, PROBLEM_ERROR, *cert ? "key" : "cert", NULL,
                          N_("证书和它的密钥要一起写"));
}

#define REC struct desk_settings
static void desk_check(const void *row, struct problems *problems) {
    const struct desk_settings *desk = row;
    terminal_check(desk->name, problems);
    listen_check(desk->listen, problems);
    pair_check(desk->cert, desk->key, problems);
}
static const struct field desk_fields[] = {
    { "name", TEXT(name), .label = N_("办公台编号"), .flags = F_REQUIRED },
    { "listen", TEXT(listen), .label = N_("监听地址"), .flags = F_REQUIRED },
    { "host", TEXT(host), .label = N_("主机名") },
    { "cert", TEXT(cert), .label = N_("证书") },
    { "key", TEXT(key), .label = N_("证书的密钥") },
};
static const struct record desk_record =
    RECORD("desk", N_("办公台"), desk_fields, .flags = RECORD_SETTINGS, .check = desk_check);
#undef REC

#define REC struct public_settings
static void public_check(const void *row, struct problems *problems) {
    const struct public_settings *public = row;
    if (*public->listen)
        listen_check(public->listen, problems);
    if (*public->url &&
        (!text_starts(public->url, "https://") || strpbrk(public->url, " \"<>#?\\")))
        (void)problem_add(problems, PROBLEM_ERROR, "url", public->url,
                          N_("要写成 https:// 开头的地址，后面不带 ? 和 #"));
    if (*public->url && !*public->listen)
        (void)problem_add(problems, PROBLEM_ERROR, "listen", NULL,
                          N_("写了 url 就要写 listen，不然二维码打不开"));
    pair_check(public->cert, public->key, problems);
}
static const struct field public_fields[] = {
    { "listen", TEXT(listen), .label = N_("监听地址") },
    { "url", TEXT(url), .label = N_("公开的网址") },
    { "cert", TEXT(cert), .label = N_("证书") },
    { "key", TEXT(key), .label = N_("证书的密钥") },
};
static const struct record public_record = RECORD("public", N_("公开入口"), public_fields,
                                                  .flags = RECORD_SETTINGS, .check = public_check);
#undef REC

const struct record *const settings_records[] = {
    &node_record,    &centre_record,  &kiosk_record, &store_record,  &printer_record,
    &speaker_record, &scanner_record, &desk_record,  &public_record, NULL
};

void settings_init(struct settings *settings) {
    record_init(&node_record, &settings->node);
    record_init(&centre_record, &settings->centre);
    record_init(&kiosk_record, &settings->kiosk);
    record_init(&store_record, &settings->store);
    record_init(&printer_record, &settings->printer);
    record_init(&speaker_record, &settings->speaker);
    record_init(&scanner_record, &settings->scanner);
    record_init(&desk_record, &settings->desk);
    record_init(&public_record, &settings->public);
    (void)TEXT_COPY(settings->node.name, "K01"); /* fits */
    settings->kiosk.language = SETTING_LANGUAGE_ZH;
    settings->kiosk.fullscreen = true;
    settings->kiosk.night_from = 22;
    settings->kiosk.night_to = 6;
    settings->centre.keep_days = 365;
    settings->store.page_limit_mb = 4096;
    settings->store.space_floor_mb = 64;
    settings->printer.kind = SETTING_PRINTER_NONE;
    settings->printer.width_dots = 576;
    settings->printer.baud = 9600;
    settings->speaker.kind = SETTING_SPEAKER_SDL;
    settings->speaker.volume = 100;
    settings->scanner.kind = SETTING_SCANNER_KEYBOARD;
    settings->scanner.baud = 9600;
    (void)TEXT_COPY(settings->desk.name, "D01");         /* fits */
    (void)TEXT_COPY(settings->desk.listen, "[::]:8443"); /* fits */
}

bool settings_load(struct settings *settings, const char *folder, struct arena *arena,
                   struct err *err) {
    struct settings      read;
    const struct section sections[] = {
        { &node_record, &read.node },       { &centre_record, &read.centre },
        { &kiosk_record, &read.kiosk },     { &store_record, &read.store },
        { &printer_record, &read.printer }, { &speaker_record, &read.speaker },
        { &scanner_record, &read.scanner }, { &desk_record, &read.desk },
        { &public_record, &read.public },   { NULL, NULL },
    };
    settings_init(&read);
    const char *path = arena_printf(arena, "%s/anju.conf", folder);
    if (!path)
        return err_code_set(err, ERR_MEMORY, N_("内存不够，读不了 %s"), "anju.conf");
    bool missing = access(path, F_OK) != 0 && errno == ENOENT;
    if (!missing && !config_load(path, sections, arena, err))
        return false;
    *settings = read;
    return true;
}

enum lang settings_lang(const struct settings *settings) {
    return settings->kiosk.language == SETTING_LANGUAGE_EN ? LANG_EN : LANG_ZH;
}
